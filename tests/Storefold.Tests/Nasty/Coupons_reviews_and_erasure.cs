using Storefold.Shop;
using Storefold.Tests.Sample;
using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>Cases 37 to 40.</summary>
public sealed class Coupons_reviews_and_erasure
{
    [Theory]
    [InlineData("nocase", "SÀVE10")]
    [InlineData("unicode_ai_ci", "SÀVE10-POCO")]
    public async Task Case_37_the_targets_collation_decides_which_codes_collide(string collation, string expected)
    {
        using var lab = TwoShops.Open();
        lab.PackFolders["mi-platform"] = PackWith(lab, "coupon_code_collation: nocase", "coupon_code_collation: " + collation);
        Coupon(lab, "SÀVE10");
        lab.Mi("""
            INSERT INTO coupons (id, title, type, value, is_active) VALUES (1, 'Ours', 'percent', '20', 1);
            INSERT INTO coupon_codes (id, coupon_id, code) VALUES (1, 1, 'SAVE10');
            """);

        await lab.FoldAsync();

        Assert.Equal(expected, lab.One("SELECT code FROM coupon_codes WHERE id <> 1"));
        Assert.Equal("SAVE10", lab.One("SELECT code FROM coupon_codes WHERE id = 1"));
        if (expected.EndsWith("-POCO", StringComparison.Ordinal)) Assert.Equal("SÀVE10|SÀVE10-POCO", lab.One("SELECT old, new FROM storefold_alias"));
    }

    [Fact]
    public async Task Case_37_a_code_that_is_too_long_for_the_target_is_reissued_and_the_old_one_kept_as_an_alias()
    {
        using var lab = TwoShops.Open();
        lab.PackFolders["mi-platform"] = PackWith(
            lab, "coupon_code_collation: nocase", "coupon_code_collation: nocase\n  coupon_code_length: 20");
        Coupon(lab, "THIRTY-CHARACTERS-OF-A-COUPON1");

        await lab.FoldAsync();

        Assert.Equal("THIRTY-CHARACTE-POCO", lab.One("SELECT code FROM coupon_codes"));
        Assert.Equal("THIRTY-CHARACTERS-OF-A-COUPON1|THIRTY-CHARACTE-POCO", lab.One("SELECT old, new FROM storefold_alias"));
        Assert.Equal(0, (await lab.FoldAsync()).Written);
    }

    [Fact]
    public async Task Case_38_a_single_use_points_coupon_stays_held_by_its_unpaid_order()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Order(10, "C-1");
        Coupon(lab, "PTS-1");
        lab.Poco("""
            UPDATE coupons SET origin = 'points';
            UPDATE coupon_codes SET owner_id = 'C-1', max_uses = 1, used = 0, held_by_order_id = 10;
            UPDATE orders SET state = 'awaiting_payment', reserved_code_id = 1;
            """);

        await lab.FoldAsync();

