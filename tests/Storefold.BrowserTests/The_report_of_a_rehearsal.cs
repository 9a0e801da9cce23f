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
        var plan = await RehearsedShop.PlanAsync();
        var all = folder.File("all");
        var (exit, output, error) = await CommandLine.RunAsync("statements", plan, "--out", all);
        Assert.True(exit == 0, output + error);
        // The longest has the most to say, and to overflow.
        var longest = Directory.EnumerateFiles(all, "*.json", SearchOption.AllDirectories).MaxBy(file => new FileInfo(file).Length)!;
        var line = (await File.ReadAllLinesAsync(Path.Combine(all, "index.csv"), TestContext.Current.CancellationToken))
            .Single(line => line.EndsWith("," + Path.GetRelativePath(all, longest), StringComparison.Ordinal)).Split(',');
        (exit, output, error) = await CommandLine.RunAsync(
            "statements", plan, "--out", folder.File("one"), "--customer", line[0] + "/" + line[1].Trim('"'), "--html");
        Assert.True(exit == 0, output + error);
        var shown = Assert.Single(Directory.EnumerateFiles(folder.File("one"), "*.html", SearchOption.AllDirectories));
        await using var visitor = await chromium.VisitorAsync(width);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("file://" + shown);
        await PageRules.HoldAsync(page, $"statement-{width}");
    }
}
