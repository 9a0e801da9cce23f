using Storefold.Samples.Poco;
using Storefold.Shop;
using Storefold.Tests.Support;

namespace Storefold.Tests.Verification;

/// <summary>
/// A transferred sample that every mutant gets a copy of. A few rows of the source are set by hand before the transfer, so
/// that it holds what generated shops rarely do: an emoji of several characters, a decomposed name, numbers that begin
/// with zeros.
/// </summary>
public sealed class SpoiltSample : IAsyncLifetime
{
    private MutantLab? _lab;

    internal MutantLab Copy() => _lab!.Copy();

    public async ValueTask InitializeAsync()
    {
        _lab = MutantLab.Sample(SampleOptions.Default with { Seed = 7, Customers = 80, NastyRows = true });
        _lab.Poco(Special);
        await _lab.TransferAsync();
        await _lab.AssertCleanAsync();
    }

    public ValueTask DisposeAsync()
    {
        _lab?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts target keys in place of <c>{ours:order}</c> (made by the transfer), <c>{joined:…}</c> and <c>{own:…}</c>.</summary>
    internal static string Expand(string sql)
    {
        foreach (var entity in ShopModel.Entities)
        {
            sql = sql
                .Replace($"{{ours:{entity}}}", InMap(entity, fate: 1), StringComparison.Ordinal)
                .Replace($"{{joined:{entity}}}", InMap(entity, fate: 2), StringComparison.Ordinal)
                .Replace($"{{own:{entity}}}", $"(SELECT target_key FROM storefold_own WHERE entity = {entity.Number})", StringComparison.Ordinal);
        }

        return sql;
    }

    private static string InMap(EntityDef entity, int fate) =>
        $"(SELECT target_key FROM storefold_id_map WHERE entity = {entity.Number} AND fate = {fate})";

    // The family in the name is four characters joined by ZERO WIDTH JOINER; the e in the family name is followed by COMBINING ACUTE.
    private const string Special = """
        INSERT INTO customers (id, kind, email, email_confirmed_ms, mobile, given_name, family_name, lang, segments, state, joined_ms, last_seen_ms, memo)
        VALUES ('Z-1', 'member', 'zoe@mutants.example', 1700000000000, '00447700900123',
                'Zo' || char(0xEB) || ' ' || char(0x1F469, 0x200D, 0x1F469, 0x200D, 0x1F467),
                'Andre' || char(0x301), 'en-GB', '[]', 'active', 1690000000000, 1729000000000, '');
        INSERT INTO customer_sites (customer_id, site) VALUES ('Z-1', 'uk');
        INSERT INTO customer_addresses (id, customer_id, label, addressee, street, town, postcode, country)
        VALUES (900001, 'Z-1', 'home', 'Zoe', '1 North Road', 'Leeds', 'LS1 1AA', 'GB'),
               (900002, 'Z-1', 'work', 'Zoe', '2 South Road', 'York', 'YO1 2BB', 'GB');
        INSERT INTO orders (id, number, site, customer_id, contact_email, placed_ms, currency, base_rate, lang, grand_total, state, money_state)
        VALUES (900001, '0001234', 'uk', 'Z-1', 'zoe@mutants.example', 1719835200000, 'GBP', '1.17', 'en-GB', '12.00', 'placed', 'settled'),
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
        INSERT INTO customer_logins (id, customer_id, scheme, secret) VALUES (900001, 'Z-1', 'bcrypt', '$2y$12$abcdefghijklmnopqrstuv');
        INSERT INTO customer_consents (id, customer_id, topic, channel, answer, given_ms)
        VALUES (900001, 'Z-1', 'newsletter', 'email', 'taken_back', 1719835201000);
        INSERT INTO coupons (id, sites, title, kind, value, origin, max_uses) VALUES (900001, '["uk"]', 'Ten off', 'percent', '10', 'campaign', 5);
        INSERT INTO coupon_codes (id, coupon_id, code, owner_id, max_uses, used, held_by_order_id) VALUES (900001, 900001, 'ZOE10', 'Z-1', 5, 2, 900002);
        UPDATE orders SET reserved_code_id = 900001 WHERE id = 900002;
        """;
}
