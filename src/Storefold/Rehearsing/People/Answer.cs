using NodaTime;
using Storefold.Scheduling;

namespace Storefold.Rehearsing.People;

/// <summary>How an answer feels to who asked.</summary>
public enum Tone
{
    /// <summary>The old shop answers.</summary>
    Shop,

    /// <summary>A page of ours.</summary>
    Ours,

    /// <summary>Refused, with a reason.</summary>
    Refused,

    /// <summary>Sent to the counterpart.</summary>
    Moved,

    /// <summary>Nothing is there any more.</summary>
    Gone,
}

/// <summary>What somebody got.</summary>
/// <param name="Tone">How it feels.</param>
/// <param name="Status">HTTP status; 0 where the old shop answers with its own.</param>
/// <param name="Text">In words.</param>
/// <param name="Address">Where they were sent, or null.</param>
/// <param name="Read">The beginning of what they read, or null.</param>
public sealed record Answer(Tone Tone, int Status, string Text, string? Address = null, string? Read = null);

/// <summary>One answer for as long as it held.</summary>
/// <param name="From">Since when: the milestone's second; in the one before it the answer was another one.</param>
/// <param name="Phase">Phase of the site then.</param>
/// <param name="Answer">The answer.</param>
public sealed record Sight(Instant From, Phase Phase, Answer Answer);

/// <summary>Everything that somebody got for one thing that they asked.</summary>
/// <param name="Ask">What they asked.</param>
/// <param name="Sights">The answers, oldest first; neighbours differ.</param>
public sealed record Sighting(Ask Ask, IReadOnlyList<Sight> Sights)
{
    /// <summary>The answer at an instant.</summary>
    public Answer? At(Instant instant) => Sights.LastOrDefault(sight => sight.From <= instant)?.Answer;
}
