using Storefold.Engine;
using Storefold.Journaling;

namespace Storefold.DatabaseTests;

public sealed class The_sample_folds_between_any_two_databases
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> SqliteBooks = new(async () =>
    {
        using var lab = new PairLab("sqlite", "sqlite");
        return Books(await lab.TransferAsync());
    });

    public static IEnumerable<TheoryDataRow<string, string>> Pairs =>
        from source in PairLab.Kinds from target in PairLab.Kinds select new TheoryDataRow<string, string>(source, target);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task It_verifies_clean_and_a_second_run_changes_nothing(string source, string target)
    {
        using var lab = new PairLab(source, target);

        var first = await lab.TransferAsync();
        var verified = await lab.VerifyAsync();
        var rows = lab.TargetRows();
        var second = await lab.TransferAsync();

        Assert.True(first.Written > 500, $"only {first.Written} rows were written");
        Assert.True(verified.IsClean, $"{verified.MismatchCount} differences:\n" + string.Join('\n', verified.Mismatches.Take(20)));
        Assert.Equal(0, second.Written);
        Assert.Equal(rows, lab.TargetRows());
        Assert.Equal(await SqliteBooks.Value, Books(first));
    }

    [Fact]
    public async Task A_source_that_orders_text_as_people_do_is_read_whole()
    {
        using var lab = new PairLab("postgres", "sqlite", sourceOptions: PostgresServer.EnglishOrder);

        var result = await lab.TransferAsync();

        Assert.Equal(await SqliteBooks.Value, Books(result));
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    /// <summary>Every figure of the books, and the points to the last unit.</summary>
    private static IReadOnlyList<string> Books(TransferResult result) =>
        [.. result.Figures.Select(pair => $"{pair.Key} {pair.Value:0.##########}").Order(StringComparer.Ordinal), .. result.Points.Select(points => points.ToString())];
}
