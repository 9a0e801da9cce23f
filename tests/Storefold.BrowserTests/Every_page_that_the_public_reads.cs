using Microsoft.Playwright;

namespace Storefold.BrowserTests;

/// <summary>Bar P2: 0 violations of axe-core, 320 px, no script, at most 50 KB; in every language and phase, light and dark.</summary>
public sealed class Every_page_that_the_public_reads(Chromium chromium)
{
    public static TheoryData<string> Locales => ["en", "hi", "es", "fr", "de", "ar"];

    [Theory]
    [MemberData(nameof(Locales))]
    public async Task Passes_axe_in_each_language_once_purchases_have_stopped(string locale)
    {
        await using var visitor = await chromium.VisitorAsync();
        var page = await visitor.NewPageAsync();
        foreach (var file in await PublicPages.OfAsync(locale, "2-*"))
        {
            await page.GotoAsync("file://" + file);
            await PageRules.HoldAsync(page, $"public-{locale}-1280-{Path.GetFileNameWithoutExtension(file)}");
        }
    }

    [Fact]
    public async Task Passes_axe_in_every_phase()
    {
        await using var visitor = await chromium.VisitorAsync(320);
        var page = await visitor.NewPageAsync();
        foreach (var file in await PublicPages.OfAsync("en"))
        {
            await page.GotoAsync("file://" + file);
            await PageRules.NoViolationAsync(page);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Passes_axe_on_a_dark_screen(string locale)
    {
        await using var visitor = await chromium.VisitorAsync(dark: true);
        var page = await visitor.NewPageAsync();
        foreach (var file in await PublicPages.OfAsync(locale, "2-*"))
        {
            await page.GotoAsync("file://" + file);
            await PageRules.HoldAsync(page, $"public-{locale}-dark-{Path.GetFileNameWithoutExtension(file)}");
        }
    }

    [Theory]
    [MemberData(nameof(Locales))]
    public async Task Fits_a_small_telephone_needs_no_script_and_is_light(string locale)
    {
        await using var visitor = await chromium.VisitorAsync(320);
        var page = await visitor.NewPageAsync();
        var files = await PublicPages.OfAsync(locale);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            await page.GotoAsync("file://" + file);
            await PageRules.NothingIsCutOffAsync(page);
            Assert.Equal(0, await page.Locator("script").CountAsync());
            Assert.InRange(new FileInfo(file).Length, 1, 50 * 1024);
            if (file.Contains("/2-", StringComparison.Ordinal)) await ShootAsync(page, $"public-{locale}-320-{Path.GetFileNameWithoutExtension(file)}");
        }
    }

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Screenshots.File(name), FullPage = true });
}
