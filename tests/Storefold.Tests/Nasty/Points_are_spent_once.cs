using Storefold.Packs.Sql;
using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>Cases 32 to 36.</summary>
public sealed class Points_are_spent_once
{
    /// <summary>What a till does in the second of the freeze; the platform's own entry for it is an adjustment.</summary>
    private const string Burn = """
        INSERT INTO points_entries (id, account_id, seq, at_ms, kind, points, state) VALUES (900, 1, 9, 1729465200000, 'adjusted', -30, 'booked');
        UPDATE points_lots SET remaining = remaining - 30;
        UPDATE points_accounts SET balance = balance - 30;
        """;

    [Fact]
    public async Task Case_32_a_lot_that_ends_on_the_freeze_day_is_gone_and_one_inside_the_gap_gets_it_back()
    {
        using var lab = TwoShops.Open(TwoShops.Plan.Replace(
            "freeze_at: 2024-10-21 00:00 Europe/London", "freeze_at: 2024-10-22 00:00 Europe/London, frozen_window_days: 14", StringComparison.Ordinal));
        lab.Customer("C-1", "ann@post.example");
        lab.Points(1, "C-1", [10, 20, 40]);
        lab.Poco("""
            UPDATE points_lots SET expires_ms = 1729551599000 WHERE granted = 10; -- 2024-10-21 23:59:59 in London
            UPDATE points_lots SET expires_ms = 1729810799000 WHERE granted = 20; -- 2024-10-24 23:59:59 in London
            UPDATE points_lots SET expires_ms = 1735689599000 WHERE granted = 40; -- 2024-12-31 23:59:59 UTC
            """);

        var result = await lab.FoldAsync();

        Assert.Equal(10, Assert.Single(result.Points).Expired);
        Assert.Equal("78", lab.One("SELECT balance FROM points_accounts"));
        Assert.Equal(
            ["26|2024-11-07T22:59:59.000000Z", "52|2024-12-31T23:59:59.000000Z"],
            lab.Ask("SELECT remaining, expires_at FROM points_lots ORDER BY remaining"));
    }

    [Fact]
    public async Task Case_33_pending_points_arrive_pending_and_go_when_the_order_is_cancelled()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Order(10, "C-1");
        lab.Points(1, "C-1", [100]);
        lab.Poco("""
            INSERT INTO points_lots (id, account_id, granted, remaining, usable_from_ms) VALUES (200, 1, 50, 50, 1733011200000);
            INSERT INTO points_entries (id, account_id, seq, at_ms, kind, points, state, usable_from_ms, order_id, lot_id)
            VALUES (200, 1, 5, 1729000000000, 'earned', 50, 'waiting', 1733011200000, 10, 200);
            """);

        await lab.FoldAsync();

        Assert.Equal("130", lab.One("SELECT balance FROM points_accounts"));
        Assert.Equal(
            "65|pending|2024-12-01T00:00:00.000000Z",
            lab.One("SELECT points, status, activates_at FROM points_entries WHERE status = 'pending' AND type = 'transfer'"));

        // After the freeze the order is cancelled: the shop takes the grant back from the lot and voids its entry.
        lab.Poco("""
            UPDATE orders SET state = 'called_off';
            UPDATE points_entries SET state = 'cancelled' WHERE id = 200;
            UPDATE points_lots SET remaining = remaining - granted WHERE id = 200;
            """);
        await lab.FoldAsync();

