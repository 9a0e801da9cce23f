using NodaTime;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Rehearsing;

public sealed class Traffic_does_what_people_do : IDisposable
{
    private readonly TrafficLab _lab = new();

    [Theory]
    [InlineData("uk")]
    [InlineData("global")]
    [InlineData("in")]
    public void An_order_is_whole_paid_and_adds_up(string channel)
    {
        var happened = Assert.Single(_lab.Run("order", TrafficLab.BeforeTheStop, channel, 17));

        var order = _lab.Number($"SELECT id FROM orders WHERE number = '{happened.Subject}'");
        Assert.Contains("orders+1", _lab.Added(), StringComparison.Ordinal);
        Assert.Equal(channel, _lab.Text($"SELECT site FROM orders WHERE id = {order}"));
        Assert.Equal("placed|settled|waiting", _lab.Text($"SELECT state, money_state, goods_state FROM orders WHERE id = {order}"));
        Assert.NotEqual(0, _lab.Number($"SELECT count(*) FROM order_lines WHERE order_id = {order}"));
        Assert.NotEqual(0, _lab.Number($"SELECT count(*) FROM order_addresses WHERE order_id = {order}"));
        Assert.Equal(
            _lab.Text($"SELECT grand_total FROM orders WHERE id = {order}"),
            _lab.Text($"SELECT amount FROM payments WHERE order_id = {order} AND action = 'take' AND outcome = 'ok'"));
        Assert.Equal(0, _lab.Number(
            $"""
            SELECT CAST(round(100 * (o.grand_total - o.delivery_total - o.fee_total
                   - (SELECT sum(l.gross_sum) FROM order_lines l WHERE l.order_id = o.id))) AS INTEGER)
            FROM orders o WHERE o.id = {order}
            """));
        Assert.Empty(SampleShops.Rows(_lab.Poco, "PRAGMA foreign_key_check"));
    }

