using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>A file by which a pack writes is known to be damaged before the first row, and by its name where it fails at work.</summary>
public sealed class A_damaged_file_of_a_pack : IDisposable
{
    private readonly FoldLab _lab = new();
    private readonly TempFolder _packs = new();

    [Theory]
    [InlineData("write/order.sql", "INSERT INTO orders", "INSRT INTO orders", "near \"INSRT\": syntax error (in: INSRT INTO orders (")]
    [InlineData("write/order.line.sql", "stage_order_line", "stage_order_lines", "no such table: stage_order_lines")]
    [InlineData("write/order.late.sql", "stage_order", "stage_orders", "no such table: stage_orders")]
    [InlineData("delete/review.sql", "DELETE FROM reviews", "DELETE FROM review", "no such table: review")]
    public void Is_found_by_the_check_with_its_name_and_its_statement(string file, string right, string wrong, string message)
    {
        // One for each statement of the file.
        var all = Readiness.Check(Damaged(file, right, wrong).Target, "plan.yaml", new Connections());

        Assert.All(all, one => Assert.Equal("check.schema", one.Code));
        var found = all[0];
        Assert.Contains($"does not fit pack mi-platform: {Pack}/any/{file}: ", found.Message, StringComparison.Ordinal);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_looked_for_in_a_pack_that_is_whole() =>
        Assert.Empty(Readiness.Check(Damaged("write/order.sql", "INSERT INTO orders", "INSERT INTO orders").Target, "plan.yaml", new Connections()));

    [Theory]
    [InlineData("write/order.sql", "INSERT INTO orders", "INSRT INTO orders")]
    [InlineData("write/order.late.sql", "stage_order", "stage_orders")]
    public async Task Is_named_where_it_fails_at_work(string file, string right, string wrong)
    {
        var fold = Damaged(file, right, wrong);

        var failed = await Assert.ThrowsAsync<StoreException>(() => Transfer.RunAsync(
            fold.Plan, fold.Sources, fold.Target, new Connections(), new TransferOptions([], DryRun: false), FixedClock.Instance,
            NoPausePoints.Instance, report: null, TestContext.Current.CancellationToken));

        Assert.StartsWith($"{Pack}/any/{file}: ", failed.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _lab.Dispose();
        _packs.Dispose();
    }

    private string Pack => _packs.File("mi-platform");

    /// <summary>The lab's fold into a copy of the target's pack with one file changed.</summary>
    private Fold Damaged(string file, string right, string wrong)
    {
        foreach (var from in Directory.EnumerateFiles(Repository.File("packs/mi-platform"), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Pack, Path.GetRelativePath(Repository.File("packs/mi-platform"), from));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }

        var path = Path.Combine(Pack, "any", file);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
        var pack = PackReader.Read(Pack, out var found);
        Assert.Empty(found);
        return _lab.Fold with { Target = new TargetSide(_lab.Fold.Plan.Target, pack!, new ValueCodec(pack!.Values, _lab.Fold.Plan.Target.Zone)) };
    }
}
