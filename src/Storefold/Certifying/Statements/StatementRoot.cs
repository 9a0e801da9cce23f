namespace Storefold.Certifying.Statements;

/// <summary>All customers' statements as a certificate states them: enough to check each, nothing about any.</summary>
/// <param name="Count">Statements.</param>
/// <param name="Root">Root of their Merkle tree.</param>
public sealed record StatementRoot(long Count, MerkleHash Root)
{
    /// <summary>No customer, no statement.</summary>
    public static readonly StatementRoot None = new(0, MerkleTree.Empty);
}