        Assert.Equal("130", lab.One("SELECT balance FROM points_accounts"));
        Assert.Empty(lab.Ask("SELECT id FROM points_entries WHERE status = 'pending'"));
        Assert.Equal("130", lab.One("SELECT sum(remaining) FROM points_lots"));
        Assert.Equal("cancelled", lab.One("SELECT placement FROM orders"));
    }

    [Fact]
    public async Task Case_34_a_negative_balance_moves_as_negative()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Points(1, "C-1", []);
        lab.Poco("""
            UPDATE points_accounts SET balance = -50;
            INSERT INTO points_entries (id, account_id, seq, at_ms, kind, points, state) VALUES (1, 1, 1, 1719835200000, 'reversed', -50, 'booked');
            """);

        await lab.FoldAsync();

        Assert.Equal("-65", lab.One("SELECT balance FROM points_accounts"));
    }

    [Fact]
    public async Task Case_34_a_negative_balance_is_written_off_only_by_the_plans_word()
    {
        using var lab = TwoShops.Open(TwoShops.Plan.Replace("rate: 13/10,", "rate: 13/10, negative_balances: write_off,", StringComparison.Ordinal));
        lab.Customer("C-1", "ann@post.example");
        lab.Points(1, "C-1", [], balance: -50);

        var result = await lab.FoldAsync();

        Assert.Equal(-50, Assert.Single(result.Points).WrittenOff);
        Assert.Equal("0", lab.One("SELECT balance FROM points_accounts"));
    }

    [Fact]
    public async Task Case_34_a_balance_that_differs_from_its_entries_keeps_the_larger_and_is_flagged()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Points(1, "C-1", [100], balance: 140);

        var result = await lab.FoldAsync();

        Assert.Equal("182", lab.One("SELECT balance FROM points_accounts"));
        Assert.Equal(1, Assert.Single(result.Points).Flagged);
    }

    [Fact]
    public async Task Case_35_a_burn_before_the_snapshot_counts_in_the_old_shop()
    {
        using var lab = WithHundredPoints();

        await lab.TransferAsync(new At("points.frozen", () => lab.Poco(Burn)));
        await lab.AssertCleanAsync();

        AssertMoved(lab, "91"); // 70 at 13/10
    }

    [Fact]
    public async Task Case_35_the_frozen_account_refuses_a_burn()
    {
        using var lab = WithHundredPoints();
        const string Till = "INSERT INTO points_entries (id, account_id, at_ms, kind, points, state) VALUES (900, 1, 1729465200000, 'spent', -30, 'booked')";
        var frozen = new At("points.frozen", () => Assert.Throws<StoreException>(() => lab.Poco(Till)));

        await lab.TransferAsync(frozen);

        Assert.True(frozen.Happened);
        AssertMoved(lab, "130");
    }

    [Fact]
    public async Task Case_35_a_balance_that_changes_after_the_snapshot_is_not_credited_until_it_is_taken_anew()
    {
        using var lab = WithHundredPoints();

        var first = await lab.TransferAsync(new At("points.snapshotted", () => lab.Poco(Burn)));

        Assert.Equal(1, first.Rows("loyalty", "quarantined", "points_not_debited"));
        Assert.Empty(lab.Ask("SELECT id FROM points_accounts"));
        await lab.FoldAsync();
        AssertMoved(lab, "91");
    }

    [Theory]
    [InlineData("points.frozen")]
    [InlineData("points.snapshotted")]
    [InlineData("points.debited")]
    [InlineData("batch.written")]
    public async Task Case_35_a_crash_between_debit_and_credit_loses_and_doubles_nothing(string point)
    {
        using var lab = WithHundredPoints();
        await Assert.ThrowsAsync<ProcessDied>(() => lab.TransferAsync(At.Crash(point)));

        for (var replay = 0; replay < 3; replay++) await lab.FoldAsync();

        AssertMoved(lab, "130");
        Assert.Equal("1", lab.One("SELECT count(*) FROM points_entries WHERE type = 'transfer'"));
        Assert.Equal("1", Assert.Single(lab.Ask("poco.db", "SELECT count(*) FROM points_entries WHERE kind = 'moved'")));
    }

    [Fact]
    public async Task Case_36_a_third_of_eleven_single_points_is_rounded_once()
    {
        using var lab = TwoShops.Open(TwoShops.Plan.Replace("13/10", "1/3", StringComparison.Ordinal));
        lab.Customer("C-1", "ann@post.example");
        lab.Points(1, "C-1", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

        var result = await lab.FoldAsync();

        Assert.Equal("4|4", lab.One("SELECT balance, (SELECT sum(remaining) FROM points_lots) FROM points_accounts"));
        Assert.Equal("1/3", Assert.Single(result.Points).Rounding.ToString());
    }

    [Fact]
    public async Task Case_36_balances_on_both_sides_of_a_tier_stay_there()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Customer("C-2", "bob@post.example");
        lab.Points(1, "C-1", [21_999]);
        lab.Points(2, "C-2", [22_000]);
        lab.Poco("UPDATE points_accounts SET tier_points = balance, tier = CASE WHEN balance >= 22000 THEN 'gold' ELSE 'basic' END");

        await lab.FoldAsync();

        Assert.Equal(["basic|21999|28599", "gold|22000|28600"], lab.Ask("SELECT tier, tier_qualifying, balance FROM points_accounts ORDER BY balance"));
    }

    [Theory]
    [InlineData("balance = 'a lot'")]
    [InlineData("balance = 1e25")]
    [InlineData("balance = 0.0000000001")]
    public async Task Points_that_cannot_be_converted_wait_in_quarantine_and_stop_nothing(string damage)
    {
        using var lab = WithHundredPoints();
        lab.Customer("C-2", "bob@post.example");
        lab.Points(2, "C-2", [10]);
        lab.Poco($"UPDATE points_accounts SET {damage} WHERE id = 1");

        var result = await lab.FoldAsync();

        Assert.Equal(1, result.Rows("loyalty", "quarantined"));
        Assert.Equal("13", lab.One("SELECT balance FROM points_accounts"));
        Assert.Equal("open", Assert.Single(lab.Ask("poco.db", "SELECT state FROM points_accounts WHERE id = 1")));

        lab.Poco("UPDATE points_accounts SET balance = 100 WHERE id = 1");
        await lab.FoldAsync();
        Assert.Equal(["13", "130"], lab.Ask("SELECT balance FROM points_accounts ORDER BY balance"));
    }

    [Fact]
    public async Task Points_that_cannot_be_credited_are_not_taken_out_of_the_old_shop()
    {
        using var lab = WithHundredPoints();
        lab.Poco("UPDATE points_entries SET order_id = 404");

        await lab.FoldAsync();

        Assert.Equal("loyalty.entry|orphan", lab.One("SELECT row, code FROM storefold_quarantine"));
        Assert.Equal("100|open", Assert.Single(lab.Ask("poco.db", "SELECT balance, state FROM points_accounts")));

        lab.Poco("UPDATE points_entries SET order_id = NULL");
        await lab.FoldAsync();
        AssertMoved(lab, "130");
    }

    private static MutantLab WithHundredPoints()
    {
        var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Points(1, "C-1", [100]);
        return lab;
    }

    private static void AssertMoved(MutantLab lab, string expected)
    {
        Assert.Equal(expected, lab.One("SELECT balance FROM points_accounts"));
        Assert.Equal("0|moved", Assert.Single(lab.Ask("poco.db", "SELECT balance, state FROM points_accounts WHERE id = 1")));
    }
}
