using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>
/// Whatever pause point a transfer dies at: the same command, typed again, leaves both databases as if nothing had happened,
/// down to ids, quarantine, books, points and debits.
/// </summary>
public sealed class A_transfer_killed_anywhere_goes_on(ITestOutputHelper output)
{
    [Fact]
    public async Task At_every_pause_point()
    {
        using var start = new FoldLab();
        using var whole = start.Copy();
        var pauses = new Pauses();
        await whole.TransferAsync(pauses);
        var (target, source) = (whole.TargetDump(), whole.SourceDump());
        output.WriteLine($"{pauses.Points.Count} points: {string.Join(", ", pauses.Points.Distinct(StringComparer.Ordinal))}");

        using var lab = start.Copy();
        for (var point = 1; point <= pauses.Points.Count; point++)
        {
            lab.ResetTo(start);
            await lab.DieAtAsync(point);
            await lab.FinishAsync();
            var what = $"killed at {point} ({pauses.Points[point - 1]})";
            Dump.AssertSame(target, lab.TargetDump(), what + ", target");
            Dump.AssertSame(source, lab.SourceDump(), what + ", source");
        }

        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Twice_in_a_row_at_random_points()
    {
        const int Seed = 20241021;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        using var start = new FoldLab();
        using var whole = start.Copy();
        var pauses = new Pauses();
        await whole.TransferAsync(pauses);
        var (target, source) = (whole.TargetDump(), whole.SourceDump());

        using var lab = start.Copy();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            lab.ResetTo(start);
            var (first, second) = (random.Next(1, pauses.Points.Count - 20), random.Next(1, 20));
            await lab.DieAtAsync(first);
            await lab.DieAtAsync(second);
            await lab.FinishAsync();
            Dump.AssertSame(target, lab.TargetDump(), $"killed at {first}, then at {second}, target");
            Dump.AssertSame(source, lab.SourceDump(), $"killed at {first}, then at {second}, source");
        }
    }

    [Fact]
    public async Task A_catch_up_goes_on_too()
    {
        using var start = new FoldLab();
        await start.TransferAsync();
        start.Source(
            """
            UPDATE customers SET given_name = 'Mended' WHERE id = 'N-000001';
            UPDATE orders SET contact_phone = '1' WHERE site = 'uk';
            DELETE FROM wishlists WHERE id IN (SELECT id FROM wishlists WHERE site = 'uk' LIMIT 3);
            UPDATE customers SET given_name = CAST(x'4AFFFE72' AS TEXT) WHERE id = (SELECT min(customer_id) FROM customer_sites WHERE site = 'uk');
            DELETE FROM order_log WHERE id = (SELECT max(l.id) FROM order_log l JOIN orders o ON o.id = l.order_id WHERE o.site = 'uk');
            """);
        using var whole = start.Copy();
        var pauses = new Pauses();
        await whole.TransferAsync(pauses);
        var (target, source) = (whole.TargetDump(), whole.SourceDump());

        using var lab = start.Copy();
        for (var point = 1; point <= pauses.Points.Count; point += 5)
        {
            lab.ResetTo(start);
            await lab.DieAtAsync(point);
            await lab.FinishAsync();
            Dump.AssertSame(target, lab.TargetDump(), $"killed at {point} ({pauses.Points[point - 1]}), target");
            Dump.AssertSame(source, lab.SourceDump(), $"killed at {point} ({pauses.Points[point - 1]}), source");
        }
    }
}
