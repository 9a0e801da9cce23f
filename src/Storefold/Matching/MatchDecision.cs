namespace Storefold.Matching;

/// <summary>What becomes of a person from the source. The later in this list, the further from merging.</summary>
public enum MatchKind
{
    /// <summary>Nobody in the target comes into question: created.</summary>
    None,

    /// <summary>Merged without asking anybody.</summary>
    Auto,

    /// <summary>The customer proves that both are theirs.</summary>
    Challenge,

    /// <summary>A person decides.</summary>
    Review,

    /// <summary>Created separately; nobody is asked.</summary>
    Never,
}

/// <summary>A decision and why.</summary>
/// <param name="Kind">What becomes of the person.</param>
/// <param name="TargetKey">The one candidate; null when there is none or more than one.</param>
/// <param name="Reasons">Codes of <see cref="MatchReasons"/>, in ordinal order; empty for a plain creation.</param>
/// <param name="Candidates">Keys of all candidates in the target, in ordinal order.</param>
public sealed record MatchDecision(
    MatchKind Kind, string? TargetKey, IReadOnlyList<string> Reasons, IReadOnlyList<string> Candidates);
