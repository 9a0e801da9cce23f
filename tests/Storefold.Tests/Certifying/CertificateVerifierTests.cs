using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Storefold.Certifying;
using Storefold.Shop;

namespace Storefold.Tests.Certifying;

public sealed class CertificateVerifierTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storefold-certificate-");
    private readonly SigningKey _key;
    private readonly byte[] _file;

    public CertificateVerifierTests()
    {
        _key = SigningKey.Create(Path.Combine(_folder.FullName, "key.pem"));
        _file = CertificateWriter.Sign(SomeCertificate.Balanced(), _key);
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_certificate_signed_with_the_given_key_is_trusted()
    {
        var outcome = CertificateVerifier.Verify(_file, _key.Public.Pem);
        Assert.Equal(SignatureStatus.Trusted, outcome.Status);
        Assert.Equal(_key.Public.KeyId, outcome.KeyId);
        Assert.True(outcome.IsAccepted);
        Assert.Empty(outcome.Problems);
    }

    [Fact]
    public void A_key_that_is_only_embedded_is_reported_as_untrusted()
    {
        var outcome = CertificateVerifier.Verify(_file);
        Assert.Equal(SignatureStatus.Untrusted, outcome.Status);
        Assert.False(outcome.IsAccepted);
    }

    [Fact]
    public void A_certificate_that_somebody_else_signed_is_invalid_against_the_issuers_key()
    {
        using var other = SigningKey.Create(Path.Combine(_folder.FullName, "other.pem"));
        var outcome = CertificateVerifier.Verify(_file, other.Public.Pem);
        Assert.Equal(SignatureStatus.Invalid, outcome.Status);
        Assert.Contains(_key.Public.KeyId, outcome.Message, StringComparison.Ordinal);
        Assert.Contains(other.Public.KeyId, outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_can_put_the_issuers_key_into_a_certificate_of_his_own()
    {
        using var other = SigningKey.Create(Path.Combine(_folder.FullName, "other.pem"));
        var forged = Node(CertificateWriter.Sign(SomeCertificate.Balanced(), other));
        forged["signature"]!["public_key"] = Node(_file)["signature"]!["public_key"]!.DeepClone();
        forged["signature"]!["key_id"] = _key.Public.KeyId;
        Assert.Equal(SignatureStatus.Invalid, CertificateVerifier.Verify(Bytes(forged), _key.Public.Pem).Status);
    }

    [Fact]
    public void A_certificate_without_a_signature_is_not_trusted()
    {
        var outcome = CertificateVerifier.Verify(CertificateWriter.Write(SomeCertificate.Balanced()), _key.Public.Pem);
        Assert.Equal(SignatureStatus.Invalid, outcome.Status);
        Assert.Equal("The certificate bears no signature.", outcome.Message);
    }

    [Fact]
    public void Books_that_do_not_balance_are_reported_although_the_signature_holds()
    {
        var books = SomeCertificate.BalancedBooks();
        var broken = books with { Fates = [books.Fates[0] with { Source = 388 }, .. books.Fates.Skip(1)] };
        var signed = CertificateWriter.Sign(SomeCertificate.With(broken), _key);
        var outcome = CertificateVerifier.Verify(signed, _key.Public.Pem);
        Assert.Equal(SignatureStatus.Trusted, outcome.Status);
        Assert.False(outcome.IsAccepted);
        Assert.StartsWith(
            "Site poco-uk, customer: 388 rows", Assert.Single(outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Derived_figures_that_do_not_follow_are_reported()
    {
        var file = Node(CertificateWriter.Write(SomeCertificate.Balanced()));
        file["fates"]![0]!["unexplained"] = 4;
        file["needs_no_action"]!["share"] = "1.0000";
        Assert.Equal(
            [
                "Site poco-uk, customer: unexplained is stated as 4, but 0 follows.",
                "Needs no action: share is stated as 1.0000, but 0.9234 follows.",
            ],
            CertificateVerifier.Verify(Bytes(file)).Problems);
    }

    [Fact]
    public void White_space_and_the_order_of_members_do_not_matter()
    {
        var compact = Bytes(Node(_file));
        Assert.NotEqual(_file.Length, compact.Length);
        Assert.True(CertificateVerifier.Verify(compact, _key.Public.Pem).IsAccepted);
        var canonical = CanonicalJson.Canonicalise(_file);
        Assert.True(CertificateVerifier.Verify(canonical, _key.Public.Pem).IsAccepted);
    }

    [Fact]
    public void Whatever_byte_of_the_file_is_changed_it_is_trusted_no_more()
    {
        var pem = _key.Public.Pem;
        var changed = CertificateWriter.Sign(SomeCertificate.With(SomeCertificate.ShortBooks()), _key);
        for (var position = 0; position < changed.Length; position++)
        {
            foreach (var mask in new byte[] { 0x01, (byte)(0x02 << (position % 7)) })
            {
                changed[position] ^= mask;
                var outcome = CertificateVerifier.Verify(changed, pem);
                Assert.True(
                    outcome.Status is SignatureStatus.Invalid or SignatureStatus.Malformed,
                    $"byte {position} ^ {mask}: {outcome.Status}");
                changed[position] ^= mask;
            }
        }

        Assert.True(CertificateVerifier.Verify(changed, pem).IsAccepted);
    }

    [Fact]
    public void Every_figure_and_every_text_of_the_certificate_is_covered_by_the_signature()
    {
        var leaves = Leaves(Node(_file))
            .Where(path => !path.StartsWith("$.signature", StringComparison.Ordinal)).ToList();
        Assert.True(leaves.Count > 100);
        foreach (var path in leaves)
        {
            var file = Node(_file);
            Alter(file, path);
            var status = CertificateVerifier.Verify(Bytes(file), _key.Public.Pem).Status;
            Assert.True(status is SignatureStatus.Invalid or SignatureStatus.Malformed, $"{path}: {status}");
        }
    }

    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("not json", "line 1, byte 2")]
    [InlineData("{\n  \"format\": 3,,\n}", "line 2, byte 15")]
    [InlineData("[]", "")]
    [InlineData("{}", "format")]
    [InlineData("{\"format\":2}", "format")]
    [InlineData("{\"format\":3,\"retirement\":\"a@b.example\"}", "retirement")]
    [InlineData("{\"format\":3,\"retirement\":\"x\",\"plan_sha256\":\"zz\"}", "plan_sha256")]
    [InlineData("{\"format\":3,\"format\":3}", "format")]
    public void What_is_no_certificate_is_malformed_with_its_position(string text, string position)
    {
        var outcome = CertificateVerifier.Verify(Encoding.UTF8.GetBytes(text));
        Assert.Equal(SignatureStatus.Malformed, outcome.Status);
        Assert.Equal(position, outcome.Position);
        Assert.Null(outcome.Certificate);
    }

    [Theory]
    [InlineData("fates[0].source", "387.0")]
    [InlineData("fates[0].source", "\"387\"")]
    [InlineData("fates[0].source", "9007199254740993")]
    [InlineData("fates[0].skipped.kept_site", "null")]
    [InlineData("money[0].source", "128450.99")]
    [InlineData("money[0].source", "\"1e3\"")]
    [InlineData("money[0].source", "\" 1\"")]
    [InlineData("money[0].source", "\"01\"")]
    [InlineData("money[0].source", "\"0.12345678901234567890123456789012345\"")]
    [InlineData("points[0].rate", "\"26/20\"")]
    [InlineData("points[0].rate", "\"1/0\"")]
    [InlineData("points[0].rate", "\"1/-3\"")]
    [InlineData("issued_at", "\"2024-12-31 12:00\"")]
    [InlineData("kept_sites[0].writes", "true")]
    [InlineData("signature.alg", "\"none\"")]
    [InlineData("signature.public_key.crv", "\"P-384\"")]
    [InlineData("signature.key_id", "\"x\"")]
    [InlineData("signature.value", "\"AAAA\"")]
    public void A_member_in_another_form_is_malformed_with_its_path(string path, string json)
    {
        var file = Node(_file);
        Set(file, path, JsonNode.Parse(json));
        var outcome = CertificateVerifier.Verify(Bytes(file), _key.Public.Pem);
        Assert.Equal(SignatureStatus.Malformed, outcome.Status);
        Assert.Equal(path, outcome.Position);
    }

    [Fact]
    public void A_member_that_nobody_knows_is_malformed_also_where_no_signature_covers_it()
    {
        foreach (var path in new[] { "note", "fates[0].note", "signature.note", "signature.public_key.kid" })
        {
            var file = Node(_file);
            Set(file, path, "x");
            var outcome = CertificateVerifier.Verify(Bytes(file), _key.Public.Pem);
            Assert.Equal(SignatureStatus.Malformed, outcome.Status);
            Assert.Equal(path, outcome.Position);
        }
    }

    [Fact]
    public void Bits_that_base64_leaves_over_cannot_be_used_to_change_the_file()
    {
        foreach (var path in new[] { "signature.value", "signature.public_key.x", "signature.public_key.y" })
        {
            var file = Node(_file);
            var text = Get(file, path)!.GetValue<string>();
            const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            Set(file, path, text[..^1] + Alphabet[Alphabet.IndexOf(text[^1], StringComparison.Ordinal) ^ 1]);
            Assert.Equal(SignatureStatus.Malformed, CertificateVerifier.Verify(Bytes(file), _key.Public.Pem).Status);
        }
    }

    [Fact]
    public void Counts_beyond_any_shop_are_malformed_and_do_not_stop_the_checker()
    {
        var file = Node(_file);
        var skipped = new JsonObject();
        for (var rule = 0; rule < 1_100; rule++) skipped[$"rule-{rule}"] = (1L << 53) - 1;
        Set(file, "fates[0].skipped", skipped);
        Assert.Equal(SignatureStatus.Malformed, CertificateVerifier.Verify(Bytes(file)).Status);
    }

    [Theory]
    [InlineData("\xC3\x28", "byte 1")]
    [InlineData("{\"format\":\"\xFF\"}", "byte 12")]
    public void Bytes_that_are_not_UTF_8_are_malformed_with_their_position(string latin1, string position) =>
        Assert.Equal(position, CertificateVerifier.Verify(Encoding.Latin1.GetBytes(latin1)).Position);

    [Fact]
    public void Half_a_surrogate_pair_is_malformed() => Assert.Equal(
        SignatureStatus.Malformed,
        CertificateVerifier.Verify("""{"format":3,"retirement":"\ud800"}"""u8.ToArray()).Status);

    [Fact]
    public void A_key_that_is_none_is_the_checkers_error_and_not_the_files() =>
        Assert.Throws<FormatException>(() => CertificateVerifier.Verify(_file, "no key"));

    private static JsonNode Node(byte[] file) => JsonNode.Parse(file)!;

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value)),
        JsonArray items => items.SelectMany(Leaves),
        null => [],
        _ => [node.GetPath()],
    };

    private static void Alter(JsonNode file, string path)
    {
        var trimmed = path["$.".Length..];
        var leaf = Get(file, trimmed)!;
        Set(file, trimmed, leaf.GetValueKind() switch
        {
            JsonValueKind.Number => leaf.GetValue<long>() + 1,
            JsonValueKind.True => false,
            JsonValueKind.False => true,
            _ => Nudge(leaf.GetValue<string>()),
        });
    }

    // The last character becomes another of its kind, so that most texts keep their form and only their value changes.
    private static string Nudge(string text) => text.Length == 0 ? "x" : text[..^1] + text[^1] switch
    {
        '9' or 'z' or 'Z' => (char)(text[^1] - 1),
        var last => (char)(last + 1),
    };

    private static JsonNode? Get(JsonNode file, string path)
    {
        var node = file;
        foreach (var step in Steps(path)) node = int.TryParse(step, out var index) ? node![index] : node![step];
        return node;
    }

    private static void Set(JsonNode file, string path, JsonNode? value)
    {
        var steps = Steps(path);
        var parent = file;
        foreach (var step in steps[..^1]) parent = int.TryParse(step, out var index) ? parent![index] : parent![step];
        parent![steps[^1]] = value;
    }

    private static string[] Steps(string path) => path.Replace("]", "", StringComparison.Ordinal).Split('.', '[');
}
