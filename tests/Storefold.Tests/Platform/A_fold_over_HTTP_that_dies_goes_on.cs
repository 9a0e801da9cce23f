using Microsoft.AspNetCore.Http;
using Storefold.Engine;
using Storefold.Packs.Sql;

namespace Storefold.Tests.Platform;

/// <summary>
/// What a platform has taken cannot be taken back with a transaction. Wherever the process or the line dies, the same command leaves platform
/// and journal as if nothing had happened, and nothing is there twice.
/// </summary>
public sealed class A_fold_over_HTTP_that_dies_goes_on(ITestOutputHelper output)
{
    private const int Customers = 12, BatchSize = 30;

    [Fact]
    public Task At_every_fourth_pause_point() => AtPausePoints(4);

    [Fact]
    [Trait("Category", "Long")]
    public Task At_every_pause_point() => AtPausePoints(1);

    private async Task AtPausePoints(int step)
    {
        using var start = new FoldLab(Customers, batchSize: BatchSize);
        await using var whole = await HttpLab.StartAsync(from: start);
        var pauses = new Pauses();
        await whole.TransferAsync(pauses);
        var (platform, journal, source) = (whole.Lab.ShopDump(), whole.JournalDump(), whole.Lab.SourceDump());
        output.WriteLine($"{pauses.Points.Count} points");

        await using var lab = await HttpLab.StartAsync(from: start);
        for (var point = 1; point <= pauses.Points.Count; point += step)
        {
            lab.ResetTo(start);
            await lab.DieAtAsync(point);
            await lab.FinishAsync();
            var what = $"killed at {point} ({pauses.Points[point - 1]})";
            Dump.AssertSame(platform, lab.Lab.ShopDump(), what + ", platform");
            Dump.AssertSame(journal, lab.JournalDump(), what + ", journal");
            Dump.AssertSame(source, lab.Lab.SourceDump(), what + ", source");
            Assert.Equal(0, lab.OpenBatches());
        }

        await lab.Lab.AssertVerifiesAsync();
    }

    [Theory]
    [InlineData((int)Trouble.CutBefore)]
    [InlineData((int)Trouble.CutAfter)]
    [InlineData((int)Trouble.CutInAnswer)]
    [InlineData((int)Trouble.Fail)]
    public async Task Where_every_third_request_fails_it_is_repeated(int trouble)
    {
        using var start = new FoldLab(Customers, batchSize: BatchSize);
        await using var whole = await HttpLab.StartAsync(from: start);
        await whole.TransferAsync();
        await using var lab = await HttpLab.StartAsync(from: start);
        var asked = 0;
        lab.Server.Troubles = _ => ++asked % 3 == 0 ? (Trouble)trouble : Trouble.None;

        await lab.TransferAsync();

        lab.Server.Troubles = null;
        Dump.AssertSame(whole.Lab.ShopDump(), lab.Lab.ShopDump(), "platform");
        Dump.AssertSame(whole.JournalDump(), lab.JournalDump(), "journal");
        Assert.Equal(whole.Server.Applied, lab.Server.Applied);
    }

