namespace Storefold.Tests.Support;

/// <summary>A clock that stands still, so that two runs leave the same bytes.</summary>
internal sealed class FixedClock : TimeProvider
{
    public static readonly FixedClock Instance = new();

    public override DateTimeOffset GetUtcNow() => new(2024, 10, 21, 9, 0, 0, TimeSpan.Zero);
}
