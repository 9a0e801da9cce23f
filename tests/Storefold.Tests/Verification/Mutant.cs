namespace Storefold.Tests.Verification;

/// <summary>One change to a transferred target, and what <c>verify</c> has to say about it: that and nothing else.</summary>
/// <param name="Name">What happened, as a merchant would say it.</param>
/// <param name="Pick">Query for the row: its columns are <c>{id}</c> and <c>{other}</c>.</param>
/// <param name="Change">What is done.</param>
/// <param name="Findings">Each: kind, row of the model, target key (or <c>-</c>), field (or <c>-</c>).</param>
public sealed record Mutant(string Name, string Pick, string Change, params string[] Findings)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
