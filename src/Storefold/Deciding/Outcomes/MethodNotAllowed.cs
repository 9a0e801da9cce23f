namespace Storefold.Deciding.Outcomes;

/// <summary>A page of ours that does not take this method.</summary>
/// <param name="Allow">The methods that it takes.</param>
public sealed record MethodNotAllowed(string Allow) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "method_not_allowed";

    /// <inheritdoc/>
    public override int Status => 405;
}
