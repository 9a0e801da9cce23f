using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Storefold.Loyalty;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>
/// Writes a statement (docs/certificate.md, "Statements"). Its leaf is the canonical form (RFC 8785), so any JSON program
/// can make the same bytes again; the file around it is indented for a reader.
/// </summary>
internal static class StatementWriter
{
    public const int Format = 1;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The content of the statement's leaf.</summary>
    public static byte[] Leaf(CustomerStatement statement)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(output, Compact)) Write(json, statement);
        return CanonicalJson.Canonicalise(output.WrittenSpan);
    }

    /// <summary>The file: statement and proof.</summary>
    public static byte[] File(ProvenStatement proven)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("statement");
            Write(json, proven.Statement);
            json.WriteStartObject("proof");
            json.WriteString("alg", MerkleTree.Algorithm);
            json.WriteNumber("index", proven.Proof.Index);
            json.WriteNumber("size", proven.Proof.Size);
            json.WriteStartArray("path");
            foreach (var hash in proven.Proof.Path) json.WriteStringValue(Convert.ToHexStringLower(hash));
            json.WriteEndArray();
            json.WriteString("root", proven.Root.Hex);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>One points account alone, as it is kept until its customer's turn comes.</summary>
    public static string Text(PointsLine line)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output, Compact)) WritePoints(json, line);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, CustomerStatement statement)
    {
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("retirement", statement.Retirement);
        json.WriteStartObject("customer");
        json.WriteString("source", statement.Source);
        json.WriteString("key", statement.Key);
        json.WriteEndObject();
        WriteAccount(json, statement.Account);
        json.WriteString("find_at", statement.FindAt);
        json.WriteStartObject("counts");
        foreach (var count in statement.Counts) WriteCount(json, count);
        json.WriteEndObject();
        json.WriteNumber("tracking_numbers", statement.TrackingNumbers);
        WriteRows(json, "orders", statement.Orders, WriteRenamed);
        WriteRows(json, "coupons", statement.Coupons, WriteRenamed);
        WriteRows(json, "gift_cards", statement.GiftCards, WriteGiftCard);
        WriteRows(json, "points", statement.Points, WritePoints);
        json.WriteStartObject("reasons");
        foreach (var (code, words) in statement.Reasons) json.WriteString(code, words);
        json.WriteEndObject();
        json.WriteString("nonce", statement.Nonce);
        json.WriteEndObject();
    }

    private static void WriteAccount(Utf8JsonWriter json, AccountLine account)
    {
        json.WriteStartObject("account");
        json.WriteString("outcome", StatementCodes.Of(account.Outcome));
        json.WriteString("reason", account.Reason);
        json.WriteString("words", account.Words);
        if (account.Claim is { } claim)
        {
            json.WriteStartObject("claim");
            json.WriteString("by", claim.By);
            WriteTime(json, "until", claim.Until);
            json.WriteString("words", claim.Words);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("claim");
        }

        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, ItemCount count)
    {
        json.WriteStartObject(count.Kind);
        json.WriteNumber("total", count.Total);
        json.WriteNumber("moved", count.Moved);
        json.WriteNumber("waits", count.Waits);
        json.WriteStartObject("not_moved");
        foreach (var (reason, number) in count.NotMoved) json.WriteNumber(reason, number);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRenamed(Utf8JsonWriter json, Renamed row)
    {
        json.WriteStartObject();
        json.WriteString("old", row.Old);
        json.WriteString("new", row.New);
        WriteOutcome(json, row.Outcome, row.Reason);
        json.WriteEndObject();
    }

    private static void WriteGiftCard(Utf8JsonWriter json, GiftCardLine card)
    {
        json.WriteStartObject();
        json.WriteString("ends_with", card.EndsWith);
        json.WriteString("currency", card.Currency);
        json.WriteString("balance", ExactText.Of(card.Balance));
        WriteOutcome(json, card.Outcome, card.Reason);
        json.WriteEndObject();
    }

    private static void WritePoints(Utf8JsonWriter json, PointsLine line)
    {
        json.WriteStartObject();
        json.WriteString("programme", line.Programme);
        json.WriteString("balance", ExactText.Of(line.Balance));
        WriteOutcome(json, line.Outcome, line.Reason);
        if (line.Conversion is { } sum)
        {
            json.WriteStartObject("conversion");
            json.WriteString("into", sum.Into);
            json.WriteString("rate", sum.Rate.ToString());
            json.WriteString("expired", ExactText.Of(sum.Expired));
            json.WriteString("written_off", ExactText.Of(sum.WrittenOff));
            json.WriteString("converted", ExactText.Of(sum.Converted));
            json.WriteString("exact", sum.Exact.ToString());
            json.WriteString("rounding", sum.Rounding.ToString());
            json.WriteString("points", ExactText.Of(sum.Points));
            WriteRows(json, "lines", sum.Lines, WriteLine);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("conversion");
        }

        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, StatementLine line)
    {
        json.WriteStartObject();
        json.WriteString("kind", StatementCodes.Of(line.Kind));
        json.WriteString("account", line.Account);
        json.WriteString("lot", line.Lot);
        json.WriteString("old", ExactText.Of(line.OldPoints));
        json.WriteString("new", ExactText.Of(line.NewPoints));
        WriteTime(json, "activates_at", line.ActivatesAt);
        WriteTime(json, "old_expires_at", line.OldExpiresAt);
        WriteTime(json, "new_expires_at", line.NewExpiresAt);
        json.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter json, Outcome outcome, string? reason)
    {
        json.WriteString("outcome", StatementCodes.Of(outcome));
        json.WriteString("reason", reason);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? time)
    {
        if (time is { } at) json.WriteString(name, Clock.Format(at));
        else json.WriteNull(name);
    }

    private static void WriteRows<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> rows, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var row in rows) write(json, row);
        json.WriteEndArray();
    }
}
