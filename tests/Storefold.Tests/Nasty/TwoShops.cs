using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>Two empty shops and short forms for the few rows that a nasty case needs.</summary>
internal static class TwoShops
{
    public const string Plan = """
        retirement: nasty
        sources:
          poco:
            pack: poco-store
            connection: "sqlite:poco.db"
            allow_writes: [loyalty.freeze, loyalty.debit]
        target: { pack: mi-platform, connection: "sqlite:mi.db" }
        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: poco, channels: [uk] }
            target: { fallback: "https://www.mi.com/global" }
          india:
            address: www.poco.in
            retires: false
            time_zone: Asia/Kolkata
            locales: [en-IN]
            select: { source: poco, channels: [in] }
        allowed_hosts: [www.mi.com]
        loyalty:
          poco-points: { into: mi-points, rate: 13/10, freeze_at: 2024-10-21 00:00 Europe/London }
        coupons: { suffix: -POCO }
        accounts: { as_of: 2024-10-21 00:00 Europe/London }
        limits: { vanished_percent: 100 }

        """;

    private const long Joined = 1_640_995_200_000; // 2022-01-01
    private const long LastSeen = 1_727_740_800_000; // 2024-10-01

    public static MutantLab Open(string plan = Plan)
    {
        var lab = MutantLab.Empty(plan);
        FillSites(lab, "poco.db");
        return lab;
    }

    public static void FillSites(MutantLab lab, string database) => lab.Run(database, """
        INSERT INTO sites VALUES ('uk', 'www.po.co', 'GBP', 'en-GB', 'Europe/London'), ('in', 'www.poco.in', 'INR', 'en-IN', 'Asia/Kolkata');
        """);

    /// <summary>A registered, proven and active customer of the retiring shop.</summary>
    public static void Customer(
        this MutantLab lab, string id, string? email, string given = "Ann", string family = "Lee", bool verified = true, string? mobile = null,
        string site = "uk", string kind = "member", string state = "active", string database = "poco.db", long lastSeen = LastSeen) =>
        lab.Run(database, $"""
            INSERT INTO customers (id, kind, email, email_confirmed_ms, mobile, given_name, family_name, lang, segments, state, joined_ms, last_seen_ms)
            VALUES ('{id}', '{kind}', {Text(email)}, {(verified ? Joined : "NULL")}, {Text(mobile)}, {Text(given)}, {Text(family)},
                    'en-GB', '[]', '{state}', {Joined}, {lastSeen});
            INSERT INTO customer_sites (customer_id, site) VALUES ('{id}', '{site}');
            """);

    /// <summary>A registered, proven and active customer of the target.</summary>
    public static void MiCustomer(
        this MutantLab lab, long id, string email, string given = "Ann", string family = "Lee",
        string? verifiedAt = "2022-02-01T00:00:00Z", string? phone = null) =>
        lab.Mi($"""
            INSERT INTO customers (id, kind, email, email_verified_at, phone, first_name, last_name, groups, status, created_at, last_login_at)
            VALUES ({id}, 'registered', {Text(email)}, {Text(verifiedAt)}, {Text(phone)}, {Text(given)}, {Text(family)},
                    '[]', 'active', '2022-01-15T00:00:00Z', '2024-10-01T00:00:00Z');
            """);

    /// <summary>A confirmed order without lines.</summary>
    public static void Order(
        this MutantLab lab, long id, string? customer = null, string total = "12.00", string currency = "GBP", string site = "uk",
        string database = "poco.db") => lab.Run(database, $"""
            INSERT INTO orders (id, number, site, customer_id, placed_ms, currency, grand_total, state)
            VALUES ({id}, 'N-{id}', '{site}', {Text(customer)}, 1719835200000, '{currency}', '{total}', 'placed');
            """);

    /// <summary>A line of an order.</summary>
    public static void Line(this MutantLab lab, long id, long order, string quantity = "1", string variant = "NULL", string name = "Phone") => lab.Poco($"""
            INSERT INTO order_lines (id, order_id, variant_id, kind, name, options, quantity, taxes, discounts)
            VALUES ({id}, {order}, {variant}, 'item', '{name}', '[]', '{quantity}', '[]', '[]');
            """);

    /// <summary>A points account with one earned lot per figure, and a balance that is their sum unless said otherwise.</summary>
    public static void Points(
        this MutantLab lab, long id, string customer, long[] lots, long? balance = null, string site = "uk", string database = "poco.db")
    {
        lab.Run(database, $"""
            INSERT INTO points_accounts (id, customer_id, site, programme, balance, state)
            VALUES ({id}, '{customer}', '{site}', 'poco-points', {balance ?? lots.Sum()}, 'open');
            """);
        for (var index = 0; index < lots.Length; index++)
        {
            var lot = (id * 100) + index;
            lab.Run(database, $"""
                INSERT INTO points_lots (id, account_id, granted, remaining) VALUES ({lot}, {id}, {lots[index]}, {lots[index]});
                INSERT INTO points_entries (id, account_id, seq, at_ms, kind, points, state, lot_id)
                VALUES ({lot}, {id}, {index}, 1719835200000, 'earned', {lots[index]}, 'booked', {lot});
                """);
        }
    }

    /// <summary>Rows whose value the target could not keep, by field and rule.</summary>
    public static decimal Lost(this TransferResult result, string field, string rule) =>
        result.Figures.GetValueOrDefault(new TallyKey(BatchTally.LossSection, "", field, "", rule));

    /// <summary>Rows of one fate, over all sites.</summary>
    public static decimal Rows(this TransferResult result, string row, string fate, string? rule = null) => result.Figures
        .Where(pair => pair.Key.Section is BatchTally.RowsSection && string.Equals(pair.Key.Name, row, StringComparison.Ordinal)
            && string.Equals(pair.Key.Fate, fate, StringComparison.Ordinal) && (rule is null || string.Equals(pair.Key.Rule, rule, StringComparison.Ordinal)))
        .Sum(pair => pair.Value);

    public static string Text(string? text) => text is null ? "NULL" : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
