using Storefold.Deciding.Outcomes;

namespace Storefold.Tests.Deciding;

public sealed class Old_addresses_lead_to_their_counterpart
{
    private const string Closed = "2025-01-02T00:00:00";

    [Theory]
    [InlineData("/", "https://www.mi.com/uk", "home")]
    [InlineData("", "https://www.mi.com/uk", "home")]
    [InlineData("/phones", "https://www.mi.com/uk/shop/phones", "same_category")]
    [InlineData("/phones/", "https://www.mi.com/uk/shop/phones", "same_category")]
    [InlineData("/PHONES?utm_source=x", "https://www.mi.com/uk/shop/phones", "same_category")]
    [InlineData("/phones/page/2", "https://www.mi.com/uk/shop/phones", "nearest_category")]
    [InlineData("/item/sample-x7", "https://www.mi.com/uk/product/sample-x7", "same_product")]
    [InlineData("/item//sample%2Dx7", "https://www.mi.com/uk/product/sample-x7", "same_product")]
    [InlineData("/item/手", "https://www.mi.com/uk/product/%E6%89%8B", "same_product")]
    [InlineData("/item/%e6%89%8b", "https://www.mi.com/uk/product/%E6%89%8B", "same_product")]
    [InlineData("/item/never-heard-of", "https://www.mi.com/uk/shop/phones", "nearest_category")]
    [InlineData("/item/extra-99", "https://www.mi.com/uk/shop/accessories", "nearest_category")]
    [InlineData("/account/points", "https://www.mi.com/uk/user", "account")]
    [InlineData("/orders", "https://www.mi.com/uk/user", "account")]
    [InlineData("/cart", "https://www.mi.com/uk", "home")]
    [InlineData("/some/old/campaign", "https://www.mi.com/global/support", "help")]
    public void A_page_leads_to_its_like_or_to_the_nearest_shelf_or_to_help(string path, string location, string reason)
    {
        var redirect = Assert.IsType<Redirect>(new SomeGate().Get(Closed, "www.po.co/uk" + path));
        Assert.Equal((location, reason, 301), (redirect.Location, redirect.Reason, redirect.Status));
    }

    [Theory]
    [InlineData("/flash-sale/1")]
    [InlineData("/flash-sale")]
    [InlineData("/FLASH-SALE/a/b")]
    public void Only_what_the_plan_says_is_gone(string path) =>
        Assert.Equal("plan", Assert.IsType<Gone>(new SomeGate().Get(Closed, "www.po.co/uk" + path)).Reason);

    [Theory]
    [InlineData("GB", "en-GB", "uk")]
    [InlineData("GB", "fr", "global")]
    [InlineData(null, "en-GB,en;q=0.9", "uk")]
    [InlineData("DE", "de-DE,de;q=0.9", "de")]
    [InlineData("DE", "en", "global")]
    [InlineData("FR", "en", "fr")]
    [InlineData("fr", "de", "fr")]
    [InlineData(null, "fr-FR", "fr")]
    [InlineData("MX", "es-MX", "es")]
    [InlineData(null, "en;q=0.1, es;q=0.8", "es")]
    [InlineData("FR", "es", "fr")]
    [InlineData(null, null, "global")]
    [InlineData("GBR", "zz", "global")]
    [InlineData(null, "*;q=0.5", "global")]
    [InlineData(null, ";;;,,q=,en-", "global")]
    public void Country_and_language_choose_the_address(string? country, string? language, string address)
    {
        var redirect = Assert.IsType<Redirect>(new SomeGate().Get(Closed, "www.po.co/global/item/sample-x7", language: language, country: country));
        Assert.Equal($"https://www.mi.com/{address}/product/sample-x7", redirect.Location);
        Assert.True(redirect.ByLanguage);
    }

    [Fact]
    public void Who_says_nothing_counts_as_one_whom_the_site_was_made_for() =>
        Assert.Equal("https://www.mi.com/uk/shop/phones", Assert.IsType<Redirect>(new SomeGate().Get(Closed, "www.po.co/uk/phones", language: null)).Location);

    [Theory]
    [InlineData("2024-12-31T18:00:00", "private, max-age=3600")]
    [InlineData("2025-01-07T17:59:59", "private, max-age=3600")]
    [InlineData("2025-01-07T18:00:00", "private, max-age=2592000")]
    [InlineData("2029-12-31T23:58:00", "private, max-age=60")]
    public void Browsers_may_remember_an_hour_in_the_first_week_then_a_month_and_never_beyond_the_end(string at, string caching) =>
        Assert.Equal(caching, new SomeGate().Get(at, "www.po.co/uk/phones").CacheControl);

    [Fact]
    public void In_a_rehearsal_nothing_is_remembered()
    {
        var redirect = Assert.IsType<Redirect>(new SomeGate { Rehearsing = true }.Get(Closed, "www.po.co/uk/phones"));
        Assert.Equal((302, "no-store"), (redirect.Status, redirect.CacheControl));
    }

    [Fact]
    public void A_site_with_one_address_may_be_cached_for_all()
    {
        var gate = new SomeGate();
        gate.Sites[0] = SomeGate.Site("uk", "www.po.co", "/uk", "Europe/London", "en-GB", ("fallback", "https://www.mi.com/uk"));
        var redirect = Assert.IsType<Redirect>(gate.Get(Closed, "www.po.co/uk/phones"));
        Assert.Equal(("public, max-age=3600", false), (redirect.CacheControl, redirect.ByLanguage));
    }
}
