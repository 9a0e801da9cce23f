using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;
using Storefold.Tests.Verification;

namespace Storefold.DatabaseTests.Verification;

/// <summary>
/// A transferred sample between two kinds of database, into which one mutant after the other is planted and taken out
/// again. A few rows of the source are set by hand, so that it holds what generated shops rarely do.
/// </summary>
internal sealed partial class SpoiltPair : IDisposable
{
    private readonly PairLab _lab;
    private readonly Dictionary<(string Kind, string Entity), string> _keys = [];

    private SpoiltPair(PairLab lab) => _lab = lab;

    public static async Task<SpoiltPair> MakeAsync(string source, string target)
    {
        var lab = new PairLab(source, target, customers: 40, seed: 7, special: Special, batchSize: 500);
        await lab.TransferAsync();
        var pair = new SpoiltPair(lab);
        pair.ReadKeys();
        using (var session = lab.Target()) lab.TargetShop.Keep(session.Tables().Keys.Where(table => !table.EndsWith("_id", StringComparison.Ordinal)));
        var (exit, differences) = await pair.VerifyAsync();
        Assert.True(exit == 0, $"a clean fold is not clean: {string.Join(", ", differences)}");
        return pair;
    }

    public PairLab Lab => _lab;

    /// <summary>Plants a mutant, verifies, takes it out again and compares what was said.</summary>
    public async Task AssertFindsAsync(Mutant mutant)
    {
        var shop = _lab.TargetShop;
        var asked = shop.Ask(Expand(mutant.Pick));
        Assert.True(asked.Count == 1 && !asked[0].Contains("NULL", StringComparer.Ordinal) && !asked[0].Contains("", StringComparer.Ordinal),
            $"the sample has no such row: {asked.Count}");
        string Fill(string text) => Expand(text
            .Replace("{id}", asked[0][0], StringComparison.Ordinal).Replace("{other}", asked[0].ElementAtOrDefault(1) ?? "", StringComparison.Ordinal));
        var change = Fill(mutant.Change);
        IReadOnlyList<string> expected = [.. mutant.Findings.Select(Fill).Order(StringComparer.Ordinal)];

        int exit;
        IReadOnlyList<string> found;
        try
        {
            shop.Run(change);
            (exit, found) = await VerifyAsync();
        }
        finally
        {
            shop.Restore([.. Changed().Matches(change).Select(match => match.Groups["table"].Value).Distinct(StringComparer.Ordinal)]);
        }

        Assert.Equal(expected, found);
        Assert.Equal(1, exit);
    }

    /// <summary>Exit code of <c>storefold verify --json</c> and the differences that it printed: kind, row, target key, field.</summary>
    public async Task<(int Exit, IReadOnlyList<string> Differences)> VerifyAsync()
    {
        var (exit, output, error) = await CommandLine.RunAsync("verify", _lab.PlanFile, "--json");
        Assert.Equal("", error);
        using var json = JsonDocument.Parse(output);
        return (exit, [.. json.RootElement.GetProperty("mismatches").EnumerateArray().Select(Described).Order(StringComparer.Ordinal)]);
    }

    public void Dispose() => _lab.Dispose();

    private static string Described(JsonElement found)
    {
        string? Text(string name) => found.GetProperty(name).GetString();
        if (Text("kind") is "edited_on_target" or "missing" or "not_transferred")
            Assert.True(Text("source") is "poco" && Text("source_key") is not null, $"{found} does not name its source row");
        return $"{Text("kind")} {Text("row")} {Text("target_key") ?? "-"} {Text("field") ?? "-"}";
    }

    /// <summary>
    /// Puts what differs from dialect to dialect in its place: <c>{ours:order}</c> (keys that the transfer made),
    /// <c>{joined:…}</c>, <c>{own:…}</c>, <c>{parts:49}</c> (keys in the part map), <c>{key 12}</c> (as the journal has it) and
    /// <c>{later at 1 hour}</c>.
    /// </summary>
    private string Expand(string sql)
    {
        sql = Keys().Replace(sql, match => _keys.GetValueOrDefault((match.Groups["kind"].Value, match.Groups["what"].Value), "(-1)"));
        sql = Key().Replace(sql, match => NativeKey(long.Parse(match.Groups["key"].Value, CultureInfo.InvariantCulture)));
        return Later().Replace(sql, match => Shifted(match.Groups["column"].Value, match.Groups["count"].Value, match.Groups["unit"].Value));
    }

