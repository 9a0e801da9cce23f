namespace Storefold.Planning.Reading;

/// <summary>What the YAML parser found, and the line. Nothing is resolved: every scalar is text.</summary>
internal abstract record PlanNode(int Line)
{
    /// <summary>Nothing was written: an empty value, <c>null</c> or <c>~</c>.</summary>
    public virtual bool IsNull => false;

    /// <summary>How a message names the kind.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
internal sealed record ScalarNode(string Text, bool Quoted, int Line) : PlanNode(Line)
{
    public override bool IsNull => !Quoted && (Text is "" or "~" or "null" or "Null" or "NULL");

    public override string Kind => "a single value";
}

/// <summary>A list.</summary>
internal sealed record ListNode(IReadOnlyList<PlanNode> Items, int Line) : PlanNode(Line)
{
    public override string Kind => "a list";
}

/// <summary>Keys with values, in the order of the file, no key twice.</summary>
internal sealed record MapNode(IReadOnlyList<MapEntry> Entries, int Line) : PlanNode(Line)
{
    public override string Kind => "keys with values";
}

/// <summary>A value that was already reported; readers pass over it in silence.</summary>
internal sealed record BrokenNode(int Line) : PlanNode(Line)
{
    public override string Kind => "unreadable";
}

/// <summary>One key of a <see cref="MapNode"/>; the line is the key's.</summary>
internal sealed record MapEntry(string Key, int Line, PlanNode Value);
