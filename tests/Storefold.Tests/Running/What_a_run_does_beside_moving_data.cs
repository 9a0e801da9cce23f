using Storefold.Certifying;
using Storefold.Connectors;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Retiring.Checks;
using Storefold.Scheduling;
using Storefold.Tests.Domains;
using Storefold.Tests.Retiring;

namespace Storefold.Tests.Running;

public sealed class What_a_run_does_beside_moving_data
{
    [Fact]
    public async Task Issues_the_certificate_at_the_last_catch_up()
    {
        using var lab = new RetirementLab();
        var (exit, output, error) = await At("2025-01-15T00:00:00Z", "run", lab.Fold.PlanFile, "--past", "--once");
        Assert.True(exit == 0, output + error);
        var folder = Path.GetDirectoryName(lab.Fold.PlanFile)!;

        var key = Path.Combine(folder, "storefold-key.pub.pem");
        (exit, output, error) = await At("2025-01-15T00:00:00Z", "certificate", "verify", Path.Combine(folder, "certificate.json"), "--key", key);
        Assert.True(exit == 0, output + error);
        Assert.Contains("\"rehearsed\": false", await TextAsync(Path.Combine(folder, "certificate.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_the_last_catch_up_back_where_nothing_can_be_certified()
    {
        using var lab = new RetirementLab();
        using var folder = new TempFolder();
        lab.Steps.Add(new CertificateStep(
            new CertificateDesk(lab.Plan, lab.Fold.Fold.Sources, lab.Fold.Fold.Target, new Connections(), lab.Clock), folder.Path, folder.File("key.pem")));
        await lab.AdvanceThroughAsync(Milestone.Close);
        lab.Fold.Target("UPDATE orders SET total_grand = total_grand + 1 WHERE id = (SELECT max(id) FROM orders)");

        var state = await lab.AdvanceThroughAsync(Milestone.LastSync);

        var held = Assert.Single(state.Outcomes);
        Assert.False(held.Passed);
        Assert.Contains(held.Checks, check => check is { Code: "certificate", Go: false, Hint: not null });
        Assert.False(File.Exists(folder.File("certificate.json")));
    }

    [Fact]
    public async Task Posts_what_a_person_approved_and_nothing_else_and_once()
    {
        await using var channel = new LoopbackHttp(_ => HttpReply.Json(200, """{"id":"1"}"""));
        using var lab = new RetirementLab();
        await File.AppendAllTextAsync(
            lab.Fold.PlanFile, $"channels:\n  news: {{ kind: webhook, url: \"{channel.Url}/hook\", locale: en, limit: 280 }}\n", TestContext.Current.CancellationToken);

        var (exit, output, error) = await At("2024-09-24T00:00:00Z", "run", lab.Fold.PlanFile, "--past", "--once");
        Assert.True(exit == 0, output + error);
        Assert.Contains("new drafts", output, StringComparison.Ordinal);
        Assert.Empty(channel.Asked);

        (exit, output, error) = await At("2024-09-24T00:01:00Z", "decide", lab.Fold.PlanFile, "approve", "1", "--by", "Ada");
        Assert.True(exit == 0, output + error);
        for (var minute = 2; minute < 4; minute++)
        {
            (exit, output, error) = await At($"2024-09-24T00:0{minute}:00Z", "run", lab.Fold.PlanFile, "--once");
            Assert.True(exit == 0, output + error);
        }

        var post = Assert.Single(channel.Asked);
        Assert.Equal(("POST", "/hook"), (post.Method, post.Target));
        Assert.Contains("/closing/notice", post.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_a_domain_that_is_not_ready()
    {
        using var lab = new RetirementLab();
        var world = new MadeUpProbes();
        lab.Checks.Add(new DomainsReadyCheck(MadeUpProbes.Plan(), world, lab.Clock));
        lab.Checks.Add(new SaysGo());
        await lab.AdvanceThroughAsync(Milestone.LastSync);
        world.Records["app.po.co", Storefold.Domains.RecordType.A] = [];

        var state = await lab.AdvanceThroughAsync(Milestone.DomainHandover);
        var held = Assert.Single(state.Held, hold => hold.Milestone == Milestone.DomainHandover && hold.Site is "uk");
        Assert.Contains(held.Checks, check => check is { Code: "domain_host_missing", Go: false });
    }

    private static Task<string> TextAsync(string file) => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    private static Task<(int Exit, string Output, string Error)> At(string utc, params string[] arguments) =>
        CommandLine.AtAsync(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), arguments);

    /// <summary>A check that concerns the handover and has nothing against it: it must not outvote one that has.</summary>
    private sealed class SaysGo : IMilestoneCheck
    {
        public bool Concerns(Milestone milestone) => milestone is Milestone.DomainHandover;

        public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<CheckResult>>([new CheckResult("weather", true, "It is fine.")]);
    }
}
