using System.Globalization;
using System.Text.RegularExpressions;
using Storefold.Cli;
using Storefold.Notices.Pages;
using Storefold.Tests.Planning;

namespace Storefold.Tests.Notices;

public sealed partial class NoticeFilesTests
{
    [Fact]
    public void Every_page_of_every_site_phase_and_language_is_written_for_looking_at()
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan();
        var desk = plan.Desk();
        var written = NoticeFiles.Write(plan, plan.Timetable!, desk, folder.Path);
        foreach (var site in plan.RetiringSites)
        foreach (var locale in desk.LocalesOf(site))
        foreach (var phase in new[] { "1-announced", "2-purchases-stopped", "3-close-is-late", "4-closed", "5-ended" })
            Assert.True(new FileInfo(folder.File($"{site.Name}/{phase}/{locale}/notice.html")).Length > 1000);
        Assert.DoesNotContain(written, path => path.StartsWith("india/", StringComparison.Ordinal));
        Assert.Contains("href=\"uk/2-purchases-stopped/en-GB/purchase-refused.html\"", File.ReadAllText(folder.File("index.html")), StringComparison.Ordinal);
        Assert.Contains("---", File.ReadAllText(folder.File("uk/4-closed/ar/posts.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_timetable_has_nothing_to_announce()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("plan.yaml"), Plans.Minimal, TestContext.Current.CancellationToken);
        var (exit, _, error) = await CommandLine.RunAsync("notices", folder.File("plan.yaml"), "--out", folder.File("out"));
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("no timetable", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("plan.yaml"), Plans.Minimal, TestContext.Current.CancellationToken);
        var (exit, _, error) = await CommandLine.RunAsync("notices", folder.File("plan.yaml"), "--out", folder.Path);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("not empty", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pair_of_colours_has_enough_contrast_by_day_and_by_night()
    {
        var schemes = PageFrame.Css.Split("@media (prefers-color-scheme:dark)");
        foreach (var scheme in new[] { schemes[0], schemes[1].Split('\n')[0] })
        {
            var colours = Colour().Matches(scheme).ToDictionary(match => match.Groups["name"].Value, match => Full(match.Groups["hex"].Value), StringComparer.Ordinal);
            foreach (var (front, back) in new[]
            {
                ("ink", "paper"), ("ink", "card"), ("ink", "halo"), ("ink", "tint"), ("ink", "warmtint"), ("soft", "paper"), ("soft", "card"), ("soft", "halo"),
                ("accent", "paper"), ("accent", "card"), ("accent", "halo"), ("accent", "tint"), ("on", "accent"), ("warm", "warmtint"), ("warm", "card"),
            })
            {
                var contrast = Contrast(colours[front], colours[back]);
                Assert.True(contrast >= 4.5, $"{front} on {back}: {contrast:F2}");
            }
        }
    }

    private static string Full(string hex) => hex.Length == 6 ? hex : string.Concat(hex.Select(digit => $"{digit}{digit}"));

    private static double Contrast(string front, string back)
    {
        var (a, b) = (Luminance(front), Luminance(back));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex("--(?<name>[a-z]+):#(?<hex>[0-9a-f]{6}|[0-9a-f]{3})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Colour();
}
