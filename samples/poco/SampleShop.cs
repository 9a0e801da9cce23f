using Storefold.Samples.Poco.Mi;
using Storefold.Samples.Poco.Store;
using Storefold.Packs.Sql;

namespace Storefold.Samples.Poco;

/// <summary>
/// The commissioned case as two made-up databases: Poco Store with the sites global, uk and in, and Mi Platform, which
/// has customers of its own. Everything follows from the options: two runs make the same rows in the same order.
/// </summary>
public static class SampleShop
{
    /// <summary>Makes the tables in two empty databases and fills them.</summary>
    /// <param name="poco">The source, empty.</param>
    /// <param name="mi">The target, empty.</param>
    /// <param name="schemas">The packs' <c>schema.sql</c>.</param>
    /// <param name="options">How large and how nasty.</param>
    /// <param name="cancel">Stops it; what was made by then stays.</param>
    /// <exception cref="StoreException">A database refused.</exception>
    public static SampleReport Write(ISqlSession poco, ISqlSession mi, SampleSchemas schemas, SampleOptions options, CancellationToken cancel = default)
    {
        if (options.Complaint() is { } complaint) throw new ArgumentException(complaint, nameof(options));
        var report = new SampleReport();
        var catalogue = new Catalogue();
        var numbers = WritePoco(poco, schemas.Poco, options, report, catalogue, cancel);
        WriteMi(mi, schemas.Mi, options, report, catalogue, numbers, cancel);
        return report;
    }

    private static List<string> WritePoco(
        ISqlSession session, string schema, SampleOptions options, SampleReport report, Catalogue catalogue, CancellationToken cancel)
    {
        using var sink = new SqlSampleSink(session, cancel);
        sink.Begin(schema);
        var shop = new PocoShop(sink, options, report, catalogue);
        shop.Write();
        sink.End();
        foreach (var table in shop.Tables.All) report.CountPoco(table);
        return shop.RetiringOrderNumbers;
    }

    private static void WriteMi(
        ISqlSession session, string schema, SampleOptions options, SampleReport report, Catalogue catalogue,
        List<string> numbers, CancellationToken cancel)
    {
        using var sink = new SqlSampleSink(session, cancel);
        sink.Begin(schema);
        var shop = new MiShop(sink, options, report, catalogue, numbers);
        shop.Write();
        sink.End();
        foreach (var table in shop.Tables.All) report.CountMi(table);
    }
}

/// <summary>The scripts that make an empty database of each platform.</summary>
/// <param name="Poco">Text of <c>packs/poco-store/sqlite/schema.sql</c>.</param>
/// <param name="Mi">Text of <c>packs/mi-platform/sqlite/schema.sql</c>.</param>
public sealed record SampleSchemas(string Poco, string Mi);
