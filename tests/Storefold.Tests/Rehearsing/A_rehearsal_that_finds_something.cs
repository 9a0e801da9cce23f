using Storefold.Connectors.Sqlite;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Tests.Rehearsing;

public sealed class A_rehearsal_that_finds_something
{
    [Fact]
    public async Task A_check_that_says_no_holds_back_what_comes_after_it_and_the_report_says_why()
    {
        using var lab = new RehearsalLab();
        var result = await lab.RunAsync(1, new SaysNo());

        Assert.False(result.Succeeded);
        Assert.False(result.Balances);
        var close = result.Events.Single(one => one.Event.Milestone == Milestone.Close);
        Assert.False(close.Outcome!.Passed);
        Assert.Null(result.Events.Single(one => one.Event.Milestone == Milestone.LastSync).Outcome);
        Assert.True(result.Events.Single(one => one.Event.Milestone == Milestone.RedirectsUntil).Passed);

        var report = lab.Report(result);
        var verdict = report[..report.IndexOf("<h2", StringComparison.Ordinal)];
        Assert.Contains("Not every milestone passed: The sites close.", verdict, StringComparison.Ordinal);
        Assert.Contains("warehouse_empty: There are 3 pallets left.", verdict, StringComparison.Ordinal);
        Assert.Contains("Waiting for what is held back: last_sync", verdict, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(lab.Folder, "certificate.json")));
    }

    [Theory]
    [InlineData("UPDATE orders SET contact_phone = '0' WHERE id = (SELECT min(id) FROM orders WHERE site = 'in')", "orders")]
    [InlineData("UPDATE points_accounts SET tier = 'planted' WHERE id = (SELECT min(id) FROM points_accounts WHERE site = 'in')", "points_accounts")]
    [InlineData("DELETE FROM customer_consents WHERE id = (SELECT min(id) FROM customer_consents WHERE customer_id IN (SELECT customer_id FROM customer_sites WHERE site = 'in'))", "customer_consents")]
    public async Task A_write_to_a_row_of_the_kept_site_is_found(string write, string table)
    {
        using var lab = new RehearsalLab();
        var result = await lab.RunAsync(1, new Writes(Path.Combine(lab.Folder, "poco.db"), write));

        var proof = Assert.Single(result.Kept);
        Assert.False(proof.Holds);
        Assert.Equal([(table, 1)], proof.Differences);
        Assert.False(result.Succeeded);
        Assert.Contains("a site that goes on was not left alone", lab.Report(result), StringComparison.Ordinal);
    }

    private sealed class SaysNo : IMilestoneCheck
    {
        public bool Concerns(Milestone milestone) => milestone is Milestone.Close;

        public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<CheckResult>>([new CheckResult("warehouse_empty", false, "There are 3 pallets left.", "empty it")]);
    }

    /// <summary>Writes where nobody may, as a mistake of ours would.</summary>
    private sealed class Writes(string database, string sql) : IMilestoneCheck
    {
        public bool Concerns(Milestone milestone) => milestone is Milestone.ClaimsEnd;

        public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel)
        {
            using var session = SqliteSession.Open(database, SqliteAccess.ReadWrite);
            session.Execute(sql);
            return Task.FromResult<IReadOnlyList<CheckResult>>([]);
        }
    }
}
