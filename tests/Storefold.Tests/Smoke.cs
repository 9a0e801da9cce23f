namespace Storefold.Tests;

public sealed class Smoke
{
    [Fact]
    public void Works() => Assert.Equal("13/10", new Storefold.Shop.Rational(26, 20).ToString());
}
