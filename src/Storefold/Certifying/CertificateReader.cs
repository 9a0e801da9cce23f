using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Storefold.Certifying.Statements;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>What a file that has the form of a certificate holds.</summary>
/// <param name="Certificate">What it states.</param>
/// <param name="Signature">Its signature, unchecked; null when it bears none.</param>
/// <param name="Contradictions">Derived figures (unexplained, share) that do not follow from the others.</param>
internal sealed record CertificateFile(
    Certificate Certificate, CertificateSignature? Signature, IReadOnlyList<string> Contradictions);

/// <summary>
/// Reads <c>certificate.json</c> strictly: every member of the format and no other, each in its one exact form.
/// </summary>
internal static class CertificateReader
{
    /// <summary>The file's content.</summary>
    /// <exception cref="ShapeException">It is not a certificate; the path says where.</exception>
    public static CertificateFile Read(ReadOnlyMemory<byte> file)
    {
        if (!Utf8.IsValid(file.Span)) throw new ShapeException($"byte {InvalidAt(file.Span)}", "is not valid UTF-8");
        try
        {
            using var document = JsonDocument.Parse(file);
            return StrictObject.ReadOne(document.RootElement, "", ReadFile);
        }
        catch (JsonException bad)
        {
            throw new ShapeException(
                $"line {(bad.LineNumber ?? 0) + 1}, byte {(bad.BytePositionInLine ?? 0) + 1}", "is not valid JSON");
        }
        catch (InvalidOperationException)
        {
            // JsonElement's answer to a lone surrogate behind an escape.
            throw new ShapeException("a text", "holds half of a surrogate pair");
        }
    }

    private static CertificateFile ReadFile(StrictObject file)
    {
        var format = file.Count("format");
        if (format != Certificate.Format)
        {
            throw new ShapeException("format", $"is {format}, and this program reads format {Certificate.Format}");
        }

        var contradictions = new List<string>();
        var certificate = new Certificate(
            file.Name("retirement"),
            PlanDigest.TryParse(file.Text("plan_sha256"), out var plan)
                ? plan
                : throw StrictObject.Wrong("plan_sha256", "64 lower-case hexadecimal digits"),
            StrictObject.TimeOf(file.Text("issued_at"), "issued_at"),
            new Books(
                file.Rows("fates", row => ReadFate(row, contradictions)),
                file.Rows("money", ReadMoney),
                file.Rows("points", ReadPoints),
                file.Object("coupons", ReadCoupons),
                file.Object("needs_no_action", row => ReadNeedsNoAction(row, contradictions)),
                file.Rows("kept_sites", row => new KeptSite(
                    row.Name("site"), row.Count("writes"), row.CountOrNull("altered_responses"))),
                file.Rows("target_own", row => new TargetOwn(
                    row.Name("entity"), row.Count("before"), row.Count("untouched"), row.Count("merged"),
                    row.Count("changed"), row.Count("traded"), row.Count("came"))),
                file.Rows("not_carried", ReadNotCarried)),
            file.Object("verification", row => new VerificationSummary(
                row.Count("run"), row.Count("compared_rows"), row.Count("mismatches"), row.Count("traded"))),
            new StatementRoot(file.Count("statements"), file.Hash("root")),
            file.Truth("rehearsed"));
        var signature = file.Has(CertificateSignature.Member)
            ? file.Object(CertificateSignature.Member, ReadSignature)
            : null;
        return new(certificate, signature, contradictions);
    }

    private static FateRow ReadFate(StrictObject row, List<string> contradictions)
    {
        var fate = new FateRow(
            row.Name("site"), row.Name("entity"), row.Count("source"), row.Count("created"), row.Count("merged"),
            row.Counts("skipped"), row.Count("quarantined"), row.Count("erased"));
        var stated = row.Count("unexplained");
        if (stated != fate.Unexplained)
        {
            contradictions.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Site {fate.Site}, {fate.Entity}: unexplained is stated as {stated}, "
                + $"but {fate.Unexplained} follows."));
        }

        return fate;
    }

    private static MoneyRow ReadMoney(StrictObject row) => new(
        row.Name("currency"), row.Name("what"), row.Amount("source"), row.Amounts("not_carried"),
        row.Amount("quarantined"), row.Amount("target"));

    private static PointsRow ReadPoints(StrictObject row) => new(
        row.Name("programme"), row.Fraction("rate"), row.Amount("source"), row.Amount("expired"),
        row.Amount("written_off"), row.Amount("quarantined"), row.Amount("converted"), row.Fraction("rounding"),
        row.Amount("target"));

    private static CouponsRow ReadCoupons(StrictObject row) => new(
        row.Count("definitions"), row.Count("codes"), row.Count("uses"), row.Count("reissued"), row.Count("aliases"),
        row.Counts("skipped"));

    private static NeedsNoAction ReadNeedsNoAction(StrictObject row, List<string> contradictions)
    {
        var read = new NeedsNoAction(
            row.Object("customers", ReadShare),
            row.Object("orders", ReadShare),
            row.Object("points", share => new PointsShare(share.Amount("total"), share.Amount("no_action"))));
        var stated = row.Amount("share");
        if (stated != read.Share)
        {
            contradictions.Add(
                $"Needs no action: share is stated as {ExactText.Of(stated)}, but {ExactText.Of(read.Share)} follows.");
        }

        return read;
    }

    private static CountShare ReadShare(StrictObject share) => new(share.Count("total"), share.Count("no_action"));

    private static NotCarried ReadNotCarried(StrictObject row) => new(
        row.Name("rule"), row.Name("entity"), row.NameOrNull("field"), row.Count("rows"),
        Reason.TryParse(row.Text("why"), out var why)
            ? why
            : throw StrictObject.Wrong("not_carried", "free of what no reason may hold (why)"));

    private static CertificateSignature ReadSignature(StrictObject signature)
    {
        Expect(signature, "alg", CertificateSignature.Algorithm, "signature.alg");
        var key = signature.Object("public_key", jwk =>
        {
            Expect(jwk, "kty", PublicKey.KeyType, "signature.public_key.kty");
            Expect(jwk, "crv", PublicKey.Curve, "signature.public_key.crv");
            return PublicKey.TryCreate(jwk.Text("x"), jwk.Text("y"), out var read) && read is not null
                ? read
                : throw StrictObject.Wrong("signature.public_key", "a point on P-256");
        });
        Expect(signature, "key_id", key.KeyId, "signature.key_id");
        return PublicKey.TryDecode(signature.Text("value"), CertificateSignature.ValueBytes, out var value)
            ? new CertificateSignature(key, value)
            : throw StrictObject.Wrong("signature.value", "64 bytes in base64url");
    }

    private static void Expect(StrictObject read, string name, string wanted, string path)
    {
        if (!string.Equals(read.Text(name), wanted, StringComparison.Ordinal)) throw StrictObject.Wrong(path, wanted);
    }

    private static int InvalidAt(ReadOnlySpan<byte> text)
    {
        Span<char> sink = stackalloc char[256];
        for (var at = 0; ;)
        {
            var status = Utf8.ToUtf16(text[at..], sink, out var read, out _, replaceInvalidSequences: false);
            at += read;
            if (status != OperationStatus.DestinationTooSmall) return at + 1;
        }
    }
}
