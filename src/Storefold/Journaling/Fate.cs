namespace Storefold.Journaling;

/// <summary>What became of a source row. Every row has exactly one; the numbers stand in the ID map.</summary>
public enum Fate
{
    /// <summary>Not decided yet.</summary>
    None = 0,

    /// <summary>A row of the target was made for it.</summary>
    Created = 1,

    /// <summary>It joined a row that the target had.</summary>
    Merged = 2,

    /// <summary>Left out by a named rule.</summary>
    Skipped = 3,

    /// <summary>Refused, kept with its raw row and reason.</summary>
    Quarantined = 4,

    /// <summary>Erased at its owner's request.</summary>
    Erased = 5,
}
