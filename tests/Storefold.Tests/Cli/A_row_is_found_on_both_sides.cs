using System.Text.Json;
using Storefold.Samples.Poco;

namespace Storefold.Tests.Cli;

public sealed class A_row_is_found_on_both_sides(A_row_is_found_on_both_sides.MovedShop shop) : IClassFixture<A_row_is_found_on_both_sides.MovedShop>
{
    private const string Renumbered = "SELECT old, new, source_key FROM storefold_alias WHERE kind = 'order_number' ORDER BY old";

    [Fact]
    public void A_renumbered_order_is_found_by_its_old_and_by_its_new_number()
    {
        var (old, renamed, key) = Three(Renumbered);
        var target = shop.MiCell($"SELECT id FROM orders WHERE number = '{renamed}'");

        var byNew = Found($"order/{renamed}");
        Assert.Equal(key, Assert.Single(byNew).GetProperty("key").GetString());
        var byOld = Found($"order/{old}");
        Assert.Equal([key, null], byOld.Select(row => row.GetProperty("key").GetString()).Order(StringComparer.Ordinal).Reverse().ToList());
        var moved = byOld.Single(row => Is(row, "key", key));
        Assert.Equal(target, moved.GetProperty("target_key").GetString());
        var name = Assert.Single(moved.GetProperty("renamed").EnumerateArray());
        Assert.Equal((old, renamed), (name.GetProperty("old").GetString(), name.GetProperty("new").GetString()));

        // Whoever had the number first in the target is another order, and is named as well.
        var own = byOld.Single(row => row.GetProperty("source").GetString() is null);
        Assert.Equal("own", own.GetProperty("fate").GetString());
        Assert.Equal(shop.MiCell($"SELECT id FROM orders WHERE number = '{old}'"), own.GetProperty("target_key").GetString());
        Assert.Contains($"renamed: {old} is {renamed} in the target", shop.Run("lookup", $"order/{old}").Output);
    }

    [Fact]
    public void An_order_is_found_by_number_by_key_with_its_source_and_from_the_target()
    {
        var (key, target, number) = Three(
            "SELECT m.source_key, m.target_key, o.number FROM storefold_id_map m JOIN orders o ON o.id = m.target_key "
            + "WHERE m.entity = 4 AND m.fate = 1 AND o.number NOT IN (SELECT new FROM storefold_alias) ORDER BY m.source_key");
        var answers = new[] { Found($"order/{number}"), Found($"order/{key}"), Found($"poco/order/{key}"), Found($"order/{target}", "--target") };

        foreach (var answer in answers)
        {
            var row = answer.Single(found => Is(found, "target_key", target));
            Assert.Equal(("poco", key), (row.GetProperty("source").GetString(), row.GetProperty("key").GetString()));
            Assert.Equal("created", row.GetProperty("fate").GetString());
            Assert.Equal(1, row.GetProperty("run").GetInt64());
            Assert.Equal(shop.MiCell($"SELECT site FROM storefold_id_map WHERE entity = 4 AND target_key = {target}"), row.GetProperty("site").GetString());
        }
    }

