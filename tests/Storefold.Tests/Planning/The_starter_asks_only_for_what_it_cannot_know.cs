using Storefold.Planning;

namespace Storefold.Tests.Planning;

public sealed class The_starter_asks_only_for_what_it_cannot_know
{
    private static readonly StarterFacts Facts = new()
    {
        Retirement = "poco-uk",
        Pack = "poco-store",
        Connection = "sqlite:shops/poco 2024.db",
        TargetPack = "mi-platform",
        Channels = ["uk", "__default_channel__", "Default Channel", "हिन्दी", "a\"b\\c", "null", "🛒, {x}"],
    };

    [Fact]
    public void Nothing_known_every_finding_is_a_place_to_fill_in()
    {
        var result = Plans.Read(PlanStarter.Write(new StarterFacts()));
        Assert.Null(result.Plan);
        Assert.All(result.Diagnostics, finding => Assert.Equal(PlanCodes.FillIn, finding.Code));
        Assert.Equal(12, result.Diagnostics.Count);
    }

    [Fact]
    public void Each_place_to_fill_in_has_a_comment_or_a_hint_that_says_with_what()
    {
        var result = Plans.Read(PlanStarter.Write(new StarterFacts()));
        Assert.All(result.Diagnostics, finding => Assert.False(string.IsNullOrEmpty(finding.Hint)));
        Assert.Equal(result.Diagnostics.Count, result.Diagnostics.Select(finding => finding.Line).Distinct().Count());
    }

    [Fact]
    public void What_was_detected_is_not_asked_for()
    {
        var result = Plans.Read(PlanStarter.Write(Facts));
        Assert.All(result.Diagnostics, finding => Assert.Equal(PlanCodes.FillIn, finding.Code));
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Message.Contains("pack", StringComparison.Ordinal)
            || finding.Message.StartsWith("sources", StringComparison.Ordinal));
    }

    [Fact]
    public void Filled_in_it_is_a_plan_with_a_site_for_each_channel()
    {
        var plan = Filled(PlanStarter.Write(Facts));
        Assert.Equal(string.Join("|", Facts.Channels),
            string.Join("|", plan.Sites.Select(site => Assert.Single(site.Channels))));
        Assert.Equal("uk default-channel default-channel-2 site a-b-c null x",
            string.Join(' ', plan.Sites.Select(site => site.Name)));
        Assert.Equal("sqlite:shops/poco 2024.db", plan.Sources[0].Connection.Display);
    }

    [Fact]
    public void Filled_in_without_channels_it_has_one_site_with_every_row()
    {
        var plan = Filled(PlanStarter.Write(Facts with { Channels = [] }));
        Assert.Empty(Assert.Single(plan.Sites).Channels);
    }

    [Fact]
    public void Its_first_line_tells_editors_where_the_schema_is() =>
        Assert.StartsWith("# yaml-language-server: $schema=../schema/plan.schema.json\n",
            PlanStarter.Write(new StarterFacts { Schema = "../schema/plan.schema.json" }), StringComparison.Ordinal);

    [Fact]
    public void A_password_is_not_written_into_it() => Assert.DoesNotContain("hunter2",
        PlanStarter.Write(new StarterFacts { Connection = "postgres://mi:hunter2@db/shop" }), StringComparison.Ordinal);

    [Fact]
    public void The_rules_that_it_only_suggests_are_right_when_their_marks_are_taken_away()
    {
        string[] sections = ["timetable", "loyalty", "notices", "support", "apps", "domains", "gate", "coupons", "limits"];
        var text = PlanStarter.Write(Facts).Split('\n').Select(line =>
            line.StartsWith("#   ", StringComparison.Ordinal)
            || sections.Any(section => line.StartsWith($"# {section}:", StringComparison.Ordinal))
                ? line[2..] : line.Replace("    # time_zone", "    time_zone", StringComparison.Ordinal)
                    .Replace("    # allow", "    allow", StringComparison.Ordinal)
                    .Replace("      # GB/en", "      GB/en", StringComparison.Ordinal));
        var plan = Filled(string.Join('\n', text));
        Assert.Equal("13/10", Assert.Single(plan.Loyalty).Rate.ToString());
        Assert.Equal("-OLD", plan.Coupons.Suffix);
        Assert.Equal(2, plan.Sources[0].AllowWrites.Count);
        Assert.Equal("https://www.mi.com/uk", plan.Sites[0].TargetAddresses["GB/en"]);
        Assert.Equal(Milestones.All, plan.Timetable?.Milestones.Select(milestone => milestone.Milestone));
        Assert.Equal(("Old Store", "uk"), (plan.Notices.Brand, Assert.Single(plan.Support.Sites).Site));
        Assert.Equal("app.old.example", Assert.Single(Assert.Single(plan.Domains).Hosts));
        Assert.Equal("X-Country", plan.Gate.CountryHeader);
    }

    private static PlanModel Filled(string starter)
    {
        Dictionary<string, string> answers = new(StringComparer.Ordinal)
        {
            ["connection"] = "sqlite:mi.db",
            ["retires"] = "true",
            ["time_zone"] = "Europe/London",
            ["locales"] = "en-GB",
            ["fallback"] = "https://www.mi.com/",
            ["allowed_hosts"] = "www.mi.com",
            ["as_of"] = "2024-10-21 00:00 Europe/London",
        };
        var site = 0;
        var lines = starter.Split('\n').Select(line =>
        {
            if (line.StartsWith('#') || !line.Contains("FILL_IN", StringComparison.Ordinal)) return line;
            var key = line.Split(':')[0].Trim();
            var answer = key is "address" ? $"site-{++site}.po.co" : answers[key];
            return line.Replace("FILL_IN", answer, StringComparison.Ordinal);
        });
        var result = Plans.Read(string.Join('\n', lines));
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Plan);
        return result.Plan;
    }
}
