using Storefold.Engine;

namespace Storefold.DatabaseTests.Folding;

/// <summary>A dry run is the real run taken back: its figures are the real ones, and it leaves nothing, whatever the database.</summary>
public sealed class A_dry_run_on_servers
{
    [Theory]
    [InlineData("sqlite", "postgres")]
    [InlineData("mariadb", "postgres")]
    [InlineData("postgres", "mariadb")]
    [InlineData("mariadb", "mariadb")]
    [InlineData("postgres", "sqlite")]
    public async Task It_says_what_the_real_run_does_and_leaves_nothing(string source, string target)
    {
        using var lab = new PairLab(source, target, customers: 30, special: RareRows.OfZoe);
        await AssertDryThenReal(lab);
        Assert.True((await lab.VerifyAsync()).IsClean);

        // A catch-up: something changed, something came, something went.
        lab.SourceShop.Run("UPDATE customers SET given_name = 'Mended' WHERE id = 'Z-1'; UPDATE orders SET contact_phone = '1' WHERE site = 'uk';"
            + "INSERT INTO wishlists (site, customer_id, variant_id, at_ms) VALUES ('uk', 'Z-1', 7, 1719835201000);"
            + "DELETE FROM tracking_events WHERE id = 900001");
        await AssertDryThenReal(lab);
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    private static async Task AssertDryThenReal(PairLab lab)
    {
        var (source, target, tables) = (lab.WholeSource(), lab.WholeTarget(), Tables(lab));

        var dry = await lab.TransferAsync(dryRun: true);

        Assert.Equal(tables, Tables(lab));
        Assert.Equal(source, lab.WholeSource());
        Assert.Equal(target, lab.WholeTarget());
        var real = await lab.TransferAsync();
        Assert.True(real.Written > 0);
        // The number of the run comes from a counter, which PostgreSQL does not take back.
        Assert.Equal(dry with { Run = real.Run, DryRun = false, Figures = real.Figures, Points = real.Points }, real);
        Assert.Equal(Sorted(dry), Sorted(real));
        Assert.Equal(dry.Points, real.Points);
    }

    private static string[] Sorted(TransferResult result) => [.. result.Figures.Select(pair => $"{pair.Key} {pair.Value:0.####}").Order(StringComparer.Ordinal)];

    /// <summary>Every table with its columns: of Storefold's own none may stay where a dry run was the first.</summary>
    private static List<string> Tables(PairLab lab)
    {
        using var session = lab.Target();
        return [.. session.Tables().Select(table => $"{table.Key}({string.Join(", ", table.Value.Order(StringComparer.Ordinal))})").Order(StringComparer.Ordinal)];
    }
}