    [Fact]
    public void Parts_are_listed_with_their_keys_on_both_sides_when_they_are_asked_for()
    {
        var key = shop.MiCell("SELECT source_key FROM storefold_id_map WHERE entity = 4 AND fate = 1 LIMIT 1");
        var row = Assert.Single(Found($"poco/order/{key}", "--parts"));
        var listed = row.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("target_key").GetString()).Order(StringComparer.Ordinal);
        var kept = shop.MiRows($"SELECT target_key FROM storefold_part_map WHERE row BETWEEN 64 AND 79 AND CAST(parent_key AS TEXT) = '{key}'");
        Assert.NotEmpty(kept);
        Assert.Equal(kept.Select(cells => cells[0]).Order(StringComparer.Ordinal), listed);
        Assert.False(Assert.Single(Found($"poco/order/{key}")).TryGetProperty("parts", out _));
    }

    [Fact]
    public void A_customer_is_found_by_address_and_no_address_is_shown()
    {
        var (key, target, email) = Three(
            "SELECT m.source_key, m.target_key, c.email FROM storefold_id_map m JOIN customers c ON c.id = m.target_key WHERE m.entity = 3 AND m.fate = 2");
        var answer = shop.Run("lookup", $"customer/{email.ToUpperInvariant()}");
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains($"poco/{key}  merged", answer.Output);
        Assert.Contains($"customer {target}, which the target had before", answer.Output);
        Assert.Contains("decision ", answer.Output);
        Assert.DoesNotContain(email, answer.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_held_account_is_found_by_the_address_that_it_cannot_have_yet()
    {
        var (key, target, email) = Three(
            "SELECT h.source_key, h.target_key, h.email FROM storefold_holding h JOIN storefold_match m USING (source, source_key) "
            + "WHERE m.reasons = 'target_unverified'");
        var rows = Found($"customer/{email}");
        var held = rows.Single(row => Is(row, "key", key));
        Assert.Equal(target, held.GetProperty("target_key").GetString());
        Assert.Contains("***@", held.GetProperty("held_email").GetString());
        Assert.Equal("challenge", held.GetProperty("decided").GetString());

        var from = Assert.Single(Found($"customer/{target}", "--target"));
        Assert.Equal(key, from.GetProperty("key").GetString());
    }

    [Fact]
    public void A_coupon_is_found_by_either_code_and_a_product_by_its_SKU()
    {
        var (old, renamed, _) = Three("SELECT old, new, source_key FROM storefold_alias WHERE kind = 'coupon_code' ORDER BY old");
        var coupon = shop.MiCell($"SELECT coupon_id FROM coupon_codes WHERE code = '{renamed}'");
        Assert.Contains(Found($"coupon/{old}"), row => Is(row, "target_key", coupon));
        Assert.Equal(coupon, Assert.Single(Found($"coupon/{renamed}")).GetProperty("target_key").GetString());

        var (key, target, sku) = Three(
            "SELECT m.source_key, m.target_key, p.sku FROM storefold_id_map m JOIN products p ON p.id = m.target_key WHERE m.entity = 1 AND m.fate = 2 AND p.sku <> ''");
        Assert.Contains(Found($"product/{sku}"), row =>
            Is(row, "key", key) && Is(row, "target_key", target));
    }

    [Fact]
    public void A_refused_order_is_found_by_its_number_and_a_skipped_row_by_its_key()
    {
        var (key, code, raw) = Three("SELECT source_key, code, raw FROM storefold_quarantine WHERE row = 'order'");
        using var document = JsonDocument.Parse(raw);
        var rows = Found($"order/{document.RootElement.GetProperty("number").GetString()}");
        var refused = rows.Single(row => Is(row, "key", key));
        Assert.Equal("quarantined", refused.GetProperty("fate").GetString());
        Assert.Contains(refused.GetProperty("refused").EnumerateArray(), refusal => Is(refusal, "code", code));

        var (skipped, rule, _) = Three("SELECT source_key, rule, entity FROM storefold_id_map WHERE entity = 4 AND fate = 3");
        Assert.Equal(rule, Assert.Single(Found($"poco/order/{skipped}")).GetProperty("rule").GetString());
    }

    [Fact]
    public void What_is_not_there_or_mistyped_ends_with_its_own_exit_code()
    {
        (string[] Args, int Code, string Says)[] answers =
        [
            (["order/NONE-1"], 1, "nothing is known of order/NONE-1"),
            (["customer/nobody@example.org"], 1, "n***@example.org"),
            (["order/99999999", "--target"], 1, "of the target"),
            (["ordre/PO1"], 2, "did you mean order?"),
            (["order"], 2, "ENTITY/KEY"),
            (["order/"], 2, "ENTITY/KEY"),
            (["pocco/order/1"], 2, "sources are poco"),
            (["poco/order/1", "--target"], 2, "--target takes ENTITY/KEY"),
        ];
        foreach (var (args, code, says) in answers)
        {
            var answer = shop.Run("lookup", args);
            Assert.True(answer.Code == code && answer.Error.Contains(says, StringComparison.Ordinal), string.Join(' ', args) + ": " + answer);
        }
    }

    private List<JsonElement> Found(string what, params string[] options)
    {
        var answer = shop.Run("lookup", [what, .. options, "--json"]);
        Assert.True(answer.Code == 0, what + ": " + answer);
        using var document = JsonDocument.Parse(answer.Output);
        return [.. document.RootElement.GetProperty("found").EnumerateArray().Select(row => row.Clone())];
    }

    private static bool Is(JsonElement row, string name, string value) =>
        string.Equals(row.GetProperty(name).GetString(), value, StringComparison.Ordinal);

    private (string First, string Second, string Third) Three(string sql)
    {
        var row = shop.MiRows(sql)[0];
        return (row[0], row[1], row[2]);
    }

    /// <summary>The sample with its nasty rows, moved once for all tests, which only read.</summary>
    public sealed class MovedShop : IDisposable
    {
        private readonly SampleCli _shop = new(SampleOptions.Default with { NastyRows = true });

        public MovedShop() => _shop.Transfer();

        public Answer Run(string command, params string[] rest) => _shop.Run(command, rest);

        public string MiCell(string sql) => _shop.MiCell(sql);

        public List<string[]> MiRows(string sql) => _shop.MiRows(sql);

        public void Dispose() => _shop.Dispose();
    }
}
