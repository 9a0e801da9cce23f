using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Storefold.Certifying.Statements;
using Storefold.Shop;
using Storefold.Tests.Support;

namespace Storefold.Tests.Certifying;

/// <summary>What the statements of a whole shop say, each held against the databases that they speak of.</summary>
public sealed class StatementTests(StatedShop shop) : IClassFixture<StatedShop>
{
    [Fact]
    public void Every_customer_of_a_site_that_closes_has_one_that_proves_itself_and_adds_up()
    {
        var pem = File.ReadAllText(shop.KeyFile);
        var closing = shop.Source("SELECT DISTINCT customer_id FROM customer_sites WHERE site IN ('uk', 'global')").Select(row => row[0]);
        Assert.Empty(closing.Except(shop.Files.Keys, StringComparer.Ordinal));
        Assert.Equal(shop.Files.Count, shop.Root().GetProperty("statements").GetInt64());
        foreach (var (key, file) in shop.Files)
        {
            var outcome = StatementVerifier.Verify(shop.Certificate, File.ReadAllBytes(file), pem);
            Assert.True(outcome.IsAccepted, $"{key}: {outcome.Message} {string.Join(' ', outcome.Problems)}");
            Assert.Equal(key, outcome.Statement!.Key);
        }
    }

    [Fact]
    public void Who_shops_only_where_the_shop_goes_on_has_none()
    {
        var kept = shop.Source(
            "SELECT c.id FROM customers c WHERE (SELECT group_concat(DISTINCT site) FROM customer_sites s WHERE s.customer_id = c.id) = 'in' "
            + "AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.site <> 'in')").Select(row => row[0]).ToList();
        Assert.NotEmpty(kept);
        Assert.Empty(kept.Intersect(shop.Files.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void All_points_together_are_the_certificates()
    {
        var rows = shop.All().SelectMany(statement => statement.GetProperty("points").EnumerateArray()).ToList();
        var moved = rows.Where(row => row.GetProperty("conversion").ValueKind == JsonValueKind.Object).ToList();
        var stated = Assert.Single(shop.Root().GetProperty("points").EnumerateArray());
        Assert.NotEmpty(moved);
        Assert.Equal(Amount(stated, "target"), moved.Sum(row => Amount(row.GetProperty("conversion"), "points")));
        Assert.Equal(Amount(stated, "converted"), moved.Sum(row => Amount(row.GetProperty("conversion"), "converted")));
        Assert.Equal(Amount(stated, "expired"), moved.Sum(row => Amount(row.GetProperty("conversion"), "expired")));
        Assert.Equal(
            Amount(stated, "target"),
            decimal.Parse(shop.Target("SELECT sum(points) FROM points_entries WHERE origin_programme IS NOT NULL")[0][0], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Its_orders_are_all_of_the_customers_own_and_nobody_elses()
    {
        var renamed = 0;
        foreach (var statement in shop.All())
        {
            var key = Key(statement);
            var own = shop.Source($"SELECT number, id FROM orders WHERE customer_id = '{key}' ORDER BY id");
            var listed = statement.GetProperty("orders").EnumerateArray().ToList();
            Assert.Equal(own.Select(row => row[0]).Order(StringComparer.Ordinal), listed.Select(row => Text(row, "old")).Order(StringComparer.Ordinal));
            foreach (var order in listed.Where(row => Text(row, "outcome") is not "not_moved"))
            {
                var id = own.First(row => Same(row[0], Text(order, "old")))[1];
                var now = shop.Target(
                    $"SELECT o.number FROM orders o JOIN storefold_id_map m ON m.entity = 4 AND m.target_key = o.id WHERE m.source_key = {id}");
                Assert.Equal(Assert.Single(now)[0], Text(order, "new"));
                if (!Same(Text(order, "new"), Text(order, "old"))) renamed++;
            }
        }

        Assert.Equal(int.Parse(shop.Target("SELECT count(*) FROM storefold_alias WHERE kind = 'order_number' AND source_key IN (" + Owned() + ")")[0][0], CultureInfo.InvariantCulture), renamed);
        Assert.NotEqual(0, renamed);
    }

    [Fact]
    public void A_reissued_coupon_shows_the_old_code_and_the_new_one()
    {
        var listed = shop.All().SelectMany(statement => statement.GetProperty("coupons").EnumerateArray())
            .Where(row => Text(row, "new") is { } code && !Same(code, Text(row, "old"))).Select(row => (Text(row, "old")!, Text(row, "new")!)).Order().ToList();
        var known = shop.Target("SELECT old, new FROM storefold_alias WHERE kind = 'coupon_code'").Select(row => (row[0], row[1])).ToList();
        var held = shop.Source("SELECT code FROM coupon_codes WHERE owner_id IS NOT NULL").Select(row => row[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(known.Where(alias => held.Contains(alias.Item1)).Order(), listed);
    }

    [Fact]
    public void What_waits_says_how_to_claim_it()
    {
        var holding = shop.Target("SELECT source_key FROM storefold_holding").Select(row => row[0]).Order(StringComparer.Ordinal).ToList();
        var waiting = shop.All().Where(statement => Text(statement.GetProperty("account"), "outcome") is "waits").ToList();
        Assert.NotEmpty(holding);
        Assert.Equal(holding, waiting.Select(Key).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(waiting, statement =>
        {
            Assert.Equal(JsonValueKind.Object, statement.GetProperty("account").GetProperty("claim").ValueKind);
            Assert.All(statement.GetProperty("counts").EnumerateObject(), count => Assert.Equal(0, count.Value.GetProperty("moved").GetInt64()));
        });
    }

    [Fact]
    public void Every_outcome_of_an_account_comes_with_a_sentence()
    {
        var outcomes = shop.All().Select(statement => Text(statement.GetProperty("account"), "outcome")).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string?>(["moved", "joined", "waits"], StringComparer.Ordinal), outcomes!);
        Assert.All(shop.All(), statement =>
        {
            Assert.EndsWith(".", Text(statement.GetProperty("account"), "words"), StringComparison.Ordinal);
            var reasons = statement.GetProperty("counts").EnumerateObject()
                .SelectMany(count => count.Value.GetProperty("not_moved").EnumerateObject().Select(reason => reason.Name)).Distinct(StringComparer.Ordinal);
            Assert.All(reasons, reason => Assert.EndsWith(".", Text(statement.GetProperty("reasons"), reason), StringComparison.Ordinal));
        });
    }

    [Fact]
    public void No_name_address_or_mail_stands_in_any_statement_and_none_in_the_certificate()
    {
        string[] canaries =
        [
            "Canaria", "Zyxwv", "Canary Lane",
            .. shop.Source("SELECT email FROM customers WHERE email IS NOT NULL AND length(email) > 4").Select(row => row[0]),
            .. shop.Source("SELECT mobile FROM customers WHERE length(mobile) > 5").Select(row => row[0]),
            .. shop.Source("SELECT code FROM gift_cards WHERE length(code) > 8").Select(row => row[0]),
        ];
        Assert.True(canaries.Length > 100);
        var certificate = Encoding.UTF8.GetString(shop.Certificate) + File.ReadAllText(Path.ChangeExtension(shop.CertificateFile, ".html"));
        foreach (var text in shop.Files.Values.Select(File.ReadAllText).Append(certificate))
            Assert.All(canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(shop.Files.Keys, key => Assert.DoesNotContain(key, certificate, StringComparison.Ordinal));
    }

    [Fact]
    public void The_nonces_differ_and_cannot_be_had_from_what_is_published()
    {
        var nonces = shop.All().Select(statement => Text(statement, "nonce")).ToList();
        Assert.Equal(nonces.Count, nonces.Distinct(StringComparer.Ordinal).Count());
        Assert.All(nonces, nonce => Assert.Matches("^[0-9a-f]{64}$", nonce));
        var secret = shop.Target("SELECT value FROM storefold_meta WHERE name = 'statement_secret'")[0][0];
        Assert.Matches("^[0-9a-f]{64}$", secret);
        Assert.All(shop.Files.Values.Append(shop.CertificateFile), file => Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public void A_change_anywhere_in_a_statement_is_noticed()
    {
        var pem = File.ReadAllText(shop.KeyFile);
        var file = File.ReadAllBytes(shop.Files[Somebody()]);
        var random = Seed.Random(17);
        for (var round = 0; round < 400; round++)
        {
            var at = random.Next(file.Length);
            var mask = (byte)(1 << random.Next(7));
            byte[] changed = [.. file];
            changed[at] ^= mask;
            var outcome = StatementVerifier.Verify(shop.Certificate, changed, pem);
            if (outcome.IsAccepted) Assert.Equal(Canonical(file), Canonical(changed)); // white space only
        }
    }

    [Fact]
    public void A_statement_with_figures_of_its_own_is_refused_even_when_they_add_up()
    {
        var node = Node(shop.Files[Somebody()]);
        node["statement"]!["points"] = new JsonArray();
        var outcome = StatementVerifier.Verify(shop.Certificate, Bytes(node), File.ReadAllText(shop.KeyFile));
        Assert.False(outcome.IsProven);
        Assert.Contains("was changed after the certificate was issued", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Problems);
    }

    [Fact]
    public void Another_customers_proof_another_size_or_another_certificate_proves_nothing()
    {
        var (first, second) = (Node(shop.Files.Values.First()), Node(shop.Files.Values.Last()));
        (first["proof"], second["proof"]) = (second["proof"]!.DeepClone(), first["proof"]!.DeepClone());
        Assert.False(StatementVerifier.Verify(shop.Certificate, Bytes(first)).IsProven);
        Assert.False(StatementVerifier.Verify(shop.Certificate, Bytes(second)).IsProven);

        var resized = Node(shop.Files.Values.First());
        resized["proof"]!["size"] = shop.Files.Count + 1;
        Assert.False(StatementVerifier.Verify(shop.Certificate, Bytes(resized)).IsProven);

        var other = shop.Resigned(certificate => certificate with { Statements = SomeCertificate.Statements() });
        Assert.Contains(
            "another certificate", StatementVerifier.Verify(other, File.ReadAllBytes(shop.Files.Values.First())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_that_do_not_hold_are_named()
    {
        var node = Node(shop.Files[Somebody()]);
        var points = node["statement"]!["points"]!.AsArray().First(row => row!["conversion"] is not null)!;
        points["conversion"]!["points"] = "1000000";
        node["statement"]!["counts"]!["orders"]!["total"] = 99;
        var problems = StatementVerifier.Verify(shop.Certificate, Bytes(node)).Problems;
        Assert.Contains(problems, problem => problem.StartsWith("orders: the total is stated as 99", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("1000000 is not converted", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("the lines add up to", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "statement")]
    [InlineData("[1]", "")]
    [InlineData("not json", "line 1")]
    [InlineData("{\"statement\":{\"format\":7},\"proof\":{}}", "statement.format is 7")]
    public void What_is_no_statement_is_said_to_be_none(string text, string place)
    {
        var outcome = StatementVerifier.Verify(shop.Certificate, Encoding.UTF8.GetBytes(text));
        Assert.Null(outcome.Statement);
        Assert.False(outcome.IsAccepted);
        Assert.StartsWith($"This is not a statement: {place}", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_the_format_does_not_know_is_refused()
    {
        var node = Node(shop.Files[Somebody()]);
        node["statement"]!["account"]!["password"] = "x";
        Assert.Contains("statement.account.password is not a member", StatementVerifier.Verify(shop.Certificate, Bytes(node)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_the_sum_and_loads_nothing()
    {
        var outcome = StatementVerifier.Verify(shop.Certificate, File.ReadAllBytes(shop.Files[Somebody()]));
        var statement = outcome.Statement! with { FindAt = "https://shop.example/<b>\"&", Key = "<i>1</i>" };
        var page = StatementPage.Write(new ProvenStatement(statement, new InclusionProof(0, 1, []), MerkleTree.Empty));
        var points = statement.Points.First(line => line.Conversion is not null);
        var text = System.Net.WebUtility.HtmlDecode(page);
        Assert.Contains("× rate", text, StringComparison.Ordinal);
        Assert.Contains($"= points in {points.Conversion!.Into}", text, StringComparison.Ordinal);
        Assert.All(statement.Orders, order => Assert.Contains(order.Old, page.Replace("<wbr>", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"\s(src|href|on[a-z]+)=", page);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(page) < 50 * 1024);
    }

    /// <summary>Keys of orders that were not placed by guests.</summary>
    private string Owned() => string.Join(',', shop.Source("SELECT id FROM orders WHERE customer_id IS NOT NULL").Select(row => row[0]));

    /// <summary>Somebody with orders and points that moved.</summary>
    private string Somebody() => Key(shop.All().First(statement =>
        statement.GetProperty("orders").GetArrayLength() > 0
        && statement.GetProperty("points").EnumerateArray().Any(row => row.GetProperty("conversion") is { ValueKind: JsonValueKind.Object } sum && Amount(sum, "points") > 0)));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);

    private static string Key(JsonElement statement) => Text(statement.GetProperty("customer"), "key")!;

    private static string? Text(JsonElement row, string member) => row.GetProperty(member).GetString();

    private static decimal Amount(JsonElement row, string member) => decimal.Parse(Text(row, member)!, CultureInfo.InvariantCulture);

    private static JsonNode Node(string file) => JsonNode.Parse(File.ReadAllBytes(file))!;

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static byte[] Canonical(byte[] json) => CanonicalJson.Canonicalise(json);
}
