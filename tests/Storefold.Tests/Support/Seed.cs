using System.Globalization;

namespace Storefold.Tests.Support;

/// <summary>
/// A seeded source of chance that prints its seed; STOREFOLD_SEED replays another one. Tests that use it carry the trait
/// Category=Seeded, by which <c>./test seeds</c> finds them.
/// </summary>
internal static class Seed
{
    public static Random Random(int standard)
    {
        var wanted = Environment.GetEnvironmentVariable("STOREFOLD_SEED");
        var seed = int.TryParse(wanted, CultureInfo.InvariantCulture, out var given) ? given : standard;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
