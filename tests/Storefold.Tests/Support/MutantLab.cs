using System.Text.Json;
using Storefold.Cli;
using Storefold.Samples.Poco;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;
using Storefold.Tests.Sample;
using Storefold.Verification;

namespace Storefold.Tests.Support;

/// <summary>
/// A folder with a retiring shop, a target and a plan, on which a test transfers, verifies, asks and spoils. The target is
/// always <c>mi.db</c>; sources are what the plan says.
/// </summary>
internal sealed class MutantLab : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storefold-lab-").FullName;

    /// <summary>Packs that stand elsewhere than in the repository, by name.</summary>
    public Dictionary<string, string> PackFolders { get; } = new(StringComparer.Ordinal);

    public static TimeProvider Clock { get; } = new FixedClock(new DateTimeOffset(2024, 10, 21, 6, 0, 0, TimeSpan.Zero));

    public string PlanFile => PathOf("plan.yaml");

    /// <summary>A generated sample.</summary>
    public static MutantLab Sample(SampleOptions options)
    {
        var lab = new MutantLab();
        foreach (var file in Directory.EnumerateFiles(lab._folder)) File.Delete(file);
        SampleFolder.Write(lab._folder, options, SampleShops.Schemas, path => SqliteSession.Open(path, SqliteAccess.Create));
        return lab;
    }

    /// <summary>Two empty shops, <c>poco.db</c> and <c>mi.db</c>, and a plan for them.</summary>
    public static MutantLab Empty(string plan)
    {
        var lab = new MutantLab();
        lab.Create("poco.db", SampleShops.Schemas.Poco);
        lab.Create("mi.db", SampleShops.Schemas.Mi);
        lab.WritePlan(plan);
        return lab;
    }

    /// <summary>A copy to spoil.</summary>
    public MutantLab Copy()
    {
        var copy = new MutantLab();
        foreach (var file in Directory.EnumerateFiles(_folder)) File.Copy(file, copy.PathOf(Path.GetFileName(file)));
        foreach (var (name, folder) in PackFolders) copy.PackFolders[name] = folder;
        return copy;
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    public void WritePlan(string text) => File.WriteAllText(PlanFile, text);

    /// <summary>Makes a database from a script.</summary>
    public void Create(string database, string schema)
    {
        using var session = SqliteSession.Open(PathOf(database), SqliteAccess.Create);
        session.Execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;" + schema);
    }

    /// <summary>Runs a script on a database, foreign keys unguarded: real shops hold rows that no constraint would let in.</summary>
    public void Run(string database, string script)
    {
        using var session = SqliteSession.Open(PathOf(database), SqliteAccess.ReadWrite);
        session.Execute("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;" + script);
    }

    /// <summary>Runs a script on the retiring shop.</summary>
    public void Poco(string script) => Run("poco.db", script);

    /// <summary>Runs a script on the target.</summary>
    public void Mi(string script) => Run("mi.db", script);

    /// <summary>Rows of the target, each as its cells with a bar between them.</summary>
    public IReadOnlyList<string> Ask(string sql) => Ask("mi.db", sql);

    /// <summary>Rows of a database, each as its cells with a bar between them.</summary>
    public IReadOnlyList<string> Ask(string database, string sql)
    {
        using var session = SqliteSession.Open(PathOf(database), SqliteAccess.ReadOnly);
        return [.. SampleShops.Rows(session, sql).Select(row => string.Join('|', row))];
    }

    /// <summary>The one cell that a query on the target returns.</summary>
    public string One(string sql) => Assert.Single(Ask(sql));

    /// <summary>The plan with its packs.</summary>
    public (PlanModel Plan, IReadOnlyList<SourceSide> Sources, TargetSide Target) Load()
    {
        var read = PlanReader.Read(PlanFile, _ => null, Clock);
        var plan = read.Plan ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
        IReadOnlyList<SourceSide> sources = [.. plan.Sources.Select(source =>
        {
            var pack = Pack(source.Pack);
            return new SourceSide(source, pack, new ValueCodec(pack.Values, source.Zone), new SiteBook(plan, source));
        })];
        var target = Pack(plan.Target.Pack);
        return (plan, sources, new TargetSide(plan.Target, target, new ValueCodec(target.Values, plan.Target.Zone)));
    }

    /// <summary>One transfer, as <c>storefold transfer</c> does it.</summary>
    public async Task<TransferResult> TransferAsync(IPausePoints? pause = null)
    {
        var (plan, sources, target) = Load();
        return await Transfer.RunAsync(
            plan, sources, target, new Connections(), new TransferOptions([], DryRun: false),
            Clock, pause ?? NoPausePoints.Instance, null, CancellationToken.None);
    }

    /// <summary>One verification.</summary>
    public async Task<VerificationResult> VerifyAsync()
    {
        var (plan, sources, target) = Load();
        return await Verifier.RunAsync(plan, sources, target, new Connections(), null, CancellationToken.None);
    }

    /// <summary>A transfer that has to verify clean.</summary>
    public async Task<TransferResult> FoldAsync()
    {
        var result = await TransferAsync();
        await AssertCleanAsync();
        return result;
    }

    /// <summary>Both sides agree.</summary>
    public async Task AssertCleanAsync()
    {
        var result = await VerifyAsync();
        Assert.True(result.IsClean, string.Join('\n', result.Mismatches.Select(found => $"{found}: expected {found.Expected}, found {found.Found}")));
    }

    /// <summary>Exit code of <c>storefold verify --json</c>, and the differences that it printed, each by kind, row, keys and field.</summary>
    public async Task<(int Exit, IReadOnlyList<Named> Differences)> VerifyCommandAsync()
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var exit = await CommandTree.Create(new CommandRunner(output, error, Clock)).Parse(["verify", PlanFile, "--json"]).InvokeAsync();
        Assert.Equal("", error.ToString());
        using var json = JsonDocument.Parse(output.ToString());
        return (exit, [.. json.RootElement.GetProperty("mismatches").EnumerateArray().Select(found => new Named(
            Property(found, "kind")!, Property(found, "row")!, Property(found, "source"), Property(found, "source_key"),
            Property(found, "target_key"), Property(found, "field")))]);
    }

    /// <summary>A session on the target with everything that transfers keep there, for decisions and erasures.</summary>
    public void InJournal(Action<FoldContext> change)
    {
        var (plan, sources, target) = Load();
        var connections = new Connections();
        using var session = connections.Open(plan.Target.Connection, SessionUse.Write);
        using var context = new FoldContext(plan, sources, target, connections, session, mayDecide: false);
        session.BeginWrite();
        change(context);
        session.Commit();
    }

    /// <summary>A person decides that a customer joins an account of the target.</summary>
    public void DecideMerge(string source, string customer, long target) => Decide(source, customer, "merge", Value.Of(target));

    /// <summary>A person decides that a customer keeps an account of its own.</summary>
    public void DecideSeparate(string source, string customer) => Decide(source, customer, "separate", Value.Null);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Property(JsonElement found, string name) => found.GetProperty(name).GetString();

    private void Decide(string source, string customer, string choice, Value target) => InJournal(context =>
    {
        var number = context.Sources.Single(side => string.Equals(side.Model.Name, source, StringComparison.Ordinal)).Number;
        var entry = context.Matches.Find(number, Value.Of(customer)) ?? throw new InvalidOperationException($"Nothing to decide about {customer}.");
        context.Matches.Decide(entry, choice, target, "a test", Clock.GetUtcNow());
    });

    private PackModel Pack(string name)
    {
        var folder = PackFolders.GetValueOrDefault(name) ?? Support.Repository.File("packs/" + name);
        var pack = PackReader.Read(folder, out var findings);
        return pack ?? throw new InvalidOperationException(string.Join('\n', findings));
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

/// <summary>A difference as <c>storefold verify --json</c> prints it.</summary>
internal sealed record Named(string Kind, string Row, string? Source, string? SourceKey, string? TargetKey, string? Field);

/// <summary>Does something the first time that a transfer reaches a named point.</summary>
internal sealed class At(string point, Action what) : IPausePoints
{
    /// <summary>True once the point was reached.</summary>
    public bool Happened { get; private set; }

    public void Reached(string reached)
    {
        if (Happened || !string.Equals(reached, point, StringComparison.Ordinal)) return;
        Happened = true;
        what();
    }

    /// <summary>The process dies there.</summary>
    public static At Crash(string point) => new(point, () => throw new ProcessDied(point));
}

/// <summary>Stands for a process that died: nothing after it ran.</summary>
internal sealed class ProcessDied(string point) : Exception($"The process died at {point}.");
