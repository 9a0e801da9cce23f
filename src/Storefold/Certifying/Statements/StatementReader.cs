using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Storefold.Loyalty;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>What a file that has the form of a statement holds.</summary>
/// <param name="Proven">Statement and proof, unchecked.</param>
/// <param name="Leaf">Canonical bytes of the statement as it stands in the file.</param>
/// <param name="Contradictions">Derived figures (totals, exact results) that do not follow from the others.</param>
internal sealed record StatementFile(ProvenStatement Proven, byte[] Leaf, IReadOnlyList<string> Contradictions);

/// <summary>Reads a statement's file strictly: every member of the format and no other, each in its one exact form.</summary>
internal static class StatementReader
{
    // A tree of 2^63 leaves has no longer path.
    private const int LongestPath = 63;

    /// <summary>The file's content.</summary>
    /// <exception cref="ShapeException">It is not a statement; the path says where.</exception>
    public static StatementFile Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            var contradictions = new List<string>();
            var proven = StrictObject.ReadOne(document.RootElement, "", whole =>
            {
                var statement = whole.Object("statement", row => ReadStatement(row, contradictions));
                var (proof, root) = whole.Object("proof", ReadProof);
                return new ProvenStatement(statement, proof, root);
            });
            var raw = Encoding.UTF8.GetBytes(document.RootElement.GetProperty("statement").GetRawText());
            return new StatementFile(proven, CanonicalJson.Canonicalise(raw), contradictions);
        }
        catch (JsonException bad)
        {
            throw new ShapeException(
                $"line {(bad.LineNumber ?? 0) + 1}, byte {(bad.BytePositionInLine ?? 0) + 1}", "is not valid JSON");
        }
        catch (Exception bad) when (bad is InvalidOperationException or FormatException)
        {
            throw new ShapeException("a text", "is not valid Unicode");
        }
    }

    /// <summary>One points account as <see cref="StatementWriter.Text"/> wrote it.</summary>
    public static PointsLine ReadPoints(string text)
    {
        using var document = JsonDocument.Parse(text);
        return StrictObject.ReadOne(document.RootElement, "points", row => ReadPoints(row, []));
    }

    private static CustomerStatement ReadStatement(StrictObject statement, List<string> contradictions)
    {
        var format = statement.Count("format");
        if (format != StatementWriter.Format)
            throw new ShapeException("statement.format", $"is {format}, and this program reads format {StatementWriter.Format}");
        var (source, key) = statement.Object("customer", customer => (customer.Text("source"), customer.Text("key")));
        return new CustomerStatement(
            statement.Text("retirement"), source, key,
            statement.Object("account", ReadAccount),
            statement.TextOrNull("find_at"),
            ReadCounts(statement, contradictions),
            statement.Count("tracking_numbers"),
            statement.Rows("orders", ReadRenamed),
            statement.Rows("coupons", ReadRenamed),
            statement.Rows("gift_cards", card => new GiftCardLine(
                card.TextOrNull("ends_with"), card.Text("currency"), card.Amount("balance"), ReadOutcome(card), card.TextOrNull("reason"))),
            statement.Rows("points", row => ReadPoints(row, contradictions)),
            statement.Object("reasons", reasons => reasons.Texts().ToImmutableSortedDictionary(StringComparer.Ordinal)),
            statement.Hash("nonce").Hex);
    }

    private static AccountLine ReadAccount(StrictObject account) => new(
        ReadOutcome(account), account.TextOrNull("reason"), account.Text("words"),
        account.IsNull("claim") ? null : account.Object("claim", claim => new ClaimLine(claim.Text("by"), claim.TimeOrNull("until"), claim.Text("words"))));

    private static List<ItemCount> ReadCounts(StrictObject statement, List<string> contradictions) => statement.Object("counts", counts =>
    {
        var read = new List<ItemCount>();
        foreach (var kind in StatementCodes.Kinds.Where(counts.Has))
        {
            read.Add(counts.Object(kind, row =>
            {
                var notMoved = row.Object("not_moved", reasons => reasons.Numbers().ToImmutableSortedDictionary(StringComparer.Ordinal));
                var count = new ItemCount(kind, row.Count("moved"), row.Count("waits"), notMoved);
                var total = row.Count("total");
                if (total != count.Total) contradictions.Add($"{kind}: the total is stated as {total}, but {count.Total} follows.");
                return count;
            }));
        }

        return read;
    });

    private static Renamed ReadRenamed(StrictObject row) =>
        new(row.Text("old"), row.TextOrNull("new"), ReadOutcome(row), row.TextOrNull("reason"));

    private static PointsLine ReadPoints(StrictObject row, List<string> contradictions)
    {
        var programme = row.Text("programme");
        var sum = row.IsNull("conversion") ? null : row.Object("conversion", conversion =>
        {
            var read = new PointsSum(
                conversion.Text("into"), conversion.Fraction("rate"), conversion.Amount("expired"), conversion.Amount("written_off"),
                conversion.Amount("converted"), conversion.Fraction("rounding"), conversion.Amount("points"), conversion.Rows("lines", ReadLine));
            var exact = conversion.Fraction("exact");
            if (exact != read.Exact) contradictions.Add($"Points of {programme}: the exact result is stated as {exact}, but {read.Exact} follows.");
            return read;
        });
        return new PointsLine(programme, row.Amount("balance"), ReadOutcome(row), row.TextOrNull("reason"), sum);
    }

    private static StatementLine ReadLine(StrictObject line) => new(
        StatementCodes.FindLine(line.Text("kind")) ?? throw StrictObject.Wrong("points.conversion.lines.kind", "a kind of line"),
        line.Text("account"), line.TextOrNull("lot"), line.Amount("old"), line.Amount("new"), line.TimeOrNull("activates_at"),
        line.TimeOrNull("old_expires_at"), line.TimeOrNull("new_expires_at"));

    private static Outcome ReadOutcome(StrictObject row) =>
        StatementCodes.FindOutcome(row.Text("outcome")) ?? throw StrictObject.Wrong("an outcome", "moved, joined, waits, not_moved or erased");

    private static (InclusionProof Proof, MerkleHash Root) ReadProof(StrictObject proof)
    {
        if (!string.Equals(proof.Text("alg"), MerkleTree.Algorithm, StringComparison.Ordinal))
            throw StrictObject.Wrong("proof.alg", MerkleTree.Algorithm);
        var path = proof.Hashes("path");
        if (path.Count > LongestPath) throw StrictObject.Wrong("proof.path", $"of at most {LongestPath} hashes");
        return (new InclusionProof(proof.Count("index"), proof.Count("size"), [.. path.Select(hash => hash.ToBytes())]), proof.Hash("root"));
    }
}
