using NodaTime;
using Storefold.Samples.Poco;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Sample;

public sealed class PocoStorePackTests(SharedSample shared) : IClassFixture<SharedSample>
{
    private static readonly PackModel Pack = Read("poco-store");

    [Theory]
    [InlineData("poco-store")]
    [InlineData("mi-platform")]
    public void Every_row_of_the_default_sample_is_read_and_nothing_is_refused(string name)
    {
        var pack = Read(name);
        using var session = name is "poco-store" ? shared.Poco() : shared.Mi();
        foreach (var entity in pack.Entities.Values)
        {
            var batches = ReadAll(session, pack, entity.Def, size: 97);
            Assert.Empty(batches.SelectMany(batch => batch.Strays).Select(stray => $"{stray.Rejected}"));
            Assert.Empty(batches.SelectMany(batch => batch.Aggregates).Where(found => found.Rejected is not null)
                .Select(found => $"{found.Rejected}"));
            Assert.Equal((name, entity.Def.Name, Declared(session, entity)),
                (name, entity.Def.Name, batches.Sum(batch => batch.Rows)));
        }
    }

    [Fact]
    public void Nasty_rows_are_read_once_each_and_refused_with_their_reason()
    {
        using var shops = new SampleShops(SampleOptions.Default with { Customers = 20, NastyRows = true });
        using var poco = shops.Poco();
        var reasons = new List<string>();
        foreach (var entity in Pack.Entities.Values)
        {
            var batches = ReadAll(poco, Pack, entity.Def, size: 50);
            Assert.Equal((entity.Def.Name, Declared(poco, entity)),
                (entity.Def.Name, batches.Sum(batch => batch.Rows)));
            reasons.AddRange(batches.SelectMany(batch => batch.Strays).Select(stray => stray.Rejected)
                .Concat(batches.SelectMany(batch => batch.Aggregates).Select(found => found.Rejected!)
                    .Where(rejected => rejected is not null))
                .Select(rejected => $"{rejected.Row.Name}: {rejected.Rejection.Code}"));
        }

        var planted = shops.Report.Planted.Keys.Count(kind => kind.StartsWith("quarantine: ",
            StringComparison.Ordinal));
        Assert.Equal(planted, reasons.Count);
        Assert.Single(reasons, reason => reason is "customer: invalid_utf8");
        Assert.Single(reasons, reason => reason is "order: unknown_currency");
        Assert.Equal(2, reasons.Count(reason => reason is "order: impossible_time"));
        Assert.Single(reasons, reason => reason is "order.line: negative_quantity");
        Assert.Equal(2, reasons.Count(reason => reason is "order.line: orphan"));
    }

    [Fact]
    public void Skipped_rows_are_counted_under_a_rule_that_the_pack_declares()
    {
        using var poco = shared.Poco();
        var used = Pack.Entities.Values.SelectMany(entity => ReadAll(poco, Pack, entity.Def, size: 500))
            .SelectMany(batch => batch.Aggregates).Select(found => found.Skip).OfType<string>();

        Assert.Equal(Pack.Skips.Keys.Order(StringComparer.Ordinal),
            used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Batches_are_read_through_an_index_and_need_no_sorting()
    {
        using var poco = shared.Poco();
        foreach (var row in Pack.Entities.Values.SelectMany(entity => entity.Def.Rows))
        {
            foreach (var range in new[] { KeyRange.Between, KeyRange.After, KeyRange.UpTo })
            {
                var sql = "EXPLAIN QUERY PLAN " + KeyMarker.Replace(Pack.Sql("sqlite", $"read/{row.Name}.sql")!, range);
                var plan = string.Join('\n', SampleShops.Rows(poco, sql).Select(step => step[^1]));
                Assert.DoesNotContain("TEMP B-TREE", plan);
                Assert.DoesNotMatch("(?m)^SCAN ", plan);
            }
        }
    }

    [Fact]
    public void The_pack_names_every_table_of_the_shop()
    {
        using var poco = shared.Poco();
        var named = Pack.Entities.Values.SelectMany(entity => entity.Tables.Values).Select(tables => Assert.Single(tables).Table)
            .Concat(Pack.UncarriedTables.Keys);

        Assert.Equal(poco.Tables().Keys.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Equal(ShopModel.Entities.Sum(entity => entity.Rows.Count),
            Pack.Entities.Values.Sum(entity => entity.Tables.Count));
    }

    [Fact]
    public void Fields_that_the_pack_says_it_lacks_are_those_that_it_does_not_return()
    {
        using var poco = shared.Poco();
        var missing = new List<string>();
        foreach (var row in Pack.Entities.Values.SelectMany(entity => entity.Def.Rows))
        {
            using var statement = poco.Prepare(KeyMarker.Replace(Pack.Sql("sqlite", $"read/{row.Name}.sql")!,
                KeyRange.All));
            var columns = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToList();
            missing.AddRange(row.Fields.Where(field => !columns.Contains(field.Name, StringComparer.Ordinal))
                .Select(field => $"{row.Name}.{field.Name}"));
        }

        var lacks = Pack.Lacks.Select(rule => $"{rule.Entity}.{rule.Field}");
        Assert.Equal(missing.Order(StringComparer.Ordinal), lacks.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_tables_tell_the_platform_and_no_other_one()
    {
        using var poco = shared.Poco();
        using var mi = shared.Mi();

        Assert.True(Detected(poco, Pack));
        Assert.False(Detected(mi, Pack));
        Assert.False(Detected(poco, Read("mi-platform")));
    }

    private static bool Detected(ISqlSession session, PackModel pack)
    {
        var tables = session.Tables();
        return pack.Detect.All(wanted => tables.TryGetValue(wanted.Key, out var columns)
            && wanted.Value.All(column => columns.Contains(column, StringComparer.Ordinal)));
    }

    private static PackModel Read(string name)
    {
        var pack = PackReader.Read(Repository.File("packs/" + name), out var diagnostics);
        Assert.Empty(diagnostics);
        return pack!;
    }

    private static List<AggregateBatch> ReadAll(ISqlSession session, PackModel pack, EntityDef def, int size)
    {
        using var reader = new AggregateReader(session, pack, def, new ValueCodec(pack.Values, DateTimeZone.Utc));
        var batches = new List<AggregateBatch>();
        var after = Value.Null;
        do
        {
            batches.Add(reader.ReadBatch(after, size));
            after = batches[^1].Until;
        }
        while (!batches[^1].IsLast);
        return batches;
    }

    private static long Declared(SqliteSession session, PackEntity entity) =>
        entity.Tables.Values.SelectMany(tables => tables).Sum(table => SampleShops.Number(session,
            $"SELECT count(*) FROM {table.Table}" + (table.Where is null ? "" : $" WHERE {table.Where}")));
}
