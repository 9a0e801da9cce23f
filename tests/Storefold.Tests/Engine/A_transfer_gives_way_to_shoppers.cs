using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Tests.Engine;

public sealed class A_transfer_gives_way_to_shoppers
{
    private readonly SimulatedClock _clock = new(new DateTimeOffset(2024, 10, 21, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_first_batches_are_small_until_it_is_known_how_long_one_takes()
    {
        var throttle = new Throttle(_clock, 1000, pauses: false, askLag: null);
        List<int> sizes = [throttle.BatchSize];
        foreach (var seconds in new[] { 0.01, 0.04, 0.12, 0.2, 0.2 })
        {
            throttle.After(100, TimeSpan.FromSeconds(seconds));
            sizes.Add(throttle.BatchSize);
        }

        Assert.Equal([8, 32, 128, 512, 577, 650], sizes);
        Assert.Equal(3, new Throttle(_clock, 3, pauses: false, askLag: null).BatchSize);
    }

    [Fact]
    public void A_batch_that_took_longer_than_a_second_halves_the_next_and_batches_grow_back_slowly()
    {
        var throttle = new Throttle(_clock, 1000, pauses: false, askLag: null);
        for (var batch = 0; batch < 4; batch++) throttle.After(100, TimeSpan.FromSeconds(0.1));
        List<int> sizes = [];
        foreach (var seconds in new[] { 0.1, 1.0, 1.1, 1.0, 0.6, 0.1, 0.1 })
        {
            throttle.After(100, TimeSpan.FromSeconds(seconds));
            sizes.Add(throttle.BatchSize);
        }

        Assert.Equal([1000, 1000, 454, 454, 454, 511, 575], sizes);
        for (var batch = 0; batch < 50; batch++) throttle.After(100, TimeSpan.FromMilliseconds(1));
        Assert.Equal(1000, throttle.BatchSize);
        for (var batch = 0; batch < 50; batch++) throttle.After(1, TimeSpan.FromSeconds(9));
        Assert.Equal(1, throttle.BatchSize);
    }

    [Fact]
    public void Batches_of_wide_aggregates_are_smaller()
    {
        var throttle = new Throttle(_clock, 1000, pauses: false, askLag: null);
        List<int> sizes = [];
        foreach (var width in new[] { 10, 10, 500, 500, 500, 30_000, 1, 1 })
        {
            throttle.After(throttle.BatchSize * width, TimeSpan.FromMilliseconds(1));
            sizes.Add(throttle.BatchSize);
        }

        Assert.Equal([32, 128, 20, 20, 20, 1, 4, 16], sizes);
    }

    [Fact]
    public void Where_the_plan_does_not_ask_for_it_nothing_pauses()
    {
        var throttle = new Throttle(_clock, 1000, pauses: false, () => TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.Zero, throttle.After(1000, TimeSpan.FromSeconds(0.1)));
        Assert.Equal(TimeSpan.Zero, throttle.After(1000, TimeSpan.FromSeconds(9)));
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(2.0, 0)]
    [InlineData(2.5, 3.75)]
    [InlineData(40, 120)]
    public void A_source_that_has_become_slow_is_given_the_time_that_was_lost(double took, double pause)
    {
        var throttle = new Throttle(_clock, 1000, pauses: true, askLag: null);
        throttle.After(1000, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(pause), throttle.After(1000, TimeSpan.FromSeconds(took)));
    }

    [Fact]
    public void Few_rows_say_nothing_about_how_fast_a_source_is()
    {
        var throttle = new Throttle(_clock, 1000, pauses: true, askLag: null);
        throttle.After(1000, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, throttle.After(3, TimeSpan.FromSeconds(0.5)));
    }

    [Fact]
    public void A_replica_that_is_behind_is_waited_for_and_asked_once_a_second()
    {
        var (asked, lag) = (0, TimeSpan.FromSeconds(60));
        var throttle = new Throttle(_clock, 1000, pauses: true, () =>
        {
            asked++;
            return lag;
        });
        Assert.Equal(TimeSpan.FromSeconds(1), throttle.After(100, TimeSpan.FromSeconds(0.5)));
        Assert.Equal(TimeSpan.FromSeconds(1), throttle.After(100, TimeSpan.FromSeconds(0.5)));
        Assert.Equal(1, asked);
        lag = TimeSpan.FromSeconds(2);
        _clock.MoveTo(_clock.GetUtcNow().AddSeconds(1));
        Assert.Equal(TimeSpan.Zero, throttle.After(100, TimeSpan.FromSeconds(0.5)));
        Assert.Equal(2, asked);
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public void However_slow_and_however_far_behind_all_of_it_takes_at_most_four_times_as_long()
    {
        var random = Seed.Random(7);
        var throttle = new Throttle(_clock, 1000, pauses: true, () => TimeSpan.FromHours(1));
        var (read, paused) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var batch = 0; batch < 500; batch++)
        {
            var took = TimeSpan.FromMilliseconds(random.Next(1, 3000));
            read += took;
            paused += throttle.After(random.Next(1, 1000), took);
            Assert.True(paused <= read * Throttle.LongestPauses);
        }

        Assert.True(paused > read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(20)]
    public async Task No_transaction_of_a_slow_source_is_longer_than_two_seconds_and_none_of_it_is_left_out(int perRow)
    {
        using var lab = new FoldLab(customers: 120, nasty: false);
        var source = lab.Fold.Sources[0];
        // Forty orders with their parts would keep a transaction open for some seconds.
        using var session = new SlowSession(new Connections().Open(source.Model.Connection, SessionUse.Read), _clock, TimeSpan.FromMilliseconds(perRow));
        using var reader = new AggregateReader(session, source.Pack, ShopModel.Order, source.Codec);
        var batches = new SourceBatches(session, reader, ShopModel.Order, new Throttle(_clock, 100, pauses: false, askLag: null), _clock);
        var orders = 0;
        await foreach (var batch in batches.ReadAsync(Value.Null, TestContext.Current.CancellationToken)) orders += batch.Aggregates.Count;

        Assert.Equal(lab.Source("SELECT count(*) FROM orders"), orders.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(session.Transactions.Count > 3);
        Assert.All(session.Transactions, took => Assert.True(took <= TimeSpan.FromSeconds(2), took.ToString()));
    }

    [Fact]
    public async Task A_throttled_transfer_moves_the_same_rows()
    {
        using var lab = new FoldLab();
        using var gentle = lab.Copy();
        gentle.EditPlan("batch_size: 50", "batch_size: 50, throttle: true");
        await lab.TransferAsync();
        await gentle.TransferAsync();
        Dump.AssertSame(lab.ShopDump(), gentle.ShopDump(), "throttled");
        await gentle.AssertVerifiesAsync();
    }
}
