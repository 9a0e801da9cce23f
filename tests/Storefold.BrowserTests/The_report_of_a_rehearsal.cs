namespace Storefold.BrowserTests;

public sealed class The_report_of_a_rehearsal(Chromium chromium)
{
    [Theory]
    [InlineData(320, false)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task Passes_axe_fits_the_window_and_needs_no_script(int width, bool dark)
    {
        await using var visitor = await chromium.VisitorAsync(width, dark: dark);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("file://" + Path.Combine(await RehearsedShop.FolderAsync(), "report.html"));
        await PageRules.HoldAsync(page, $"report-{width}{(dark ? "-dark" : "")}");
        Assert.Equal(0, await page.Locator("script").CountAsync());
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task A_customers_statement_passes_axe_and_fits_the_window(int width)
    {
        using var folder = new TempFolder();
        var (exit, output, error) = await CommandLine.RunAsync("statements", await RehearsedShop.PlanAsync(), "--out", folder.File("statements"), "--html");
        Assert.True(exit == 0, output + error);
        // The longest has the most to say, and to overflow.
        var longest = Directory.EnumerateFiles(folder.File("statements"), "*.html", SearchOption.AllDirectories).MaxBy(file => new FileInfo(file).Length);
        await using var visitor = await chromium.VisitorAsync(width);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("file://" + longest);
        await PageRules.HoldAsync(page, $"statement-{width}");
    }
}
