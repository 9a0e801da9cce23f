using System.Globalization;

namespace Storefold.Certifying.Statements;

/// <summary>The answer to "is this statement one of those that the certificate stands for, and does it add up?".</summary>
/// <param name="Certificate">What became of the certificate itself.</param>
/// <param name="Statement">What the statement tells; null when the file is none.</param>
/// <param name="IsProven">True when the proof leads from the statement to the certificate's root.</param>
/// <param name="Message">The same in a sentence.</param>
/// <param name="Problems">Sums of the statement that do not hold.</param>
public sealed record StatementOutcome(
    VerificationOutcome Certificate, CustomerStatement? Statement, bool IsProven, string Message, IReadOnlyList<string> Problems)
{
    /// <summary>The certificate is accepted, the statement is one of its own, and all sums hold: the only "yes".</summary>
    public bool IsAccepted => Certificate.IsAccepted && IsProven && Problems.Count == 0;
}

/// <summary>
/// Checks a customer's statement from two files alone: the certificate's signature, the way from the statement to the
/// certificate's root, and the arithmetic inside the statement.
/// </summary>
public static class StatementVerifier
{
    /// <summary>Checks a statement against a certificate.</summary>
    /// <param name="certificate">Bytes of <c>certificate.json</c>.</param>
    /// <param name="statement">Bytes of the statement's file.</param>
    /// <param name="publicKeyPem">The key that the checker trusts, or null.</param>
    /// <exception cref="FormatException">The given key is none; says nothing about the files.</exception>
    public static StatementOutcome Verify(ReadOnlyMemory<byte> certificate, ReadOnlyMemory<byte> statement, string? publicKeyPem = null)
    {
        var outcome = CertificateVerifier.Verify(certificate, publicKeyPem);
        try
        {
            var file = StatementReader.Read(statement);
            var (isProven, message) = Check(outcome.Certificate, file);
            return new(outcome, file.Proven.Statement, isProven, message, [.. file.Contradictions, .. StatementCheck.Problems(file.Proven.Statement)]);
        }
        catch (ShapeException shape)
        {
            return new(outcome, null, IsProven: false, $"This is not a statement: {shape.Path} {shape.Message}.", []);
        }
        catch (OverflowException)
        {
            return new(outcome, null, IsProven: false, "This is not a statement: its figures are larger than any shop's.", []);
        }
    }

    private static (bool IsProven, string Message) Check(Certificate? certificate, StatementFile file)
    {
        if (certificate is null) return (false, "Without a certificate nothing can be said of the statement.");
        var (proof, stated) = (file.Proven.Proof, certificate.Statements);
        if (proof.Size != stated.Count || file.Proven.Root != stated.Root)
            return (false, "The statement belongs to another certificate than this one: the root that it names is not this certificate's.");
        if (!proof.Holds(MerkleTree.LeafHash(file.Leaf), stated.Root))
            return (false, "The statement is none of this certificate's: it, or its proof, was changed after the certificate was issued.");
        if (Name.From(file.Proven.Statement.Retirement) != certificate.Retirement)
            return (false, "The statement is of another retirement than this certificate.");
        return (true, string.Create(
            CultureInfo.InvariantCulture,
            $"The statement is number {proof.Index + 1:N0} of the {stated.Count:N0} that this certificate stands for, unchanged."));
    }
}
