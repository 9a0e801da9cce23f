using Storefold.Engine;
using Storefold.Planning;

namespace Storefold.Certifying.Statements;

/// <summary>
/// The statements of all customers of a finished transfer, as a Merkle tree whose root stands in the certificate.
/// </summary>
public sealed class StatementBook : IDisposable
{
    /// <summary>Reads both sides once and makes the tree.</summary>
    /// <param name="context">A context on a session that may write; no transaction may be open on it.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="GuardException">No transfer is complete, or the source has changed since.</exception>
    public static StatementBook Open(FoldContext context, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Number of statements and their root.</summary>
    public StatementRoot Root() => throw new NotSupportedException();

    /// <summary>Where the sum of all statements disagrees with a certificate; empty when it does not.</summary>
    public IReadOnlyList<string> Differences(Certificate certificate) => throw new NotSupportedException();

    /// <summary>Writes one file per customer below a folder.</summary>
    /// <returns>Files written.</returns>
    /// <exception cref="GuardException">What a statement tells has changed since <see cref="Root"/> was made.</exception>
    public long Write(string folder, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>The statement of one customer, or null.</summary>
    public ProvenStatement? Find(SourceModel source, string key) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>A statement with its proof.</summary>
/// <param name="Statement">What it tells.</param>
/// <param name="Proof">That it is one of the certificate's.</param>
/// <param name="Root">The root that the proof leads to.</param>
public sealed record ProvenStatement(CustomerStatement Statement, InclusionProof Proof, MerkleHash Root);
