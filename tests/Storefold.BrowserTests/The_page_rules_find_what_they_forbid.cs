using Xunit.Sdk;

namespace Storefold.BrowserTests;

public sealed class The_page_rules_find_what_they_forbid(Chromium chromium)
{
    [Fact]
    public async Task A_page_that_cannot_be_read_is_found()
    {
        await using var visitor = await chromium.VisitorAsync();
        var page = await visitor.NewPageAsync();
        await page.SetContentAsync("<html><body><p style='color:#ccc;background:#fff'>pale</p><img src='x.png'></body></html>");
        var failure = await Assert.ThrowsAsync<TrueException>(() => PageRules.NoViolationAsync(page));
        Assert.Contains("color-contrast", failure.Message, StringComparison.Ordinal);
        Assert.Contains("image-alt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_cut_off_is_found()
    {
        await using var visitor = await chromium.VisitorAsync(320);
        var page = await visitor.NewPageAsync();
        await page.SetContentAsync("<html><body><div style='width:500px'>wide</div></body></html>");
        await Assert.ThrowsAsync<TrueException>(() => PageRules.NothingIsCutOffAsync(page));
    }
}
