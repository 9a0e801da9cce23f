using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

public sealed class A_source_is_only_read
{
    [Fact]
    public async Task Without_leave_to_write_not_one_byte_of_it_changes()
    {
        using var lab = new FoldLab();
        lab.EditPlan("allow_writes: [loyalty.freeze, loyalty.debit]", "allow_writes: []");
        var before = File.ReadAllBytes(lab.Poco);

        await lab.TransferAsync();
        await lab.VerifyAsync();
        await lab.TransferAsync();

        Assert.Equal(before, File.ReadAllBytes(lab.Poco));
    }

    [Fact]
    public async Task With_leave_only_points_accounts_that_retire_change_and_no_row_of_the_kept_site()
    {
        using var lab = new FoldLab();
        var before = lab.SourceDump();
        const string India = "SELECT group_concat(id || state || balance || coalesce(frozen_by, '-')) FROM points_accounts WHERE site = 'in'";
        const string Entries = "SELECT count(*) FROM points_entries WHERE account_id IN (SELECT id FROM points_accounts WHERE site = 'in')";
        var (india, entries) = (lab.Source(India), lab.Source(Entries));
        Assert.NotNull(india);

        await lab.TransferAsync();

        var changed = TableChanges.Between(before, lab.SourceDump());
        Assert.All(changed.Split(", "), change => Assert.StartsWith("points_", change, StringComparison.Ordinal));
        Assert.Equal((india, entries), (lab.Source(India), lab.Source(Entries)));
        Assert.Equal("0", lab.Source("SELECT count(*) FROM points_accounts a WHERE site <> 'in' AND state = 'moved' AND balance <> 0"));
    }
}
