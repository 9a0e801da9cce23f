using System.Text;
using Storefold.Planning;

namespace Storefold.Tests.Planning;

/// <summary>
/// Each file of Broken/ names in its second line what is to be found in it: <c># expect: code:line …</c>, neither more
/// nor less. One mistake is one finding: what follows from it is not reported as well.
/// </summary>
public sealed class Broken_plans_are_explained
{
    private const string Expect = "# expect: ";

    [Fact]
    public void Every_mistake_is_found_where_it_stands_and_nothing_else_is()
    {
        var files = Directory.GetFiles(Path.Combine(Plans.Folder(), "Broken"), "*.yaml");
        Array.Sort(files, StringComparer.Ordinal);
        Assert.True(files.Length >= 150, $"only {files.Length} broken plans");
        StringBuilder wrong = new();
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            var header = File.ReadLines(file).Skip(1).First();
            Assert.StartsWith(Expect, header, StringComparison.Ordinal);
            var expected = header[Expect.Length..].Split(' ').Order(StringComparer.Ordinal).ToArray();
            var result = Plans.ReadFile(file);
            var found = result.Diagnostics.Select(finding => $"{finding.Code}:{finding.Line}")
                .Order(StringComparer.Ordinal).ToArray();
            if (!expected.SequenceEqual(found) || result.Plan is not null)
                wrong.AppendLine($"{name}: expected {string.Join(' ', expected)}")
                    .AppendJoin('\n', result.Diagnostics).AppendLine();
            foreach (var finding in result.Diagnostics)
            {
                if (Complaint(finding, file) is { } complaint) wrong.AppendLine($"{name}: {complaint}: {finding}");
            }
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    [Theory]
    [InlineData("unknown-key-top", "did you mean sources?")]
    [InlineData("unknown-key-site", "did you mean time_zone?")]
    [InlineData("unknown-key-wrong-place", "batch_size belongs under limits")]
    [InlineData("unknown-source", "did you mean poco?")]
    [InlineData("unknown-driver", "known: sqlite:")]
    [InlineData("postgres-no-database", "write postgres://USER:${PASSWORD}@HOST:5432/DATABASE")]
    [InlineData("postgres-port", "5432 is the usual one")]
    [InlineData("postgres-option", "known: host=, sslmode=")]
    [InlineData("postgres-sslmode", "known: disable, allow, prefer")]
    [InlineData("unknown-write", "did you mean loyalty.freeze?")]
    [InlineData("unknown-zone", "did you mean Europe/London?")]
    [InlineData("zone-abbreviation", "did you mean Europe/London?")]
    [InlineData("locale-underscore", "did you mean en-GB?")]
    [InlineData("locale-uk", "did you mean en-GB?")]
    [InlineData("target-country", "did you mean GB/en?")]
    [InlineData("target-language", "did you mean en?")]
    [InlineData("target-http", "write https://www.mi.com/global")]
    [InlineData("target-not-allowed", "did you mean www.mi.com? or add www.mi.co to allowed_hosts")]
    [InlineData("address-scheme", "www.po.co/uk")]
    [InlineData("rate-float", "write 13/10")]
    [InlineData("rate-percent", "write 13/10")]
    [InlineData("rate-exponent", "write 1000")]
    [InlineData("rounding", "did you mean half_even?")]
    [InlineData("coupon-choice", "did you mean once?")]
    [InlineData("syntax-bare-star", "\"*\"")]
    [InlineData("bad-name", "poco-uk")]
    [InlineData("timetable-slip", "did you mean purchases_stop?")]
    [InlineData("timetable-slip-in-name", "did you mean timetable?")]
    [InlineData("timetable-gap", "one instant for all sites")]
    [InlineData("timetable-stop-before-notice", "write purchases_stop not before notice")]
    [InlineData("timetable-coupons-after-close", "write last_sync: where it is not written it is close")]
    [InlineData("timetable-claims-end-before-sync", "write claims_end not before last_sync")]
    [InlineData("timetable-redirects-end-at-close", "write redirects_until later than close")]
    [InlineData("freeze-before-stop", "write 2024-10-21T04:00:00Z or later")]
    [InlineData("freeze-after-move", "write 2024-10-20T23:00:00Z or earlier")]
    [InlineData("notices-no-texts", "from the plan's folder")]
    [InlineData("notices-privacy-http", "write https://www.mi.com/privacy")]
    [InlineData("support-unknown-site", "did you mean uk?")]
    [InlineData("channel-kind", "did you mean mastodon?")]
    [InlineData("channel-inline-token", "write ${NAME} in its place")]
    [InlineData("channel-locale", "did you mean en-GB?")]
    [InlineData("app-unknown-site", "did you mean uk?")]
    [InlineData("app-on-site", "user_agent")]
    [InlineData("domain-kept-site", "give that site a domain that stays")]
    [InlineData("public-slip", "did you mean notices?")]
    public void The_hint_says_what_to_write(string file, string hint)
    {
        var result = Plans.ReadFile(Path.Combine(Plans.Folder(), "Broken", file + ".yaml"));
        Assert.Contains(hint, Plans.Only(result).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_prints_as_file_line_message_and_hint()
    {
        var text = Plans.ReadWith("rate: 13/10", "rate: 1.3").Diagnostics[0].ToString();
        Assert.Matches(@"plan\.yaml:15: error: .*1\.3.* \[plan\.bad_rate\]\n  hint: write 13/10$", text);
    }

    [Fact]
    public void A_plan_full_of_mistakes_lists_a_hundred_and_counts_the_rest()
    {
        var wrong = string.Concat(Enumerable.Range(0, 5000).Select(number => $"key{number}: 1\n"));
        var result = Plans.Read(wrong);
        Assert.Null(result.Plan);
        Assert.Equal(101, result.Diagnostics.Count);
        Assert.Equal(PlanCodes.TooMany, result.Diagnostics[^1].Code);
        Assert.StartsWith("4906 more", result.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    /// <summary>What every finding owes to its reader.</summary>
    internal static string? Complaint(Diagnostic finding, string file) => finding switch
    {
        { Hint: null or "" } => "no hint",
        { Message: "" } => "no message",
        _ when !string.Equals(finding.File, file, StringComparison.Ordinal) => "another file than was named",
        _ when finding.ToString().Contains("   at ", StringComparison.Ordinal) => "a stack trace",
        _ when finding.ToString().Contains("Exception", StringComparison.Ordinal) => "an exception",
        _ when finding.ToString().Contains("hunter2", StringComparison.Ordinal) => "a password",
        _ => null,
    };
}
