using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Verification;

namespace Storefold.DatabaseTests.OpenCart;

/// <summary>A fold with the real OpenCart shop on one side: its plan, and what a test does with it.</summary>
internal sealed class OpenCartLab : IDisposable
{
    private const string Dump = "platforms/opencart-4.1.0.3.mariadb.sql.xz";

    private readonly TempFolder _folder = new();

    private OpenCartLab()
    {
        OpenCart = MariaDbServer.Shared.Restore(Dump);
    }

    /// <summary>The shop's database, for this test alone.</summary>
    public TestDatabase OpenCart { get; }

    public Fold Fold { get; private set; } = null!;

    /// <summary>OpenCart retires into a mi-platform that has a customer, an order and a coupon of its own.</summary>
    public static OpenCartLab AsSource()
    {
        var lab = new OpenCartLab();
        using (var mi = SqliteSession.Open(lab._folder.File("mi.db"), SqliteAccess.Create))
        {
            mi.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));
            mi.Execute("""
                INSERT INTO customers(id, kind, email, status) VALUES (900, 'registered', 'own@mi.example', 'active');
                INSERT INTO orders(id, number, customer_id, currency, total_grand, placement) VALUES (901, '7', 900, 'USD', 100, 'confirmed');
                INSERT INTO coupons(id, title, type, value, is_active) VALUES (902, 'Ours', 'percent', '20', 1);
                INSERT INTO coupon_codes(id, coupon_id, code) VALUES (903, 902, 'WELCOME10');
                """);
        }

        lab.Load($$"""
            retirement: opencart
            sources:
              shop: { pack: opencart, connection: "{{lab.OpenCart.PlanAddress}}", allow_writes: [loyalty.freeze, loyalty.debit] }
            target: { pack: mi-platform, connection: "sqlite:mi.db" }
            sites:
              shop:
                address: shop.example/
                retires: true
                time_zone: UTC
                locales: [en-GB]
                select: { source: shop, channels: ["0"] }
                target: { fallback: "https://www.mi.com/global" }
            allowed_hosts: [www.mi.com]
            coupons: { suffix: -OC }
            loyalty:
              reward_points:
                into: mi-points
                rate: 13/10
                rounding: up
                negative_balances: carry
                freeze_at: 2024-12-21 00:00 UTC
            accounts: { dormant_after_months: 18, as_of: 2024-10-21 00:00 UTC }
            limits: { batch_size: 200 }
            """);
        return lab;
    }

    /// <summary>A shop of the sample retires into OpenCart, which goes on with its 315 customers.</summary>
    public static OpenCartLab AsTarget(Tests.Sample.SampleShops shops)
    {
        var lab = new OpenCartLab();
        foreach (var file in Directory.EnumerateFiles(shops.Folder)) File.Copy(file, lab._folder.File(Path.GetFileName(file)));
        var plan = File.ReadAllText(lab._folder.File("plan.yaml"));
        plan = plan[..plan.IndexOf("\ntimetable:", StringComparison.Ordinal)] + "\nlimits: { batch_size: 100 }\n";
        lab.Load(plan.Replace("pack: mi-platform", "pack: opencart", StringComparison.Ordinal)
            .Replace("sqlite:mi.db", lab.OpenCart.PlanAddress, StringComparison.Ordinal)
            .Replace("into: mi-points", "into: reward_points", StringComparison.Ordinal));
        return lab;
    }

    /// <summary>A mi-platform that holds what <paramref name="rows"/> say retires into OpenCart.</summary>
    public static OpenCartLab FromMi(string rows)
    {
        var lab = new OpenCartLab();
        using (var mi = SqliteSession.Open(lab._folder.File("mi.db"), SqliteAccess.Create))
        {
            mi.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));
            mi.Execute(rows);
        }

        lab.Load($$"""
            retirement: mi
            sources:
              shop: { pack: mi-platform, connection: "sqlite:mi.db" }
            target: { pack: opencart, connection: "{{lab.OpenCart.PlanAddress}}" }
            sites:
              shop:
                address: shop.example/
                retires: true
                time_zone: UTC
                locales: [en-GB]
                select: { source: shop, channels: [mi] }
                target: { fallback: "https://www.mi.com/global" }
            allowed_hosts: [www.mi.com]
            coupons: { suffix: -MI }
            accounts: { dormant_after_months: 18, as_of: 2024-10-21 00:00 UTC }
            """);
        return lab;
    }

    /// <summary>Changes the SQLite shop beside it.</summary>
    public void Change(string sql)
    {
        using var session = SqliteSession.Open(_folder.File("mi.db"), SqliteAccess.ReadWrite);
        session.Execute(sql);
    }

    public TransferResult Transfer(bool dryRun = false) => Engine.Transfer.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), new TransferOptions([], dryRun), FixedClock.Instance,
        NoPausePoints.Instance, report: null, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public VerificationResult Verify() => Verifier.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), report: null, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    /// <summary>A cell of the SQLite shop beside it.</summary>
    public string Sqlite(string sql, string file = "mi.db")
    {
        using var session = SqliteSession.Open(_folder.File(file), SqliteAccess.ReadOnly);
        return Tests.Sample.SampleShops.Rows(session, sql) is [var row, ..] ? string.Join('|', row) : "";
    }

    /// <summary>What one read file of the pack returns over the whole database, asked by the server's own client.</summary>
    public string Ask(string row, string columns)
    {
        var sql = File.ReadAllText(Repository.File($"packs/opencart/mariadb/read/{row}.sql"));
        return OpenCart.Cell($"SELECT {columns} FROM ({Packs.KeyMarker.Replace(sql, Packs.KeyRange.All, MariaDbDialect.Instance)}) AS rows_read");
    }

    public void Dispose()
    {
        OpenCart.Dispose();
        _folder.Dispose();
    }

    private void Load(string plan)
    {
        File.WriteAllText(_folder.File("plan.yaml"), plan);
        var (fold, findings) = FoldLoader.Load(_folder.File("plan.yaml"), FixedClock.Instance);
        Fold = fold ?? throw new InvalidOperationException(string.Join('\n', findings));
    }
}
