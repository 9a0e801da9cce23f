using Storefold.Samples.Poco;

namespace Storefold.Tests.Cli;

public sealed class Rehearse_refuses_what_cannot_be_rehearsed
{
    [Fact]
    public void A_plan_without_a_timetable_has_nothing_to_rehearse()
    {
        using var shop = new SampleCli(SampleOptions.Default with { Customers = 5 });
        var text = File.ReadAllText(shop.Plan);
        File.WriteAllText(shop.Plan, text[..text.IndexOf("# The moments of the retirement", StringComparison.Ordinal)]);

        var answer = shop.Run("rehearse");

        Assert.Equal(2, answer.Code);
        Assert.Contains("has no timetable", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(shop.Folder, "rehearsal")));
    }

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        using var shop = new SampleCli(SampleOptions.Default with { Customers = 5 });
        Directory.CreateDirectory(Path.Combine(shop.Folder, "rehearsal", "mine"));

        var answer = shop.Run("rehearse");

        Assert.Equal(2, answer.Code);
        Assert.Contains("is not empty", answer.Error, StringComparison.Ordinal);
        var left = Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(shop.Folder, "rehearsal")));
        Assert.EndsWith("mine", left, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_not_there_is_named_before_anything_is_copied()
    {
        using var shop = new SampleCli(SampleOptions.Default with { Customers = 5 });
        shop.EditPlan("sqlite:mi.db", "sqlite:nowhere.db");

        Assert.Equal(2, shop.Run("rehearse").Code);
        Assert.False(Directory.Exists(Path.Combine(shop.Folder, "rehearsal")));
    }

    [Fact]
    public void A_rehearsal_in_which_a_check_says_no_ends_with_1_and_says_which()
    {
        using var shop = new SampleCli(SampleOptions.Default with { Customers = 20, NastyRows = true });
        File.AppendAllText(shop.Plan, "limits: { quarantined_percent: 0 }\n");

        var answer = shop.Run("rehearse");

        Assert.True(answer.Code == 1, answer.ToString());
        Assert.Contains("quarantine_within_limit", answer.Output, StringComparison.Ordinal);
        Assert.Contains("✗ Not every milestone passed", answer.Output, StringComparison.Ordinal);
        var report = File.ReadAllText(Path.Combine(shop.Folder, "rehearsal", "report.html"));
        Assert.Contains("quarantine_within_limit", report, StringComparison.Ordinal);
    }
}
