namespace Storefold.Deciding.Outcomes;

/// <summary>The old shop answers, with nothing added or taken away.</summary>
/// <param name="Reason">Why, as one word: <c>kept_site</c>, <c>open</c>, <c>callback</c>, …</param>
public sealed record Pass(string Reason) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "pass";

    /// <inheritdoc/>
    public override int Status => 204;

    /// <inheritdoc/>
    public override bool Passes => true;
}
