namespace Storefold.BrowserTests;

public sealed class The_certificate_page(Chromium chromium)
{
    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Passes_axe_and_fits_the_window(int width)
    {
        using var folder = new TempFolder();
        await CommandLine.RunAsync("sample", folder.File("shops"), "--customers", "40");
        await CommandLine.RunAsync("transfer", folder.File("shops/plan.yaml"));
        var (exit, _, error) = await CommandLine.RunAsync("certificate", folder.File("shops/plan.yaml"));
        Assert.True(exit == 0, error);

        await using var visitor = await chromium.VisitorAsync(width);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("file://" + folder.File("shops/certificate.html"));
        await PageRules.HoldAsync(page, $"certificate-{width}");
    }
}
