using System.Collections.Concurrent;
using Storefold.Cli;
using Storefold.Samples.Poco;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Tests.Sample;
using Storefold.Verification;

namespace Storefold.Tests.Support;

/// <summary>
/// Two sample shops in a folder of their own and everything that a test does with them: transfer, verify, change, compare.
/// The shops of one size are made once and copied.
/// </summary>
internal sealed class FoldLab : IDisposable
{
    private static readonly ConcurrentDictionary<(int Customers, int Seed, bool Nasty), Lazy<SampleShops>> Templates = new();

    private readonly int _batchSize;
    private readonly string _folder;
    private Fold? _fold;

    static FoldLab() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var template in Templates.Values) template.Value.Dispose();
    };

    public FoldLab(int customers = 40, int seed = 1, bool nasty = true, int batchSize = 50)
        : this(Template(customers, seed, nasty), batchSize)
    {
        // The fold alone: whoever needs a timetable writes one, and notices and gate have tests of their own.
        var text = File.ReadAllText(PlanFile);
        File.WriteAllText(PlanFile, text[..text.IndexOf("\ntimetable:", StringComparison.Ordinal)] + $"\nlimits: {{ batch_size: {batchSize} }}\n");
    }

    private FoldLab(string from, int batchSize)
    {
        _batchSize = batchSize;
        _folder = NewFolder();
        foreach (var file in new[] { "poco.db", "mi.db", "plan.yaml" }) File.Copy(Path.Combine(from, file), Path.Combine(_folder, file));
    }

    public string Poco => Path.Combine(_folder, "poco.db");

    public string Mi => Path.Combine(_folder, "mi.db");

    public string PlanFile => Path.Combine(_folder, "plan.yaml");

    /// <summary>A lab that starts where this one stands.</summary>
    public FoldLab Copy() => new(_folder, _batchSize);

    /// <summary>Puts the databases back to where another lab stands.</summary>
    public void ResetTo(FoldLab other)
    {
        File.Copy(other.Poco, Poco, overwrite: true);
        File.Copy(other.Mi, Mi, overwrite: true);
    }

    /// <summary>Changes the plan file.</summary>
    public void EditPlan(string old, string replacement)
    {
        var text = File.ReadAllText(PlanFile);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(PlanFile, text.Replace(old, replacement, StringComparison.Ordinal));
        _fold = null;
    }

    /// <summary>The plan as the plan file has it now, with its packs.</summary>
    public Fold Fold => Load();

    /// <summary>Workers of its transfers.</summary>
    public int Workers { get; set; } = 1;

    public Task<TransferResult> TransferAsync(
        IPausePoints? pause = null, bool dryRun = false, IConnections? connections = null, params string[] only)
    {
        var fold = Load();
        return Transfer.RunAsync(
            fold.Plan, fold.Sources, fold.Target, connections ?? new Connections(), new TransferOptions(only, dryRun, Workers), FixedClock.Instance,
            pause ?? NoPausePoints.Instance, report: null, TestContext.Current.CancellationToken);
    }

    /// <summary>A transfer that dies at the nth pause point.</summary>
    public async Task DieAtAsync(int point)
    {
        try
        {
            await TransferAsync(new Pauses(point));
            Assert.Fail($"there is no point {point}");
        }
        catch (DiedException)
        {
            // What is committed stays.
        }
    }

    /// <summary>True until a run has come to its end.</summary>
    public bool IsUnfinished =>
        Target("SELECT count(*) FROM sqlite_master WHERE name = 'storefold_run'") is "0"
        || Target("SELECT count(*) FROM storefold_run WHERE finished_at IS NULL") is not "0";

    /// <summary>Types the same command again where a run is unfinished, as a merchant would.</summary>
    public async Task FinishAsync()
    {
        if (IsUnfinished) await TransferAsync();
    }

    public Task<VerificationResult> VerifyAsync()
    {
        var fold = Load();
        return Verifier.RunAsync(fold.Plan, fold.Sources, fold.Target, new Connections(), report: null, TestContext.Current.CancellationToken);
    }

    public async Task AssertVerifiesAsync()
    {
        var result = await VerifyAsync();
        Assert.True(result.IsClean, $"{result.MismatchCount} differences:\n" + string.Join(
            '\n', result.Mismatches.Take(20).Select(found => $"{found}: expected {found.Expected}, found {found.Found}")));
    }

    /// <summary>Runs a script on the source, or gives the first cell of a query.</summary>
    public string? Source(string sql) => Run(Poco, sql);

    /// <summary>Runs a script on the target, or gives the first cell of a query.</summary>
    public string? Target(string sql) => Run(Mi, sql);

    public List<string> SourceDump() => Dump.Of(Poco);

    public List<string> TargetDump() => Dump.Of(Mi);

    /// <summary>The target without Storefold's own tables.</summary>
    public List<string> ShopDump() => Dump.Of(Mi, journal: false);

    public void AssertSameAs(FoldLab expected, string what)
    {
        Dump.AssertSame(expected.TargetDump(), TargetDump(), what + ", target");
        Dump.AssertSame(expected.SourceDump(), SourceDump(), what + ", source");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Template(int customers, int seed, bool nasty) => Templates.GetOrAdd(
        (customers, seed, nasty),
        key => new Lazy<SampleShops>(() => new SampleShops(
            SampleOptions.Default with { Customers = key.Customers, Seed = key.Seed, NastyRows = key.Nasty }))).Value.Folder;

    private static string? Run(string path, string sql)
    {
        using var session = SqliteSession.Open(path, SqliteAccess.ReadWrite);
        session.Execute("PRAGMA foreign_keys = OFF");
        if (!sql.StartsWith("SELECT", StringComparison.Ordinal))
        {
            session.Execute(sql);
            return null;
        }

        var rows = SampleShops.Rows(session, sql);
        return rows.Count == 0 ? null : rows[0][0];
    }

    /// <summary>In memory where the system has such a place: hundreds of small transactions need not wait for a disk.</summary>
    private static string NewFolder()
    {
        const string Memory = "/dev/shm";
        return Directory.Exists(Memory)
            ? Directory.CreateDirectory(Path.Combine(Memory, "storefold-lab-" + Path.GetRandomFileName())).FullName
            : Directory.CreateTempSubdirectory("storefold-lab-").FullName;
    }

    private Fold Load() => _fold ??= Read();

    private Fold Read()
    {
        var (fold, findings) = FoldLoader.Load(PlanFile, FixedClock.Instance);
        return fold ?? throw new InvalidOperationException(string.Join('\n', findings));
    }
}
