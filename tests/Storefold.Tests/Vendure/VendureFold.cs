using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Tests.Support;
using Storefold.Verification;

namespace Storefold.Tests.Vendure;

/// <summary>
/// The real Vendure shop folded once into a mi-platform that is not empty: a dry run, the transfer, a verification, and
/// the same command again. Tests only look at what came of it.
/// </summary>
public sealed class VendureFold : IDisposable
{
    // What a second run may write: its own number, figures and checkpoints.
    private static readonly string[] OfTheRun =
        ["storefold_run", "storefold_books", "storefold_checkpoint", "storefold_natural_key", "sqlite_stat1"];

    private readonly TempFolder _folder = new();
    private readonly Connections _connections = new();

    internal VendureFold(string vendure)
    {
        Vendure = vendure;
        MiShop.Make(_folder.File("mi.db"), _folder.File("own.db"), vendure);
        Fold = VendurePlan.Load(_folder, vendure, batchSize: 250);
        Assert.Empty(Readiness.Check(Fold, _connections));

        DryRun = Transfer(dryRun: true);
        AfterDryRun = Content();
        First = Transfer(dryRun: false);
        AfterFirst = Content();
        Verified = Verify();
        Second = Transfer(dryRun: false);
        AfterSecond = Content();
        VerifiedAgain = Verify();
        Session = OpenAll();
    }

    /// <summary>Path of the retired shop's database.</summary>
    internal string Vendure { get; }

    internal Fold Fold { get; }

    internal TransferResult DryRun { get; }

    internal TransferResult First { get; }

    internal TransferResult Second { get; }

    internal VerificationResult Verified { get; }

    internal VerificationResult VerifiedAgain { get; }

    /// <summary>Every row of every table, by table: once the dry run was taken back, and after each run.</summary>
    internal IReadOnlyDictionary<string, string> AfterDryRun { get; }

    internal IReadOnlyDictionary<string, string> AfterFirst { get; }

    internal IReadOnlyDictionary<string, string> AfterSecond { get; }

    /// <summary>The target; <c>v</c> is the retired shop and <c>own</c> the target before, with <c>own.planted</c>.</summary>
    internal SqliteSession Session { get; }

    /// <summary>Every row of every table of the target as it was before.</summary>
    internal IReadOnlyDictionary<string, string> Before()
    {
        using var own = SqliteSession.Open(_folder.File("own.db"), SqliteAccess.ReadOnly);
        var content = Content(own);
        content.Remove("planted");
        return content;
    }

    /// <summary>Rows joined by bars.</summary>
    internal List<string> Lines(string sql) => Sql.Lines(Session, sql);

    /// <summary>The first cell as a number.</summary>
    internal long Number(string sql) => Sql.Number(Session, sql);

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        _folder.Dispose();
    }

    private TransferResult Transfer(bool dryRun) => Storefold.Engine.Transfer.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, _connections, new TransferOptions([], dryRun), TimeProvider.System,
        FaultInjection.FromEnvironment(), report: null, CancellationToken.None).GetAwaiter().GetResult();

    private VerificationResult Verify() => Verifier.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, _connections, report: null, CancellationToken.None).GetAwaiter().GetResult();

    private Dictionary<string, string> Content()
    {
        using var mi = SqliteSession.Open(_folder.File("mi.db"), SqliteAccess.ReadOnly);
        return Content(mi);
    }

    private static Dictionary<string, string> Content(SqliteSession session) => session.Tables().Keys
        .Where(table => !OfTheRun.Contains(table, StringComparer.Ordinal))
        .ToDictionary(
            table => table,
            table => string.Join('\n', Sql.Lines(session, $"SELECT * FROM \"{table}\" ORDER BY 1, 2")), StringComparer.Ordinal);

    private SqliteSession OpenAll()
    {
        var session = SqliteSession.Open(_folder.File("mi.db"), SqliteAccess.ReadOnly);
        session.Execute($"ATTACH '{Vendure}' AS v; ATTACH '{_folder.File("own.db")}' AS own");
        return session;
    }
}

/// <summary>One fold for all tests that look at it. Made by the first, so that a missing database skips tests, not the run.</summary>
public sealed class SharedVendureFold : IDisposable
{
    private VendureFold? _fold;

    internal VendureFold Get()
    {
        var vendure = TestData.VendureSqlite();
        return _fold ??= new VendureFold(vendure);
    }

    /// <inheritdoc/>
    public void Dispose() => _fold?.Dispose();
}

/// <summary>Tests over the one fold run one after the other: a session belongs to one thread.</summary>
[CollectionDefinition(Name)]
public sealed class VendureFoldCollection : ICollectionFixture<SharedVendureFold>
{
    public const string Name = "Vendure into mi";
}
