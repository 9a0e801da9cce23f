using NodaTime;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Rehearsing;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Rehearsing;

/// <summary>A sample shop and the traffic scripts of its pack.</summary>
internal sealed class TrafficLab : IDisposable
{
    public static readonly Instant BeforeTheStop = Instant.FromUtc(2024, 10, 1, 12, 0);
    public static readonly Instant AfterTheStop = Instant.FromUtc(2024, 10, 22, 9, 0);

    private readonly SampleShops _shops = new(SampleOptions.Default with { Customers = 120, OrdersPerCustomer = 2 });
    private readonly TrafficScripts _scripts;
    private long _ordinal;

    public TrafficLab()
    {
        var pack = PackReader.Read(Repository.File("packs/poco-store"), out _)!;
        _scripts = new TrafficScripts(pack, new ValueCodec(pack.Values, DateTimeZone.Utc));
        Poco = _shops.Poco(SqliteAccess.ReadWrite);
        Before = Count();
    }

    public SqliteSession Poco { get; }

    public Dictionary<string, long> Before { get; private set; }

    public IReadOnlyList<Happening> Run(string script, Instant at, string channel = "uk", long? ordinal = null)
    {
        Before = Count();
        Poco.BeginWrite();
        var happened = _scripts.Run(Poco, script, channel, ordinal ?? ++_ordinal, at);
        Poco.Commit();
        return happened;
    }

    /// <summary>Rows that the last script added, by table.</summary>
    public string Added() => string.Join(' ', Count()
        .Where(table => table.Value != Before[table.Key])
        .Select(table => $"{table.Key}+{table.Value - Before[table.Key]}"));

    public long Number(string sql) => SampleShops.Number(Poco, sql);

    public string Text(string sql) => string.Join(' ', SampleShops.Rows(Poco, sql).Select(row => string.Join('|', row)));

    public KeptRows Kept(string channel = "in") => KeptRows.Read(Poco, _scripts, [channel])!;

    public void Dispose()
    {
        Poco.Dispose();
        _shops.Dispose();
    }

    private Dictionary<string, long> Count() => Poco.Tables().Keys.Where(table => !table.StartsWith("rehearsed", StringComparison.Ordinal))
        .ToDictionary(table => table, table => Number($"SELECT count(*) FROM {table}"), StringComparer.Ordinal);
}
