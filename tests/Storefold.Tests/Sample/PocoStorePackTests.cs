using System.Text.RegularExpressions;
using Storefold.Cli.Sample;
using Storefold.Connectors.Sqlite;
using Storefold.Shop;

namespace Storefold.Tests.Sample;

public sealed partial class PocoStorePackTests
{
    private const string Pack = "packs/poco-store/sqlite/";

    [Fact]
    public void Every_row_of_every_table_is_read_exactly_once_even_when_it_is_nasty()
    {
        using var shops = new SampleShops(SampleOptions.Default with { NastyRows = true });
        using var poco = shops.Poco();
        var tables = Tables();

        Assert.Equal(ShopModel.Entities.Sum(entity => entity.Rows.Count), tables.Count);
        foreach (var (row, table) in tables)
        {
            var inRange = SampleShops.Rows(poco, Range(row), Lowest(row), Highest(row)).Count;
            var without = SampleShops.Rows(poco, WithoutKey(row)).Count;
            Assert.Equal((row, SampleShops.Number(poco, $"SELECT count(*) FROM {table}")), (row, inRange + without));
        }
    }

    [Fact]
    public void Batches_are_read_through_an_index_and_need_no_sorting()
    {
        using var shops = new SampleShops(SampleOptions.Default with { Customers = 1 });
        using var poco = shops.Poco();
        foreach (var (row, _) in Tables())
        {
            var plan = string.Join('\n', SampleShops.Rows(poco, "EXPLAIN QUERY PLAN " + Range(row), Lowest(row),
                Highest(row))
                .Select(step => step[^1]));
            Assert.DoesNotContain("TEMP B-TREE", plan);
            Assert.DoesNotMatch("(?m)^SCAN ", plan);
        }
    }

    [Fact]
    public void Read_files_return_fields_of_the_model_and_nothing_else()
    {
        using var shops = new SampleShops(SampleOptions.Default with { Customers = 1 });
        using var poco = shops.Poco();
        foreach (var (row, _) in Tables())
        {
            var definition = ShopModel.FindRow(row)!;
            var known = definition.Fields.Select(field => field.Name)
                .Concat(definition.Part is null ? ["key", "sites", "skip"] : ["parent", "key", "skip"]).ToHashSet();
            using var statement = poco.Prepare(Range(row));
            var columns = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToList();
            Assert.Empty(columns.Where(column => !known.Contains(column)).Select(column => $"{row}: {column}"));
            Assert.Empty(definition.Fields.Where(field => field.Required && !columns.Contains(field.Name))
                .Select(field => $"{row} lacks {field.Name}"));
        }
    }

    [Fact]
    public void The_pack_names_every_table_of_the_shop()
    {
        using var shops = new SampleShops(SampleOptions.Default with { Customers = 1 });
        using var poco = shops.Poco();
        var named = Tables().Select(pair => pair.Table).Concat(
            UncarriedTable().Matches(PackFile[PackFile.IndexOf("uncarried_tables:", StringComparison.Ordinal)..])
                .Select(match => match.Groups[1].Value)).ToHashSet();

        Assert.Empty(poco.Tables().Keys.Where(table => !named.Contains(table)));
    }

    [Fact]
    public void Fields_that_the_pack_says_it_lacks_are_those_that_it_does_not_return()
    {
        using var shops = new SampleShops(SampleOptions.Default with { Customers = 1 });
        using var poco = shops.Poco();
        var missing = new List<string>();
        foreach (var (row, _) in Tables())
        {
            using var statement = poco.Prepare(Range(row));
            var columns = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToHashSet();
            missing.AddRange(ShopModel.FindRow(row)!.Fields.Where(field => !columns.Contains(field.Name))
                .Select(field => $"{row}.{field.Name}"));
        }

        Assert.Equal(missing.Order(), LackedField().Matches(PackFile).Select(match => match.Groups[1].Value).Order());
    }

    private static string PackFile { get; } = File.ReadAllText(SampleShops.Repository("packs/poco-store/pack.yaml"));

    private static List<(string Row, string Table)> Tables()
    {
        var tables = DeclaredTable().Matches(PackFile)
            .Select(match => (Row: match.Groups[1].Value, Table: match.Groups[2].Value)).ToList();
        tables.Add(("loyalty.entry", "points_entries"));
        return tables;
    }

    private static string Range(string row) => Marked(row, expression => $"{expression} > ?1 AND {expression} <= ?2");

    private static string WithoutKey(string row) => Marked(row, expression => $"{expression} IS NULL");

    private static string Marked(string row, Func<string, string> condition)
    {
        var sql = File.ReadAllText(SampleShops.Repository($"{Pack}read/{row}.sql"));
        Assert.Single(Marker().Matches(sql));
        return Marker().Replace(sql, match => condition(match.Groups[1].Value));
    }

    private static Value Lowest(string row) => IsCustomer(row) ? Value.Of("") : Value.Of(long.MinValue);

    private static Value Highest(string row) => IsCustomer(row) ? Value.Of("\U0010FFFF") : Value.Of(long.MaxValue);

    private static bool IsCustomer(string row) => row is "customer" || row.StartsWith("customer.",
        StringComparison.Ordinal);

    [GeneratedRegex(@"^      ([a-z_]+(?:\.[a-z_]+)?): ([a-z_]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex DeclaredTable();

    [GeneratedRegex(@"^  ([a-z_]+): ", RegexOptions.Multiline)]
    private static partial Regex UncarriedTable();

    [GeneratedRegex(@"field: ([a-z_.0-9]+),")]
    private static partial Regex LackedField();

    [GeneratedRegex(@"/\*keys (.*?)\*/")]
    private static partial Regex Marker();
}