    private string Shifted(string column, string count, string unit) => _lab.TargetShop.Kind switch
    {
        "postgres" => $"{column} + interval '{count} {unit}'",
        "mariadb" => $"{column} + INTERVAL {count} {unit}",
        _ when unit is "microsecond" => $"replace({column}, '.000000Z', '.00000{count}Z')",
        _ => $"strftime('%Y-%m-%dT%H:%M:', {column}, '{count} {unit}') || substr({column}, 18)",
    };

    private string NativeKey(long key)
    {
        if (_lab.TargetShop.Kind is "sqlite") return key.ToString(CultureInfo.InvariantCulture);
        using var session = _lab.Target();
        var bytes = Convert.ToHexString(session.Sql.KeyCell(Value.Of(key)).Utf8);
        return _lab.TargetShop.Kind is "postgres" ? $"'\\x{bytes}'::bytea" : $"x'{bytes}'";
    }

    private void ReadKeys()
    {
        using var session = _lab.Target();
        foreach (var entity in ShopModel.Entities)
        {
            Read("ours", entity.Name, $"SELECT [target_key] FROM storefold_id_map WHERE entity = {entity.Number} AND fate = 1");
            Read("joined", entity.Name, $"SELECT [target_key] FROM storefold_id_map WHERE entity = {entity.Number} AND fate = 2");
            Read("own", entity.Name, $"SELECT [target_key] FROM storefold_own WHERE entity = {entity.Number}");
        }

        Read("parts", "customer.address", "SELECT [target_key] FROM storefold_part_map WHERE row = 49");

        void Read(string kind, string what, string sql)
        {
            using var statement = session.PrepareJournal(sql);
            var arena = new Arena();
            List<string> keys = ["-1"];
            while (statement.Step()) keys.Add(statement.Read(0, arena).ToString());
            _keys[(kind, what)] = $"({string.Join(", ", keys)})";
        }
    }

