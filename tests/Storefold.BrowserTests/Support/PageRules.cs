using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Storefold.BrowserTests.Support;

/// <summary>What every page of ours promises (bar P2): no violation that axe-core finds, nothing cut off at 320 px, no script.</summary>
internal static class PageRules
{
    /// <summary>Checks the page that is open, and keeps a screenshot of it.</summary>
    public static async Task HoldAsync(IPage page, string screenshot)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Screenshots.File(screenshot), FullPage = true });
        await NoViolationAsync(page);
        await NothingIsCutOffAsync(page);
    }

    /// <summary>axe-core finds nothing.</summary>
    public static async Task NoViolationAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, page.Url + "\n" + string.Join('\n', found.Violations.Select(Describe)));
        Assert.NotEmpty(found.Passes);
    }

    /// <summary>Nothing is wider than the window.</summary>
    public static async Task NothingIsCutOffAsync(IPage page)
    {
        var window = page.ViewportSize?.Width ?? 0;
        var content = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(content <= window, string.Create(CultureInfo.InvariantCulture, $"{page.Url} is {content} px wide in a window of {window} px"));
    }

    private static string Describe(AxeResultItem item) =>
        $"{item.Id} ({item.Impact}): {item.Help}\n  " + string.Join("\n  ", item.Nodes.Take(5).Select(node => node.Html + " " + node.Target));
}

/// <summary>Where screenshots are kept for a person to look at: <c>artifacts/screenshots</c>.</summary>
internal static class Screenshots
{
    /// <summary>The file of one.</summary>
    public static string File(string name)
    {
        var folder = Repository.File("artifacts/screenshots");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name + ".png");
    }
}
