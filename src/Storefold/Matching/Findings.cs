namespace Storefold.Matching;

/// <summary>Doubts, each with the kind it asks for; together they are the kind furthest from merging.</summary>
internal sealed class Findings
{
    private readonly SortedSet<string> _reasons = new(StringComparer.Ordinal);

    /// <summary>The kind furthest from merging; <see cref="MatchKind.Auto"/> while there is no doubt.</summary>
    public MatchKind Kind { get; private set; } = MatchKind.Auto;

    public bool Any => _reasons.Count > 0;

    public void Add(MatchKind kind, string reason)
    {
        if (kind > Kind) Kind = kind;
        _reasons.Add(reason);
    }

    public void AddIf(bool doubt, MatchKind kind, string reason)
    {
        if (doubt) Add(kind, reason);
    }

    public void AddAll(Findings others)
    {
        foreach (var reason in others._reasons) Add(others.Kind, reason);
    }

    /// <summary>The decision, with the kind that counts when there is no doubt at all.</summary>
    public MatchDecision Decide(MatchKind withoutDoubt, IEnumerable<string> candidates)
    {
        string[] keys = [.. candidates];
        var kind = Any ? Kind : withoutDoubt;
        string[] reasons = kind == MatchKind.Auto ? [MatchReasons.AllConditionsMet] : [.. _reasons];
        return new MatchDecision(kind, keys.Length == 1 ? keys[0] : null, reasons, keys);
    }
}
