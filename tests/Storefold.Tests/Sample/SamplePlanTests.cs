using NodaTime;
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
        Assert.Equal(["uk", "global", "india"], plan.Sites.Select(site => site.Name), StringComparer.Ordinal);
        Assert.Equal(["india"], plan.Sites.Where(site => !site.Retires).Select(site => site.Name), StringComparer.Ordinal);
        Assert.Equal(Instant.FromUtc(2024, 10, 20, 23, 0), plan.Loyalty.Single().FreezeAt);
        Assert.Equal("13/10", plan.Loyalty.Single().Rate.ToString());
        Assert.All(
            [plan.Sources.Single().Connection.Location, plan.Target.Connection.Location],
            database => Assert.True(File.Exists(database), database));
    }

    [Fact]
    public void Every_order_of_a_retiring_site_was_placed_before_the_freeze_of_the_plan()
    {
        using var poco = shared.Poco();
        var freeze = Instant.FromUtc(2024, 10, 20, 23, 0).ToUnixTimeMilliseconds();

        Assert.Equal(0, SampleShops.Number(poco,
            $"SELECT count(*) FROM orders WHERE site <> 'in' AND placed_ms >= {freeze}"));
        Assert.NotEqual(0, SampleShops.Number(poco, $"SELECT count(*) FROM orders WHERE site <> 'in'"));
    }
}