    [Theory]
    [InlineData((int)Trouble.CutBefore)]
    [InlineData((int)Trouble.CutAfter)]
    [InlineData((int)Trouble.CutInAnswer)]
    public async Task Where_the_line_stays_dead_the_command_stops_and_goes_on_later(int trouble)
    {
        using var start = new FoldLab(Customers, batchSize: BatchSize);
        await using var whole = await HttpLab.StartAsync(from: start);
        await whole.TransferAsync();
        var (platform, journal, batches) = (whole.Lab.ShopDump(), whole.JournalDump(), whole.Server.Posted.Count);

        await using var lab = await HttpLab.StartAsync(from: start);
        for (var dead = 1; dead <= batches; dead += 4)
        {
            lab.ResetTo(start);
            var posts = 0;
            var from = dead;
            lab.Server.Troubles = request => HttpMethods.IsPost(request.Method) && ++posts >= from ? (Trouble)trouble : Trouble.None;
            var stopped = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());
            Assert.True(stopped.IsTransient, stopped.Message);
            Assert.Equal(1, lab.OpenBatches());

            lab.Server.Troubles = null;
            await lab.TransferAsync();

            Dump.AssertSame(platform, lab.Lab.ShopDump(), $"batch {dead}, platform");
            Dump.AssertSame(journal, lab.JournalDump(), $"batch {dead}, journal");
            Assert.Equal(0, lab.OpenBatches());
        }
    }

    [Theory]
    [InlineData((int)Trouble.CutBefore, "order@post.example")]
    [InlineData((int)Trouble.CutAfter, "other@post.example")]
    [InlineData((int)Trouble.CutInAnswer, "other@post.example")]
    public async Task What_was_edited_there_while_nobody_knew_what_became_of_a_batch_is_reported_and_never_overwritten(int trouble, string mail)
    {
        await using var lab = await HttpLab.StartAsync(Customers, BatchSize);
        lab.Lab.Source("UPDATE orders SET contact_email = 'order@post.example'");
        await lab.TransferAsync();
        var order = lab.Lab.Source("SELECT min(id) FROM orders WHERE site = 'uk' AND state = 'placed'")!;
        var target = lab.InJournal($"SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {order}");
        lab.Lab.Source($"UPDATE orders SET contact_email = 'other@post.example' WHERE id = {order}");
        lab.Server.Troubles = request => HttpMethods.IsPost(request.Method) ? (Trouble)trouble : Trouble.None;
        await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());
        lab.Lab.Target($"UPDATE orders SET phone = '+44 20 7946 0000' WHERE id = {target}");
        lab.Server.Troubles = null;

        var first = await lab.TransferAsync();
        var second = await lab.TransferAsync();

        Assert.Equal(1, first.Figures[new(BatchTally.ConflictSection, "uk", "order", "", "edited_on_target")]);
        Assert.Equal((0, 0), (first.Written, second.Written));
        Assert.Equal($"{mail} +44 20 7946 0000", lab.Lab.Target($"SELECT email || ' ' || phone FROM orders WHERE id = {target}"));
        Assert.Equal(0, lab.OpenBatches());
        Assert.Contains((await lab.Lab.VerifyAsync()).Mismatches, mismatch => string.Equals(mismatch.SourceKey, order, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData((int)Trouble.CutBefore)]
    [InlineData((int)Trouble.CutAfter)]
    public async Task What_was_edited_there_of_an_unfinished_fold_is_never_overwritten(int trouble)
    {
        string[] edited = ["customers.note", "customer_addresses.full_name", "orders.phone", "order_lines.variant_title", "reviews.title", "coupons.title"];
        using var start = new FoldLab(Customers, batchSize: BatchSize);
        await using var whole = await HttpLab.StartAsync(from: start);
        await whole.TransferAsync();

        await using var lab = await HttpLab.StartAsync(from: start);
        var left = 0;
        for (var dead = 2; dead <= whole.Server.Posted.Count; dead += 3)
        {
            lab.ResetTo(start);
            var posts = 0;
            var from = dead;
            lab.Server.Troubles = request => HttpMethods.IsPost(request.Method) && ++posts >= from ? (Trouble)trouble : Trouble.None;
            await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());
            lab.Server.Troubles = null;
            foreach (var column in edited.Select(name => name.Split('.'))) lab.Lab.Target($"UPDATE {column[0]} SET {column[1]} = 'edited'");
            var before = edited.Select(Edited).ToList();

            var result = await lab.TransferAsync();

            Assert.Equal(before, edited.Select(Edited), StringComparer.Ordinal);
            if (result.Figures.Keys.Any(figure => figure.Section is BatchTally.ConflictSection)) left++;
            Assert.Equal(0, (await lab.TransferAsync()).Written);
        }

        Assert.True(trouble == (int)Trouble.CutBefore || left > 0, "no row of an open batch was edited");

        string? Edited(string name) => lab.Lab.Target($"SELECT '{name} ' || count(*) FROM {name.Split('.')[0]} WHERE {name.Split('.')[1]} = 'edited'");
    }

    [Theory]
    [InlineData("UPDATE customers SET given_name = 'Changed'; UPDATE orders SET contact_email = 'changed@post.example'")]
    [InlineData("DELETE FROM wishlists; UPDATE reviews SET state = 'junk'")]
    [InlineData("UPDATE reviews SET site = 'in'; UPDATE wishlists SET site = 'in'; DELETE FROM order_log")]
    public async Task Where_the_source_has_become_another_one_meanwhile_nothing_is_there_twice(string change)
    {
        using var start = new FoldLab(Customers, batchSize: BatchSize);
        await using var counted = await HttpLab.StartAsync(from: start);
        var pauses = new Pauses();
        await counted.TransferAsync(pauses);
        await using var lab = await HttpLab.StartAsync(from: start);
        lab.Lab.EditPlan("batch_size: 30", "batch_size: 30, vanished_percent: 100");
        var posted = Enumerable.Range(1, pauses.Points.Count).Where(point => pauses.Points[point - 1] is "batch.written").ToList();
        foreach (var point in posted.Where((_, at) => at % 5 == 0))
        {
            lab.ResetTo(start);
            await lab.DieAtAsync(point);
            lab.Lab.Source(change);
            await lab.FinishAsync();
            await lab.TransferAsync();

            await lab.Lab.AssertVerifiesAsync();
            foreach (var twice in new[] { "orders:number", "customers:email", "coupon_codes:code" }.Select(pair => pair.Split(':')))
                Assert.Equal(lab.Lab.Target($"SELECT count({twice[1]}) FROM {twice[0]}"), lab.Lab.Target($"SELECT count(DISTINCT {twice[1]}) FROM {twice[0]}"));
            Assert.Equal(0, (await lab.TransferAsync()).Written);
        }
    }

    [Fact]
    public async Task A_note_of_a_batch_that_is_booked_long_since_does_no_harm()
    {
        await using var lab = await HttpLab.StartAsync(Customers, BatchSize);
        var copy = lab.Outbox + ".copy";
        await lab.TransferAsync(new AtEachPoint(point =>
        {
            if (point is "batch.noted" && !File.Exists(copy) && lab.OpenBatches() > 0) File.Copy(lab.Outbox, copy);
        }));
        var (platform, applied) = (lab.Lab.ShopDump(), lab.Server.Applied);
        File.Copy(copy, lab.Outbox, overwrite: true);
        Assert.True(lab.OpenBatches() > 0, "the copy holds no batch");

        await lab.TransferAsync();

        Dump.AssertSame(platform, lab.Lab.ShopDump(), "platform");
        Assert.Equal(0, lab.OpenBatches());
        Assert.InRange(lab.Server.Applied, applied, applied + 1); // written once more as it is, at most
        await lab.Lab.AssertVerifiesAsync();
    }
}
