using NodaTime;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Shop;
using Storefold.Tests.Support;

namespace Storefold.Tests.Vendure;

/// <summary>The pack's read files against a database that Vendure itself wrote.</summary>
public sealed class VendurePackTests : IDisposable
{
    private static readonly PackModel Pack = PackReader.Read(Repository.File("packs/vendure"), out _)!;

    private readonly SqliteSession _vendure = SqliteSession.Open(TestData.VendureSqlite(), SqliteAccess.ReadOnly);

    public static TheoryData<string> Rows { get; } =
        [.. Pack.Entities.Values.SelectMany(entity => entity.Def.Rows).Where(row => Pack.Reads(row, "sqlite")).Select(row => row.Name)];

    [Fact]
    public void Every_declared_row_is_read_once_whatever_the_size_of_the_batches_and_none_is_refused()
    {
        foreach (var entity in Pack.Entities.Values)
        {
            var (fine, rows) = Read(entity.Def, size: 61);
            var (coarse, _) = Read(entity.Def, size: 100_000);
            Assert.Equal(
                (entity.Def.Name, entity.Tables.Values.SelectMany(tables => tables).Sum(table => SourceCounts.Count(_vendure, table))),
                (entity.Def.Name, rows));
            Assert.Equal(coarse, fine);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rows_come_in_the_order_of_their_keys_and_no_part_stands_twice(string row)
    {
        var isRoot = !row.Contains('.', StringComparison.Ordinal);
        using var statement = _vendure.Prepare(File(row, KeyRange.All));
        var columns = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToList();
        var order = columns.IndexOf(isRoot ? "key" : "parent");
        var identity = columns.IndexOf("key");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = Value.Null;
        while (statement.Step())
        {
            var arena = new Arena();
            var key = statement.Read(order, arena);
            Assert.True(Value.CompareKeys(last, key) <= 0, $"{row}: {key} came after {last}");
            Assert.True(seen.Add(statement.Read(identity, arena).ToString()), $"{row}: {statement.Read(identity, arena)} stands twice");
            last = key;
        }

        Assert.Equal(row is "shipment.event", seen.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_batch_is_found_through_an_index_and_reads_no_large_table_from_end_to_end(string row)
    {
        string[] large =
        [
            "order", "order_line", "payment", "refund", "history_entry", "customer", "user", "address", "authentication_method",
            "fulfillment", "order_fulfillments_fulfillment", "order_line_reference", "shipping_line", "surcharge",
            "order_channels_channel", "customer_channels_channel", "order_promotions_promotion",
        ];
        var aliases = large.Select(table => (Table: table, Names: Aliases(row, table))).ToList();
        foreach (var range in new[] { KeyRange.Between, KeyRange.After, KeyRange.UpTo, KeyRange.Listed })
        {
            foreach (var step in Sql.Rows(_vendure, "EXPLAIN QUERY PLAN " + File(row, range)).Select(cells => cells[^1]))
            {
                var scanned = aliases.Where(pair => step.StartsWith("SCAN ", StringComparison.Ordinal)
                    && pair.Names.Contains(step.Split(' ')[1], StringComparer.Ordinal)).Select(pair => pair.Table);
                Assert.True(!scanned.Any() || IsGuarded(row, step), $"{row}, {range}: {step}");
            }
        }
    }

    [Fact]
    public void Lines_add_up_to_the_total_of_every_order_with_and_without_tax()
    {
        var lines = Numbers("order.line", "parent", "line_gross", "line_net").GroupBy(cells => cells[0])
            .ToDictionary(group => group.Key, group => (Gross: group.Sum(cells => cells[1]), Net: group.Sum(cells => cells[2])));
        var orders = Sql.Rows(
            _vendure, "SELECT id, subTotalWithTax + shippingWithTax, subTotal + shipping FROM \"order\"")
            .Select(cells => cells.Select(long.Parse).ToArray()).ToList();

        Assert.Equal(1443, orders.Count);
        Assert.Empty(orders.Where(order => lines.GetValueOrDefault(order[0]) is var sum && (sum.Gross != order[1] || sum.Net != order[2]))
            .Select(order => $"order {order[0]}: {order[1]}, lines {lines.GetValueOrDefault(order[0])}"));
    }

    [Fact]
    public void The_totals_of_an_order_are_those_that_Vendure_keeps_and_those_of_its_own_lines()
    {
        var lines = Sql.Rows(_vendure, $"SELECT parent, discounts FROM ({File("order.line", KeyRange.All)})")
            .Where(cells => cells[1] is not "NULL")
            .SelectMany(cells => Sql.Rows(
                _vendure,
                $"SELECT CAST(round(sum(json_extract(value, '$.amount') * 100)) AS INTEGER) FROM json_each('{cells[1].Replace("'", "''", StringComparison.Ordinal)}') "
                + "WHERE json_extract(value, '$.source') LIKE 'PROMOTION:%'").Select(sum => (Order: cells[0], Off: sum[0])))
            .Where(pair => pair.Off is not "NULL")
            .GroupBy(pair => pair.Order, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(pair => long.Parse(pair.Off)), StringComparer.Ordinal);

        foreach (var order in Numbers("order", "key", "total_discount", "total_items", "total_shipping", "total_fees", "total_grand", "total_paid", "total_refunded"))
        {
            Assert.Equal((order[0], lines.GetValueOrDefault($"{order[0]}")), (order[0], order[1]));
            Assert.Equal((order[0], order[5]), (order[0], order[2] + order[3] + order[4]));
        }

        Assert.True(lines.Count > 400, $"{lines.Count} orders have a discount");
        Assert.Equal(
            Sql.Number(_vendure, "SELECT sum(amount) FROM payment WHERE state = 'Settled'"), Numbers("order", "total_paid").Sum(cells => cells[0]));
        Assert.Equal(
            Sql.Number(_vendure, "SELECT sum(total) FROM refund WHERE state = 'Settled'"), Numbers("order", "total_refunded").Sum(cells => cells[0]));
    }

    [Fact]
    public void The_pack_names_every_table_of_the_shop_and_knows_it_by_its_tables()
    {
        var declared = Pack.Entities.Values.SelectMany(entity => entity.Tables.Values).SelectMany(tables => tables).Select(table => table.Table);
        var named = declared.Concat(Pack.UncarriedTables.Keys).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(_vendure.Tables().Keys, table => !named.Contains(table));
        Assert.Empty(PackFit.Check(_vendure, Pack));
    }

    public void Dispose() => _vendure.Dispose();

    private static string File(string row, KeyRange range) => KeyMarker.Replace(Pack.Sql("sqlite", $"read/{row}.sql")!, range);

    private static List<string> Aliases(string row, string table)
    {
        var words = Pack.Sql("sqlite", $"read/{row}.sql")!.Split([' ', '\n', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return [.. Enumerable.Range(2, words.Length - 2)
            .Where(at => words[at - 1] is "AS" && string.Equals(words[at - 2].Trim('"'), table, StringComparison.Ordinal)).Select(at => words[at])];
    }

    // The half for rows without a parent starts from one row that has none: it runs only where those are asked for.
    private static bool IsGuarded(string row, string step) =>
        (row, step.Split(' ')[1]) is ("order.refund", "r") or ("customer.credential", "m");

    private List<long[]> Numbers(string row, params string[] columns) =>
        [.. Sql.Rows(_vendure, $"SELECT {string.Join(", ", columns)} FROM ({File(row, KeyRange.All)})")
            .Select(cells => cells.Select(cell => cell is "NULL" ? 0 : long.Parse(cell)).ToArray())];

    private (List<string> Aggregates, long Rows) Read(EntityDef def, int size)
    {
        using var reader = new AggregateReader(_vendure, Pack, def, new ValueCodec(Pack.Values, DateTimeZone.Utc));
        var print = new SourceFingerprint(def);
        var read = new List<string>();
        var rows = 0L;
        AggregateBatch batch;
        var after = Value.Null;
        do
        {
            batch = reader.ReadBatch(after, size);
            Assert.DoesNotContain(batch.Aggregates, aggregate => aggregate.Rejected is not null);
            Assert.DoesNotContain(batch.Strays, stray => stray.Skip is null);
            read.AddRange(batch.Aggregates.Select(aggregate => $"{aggregate.Key} {print.Of(aggregate)} {aggregate.Skip}"));
            read.AddRange(batch.Strays.Select(stray => $"{stray.Rejected.Row.Name} {stray.Rejected.Key} {stray.Skip}"));
            rows += batch.Rows;
            after = batch.Until;
        }
        while (!batch.IsLast);
        return (read, rows);
    }
}
