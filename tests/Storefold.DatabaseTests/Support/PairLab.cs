using System.Globalization;
using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;
using Storefold.Verification;

namespace Storefold.DatabaseTests.Support;

/// <summary>
/// The sample's two shops, each in a kind of database of its own (<c>sqlite</c>, <c>postgres</c>, <c>mariadb</c>), and what a test
/// does with them.
/// </summary>
internal sealed class PairLab : IDisposable
{
    private readonly SampleShops _shops;
    private readonly List<TestDatabase> _databases = [];
    private readonly DatabaseServer? _sourceServer;
    private readonly DatabaseServer? _targetServer;

    /// <param name="sourceOptions">Options of CREATE DATABASE for the source.</param>
    /// <param name="sourceServer">The server of the source where it is not the one that all tests share.</param>
    /// <param name="replica">The server that follows that one, and that the plan reads.</param>
    /// <param name="targetServer">The server of the target where it is not the one that all tests share.</param>
    /// <param name="twoSources">Whether the global site's shop is a database of its own, with the same customers.</param>
    /// <param name="special">Statements that give the source rows which generated shops do not have, in SQL of SQLite.</param>
    public PairLab(
        string source, string target, int customers = 60, string? sourceOptions = null, int? seed = null, string? special = null, int batchSize = 50,
        DatabaseServer? sourceServer = null, DatabaseServer? replica = null, bool twoSources = false,
        DatabaseServer? targetServer = null)
    {
        (_sourceServer, _targetServer) = (sourceServer, targetServer);
        var options = SampleOptions.Default with { Customers = customers };
        _shops = new SampleShops(options with { Seed = seed ?? options.Seed });
        if (special is not null)
        {
            using var poco = _shops.Poco(SqliteAccess.ReadWrite);
            poco.Execute(special);
        }

        PlanFile = Path.Combine(_shops.Folder, "plan.yaml");
        var plan = File.ReadAllText(PlanFile);
        // The fold alone: notices, gate and milestones do not depend on the database.
        plan = plan[..plan.IndexOf("\ntimetable:", StringComparison.Ordinal)] + string.Create(CultureInfo.InvariantCulture, $"\nlimits: {{ batch_size: {batchSize} }}\n");
        SourceShop = Move("poco-store", "poco.db", source, sourceOptions);
        TargetShop = Move("mi-platform", "mi.db", target, null, ofSource: false);
        var read = replica is null ? SourceShop.PlanAddress : SourceShop.PlanAddress.Replace($":{sourceServer?.Port}/", $":{replica.Port}/", StringComparison.Ordinal);
        // Nothing can be debited in what only follows another database.
        if (replica is not null) plan = string.Join('\n', plan.Split('\n').Where(line => !line.Contains("allow_writes:", StringComparison.Ordinal)));
        if (twoSources)
        {
            var second = Move("poco-store", "poco.db", source, sourceOptions);
            plan = plan.Replace("\ntarget:\n  pack", $"  second:\n    pack: poco-store\n    connection: \"{second.PlanAddress}\"\n    "
                    + "allow_writes: [loyalty.freeze, loyalty.debit]\n\ntarget:\n  pack", StringComparison.Ordinal)
                .Replace("{ source: poco, channels: [global] }", "{ source: second, channels: [global] }", StringComparison.Ordinal);
        }

        plan = plan.Replace("sqlite:poco.db", read, StringComparison.Ordinal)
            .Replace("sqlite:mi.db", TargetShop.PlanAddress, StringComparison.Ordinal);
        File.WriteAllText(PlanFile, plan);
        Fold = Load();
    }

    public string PlanFile { get; }

    public Fold Fold { get; private set; }

    /// <summary>The source as its administrator sees it.</summary>
    public ShopDatabase SourceShop { get; }

    /// <summary>The target as its administrator sees it.</summary>
    public ShopDatabase TargetShop { get; }

    /// <summary>Kinds of database that a sample shop can live in.</summary>
    public static string[] Kinds => ["sqlite", "postgres", "mariadb"];

    /// <summary>Changes the plan file.</summary>
    public void EditPlan(string old, string replacement)
    {
        var text = File.ReadAllText(PlanFile);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(PlanFile, text.Replace(old, replacement, StringComparison.Ordinal));
        Fold = Load();
    }

    public Task<TransferResult> TransferAsync(IPausePoints? pause = null, bool dryRun = false) => Transfer.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), new TransferOptions([], dryRun), FixedClock.Instance,
        pause ?? NoPausePoints.Instance, report: null, TestContext.Current.CancellationToken);

    public Task<VerificationResult> VerifyAsync() => Verifier.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), report: null, TestContext.Current.CancellationToken);

    /// <summary>A session of Storefold's own on the target.</summary>
    public ISqlSession Target(SessionUse use = SessionUse.Read) => new Connections().Open(Fold.Target.Model.Connection, use);

    /// <summary>A session of Storefold's own on the source.</summary>
    public ISqlSession Source(SessionUse use = SessionUse.Read) => new Connections().Open(Fold.Sources[0].Model.Connection, use);

    /// <summary>Every row of the shop's own tables on the target, in a fixed order, cells as a person would read them.</summary>
    public List<string> TargetRows()
    {
        using var session = Target();
        return RowsOf(session, table => !table.StartsWith("storefold_", StringComparison.Ordinal));
    }

    /// <summary>Every row of every table of the target, Storefold's own included.</summary>
    public List<string> WholeTarget()
    {
        using var session = Target();
        return RowsOf(session, _ => true);
    }

    /// <summary>Every row of every table of the source.</summary>
    public List<string> WholeSource()
    {
        using var session = Source();
        return RowsOf(session, _ => true);
    }

    private static List<string> RowsOf(ISqlSession session, Func<string, bool> isWanted)
    {
        var quoted = session.Tables().Keys.Where(isWanted).Order(StringComparer.Ordinal);
        return [.. quoted.SelectMany(table => SampleShops.Rows(session, "SELECT * FROM " + table)
            .Select(cells => $"{table}: {string.Join(" | ", cells)}").Order(StringComparer.Ordinal))];
    }

    public void Dispose()
    {
        SourceShop.Dispose();
        TargetShop.Dispose();
        foreach (var database in _databases) database.Dispose();
        _shops.Dispose();
    }

    private Fold Load()
    {
        var (fold, findings) = FoldLoader.Load(PlanFile, FixedClock.Instance);
        return fold ?? throw new InvalidOperationException(string.Join('\n', findings));
    }

    private ShopDatabase Move(string pack, string file, string kind, string? options, bool ofSource = true)
    {
        var path = Path.Combine(_shops.Folder, file);
        if (kind is "sqlite") return new ShopDatabase(path);
        var server = (ofSource ? _sourceServer : _targetServer) ?? (kind is "postgres" ? PostgresServer.Shared : MariaDbServer.Shared);
        var database = server.NewDatabase(options);
        _databases.Add(database);
        using var from = new Connections().Open(new ConnectionModel("sqlite", path, file), SessionUse.Read);
        using var to = new Connections().Open(new ConnectionModel(kind, database.FullAddress, database.PlanAddress), SessionUse.Write);
        SampleCopy.Copy(from, to, File.ReadAllText(Repository.File($"packs/{pack}/{kind}/schema.sql")));
        return new ShopDatabase(kind, database);
    }
}