    [GeneratedRegex(@"\{(?<kind>ours|joined|own|parts):(?<what>[a-z_.]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();

    [GeneratedRegex(@"\{key (?<key>\d+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\{later (?<column>\w+) (?<count>-?\d+) (?<unit>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Later();

    [GeneratedRegex(@"(?:^|; ?)(UPDATE|INSERT INTO|DELETE FROM) (?<table>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Changed();

    // The family in the name is four characters joined by ZERO WIDTH JOINER; the e in the family name is followed by COMBINING ACUTE.
    private const string Special = """
        INSERT INTO customers (id, kind, email, email_confirmed_ms, mobile, given_name, family_name, lang, segments, state, joined_ms, last_seen_ms, memo)
        VALUES ('Z-1', 'member', 'zoe@mutants.example', 1700000000000, '00447700900123',
                'Zo' || char(0xEB) || ' ' || char(0x1F469, 0x200D, 0x1F469, 0x200D, 0x1F467),
                'Andre' || char(0x301), 'en-GB', '[]', 'active', 1690000000000, 1729000000000, '');
        INSERT INTO customer_sites (customer_id, site) VALUES ('Z-1', 'uk');
        INSERT INTO customer_addresses (id, customer_id, label, addressee, street, town, postcode, country)
        VALUES (900001, 'Z-1', 'home', 'Zoe', '1 North Road', 'Leeds', 'LS1 1AA', 'GB'),
               (900002, 'Z-1', 'work', 'Zoe', '2 South Road', 'Dresden', '01067', 'DE');
        INSERT INTO customer_logins (id, customer_id, scheme, secret) VALUES (900001, 'Z-1', 'bcrypt', '$2y$12$abcdefghijklmnopqrstuv');
        INSERT INTO customer_consents (id, customer_id, topic, channel, answer, given_ms)
        VALUES (900001, 'Z-1', 'newsletter', 'email', 'taken_back', 1719835201000);
        INSERT INTO orders (id, number, site, customer_id, contact_email, placed_ms, currency, base_rate, lang, grand_total, state, money_state)
        VALUES (900001, '0001234', 'uk', 'Z-1', 'zoe@mutants.example', 1711846800000, 'GBP', '1.17', 'en-GB', '12.00', 'placed', 'settled'),
               (900002, '0001235', 'uk', 'Z-1', 'zoe@mutants.example', 1719835200123, 'GBP', '1.17', 'en-GB', '24.00', 'placed', 'settled');
        INSERT INTO order_addresses (order_id, role, addressee, street) VALUES (900001, 'ship', 'Zoe', '1 North Road'), (900001, 'bill', 'Zoe', '2 South Road');
        INSERT INTO order_lines (id, order_id, variant_id, kind, name, sku, options, quantity, gross_sum, taxes, discounts)
        VALUES (900001, 900001, 7, 'item', 'Phone', '00715', '{"colour":"red","size":{"w":1,"h":2}}', '1', '12.00', '[]', '[]'),
               (900002, 900002, 7, 'item', 'Case', '00716', '{}', '1', '12.00', '[]', '[]'),
               (900003, 900002, 7, 'item', 'Cable', '0', '{}', '1', '12.00', '[]', '[]');
        INSERT INTO payments (id, order_id, method, gateway, gateway_ref, action, amount, outcome, at_ms)
        VALUES (900001, 900001, 'card', 'acme', 'tx1', 'take', '12.00', 'ok', 1719835201000),
               (900002, 900002, 'card', 'acme', 'tx2', 'take', '24.00', 'ok', 1719835202000);
        INSERT INTO order_log (id, order_id, at_ms, what, text) VALUES (900001, 900001, 1719835201000, 'paid', 'Paid by card');
        INSERT INTO shipments (id, site, method, packed_ms, sent_ms, state) VALUES (900001, 'uk', 'post', 1719835201000, 1719835201000, 'on_its_way');
        INSERT INTO shipment_orders (id, shipment_id, order_id) VALUES (900001, 900001, 900001);
        INSERT INTO parcels (id, shipment_id, carrier, tracking_no) VALUES (900001, 900001, 'dhl', 'JD00O1'), (900002, 900001, 'dhl', 'JD00O2');
        INSERT INTO tracking_events (id, shipment_id, parcel_id, at_ms, offset_minutes, status) VALUES (900001, 900001, 900001, 1719835201000, 60, 'moving');
        INSERT INTO reviews (id, site, variant_id, customer_id, nickname, stars, out_of, headline, body, state, thumbs_up, written_ms, rewarded)
        VALUES (900001, 'uk', 7, 'Z-1', 'zoe', '4.5', 5, 'Good', 'Works ' || char(0x1F44D), 'live', 3, 1719835201000, 0);
        INSERT INTO points_accounts (id, customer_id, site, programme, balance, state, tier) VALUES (900001, 'Z-1', 'uk', 'poco-points', 100, 'open', 'gold');
        INSERT INTO points_lots (id, account_id, granted, remaining, expires_ms) VALUES (900001, 900001, 60, 60, 1761000000000), (900002, 900001, 40, 40, 1771000000000);
        INSERT INTO points_entries (id, account_id, seq, at_ms, effective_ms, kind, points, state, lot_id)
        VALUES (900001, 900001, 1, 1719835201000, 1719835201000, 'earned', 60, 'booked', 900001),
               (900002, 900001, 2, 1719835202000, 1719835202000, 'earned', 40, 'booked', 900002);
        INSERT INTO gift_cards (id, site, kind, code, currency, face, balance, owner_id, state) VALUES (900001, 'uk', 'card', 'ZOEGIFT', 'GBP', '50.00', '30.00', 'Z-1', 'active');
        INSERT INTO gift_card_entries (id, card_id, at_ms, kind, amount) VALUES (900001, 900001, 1719835201000, 'issue', '50.00'), (900002, 900001, 1719835202000, 'spend', '-20.00');
        INSERT INTO coupons (id, sites, title, kind, value, origin, max_uses) VALUES (900001, '["uk"]', 'Ten off', 'percent', '10', 'campaign', 5);
        INSERT INTO coupon_codes (id, coupon_id, code, owner_id, max_uses, used, held_by_order_id) VALUES (900001, 900001, 'ZOE10', 'Z-1', 5, 2, 900002);
        UPDATE orders SET reserved_code_id = 900001 WHERE id = 900002;
        """;
}