    [Fact]
    public void The_same_ordinal_chooses_the_same_order_and_another_one_another()
    {
        using var twin = new TrafficLab();
        var first = _lab.Run("order", TrafficLab.BeforeTheStop, ordinal: 5);
        Assert.Equal(first, twin.Run("order", TrafficLab.BeforeTheStop, ordinal: 5));
        var customers = Enumerable.Range(6, 8).Select(ordinal =>
        {
            var number = Assert.Single(_lab.Run("order", TrafficLab.BeforeTheStop, ordinal: ordinal)).Subject;
            return _lab.Text($"SELECT customer_id FROM orders WHERE number = '{number}'");
        });
        Assert.NotEqual(1, customers.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Points_of_an_order_wait_and_become_usable_at_night()
    {
        var accounts = Enumerable.Range(1, 12).Select(ordinal =>
        {
            _lab.Run("order", TrafficLab.BeforeTheStop, ordinal: ordinal);
            return _lab.Number("SELECT count(*) FROM points_lots WHERE id >= 5000000000 AND usable_from_ms IS NOT NULL");
        }).ToList();
        Assert.NotEqual(0, accounts[^1]);

        var balance = _lab.Number("SELECT sum(balance) FROM points_accounts WHERE site = 'uk'");
        _lab.Run("night", TrafficLab.BeforeTheStop + Duration.FromDays(15));
        Assert.Equal(0, _lab.Number("SELECT count(*) FROM points_lots WHERE id >= 5000000000 AND usable_from_ms IS NOT NULL"));
        Assert.NotEqual(balance, _lab.Number("SELECT sum(balance) FROM points_accounts WHERE site = 'uk'"));
        Agrees();
    }

    [Fact]
    public void Points_past_their_date_lapse_at_night()
    {
        var late = Instant.FromUtc(2025, 6, 1, 0, 0);
        _lab.Run("night", late);

        Assert.Contains("points_entries+", _lab.Added(), StringComparison.Ordinal);
        Assert.Equal(0, _lab.Number(
            $"SELECT count(*) FROM points_lots t JOIN points_accounts a ON a.id = t.account_id WHERE a.site = 'uk' AND a.state = 'open' AND t.remaining > 0 AND t.expires_ms <= {late.ToUnixTimeMilliseconds()}"));
        Agrees();
        _lab.Run("night", late);
        Assert.Equal("", _lab.Added());
    }

    [Fact]
    public void An_order_of_a_marketplace_arrives_after_the_stop_without_payment_and_points()
    {
        var happened = Assert.Single(_lab.Run("late_order", TrafficLab.AfterTheStop));

        Assert.DoesNotContain("payments", _lab.Added(), StringComparison.Ordinal);
        Assert.DoesNotContain("points", _lab.Added(), StringComparison.Ordinal);
        Assert.Equal(
            $"open|{TrafficLab.AfterTheStop.ToUnixTimeMilliseconds()}",
            _lab.Text($"SELECT money_state, placed_ms FROM orders WHERE number = '{happened.Subject}'"));
    }

    [Fact]
    public void An_order_is_sent_and_handed_over_a_day_later()
    {
        var sent = _lab.Run("send", TrafficLab.BeforeTheStop)[0];
        Assert.Contains("shipments+1", _lab.Added(), StringComparison.Ordinal);
        Assert.Contains("tracking_events+1", _lab.Added(), StringComparison.Ordinal);
        var shipment = _lab.Number($"SELECT shipment_id FROM parcels WHERE tracking_no = '{sent.Subject}'");

        for (var parcel = 0; parcel < 40; parcel++) _lab.Run("parcel", TrafficLab.BeforeTheStop + Duration.FromDays(2));
        Assert.Equal("there", _lab.Text($"SELECT state FROM shipments WHERE id = {shipment}"));
        Assert.Equal("there", _lab.Text(
            $"SELECT o.goods_state FROM orders o JOIN shipment_orders s ON s.order_id = o.id WHERE s.shipment_id = {shipment}"));
        Assert.Equal("delivered", _lab.Text(
            $"SELECT status FROM tracking_events WHERE shipment_id = {shipment} ORDER BY at_ms DESC LIMIT 1"));
        Assert.Empty(SampleShops.Rows(_lab.Poco, "PRAGMA foreign_key_check"));
    }

    [Fact]
    public void A_return_is_opened_for_goods_that_arrived()
    {
        var happened = Assert.Single(_lab.Run("return", TrafficLab.AfterTheStop));

        Assert.Equal("return_cases+1 return_lines+1 return_messages+1", string.Join(' ', _lab.Added().Split(' ').Order(StringComparer.Ordinal)));
        Assert.Equal("asked", _lab.Text($"SELECT state FROM return_cases WHERE number = '{happened.Subject}'"));
    }

    [Fact]
    public void A_callback_captures_pending_payments_until_none_is_left()
    {
        var site = _lab.Text("SELECT site FROM orders WHERE state = 'awaiting_payment' LIMIT 1");
        var pending = _lab.Number($"SELECT count(*) FROM orders WHERE site = '{site}' AND state = 'awaiting_payment'");
        for (var callback = 0; callback < pending; callback++)
        {
            var happened = Assert.Single(_lab.Run("callback", TrafficLab.AfterTheStop, site));
            Assert.Equal("placed|settled", _lab.Text($"SELECT state, money_state FROM orders WHERE number = '{happened.Subject}'"));
            Assert.Equal("order_log+1 payments+1", string.Join(' ', _lab.Added().Split(' ').Order(StringComparer.Ordinal)));
        }

        Assert.Empty(_lab.Run("callback", TrafficLab.AfterTheStop, site));
    }

    [Fact]
    public void A_refund_gives_back_what_the_line_cost()
    {
        var happened = Assert.Single(_lab.Run("refund", TrafficLab.AfterTheStop));

        var order = _lab.Number($"SELECT id FROM orders WHERE number = '{happened.Subject}'");
        Assert.Equal(
            _lab.Text($"SELECT refunded_total FROM orders WHERE id = {order}"),
            _lab.Text($"SELECT amount FROM refunds WHERE order_id = {order}"));
        Assert.False(_lab.Text($"SELECT money_state FROM orders WHERE id = {order}") is "settled");
    }

    [Fact]
    public void Points_can_be_spent_while_the_account_is_open()
    {
        var happened = Assert.Single(_lab.Run("burn", TrafficLab.BeforeTheStop, ordinal: 3));

        Assert.EndsWith("points spent", happened.Detail, StringComparison.Ordinal);
        Assert.Equal("points_entries+1", _lab.Added());
        Agrees();
    }

    [Theory]
    [InlineData("frozen")]
    [InlineData("moved")]
    public void Points_cannot_be_spent_once_the_account_is_frozen_or_has_moved(string state)
    {
        _lab.Poco.Execute($"UPDATE points_accounts SET state = '{state}', frozen_by = 'storefold'");
        var happened = Assert.Single(_lab.Run("burn", TrafficLab.AfterTheStop, ordinal: 3));

        Assert.Equal($"refused: the account is {state}", happened.Detail);
        Assert.Equal("", _lab.Added());
    }

    [Fact]
    public void Traffic_of_one_site_leaves_the_rows_of_another_alone()
    {
        var before = _lab.Kept();
        foreach (var script in new[] { "order", "late_order", "send", "parcel", "return", "callback", "refund", "burn", "night" })
            _lab.Run(script, TrafficLab.AfterTheStop);
        Assert.Empty(before.Differences(_lab.Kept()));

        _lab.Run("order", TrafficLab.AfterTheStop, "in", 99);
        Assert.Contains(("orders", 1), before.Differences(_lab.Kept()));
    }

    [Fact]
    public void The_rows_of_a_kept_site_are_looked_at_in_every_table_of_the_platform()
    {
        var kept = File.ReadAllText(Repository.File("packs/poco-store/sqlite/rehearse/kept.sql"));
        Assert.All(_lab.Before.Keys, table => Assert.Contains($"SELECT '{table}' AS t, ", kept, StringComparison.Ordinal));
    }

    public void Dispose() => _lab.Dispose();

    private void Agrees() => Assert.Empty(SampleShops.Rows(
        _lab.Poco,
        """
        SELECT a.id FROM points_accounts a
        WHERE a.balance <> (SELECT coalesce(sum(points), 0) FROM points_entries WHERE account_id = a.id AND state = 'booked')
           OR max(a.balance, 0) <> (SELECT coalesce(sum(remaining), 0) FROM points_lots WHERE account_id = a.id AND usable_from_ms IS NULL)
        """));
}
