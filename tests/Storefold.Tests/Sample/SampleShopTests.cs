using System.Security.Cryptography;
using System.Text;
using Storefold.Samples.Poco;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Sample;

public sealed class SampleShopTests(SharedSample shared) : IClassFixture<SharedSample>
{
    private static readonly SampleOptions Nasty = SampleOptions.Default with { Customers = 100, NastyRows = true };

    [Fact]
    public void The_same_seed_makes_the_same_rows_in_both_shops()
    {
        using var one = new SampleShops(Nasty);
        using var two = new SampleShops(Nasty);
        using var other = new SampleShops(Nasty with { Seed = 2 });

        Assert.Equal(Hash(one), Hash(two));
        Assert.False(string.Equals(Hash(one), Hash(other), StringComparison.Ordinal));
    }

    [Fact]
    public void A_larger_sample_begins_like_a_smaller_one()
    {
        const string People = "SELECT group_concat(email, ' ') FROM (SELECT email FROM customers ORDER BY id LIMIT 40)";
        using var small = new SampleShops(SampleOptions.Default with { Customers = 40 });
        using var large = new SampleShops(SampleOptions.Default with { Customers = 80 });
        using var smallPoco = small.Poco();
        using var largePoco = large.Poco();

        Assert.Equal(SampleShops.Rows(smallPoco, People)[0][0], SampleShops.Rows(largePoco, People)[0][0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2024)]
    public void Every_reference_in_a_sample_leads_somewhere(int seed)
    {
        using var shops = new SampleShops(new SampleOptions(seed, 150, 1.5, NastyRows: false));
        using var poco = shops.Poco();
        using var mi = shops.Mi();

        Assert.Empty(SampleShops.Rows(poco, "PRAGMA foreign_key_check"));
        Assert.Empty(SampleShops.Rows(mi, "PRAGMA foreign_key_check"));
    }

    [Fact]
    public void The_report_counts_the_rows_that_are_there()
    {
        using var shops = new SampleShops(Nasty);
        using var poco = shops.Poco();
        using var mi = shops.Mi();

        foreach (var (table, rows) in shops.Report.Poco)
            Assert.Equal((table, rows), (table, SampleShops.Number(poco, $"SELECT count(*) FROM {table}")));
        foreach (var (table, rows) in shops.Report.Mi)
            Assert.Equal((table, rows), (table, SampleShops.Number(mi, $"SELECT count(*) FROM {table}")));
    }

    [Fact]
    public void The_totals_of_every_order_add_up_to_the_penny()
    {
        using var poco = shared.Poco();
        const string Wrong =
            """
            WITH minor AS (
              SELECT o.id, o.grand_total, o.delivery_total, o.fee_total, o.goods_total, o.discount_total, o.tax_total,
                     o.prices_gross,
                     (SELECT sum(CAST(replace(l.gross_sum, '.',
                         '') AS INTEGER)) FROM order_lines l WHERE l.order_id = o.id) AS gross
              FROM orders o)
            SELECT id FROM minor
            WHERE CAST(replace(grand_total, '.', '') AS INTEGER) <> gross + CAST(replace(delivery_total, '.',
                '') AS INTEGER)
                  + CAST(replace(fee_total, '.', '') AS INTEGER)
               OR gross <> CAST(replace(goods_total, '.', '') AS INTEGER) - CAST(replace(discount_total, '.',
                   '') AS INTEGER)
                  + CASE prices_gross WHEN 0 THEN CAST(replace(tax_total, '.', '') AS INTEGER) ELSE 0 END
            """;

        Assert.Empty(SampleShops.Rows(poco, Wrong));
        Assert.NotEqual(0, SampleShops.Number(poco, "SELECT count(*) FROM orders WHERE discount_total <> '0.00'"));
    }

    [Fact]
    public void Points_balances_are_the_sum_of_booked_entries_and_of_what_is_left_in_the_lots()
    {
        using var poco = shared.Poco();
        const string Wrong =
            """
            SELECT a.id FROM points_accounts a
            WHERE a.balance <> (SELECT coalesce(sum(points),
                0) FROM points_entries WHERE account_id = a.id AND state = 'booked')
               OR max(a.balance, 0) <> (SELECT coalesce(sum(remaining), 0) FROM points_lots
                                        WHERE account_id = a.id AND usable_from_ms IS NULL)
            """;

        Assert.Empty(SampleShops.Rows(poco, Wrong));
        Assert.NotEqual(0, SampleShops.Number(poco, "SELECT count(*) FROM points_accounts WHERE balance < 0"));
        Assert.NotEqual(0, SampleShops.Number(poco, "SELECT count(*) FROM points_entries WHERE state = 'waiting'"));
    }

    [Fact]
    public void The_smallest_useful_sample_has_every_kind_of_clash()
    {
        using var shops = new SampleShops(SampleOptions.Default);
        string[] kinds =
        [
            "(AUTO)", "(CHALLENGE)", "(REVIEW)", "same code, other terms", "same code, same terms", "same SKU in both",
            "same order number in both shops", "shared with the kept site", "two points accounts", "for two orders",
            "points that wait", "at 23:59:59 local", "expires at the freeze", "negative balance",
            "held by an unpaid order", "as store credit", "delivery only", "deadline after the close",
            "erased customer", "three parcels",
        ];

        foreach (var kind in kinds)
            Assert.Contains(shops.Report.Planted, planted => planted.Key.Contains(kind, StringComparison.Ordinal));
    }

    [Fact]
    public void Accounts_that_are_planted_as_clashes_have_their_counterpart()
    {
        using var poco = shared.Poco();
        poco.Execute($"ATTACH '{Path.Combine(shared.Folder, "mi.db")}' AS mi");
        const string Verified =
            "SELECT count(*) FROM customers c JOIN mi.customers m ON m.email = c.email "
            + "WHERE c.email_confirmed_ms IS NOT NULL AND m.email_verified_at IS NOT NULL";
        const string Unverified =
            "SELECT count(*) FROM customers c JOIN mi.customers m ON m.email = c.email "
            + "WHERE c.email_confirmed_ms IS NULL OR m.email_verified_at IS NULL";
        int Planted(params string[] words) => shared.Report.Planted
            .Where(planted => planted.Key.StartsWith("account: same e-mail", StringComparison.Ordinal)
                && words.Any(word => planted.Key.Contains(word, StringComparison.Ordinal)))
            .Sum(planted => planted.Value);

        Assert.Equal(Planted("AUTO", "REVIEW"), SampleShops.Number(poco, Verified));
        Assert.Equal(Planted("CHALLENGE"), SampleShops.Number(poco, Unverified));
    }

    [Fact]
    public void Every_address_of_the_sample_belongs_to_nobody()
    {
        using var shops = new SampleShops(Nasty);
        foreach (var session in new[] { shops.Poco(), shops.Mi() })
        {
            using (session)
            {
                Assert.Empty(SampleShops.Rows(
                    session,
                    "SELECT email FROM customers WHERE email NOT GLOB '*@*.example' AND email NOT GLOB '*@*.test'"));
            }
        }
    }

    [Fact]
    public void Nothing_is_ever_written_into_a_folder_that_holds_something()
    {
        using var shops = new SampleShops(SampleOptions.Default with { Customers = 1 });
        var before = File.ReadAllBytes(Path.Combine(shops.Folder, "poco.db"));

        Assert.Throws<ArgumentException>(() => SampleFolder.Write(
            shops.Folder, SampleOptions.Default, SampleShops.Schemas,
            path => SqliteSession.Open(path, SqliteAccess.Create), TestContext.Current.CancellationToken));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(shops.Folder, "poco.db")));
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(10, -1.0)]
    [InlineData(10, double.NaN)]
    public void Options_that_make_no_shop_are_refused(int customers, double orders) =>
        Assert.NotNull(new SampleOptions(1, customers, orders, NastyRows: false).Complaint());

    private static string Hash(SampleShops shops)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var session in new ISqlSession[] { shops.Poco(), shops.Mi() })
        {
            using (session)
            {
                foreach (var table in session.Tables().Keys.Order(StringComparer.Ordinal)) Add(hash, session, table);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, ISqlSession session, string table)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(table));
        using var statement = session.Prepare($"SELECT * FROM {table}");
        var arena = new Arena();
        while (statement.Step())
        {
            for (var column = 0; column < statement.ColumnCount; column++)
            {
                var value = statement.Read(column, arena);
                hash.AppendData([(byte)value.Kind]);
                hash.AppendData(value.Kind is ValueKind.Text or ValueKind.Bytes
                    ? value.Utf8.ToArray()
                    : Encoding.UTF8.GetBytes(value.ToString()));
                hash.AppendData([0]);
            }
        }
    }
}
