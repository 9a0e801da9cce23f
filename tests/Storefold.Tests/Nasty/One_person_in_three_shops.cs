using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>Cases 12 and 13.</summary>
public sealed class One_person_in_three_shops
{
    private const string TwoSources = """
        retirement: nasty
        sources:
          uk: { pack: poco-store, connection: "sqlite:poco.db" }
          global: { pack: poco-store, connection: "sqlite:global.db" }
        target: { pack: mi-platform, connection: "sqlite:mi.db" }
        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: uk }
            target: { fallback: "https://www.mi.com/uk" }
          global:
            address: www.po.co/global
            retires: true
            time_zone: UTC
            locales: [en]
            select: { source: global }
            target: { fallback: "https://www.mi.com/global" }
        allowed_hosts: [www.mi.com]
        loyalty:
          "*": { into: mi-points, rate: 1/3, freeze_at: 2024-10-21 00:00 Europe/London }
        accounts: { as_of: 2024-10-21 00:00 Europe/London }

        """;

    private static readonly string[] Tables =
    [
        "sites", "customers", "customer_sites", "customer_addresses", "orders", "order_lines", "payments", "wishlists",
        "points_accounts WHERE site = 'in'", "points_lots WHERE account_id = 2", "points_entries WHERE account_id = 2",
    ];

    [Fact]
    public async Task Case_12_the_rows_of_the_kept_site_are_neither_copied_nor_touched()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Poco("INSERT INTO customer_sites (customer_id, site) VALUES ('C-1', 'in')");
        lab.Customer("C-2", "only.india@post.example", site: "in");
        lab.Order(10, "C-1");
        lab.Order(11, "C-1", site: "in", currency: "INR");
        lab.Points(1, "C-1", [100]);
        lab.Points(2, "C-1", [500], site: "in");
        var before = Tables.Select(table => lab.Ask("poco.db", "SELECT * FROM " + table)).ToList();

        await lab.FoldAsync();

        Assert.Equal(before, Tables.Select(table => lab.Ask("poco.db", "SELECT * FROM " + table)));
        Assert.Equal("N-10", lab.One("SELECT number FROM orders"));
        Assert.Equal("130", lab.One("SELECT balance FROM points_accounts"));
        Assert.Equal("ann@post.example", lab.One("SELECT email FROM customers"));
        Assert.Equal("moved|0", Assert.Single(lab.Ask("poco.db", "SELECT state, balance FROM points_accounts WHERE site = 'uk'")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Case_13_one_account_with_three_provenances(bool hasPointsAlready)
    {
        using var lab = TwoShops.Open(TwoSources);
        lab.Create("global.db", File.ReadAllText(Support.Repository.File("packs/poco-store/sqlite/schema.sql")));
        TwoShops.FillSites(lab, "global.db");
        lab.MiCustomer(1, "ann@post.example");
        if (hasPointsAlready)
        {
            lab.Mi("""
                INSERT INTO points_accounts (id, programme, customer_id, balance, state) VALUES (1, 'mi-points', 1, 50, 'open');
                INSERT INTO points_entries (id, account_id, type, points, status) VALUES (1, 1, 'earn', 50, 'posted');
                """);
        }

        foreach (var (database, order, points) in new[] { ("poco.db", 10L, 100L), ("global.db", 20L, 10L) })
        {
            lab.Customer("C-1", "ann@post.example", database: database);
            lab.Order(order, "C-1", database: database);
            lab.Points(1, "C-1", [points], database: database);
        }

        await lab.FoldAsync();
        Assert.Equal(["1|review", "2|review"], lab.Ask("SELECT source, kind FROM storefold_match ORDER BY source"));

        lab.DecideMerge("uk", "C-1", 1);
        lab.DecideMerge("global", "C-1", 1);
        await lab.FoldAsync();

        Assert.Equal("1", lab.One("SELECT count(*) FROM customers"));
        Assert.Equal(["N-10|1", "N-20|1"], lab.Ask("SELECT number, customer_id FROM orders ORDER BY number"));
        Assert.Equal(["1|C-1|2", "2|C-1|2"], lab.Ask("SELECT source, source_key, fate FROM storefold_id_map WHERE entity = 3 AND target_key = 1"));

        // L16: each account is converted and rounded for itself, then added: 34 + 4, not 37.
        Assert.Equal(hasPointsAlready ? "1|88" : "1|38", lab.One("SELECT customer_id, balance FROM points_accounts"));
        Assert.Equal(["10", "100"], lab.Ask("SELECT origin_points FROM points_entries WHERE type = 'transfer' ORDER BY CAST(origin_points AS INTEGER)"));
        Assert.Equal(0, (await lab.FoldAsync()).Written);
    }
}
