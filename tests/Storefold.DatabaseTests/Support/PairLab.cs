using Storefold.Cli;
using Storefold.Connectors;
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

    /// <param name="sourceOptions">Options of CREATE DATABASE for the source.</param>
    public PairLab(string source, string target, int customers = 60, string? sourceOptions = null)
    {
        _shops = new SampleShops(SampleOptions.Default with { Customers = customers });
        PlanFile = Path.Combine(_shops.Folder, "plan.yaml");
        var plan = File.ReadAllText(PlanFile);
        // The fold alone: notices, gate and milestones do not depend on the database.
        plan = plan[..plan.IndexOf("\ntimetable:", StringComparison.Ordinal)] + "\nlimits: { batch_size: 50 }\n";
        plan = plan.Replace("sqlite:poco.db", Move("poco-store", "poco.db", source, sourceOptions), StringComparison.Ordinal)
            .Replace("sqlite:mi.db", Move("mi-platform", "mi.db", target, null), StringComparison.Ordinal);
        File.WriteAllText(PlanFile, plan);
        var (fold, findings) = FoldLoader.Load(PlanFile, FixedClock.Instance);
        Fold = fold ?? throw new InvalidOperationException(string.Join('\n', findings));
    }

    public string PlanFile { get; }

    public Fold Fold { get; }

    /// <summary>Kinds of database that a sample shop can live in.</summary>
    public static string[] Kinds => ["sqlite", "postgres", "mariadb"];

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
        var quoted = session.Tables().Keys.Where(table => !table.StartsWith("storefold_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. quoted.SelectMany(table => SampleShops.Rows(session, "SELECT * FROM " + table)
            .Select(cells => $"{table}: {string.Join(" | ", cells)}").Order(StringComparer.Ordinal))];
    }

    public void Dispose()
    {
        foreach (var database in _databases) database.Dispose();
        _shops.Dispose();
    }

    private string Move(string pack, string file, string kind, string? options)
    {
        if (kind is "sqlite") return "sqlite:" + file;
        DatabaseServer server = kind is "postgres" ? PostgresServer.Shared : MariaDbServer.Shared;
        var database = server.NewDatabase(options);
        _databases.Add(database);
        using var from = new Connections().Open(new ConnectionModel("sqlite", Path.Combine(_shops.Folder, file), file), SessionUse.Read);
        using var to = new Connections().Open(new ConnectionModel(kind, database.FullAddress, database.PlanAddress), SessionUse.Write);
        SampleCopy.Copy(from, to, File.ReadAllText(Repository.File($"packs/{pack}/{kind}/schema.sql")));
        return database.PlanAddress;
    }
}
