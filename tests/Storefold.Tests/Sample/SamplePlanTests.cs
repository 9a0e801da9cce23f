using NodaTime;
using Storefold.Notices;
using Storefold.Planning;

namespace Storefold.Tests.Sample;

public sealed class SamplePlanTests(SharedSample shared) : IClassFixture<SharedSample>
{
    [Fact]
    public void The_plan_of_the_sample_has_nothing_to_complain_about()
    {
        var result = PlanReader.Read(Path.Combine(shared.Folder, "plan.yaml"), _ => null, TimeProvider.System);

        Assert.Empty(result.Diagnostics.Select(found => found.ToString()));
        var plan = result.Plan!;
        NoticeDesk.Load(plan, out var texts);
        Assert.Empty(texts.Select(found => found.ToString()));
        Assert.Equal(10, plan.Timetable!.Milestones.Count);
        Assert.Equal(["uk", "global", "india"], plan.Sites.Select(site => site.Name), StringComparer.Ordinal);
        Assert.Equal(["india"], plan.Sites.Where(site => !site.Retires).Select(site => site.Name), StringComparer.Ordinal);
        Assert.Equal(Instant.FromUtc(2024, 10, 21, 0, 0), plan.Loyalty.Single().FreezeAt);
        Assert.Equal("13/10", plan.Loyalty.Single().Rate.ToString());
        Assert.All(
            [plan.Sources.Single().Connection.Location, plan.Target.Connection.Location],
            database => Assert.True(File.Exists(database), database));
    }

    [Fact]
    public void Nothing_has_happened_in_the_shops_after_the_evening_before_the_notice()
    {
        using var poco = shared.Poco();
        var evening = Instant.FromUtc(2024, 9, 22, 18, 0).ToUnixTimeMilliseconds();
        (string Table, string Column)[] moments =
        [
            ("orders", "placed_ms"), ("payments", "at_ms"), ("refunds", "at_ms"), ("order_log", "at_ms"), ("customers", "joined_ms"),
            ("customers", "last_seen_ms"), ("shipments", "sent_ms"), ("shipments", "delivered_ms"), ("tracking_events", "at_ms"),
            ("reviews", "written_ms"), ("points_entries", "at_ms"), ("return_cases", "opened_ms"), ("coupon_uses", "at_ms"),
            ("gift_card_entries", "at_ms"), ("wishlists", "at_ms"), ("customer_consents", "given_ms"), ("return_messages", "at_ms"),
        ];

        Assert.All(moments, moment => Assert.Equal(
            (moment, 0L), (moment, SampleShops.Number(poco, $"SELECT count(*) FROM {moment.Table} WHERE {moment.Column} > {evening}"))));
        Assert.NotEqual(0, SampleShops.Number(poco, $"SELECT count(*) FROM orders WHERE placed_ms > {evening} - 172800000"));
    }
}