        Assert.Equal("points", lab.One("SELECT origin FROM coupons"));
        Assert.Equal("pending|PTS-1|1|0|1", lab.One(
            "SELECT o.placement, k.code, k.usage_limit, k.used_count, k.held_by_order_id FROM orders o JOIN coupon_codes k ON k.id = o.held_coupon_code_id"));
        Assert.Equal(0, (await lab.FoldAsync()).Written);
    }

    [Fact]
    public async Task Case_39_a_review_keeps_half_stars_its_scale_two_replies_and_a_dead_picture()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "gone@post.example", state: "erased");
        lab.Poco("""
            INSERT INTO reviews (id, site, customer_id, nickname, stars, out_of, aspects, body, state, bought)
            VALUES (1, 'uk', 'C-1', 'Erased author', '7.5', 10,
                    '[{"name":"screen","value":"8"},{"name":"battery","value":"6"},{"name":"weight","value":"9"}]', 'Good', 'live', 'yes');
            INSERT INTO review_media (id, review_id, url, mime) VALUES (1, 1, 'https://dead.example/404.jpg', 'image/jpeg');
            INSERT INTO review_replies (id, review_id, author, body, at_ms) VALUES
              (1, 1, 'Shop', 'Thanks', 1719835200000), (2, 1, 'Shop', 'Again', 1719835200000);
            """);

        var result = await lab.FoldAsync();

        Assert.Equal("7.5|10|1|NULL|Erased author", lab.One("SELECT rating, rating_best, rating_worst, customer_id, author_name FROM reviews"));
        Assert.Equal(["Thanks", "Again"], lab.Ask("SELECT body FROM review_replies ORDER BY position"));
        Assert.Equal("https://dead.example/404.jpg", lab.One("SELECT url FROM review_media"));
        Assert.Equal(1, result.Lost("review.aspects", "no_review_aspects"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case_40_whoever_is_erased_stays_erased_through_every_later_run(bool transferredBefore)
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-0", "stays@post.example");
        await lab.FoldAsync();
        lab.Customer("C-1", "forget@post.example", given: "Forgetme");
        lab.Order(10, "C-1");
        lab.Points(1, "C-1", [100]);
        Coupon(lab, "FOR-YOU");
        lab.Poco("""
            UPDATE orders SET contact_email = 'forget@post.example';
            UPDATE coupon_codes SET owner_id = 'C-1', owner_email = 'forget@post.example';
            INSERT INTO coupon_uses (id, coupon_id, code_id, customer_id, email, order_id) VALUES (1, 1, 1, 'C-1', 'forget@post.example', 10);
            INSERT INTO reviews (id, site, customer_id, nickname, body, state) VALUES (1, 'uk', 'C-1', 'Forgetme', 'Good', 'live');
            INSERT INTO gift_cards (id, site, kind, currency, balance, owner_id, sent_to, state) VALUES (1, 'uk', 'card', 'GBP', '5.00', 'C-1', NULL, 'active');
            INSERT INTO wishlists (id, site, customer_id) VALUES (1, 'uk', 'C-1');
            """);
        if (transferredBefore) await lab.FoldAsync();
        lab.InJournal(context => context.Tombstones.Erase("poco", Value.Of("C-1"), MutantLab.Clock.GetUtcNow()));

        for (var run = 0; run < 3; run++)
        {
            var result = await lab.FoldAsync();
            Assert.Equal(1, result.Rows("customer", "erased"));
        }

        Assert.Equal("stays@post.example", lab.One("SELECT email FROM customers"));
        Assert.Equal("N-10|NULL|NULL|1200", lab.One("SELECT number, customer_id, email, total_grand FROM orders"));
        Assert.Empty(lab.Ask("SELECT id FROM points_accounts UNION ALL SELECT id FROM wishlist_items"));
        Assert.Equal("Good|NULL|NULL", lab.One("SELECT body, customer_id, author_name FROM reviews"));
        Assert.Equal("NULL", lab.One("SELECT email FROM coupon_uses"));
        Assert.Equal("NULL|NULL", lab.One("SELECT holder_customer_id, holder_email FROM coupon_codes"));
        Assert.Equal("500|NULL|NULL", lab.One("SELECT balance, owner_customer_id, recipient_email FROM stored_values"));
    }

    private static void Coupon(MutantLab lab, string code) => lab.Poco($"""
        INSERT INTO coupons (id, sites, title, kind, value, origin) VALUES (1, '["uk"]', 'Ten off', 'percent', '10', 'campaign');
        INSERT INTO coupon_codes (id, coupon_id, code, used) VALUES (1, 1, '{code}', 0);
        """);

    private static string PackWith(MutantLab lab, string old, string replacement)
    {
        var from = Support.Repository.File("packs/mi-platform");
        var into = lab.PathOf("mi-platform");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(into, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var yaml = Path.Combine(into, "pack.yaml");
        Assert.Contains(old, File.ReadAllText(yaml), StringComparison.Ordinal);
        File.WriteAllText(yaml, File.ReadAllText(yaml).Replace(old, replacement, StringComparison.Ordinal));
        return into;
    }
}
