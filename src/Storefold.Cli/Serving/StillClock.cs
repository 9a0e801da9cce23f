using NodaTime;

namespace Storefold.Cli.Serving;

/// <summary>A clock that stands still, for <c>serve --at</c>.</summary>
internal sealed class StillClock(Instant instant) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => instant.ToDateTimeOffset();
}
