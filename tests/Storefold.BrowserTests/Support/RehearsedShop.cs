using System.Text.RegularExpressions;

namespace Storefold.BrowserTests.Support;

/// <summary>The commissioned case, rehearsed once on a small shop by the command that the README begins with.</summary>
internal static partial class RehearsedShop
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>The folder that <c>storefold demo</c> left.</summary>
    public static Task<string> FolderAsync() => Made.Value;

    /// <summary>Its plan.</summary>
    public static async Task<string> PlanAsync() => Path.Combine(await FolderAsync(), "plan.yaml");

    /// <summary>The path and query of an old order's link that a customer of the UK site was sent, as the report shows it.</summary>
    public static async Task<string> OrderLinkAsync()
    {
        var report = await File.ReadAllTextAsync(Path.Combine(await FolderAsync(), "report.html"));
        var found = OrderLink().Match(report);
        Assert.True(found.Success, "the report shows no order link of the UK site");
        return found.Value;
    }

    private static async Task<string> MakeAsync()
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var (exit, output, error) = await CommandLine.RunAsync("demo", "--out", folder.File("demo"), "--customers", "120");
        Assert.True(exit == 0, output + error);
        return folder.File("demo");
    }

    [GeneratedRegex("/uk/orders/[0-9A-Za-z-]+\\?key=sample-[0-9A-Za-z-]+", RegexOptions.None, 1000)]
    private static partial Regex OrderLink();
}
