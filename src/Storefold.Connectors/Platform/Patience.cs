namespace Storefold.Connectors.Platform;

/// <summary>How long a platform over HTTP is waited for.</summary>
/// <param name="Attempts">Attempts in all.</param>
/// <param name="FirstDelay">Pause before the second attempt; each further one is about twice as long, and never quite the same.</param>
/// <param name="LongestDelay">Longest pause of our own choice; the platform may ask for a longer one, up to ten minutes.</param>
/// <param name="Timeout">How long one request may take, its answer included.</param>
public sealed record Patience(int Attempts, TimeSpan FirstDelay, TimeSpan LongestDelay, TimeSpan Timeout)
{
    /// <summary>What commands have: about a minute of a platform that is down.</summary>
    public static readonly Patience Standard = new(8, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
}
