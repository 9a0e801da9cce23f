using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Verification;

namespace Storefold.DatabaseTests.Medusa;

/// <summary>
/// The shop that a real Medusa wrote, folded from or into: as it stands (<see cref="NonEmpty"/>), or emptied of people, orders and
/// promotions, so that all that is there afterwards was moved.
/// </summary>
internal sealed class MedusaLab : IDisposable
{
    public const string Dump = "platforms/medusa-2.15.3.pg15.slim.sql.xz";

    private const string Plan =
        """
        retirement: fold
        sources:
          old: { pack: SOURCE, connection: "FROM" }
        target: { pack: TARGET, connection: "INTO" }
        sites:
          all:
            address: old.example.com
            retires: true
            time_zone: UTC
            locales: [en]
            select: { source: old }
            target: { fallback: "https://new.example.com/" }
        allowed_hosts: [new.example.com]
        coupons: { suffix: -OLD }
        accounts: { dormant_after_months: 18, as_of: 2024-12-31 00:00 UTC }
        limits: { batch_size: 100 }
        """;

    private readonly TempFolder _folder = new();
    private readonly List<TestDatabase> _databases = [];

    /// <summary>The source, where it is a database of a server.</summary>
    public TestDatabase? Source { get; private set; }

    /// <summary>The target, where it is Medusa.</summary>
    public TestDatabase Target => _databases[^1];

    public Fold Fold { get; private set; } = null!;

    /// <summary>Medusa into Medusa.</summary>
    public static MedusaLab IntoMedusa(bool emptied)
    {
        var lab = new MedusaLab();
        lab.Source = lab.Restore();
        var target = emptied ? lab.Emptied() : lab.Restore();
        return lab.Load("medusa", lab.Source.PlanAddress, "medusa", target.PlanAddress);
    }

    /// <summary>Medusa into an empty Mi Platform on SQLite.</summary>
    public static MedusaLab IntoMi()
    {
        var lab = new MedusaLab();
        lab.Source = lab.Restore();
        using (var mi = SqliteSession.Open(lab._folder.File("mi.db"), SqliteAccess.Create))
            mi.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));
        return lab.Load("medusa", lab.Source.PlanAddress, "mi-platform", "sqlite:mi.db");
    }

    /// <summary>The shop that a real Vendure wrote, into Medusa with its own demo data.</summary>
    public static MedusaLab FromVendure()
    {
        var lab = new MedusaLab();
        TestData.VendureCopy(lab._folder.File("vendure.db"));
        return lab.Load("vendure", "sqlite:vendure.db", "medusa", lab.Restore().PlanAddress);
    }

    public Task<TransferResult> TransferAsync() => Transfer.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), new TransferOptions([], DryRun: false), FixedClock.Instance,
        NoPausePoints.Instance, report: null, TestContext.Current.CancellationToken);

    public async Task AssertVerifiesAsync()
    {
        var result = await Verifier.RunAsync(
            Fold.Plan, Fold.Sources, Fold.Target, new Connections(), report: null, TestContext.Current.CancellationToken);
        Assert.True(result.IsClean, $"{result.MismatchCount} differences:\n" + string.Join('\n', result.Mismatches.Take(20)));
    }

    /// <summary>Notes every row of the target, for <see cref="AssertOwnRowsUntouched"/>.</summary>
    public void NoteOwnRows() => Target.Execute(
        """
        CREATE SCHEMA before;
        DO $do$ DECLARE t text; BEGIN
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('CREATE TABLE before.%1$I AS SELECT * FROM public.%1$I', t);
            END LOOP;
        END $do$
        """);

    /// <summary>Every row that was noted is there as it was, whatever else is there now.</summary>
    public void AssertOwnRowsUntouched()
    {
        var tables = Target.Rows("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'before' ORDER BY 1");
        Assert.True(tables.Length > 100, $"only {tables.Length} tables were noted");
        var changed = tables.Where(table => Target.Number(
            $"SELECT count(*) FROM (SELECT to_jsonb(b) FROM before.{table} b EXCEPT ALL SELECT to_jsonb(p) FROM public.{table} p) x") > 0);
        Assert.Empty(changed);
    }

    public void Dispose()
    {
        foreach (var database in _databases) database.Dispose();
        _folder.Dispose();
    }

    private MedusaLab Load(string source, string from, string target, string into)
    {
        var text = Plan.Replace("SOURCE", source, StringComparison.Ordinal).Replace("TARGET", target, StringComparison.Ordinal)
            .Replace("FROM", from, StringComparison.Ordinal).Replace("INTO", into, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("plan.yaml"), text);
        var (fold, findings) = FoldLoader.Load(_folder.File("plan.yaml"), FixedClock.Instance);
        Fold = fold ?? throw new InvalidOperationException(string.Join('\n', findings));
        return this;
    }

    private TestDatabase Restore()
    {
        var database = PostgresServer.Shared.Restore(Dump);
        _databases.Add(database);
        return database;
    }

    private TestDatabase Emptied()
    {
        var database = Restore();
        database.Execute(
            """
            TRUNCATE customer, auth_identity, "order", order_address, order_line_item, order_shipping_method, payment_collection,
                payment_session, order_payment_collection, order_fulfillment, fulfillment, promotion, promotion_campaign, order_promotion
                CASCADE
            """);
        return database;
    }
}
