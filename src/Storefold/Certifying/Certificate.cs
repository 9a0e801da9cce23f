using System.Globalization;
using Storefold.Certifying.Statements;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>
/// What is issued when a transfer is done: the books, and what the last verification found. Anyone can check its
/// arithmetic (<see cref="Books.Problems"/>) and, once signed, its origin (<see cref="CertificateVerifier"/>).
/// </summary>
/// <param name="Retirement">Name of the retirement, as the plan has it.</param>
/// <param name="Plan">SHA-256 of the plan file.</param>
/// <param name="IssuedAt">UTC microseconds since 1970.</param>
/// <param name="Books">What is stated.</param>
/// <param name="Verification">What reading both sides back has found.</param>
/// <param name="Statements">The customers' statements: how many, and the root of their tree.</param>
/// <param name="Rehearsed">True when it was issued by a rehearsal, over copies: it says nothing of the real shops.</param>
public sealed record Certificate(
    Name Retirement, PlanDigest Plan, long IssuedAt, Books Books, VerificationSummary Verification,
    StatementRoot Statements, bool Rehearsed = false)
{
    /// <summary>Number of the format that this code writes and reads.</summary>
    public const int Format = 3;

    /// <summary>Identities that do not hold; empty when the books balance.</summary>
    public IReadOnlyList<string> Problems()
    {
        var isEmpty = Statements.Root == MerkleTree.Empty;
        if (Statements.Count >= 0 && (Statements.Count == 0) == isEmpty) return Books.Problems();
        var contradiction = string.Create(
            CultureInfo.InvariantCulture,
            $"Statements: {Statements.Count} of them, which the root {Statements.Root} cannot be of.");
        return [.. Books.Problems(), contradiction];
    }

    /// <summary>What is not as promised: mismatches, and <see cref="Books.Breaches"/>.</summary>
    public IReadOnlyList<string> Breaches()
    {
        if (Verification.Mismatches == 0) return Books.Breaches();
        var found = string.Create(
            CultureInfo.InvariantCulture,
            $"Verification: {Verification.Mismatches} mismatches between source and target.");
        return [found, .. Books.Breaches()];
    }

    /// <summary>The instant of issue as a person reads it.</summary>
    public string IssuedAtText => Clock.Format(IssuedAt);
}

/// <summary>The last verification before the certificate was issued.</summary>
/// <param name="Run">Number of the run in the journal.</param>
/// <param name="ComparedRows">Rows compared, parts included.</param>
/// <param name="Mismatches">Differences.</param>
/// <param name="Traded">What a target that goes on selling has changed itself in rows that moved; no differences.</param>
public sealed record VerificationSummary(long Run, long ComparedRows, long Mismatches, long Traded = 0);
