namespace Storefold.Announcing;

/// <summary>What a channel answered. Its words hold no token and no address with secrets.</summary>
public abstract record PostResult
{
    private PostResult()
    {
    }

    /// <summary>The channel has it.</summary>
    /// <param name="RemoteId">The channel's own id of the post.</param>
    public sealed record Posted(string RemoteId) : PostResult;

    /// <summary>Not now; the same may succeed later.</summary>
    /// <param name="After">How long the channel asks to wait; null where it does not say.</param>
    /// <param name="Why">What happened, in one sentence.</param>
    /// <param name="MayStand">True when the channel may have taken the post all the same: its answer never came.</param>
    public sealed record Retry(TimeSpan? After, string Why, bool MayStand) : PostResult;

    /// <summary>The channel will not take it however often it is asked: a person has to look.</summary>
    /// <param name="Why">What it said, in one sentence.</param>
    public sealed record Refused(string Why) : PostResult;
}
