using Storefold.Connectors;
using Storefold.Connectors.Platform;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Support;

/// <summary>The sample shop, folded into a platform that is reached over HTTP.</summary>
internal sealed class HttpLab : IAsyncDisposable
{
    private const string Variable = "STOREFOLD_TEST_PLATFORM_TOKEN";

    private HttpLab(FoldLab lab, PlatformServer server) => (Lab, Server) = (lab, server);

    static HttpLab() => Environment.SetEnvironmentVariable(Variable, PlatformServer.Token);

    public FoldLab Lab { get; }

    public PlatformServer Server { get; private set; }

    /// <summary>Impatient, so that a test of a server that is down is short.</summary>
    public static Connections Connections => new()
    {
        Patience = new Patience(4, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20)),
    };

    public string Journal => Path.Combine(Path.GetDirectoryName(Lab.PlanFile)!, "poco-global-and-uk.journal");

    public string Outbox => Journal + "-outbox";

    public static string Address(PlatformServer server) => $"http://${{{Variable}}}@127.0.0.1:{server.Port}/fold";

    public static async Task<HttpLab> StartAsync(int customers = 40, int batchSize = 50, FoldLab? from = null)
    {
        var lab = from?.Copy() ?? new FoldLab(customers, batchSize: batchSize);
        var server = await PlatformServer.StartAsync(lab.Mi, "mi-platform");
        lab.EditPlan("\"sqlite:mi.db\"", $"\"{Address(server)}\"");
        return new HttpLab(lab, server);
    }

    public Task<TransferResult> TransferAsync(IPausePoints? pause = null, bool dryRun = false, params string[] only) =>
        Lab.TransferAsync(pause, dryRun, Connections, only);

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

    /// <summary>Types the same command again where a run is unfinished.</summary>
    public async Task FinishAsync()
    {
        if (IsUnfinished) await TransferAsync();
    }

    /// <summary>True until a run has come to its end.</summary>
    public bool IsUnfinished => !File.Exists(Journal)
        || InJournal("SELECT count(*) FROM sqlite_master WHERE name = 'storefold_run'") is "0"
        || InJournal("SELECT count(*) FROM storefold_run WHERE finished_at IS NULL") is not "0";

    /// <summary>Puts everything back to where another lab stood before its first transfer.</summary>
    public void ResetTo(FoldLab other)
    {
        Lab.ResetTo(other);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Journal)!, Path.GetFileName(Journal) + "*")) File.Delete(file);
    }

    /// <summary>What the journal holds, without what only says how it came about.</summary>
    public List<string> JournalDump() => Dump.Of(Journal).FindAll(line =>
        !line.Contains("storefold_outbox", StringComparison.Ordinal) && !line.StartsWith("schema: 'table' | 'storefold_posted", StringComparison.Ordinal) && !line.StartsWith("storefold_run:", StringComparison.Ordinal));

    /// <summary>The first cell of a query on the journal.</summary>
    public string? InJournal(string sql)
    {
        using var session = SqliteSession.Open(Journal, SqliteAccess.ReadWrite);
        return SampleShops.Rows(session, sql) is [var first, ..] ? first[0] : null;
    }

    /// <summary>Batches that are open.</summary>
    public long OpenBatches()
    {
        using var session = SqliteSession.Open(Outbox, SqliteAccess.ReadWrite);
        return long.Parse(SampleShops.Rows(session, "SELECT count(*) FROM outbox")[0][0]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        if (Server.Faults.Count > 0) TestContext.Current.TestOutputHelper?.WriteLine(Server.Faults[0].ToString());
        Lab.Dispose();
    }
}
