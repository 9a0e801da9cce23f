using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>
/// Writes <c>certificate.json</c> (docs/certificate.md). Counts are numbers; amounts, points, shares and fractions are
/// strings of exact text. Indented for a reader: the signature is over the canonical form, which knows no white space.
/// </summary>
public static class CertificateWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The file stands alone and is never put into a page as it is, so nothing needs the escapes that HTML wants.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The certificate without a signature, as UTF-8.</summary>
    public static byte[] Write(Certificate certificate) => Write(certificate, signature: null);

    /// <summary>The certificate signed with the key, as UTF-8.</summary>
    public static byte[] Sign(Certificate certificate, SigningKey key)
    {
        var canonical = CanonicalJson.Canonicalise(Write(certificate));
        return Write(certificate, new CertificateSignature(key.Public, key.Sign(canonical)));
    }

    private static byte[] Write(Certificate certificate, CertificateSignature? signature)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Certificate.Format);
            json.WriteString("retirement", certificate.Retirement.Text);
            json.WriteString("plan_sha256", certificate.Plan.Hex);
            json.WriteString("issued_at", certificate.IssuedAtText);
            json.WriteBoolean("rehearsed", certificate.Rehearsed);
            json.WriteNumber("statements", certificate.Statements.Count);
            json.WriteString("root", certificate.Statements.Root.Hex);
            WriteVerification(json, certificate.Verification);
            WriteBooks(json, certificate.Books);
            if (signature is not null) WriteSignature(json, signature);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteVerification(Utf8JsonWriter json, VerificationSummary verification)
    {
        json.WriteStartObject("verification");
        json.WriteNumber("run", verification.Run);
        json.WriteNumber("compared_rows", verification.ComparedRows);
        json.WriteNumber("mismatches", verification.Mismatches);
        json.WriteNumber("traded", verification.Traded);
        json.WriteEndObject();
    }

    private static void WriteBooks(Utf8JsonWriter json, Books books)
    {
        WriteRows(json, "fates", books.Fates, WriteFate);
        WriteRows(json, "money", books.Money, WriteMoney);
        WriteRows(json, "points", books.Points, WritePoints);
        WriteCoupons(json, books.Coupons);
        WriteNeedsNoAction(json, books.NeedsNoAction);
        WriteRows(json, "kept_sites", books.KeptSites, WriteKeptSite);
        WriteRows(json, "target_own", books.TargetOwn, WriteTargetOwn);
        WriteRows(json, "not_carried", books.NotCarried, WriteNotCarried);
    }

    private static void WriteFate(Utf8JsonWriter json, FateRow row)
    {
        json.WriteString("site", row.Site.Text);
        json.WriteString("entity", row.Entity.Text);
        json.WriteNumber("source", row.Source);
        json.WriteNumber("created", row.Created);
        json.WriteNumber("merged", row.Merged);
        WriteCounts(json, "skipped", row.Skipped);
        json.WriteNumber("quarantined", row.Quarantined);
        json.WriteNumber("erased", row.Erased);
        json.WriteNumber("unexplained", row.Unexplained);
    }

    private static void WriteMoney(Utf8JsonWriter json, MoneyRow row)
    {
        json.WriteString("currency", row.Currency.Text);
        json.WriteString("what", row.What.Text);
        json.WriteString("source", ExactText.Of(row.Source));
        json.WriteStartObject("not_carried");
        foreach (var (rule, amount) in row.NotCarried) json.WriteString(rule.Text, ExactText.Of(amount));
        json.WriteEndObject();
        json.WriteString("quarantined", ExactText.Of(row.Quarantined));
        json.WriteString("target", ExactText.Of(row.Target));
    }

    private static void WritePoints(Utf8JsonWriter json, PointsRow row)
    {
        json.WriteString("programme", row.Programme.Text);
        json.WriteString("rate", row.Rate.ToString());
        json.WriteString("source", ExactText.Of(row.Source));
        json.WriteString("expired", ExactText.Of(row.Expired));
        json.WriteString("written_off", ExactText.Of(row.WrittenOff));
        json.WriteString("quarantined", ExactText.Of(row.Quarantined));
        json.WriteString("converted", ExactText.Of(row.Converted));
        json.WriteString("rounding", row.Rounding.ToString());
        json.WriteString("target", ExactText.Of(row.Target));
    }

    private static void WriteCoupons(Utf8JsonWriter json, CouponsRow row)
    {
        json.WriteStartObject("coupons");
        json.WriteNumber("definitions", row.Definitions);
        json.WriteNumber("codes", row.Codes);
        json.WriteNumber("uses", row.Uses);
        json.WriteNumber("reissued", row.Reissued);
        json.WriteNumber("aliases", row.Aliases);
        WriteCounts(json, "skipped", row.Skipped);
        json.WriteEndObject();
    }

    private static void WriteNeedsNoAction(Utf8JsonWriter json, NeedsNoAction row)
    {
        json.WriteStartObject("needs_no_action");
        WriteShare(json, "customers", row.Customers);
        WriteShare(json, "orders", row.Orders);
        json.WriteStartObject("points");
        json.WriteString("total", ExactText.Of(row.Points.Total));
        json.WriteString("no_action", ExactText.Of(row.Points.NoAction));
        json.WriteEndObject();
        json.WriteString("share", ExactText.Of(row.Share));
        json.WriteEndObject();
    }

    private static void WriteShare(Utf8JsonWriter json, string what, CountShare share)
    {
        json.WriteStartObject(what);
        json.WriteNumber("total", share.Total);
        json.WriteNumber("no_action", share.NoAction);
        json.WriteEndObject();
    }

    private static void WriteKeptSite(Utf8JsonWriter json, KeptSite row)
    {
        json.WriteString("site", row.Site.Text);
        json.WriteNumber("writes", row.Writes);
        if (row.AlteredResponses is { } altered) json.WriteNumber("altered_responses", altered);
        else json.WriteNull("altered_responses");
    }

    private static void WriteTargetOwn(Utf8JsonWriter json, TargetOwn row)
    {
        json.WriteString("entity", row.Entity.Text);
        json.WriteNumber("before", row.Before);
        json.WriteNumber("untouched", row.Untouched);
        json.WriteNumber("merged", row.Merged);
        json.WriteNumber("changed", row.Changed);
        json.WriteNumber("traded", row.Traded);
        json.WriteNumber("came", row.Came);
    }

    private static void WriteNotCarried(Utf8JsonWriter json, NotCarried row)
    {
        json.WriteString("rule", row.Rule.Text);
        json.WriteString("entity", row.Entity.Text);
        json.WriteString("field", row.Field?.Text);
        json.WriteNumber("rows", row.Rows);
        json.WriteString("why", row.Why.Text);
    }

    private static void WriteSignature(Utf8JsonWriter json, CertificateSignature signature)
    {
        json.WriteStartObject(CertificateSignature.Member);
        json.WriteString("alg", CertificateSignature.Algorithm);
        json.WriteStartObject("public_key");
        json.WriteString("kty", PublicKey.KeyType);
        json.WriteString("crv", PublicKey.Curve);
        json.WriteString("x", signature.Key.X);
        json.WriteString("y", signature.Key.Y);
        json.WriteEndObject();
        json.WriteString("key_id", signature.Key.KeyId);
        json.WriteString("value", signature.ValueText);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<Name, long>> counts)
    {
        json.WriteStartObject(name);
        foreach (var (rule, count) in counts) json.WriteNumber(rule.Text, count);
        json.WriteEndObject();
    }

    private static void WriteRows<T>(
        Utf8JsonWriter json, string name, IReadOnlyList<T> rows, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            write(json, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
