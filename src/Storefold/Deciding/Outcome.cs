namespace Storefold.Deciding;

/// <summary>
/// What the gate answers to one request. Each kind is a small record of its own; whoever writes it to the network decides
/// nothing any more.
/// </summary>
public abstract record Outcome
{
    /// <summary>Short name for headers, logs and counters: <c>pass</c>, <c>redirect</c>.</summary>
    public abstract string Name { get; }

    /// <summary>HTTP status.</summary>
    public abstract int Status { get; }

    /// <summary>Cache-Control; never absent.</summary>
    public virtual string CacheControl => "no-store";

    /// <summary>True where the edge lets the request through to the old shop.</summary>
    public virtual bool Passes => false;
}
