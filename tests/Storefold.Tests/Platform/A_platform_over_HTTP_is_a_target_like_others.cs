using Storefold.Engine;
using Storefold.Verification;

namespace Storefold.Tests.Platform;

public sealed class A_platform_over_HTTP_is_a_target_like_others
{
    [Fact]
    public async Task A_dry_run_sends_nothing_and_counts_as_the_real_run_does()
    {
        await using var lab = await HttpLab.StartAsync();

        var dry = await lab.TransferAsync(dryRun: true);

        Assert.Empty(lab.Server.Posted);
        var real = await lab.TransferAsync();
        Assert.Equal(
            real.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal), dry.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        Assert.Equal(real.Written, dry.Written);
        Assert.Equal(real.Points, dry.Points);
        Assert.Equal(0, (await lab.TransferAsync(dryRun: true)).Written);
    }

    [Fact]
    public async Task A_check_makes_no_journal()
    {
        await using var lab = await HttpLab.StartAsync(customers: 5);
        var folder = Path.GetDirectoryName(lab.Journal)!;
        var before = Directory.GetFiles(folder);

        var (exit, output, error) = await CommandLine.RunAsync("check", lab.Lab.PlanFile);

        Assert.True(exit == 0, output + error);
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Empty(lab.Server.Posted);
        await lab.TransferAsync();
        Assert.True(File.Exists(lab.Journal));
        (exit, output, error) = await CommandLine.RunAsync("check", lab.Lab.PlanFile);
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public async Task A_journal_whose_folder_is_missing_is_found_by_the_check()
    {
        await using var lab = await HttpLab.StartAsync(customers: 5);
        lab.Lab.EditPlan("\ntarget:\n", "\ntarget:\n  journal: nowhere/fold.journal\n");

        var (exit, output, error) = await CommandLine.RunAsync("check", lab.Lab.PlanFile);

        Assert.True(exit == 2 && error.Contains("there is no folder", StringComparison.Ordinal), output + error);
        Assert.Contains("check.journal", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_so_when_it_cannot_know()
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        await Assert.ThrowsAsync<DiedException>(() => lab.TransferAsync(new AtEachPoint(point =>
        {
            if (lab.OpenBatches() > 0) throw new DiedException(point);
        })));

        await Assert.ThrowsAsync<GuardException>(() => lab.TransferAsync(dryRun: true));
    }

    [Fact]
    public async Task What_was_edited_there_is_reported_and_never_overwritten()
    {
        await using var lab = await HttpLab.StartAsync();
        await lab.TransferAsync();
        var order = lab.Lab.Source("SELECT min(id) FROM orders WHERE site = 'uk' AND state = 'placed'")!;
        var target = lab.InJournal($"SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {order}");
        lab.Lab.Target($"UPDATE orders SET phone = '+44 20 7946 0000' WHERE id = {target}");
        lab.Lab.Source($"UPDATE orders SET contact_email = 'other@post.example' WHERE id = {order}");
        var before = lab.Lab.ShopDump();

        var result = await lab.TransferAsync();

        Assert.Equal((0, 1), (result.Written, result.Figures[new(BatchTally.ConflictSection, "uk", "order", "", "edited_on_target")]));
        Dump.AssertSame(before, lab.Lab.ShopDump(), "platform");
        Assert.Contains((await lab.Lab.VerifyAsync()).Mismatches, mismatch => mismatch.Kind == MismatchKind.SourceChanged);
    }

    [Fact]
    public async Task What_changes_and_goes_in_the_source_changes_and_goes_there()
    {
        await using var lab = await HttpLab.StartAsync();
        await lab.TransferAsync();
        lab.Lab.Source(
            """
            UPDATE orders SET contact_phone = '1' WHERE site = 'uk';
            DELETE FROM wishlists WHERE id IN (SELECT id FROM wishlists WHERE site = 'uk' LIMIT 3);
            DELETE FROM order_log WHERE id = (SELECT max(l.id) FROM order_log l JOIN orders o ON o.id = l.order_id WHERE o.site = 'uk');
            """);

        var result = await lab.TransferAsync();

        Assert.True(result.Written > 0);
        await lab.Lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Workers_make_no_difference(int workers)
    {
        using var start = new FoldLab(customers: 20);
        await using var one = await HttpLab.StartAsync(from: start);
        var expected = await one.TransferAsync();
        await using var lab = await HttpLab.StartAsync(from: start);
        lab.Lab.Workers = workers;

        var found = await lab.TransferAsync();

        Assert.Equal(
            expected.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal), found.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        Dump.AssertSame(one.Lab.ShopDump(), lab.Lab.ShopDump(), "platform");
        await lab.Lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Rows_of_the_journal_name_no_row_by_what_it_was_called_before_it_had_an_id()
    {
        await using var lab = await HttpLab.StartAsync();
        await lab.TransferAsync();
        Assert.DoesNotContain(lab.JournalDump(), line => line.Contains("new_", StringComparison.Ordinal));
    }
}
