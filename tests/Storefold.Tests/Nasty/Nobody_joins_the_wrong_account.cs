using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>Cases 3 to 11, 14 and 15: who is, and who is not, the same person.</summary>
public sealed class Nobody_joins_the_wrong_account
{
    [Theory]
    [InlineData("mıke@post.example", "mike@post.example")] // case 3: dotless i
    public async Task Case_3_letters_that_look_alike_never_merge(string source, string target)
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", source);
        lab.MiCustomer(1, target);

        var result = await lab.FoldAsync();

        Assert.Equal(0, result.Rows("customer", "merged"));
        Assert.Equal("never", lab.One("SELECT kind FROM storefold_match"));
        Assert.Equal([target, source], lab.Ask("SELECT email FROM customers ORDER BY id"));
    }

    [Theory]
    [InlineData("\u212Aelvin@post.example")] // case 4: KELVIN SIGN
    [InlineData("ſam@post.example")] // case 4: LONG S
    [InlineData("zero\u200Bwidth@post.example")] // case 5: ZERO WIDTH SPACE
    [InlineData("rtl\u200F@post.example")] // case 5: RIGHT-TO-LEFT MARK
    public async Task Cases_4_and_5_an_address_that_reads_like_another_waits_for_a_person_and_is_kept_raw(string email)
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", email);

        await lab.FoldAsync();

        Assert.Equal("review", lab.One("SELECT kind FROM storefold_match"));
        Assert.Equal(email, lab.One("SELECT email FROM storefold_holding"));
        Assert.Equal("held-poco-C-1@storefold.invalid|held", lab.One("SELECT email, status FROM customers"));
    }

    [Fact]
    public async Task Case_6_two_accounts_that_differ_by_capitals_both_wait()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "Bob@X.example");
        lab.Customer("C-2", "bob@x.example");

        await lab.FoldAsync();

        Assert.Equal(["C-1|review", "C-2|review"], lab.Ask("SELECT source_key, kind FROM storefold_match ORDER BY source_key"));
        Assert.Equal(["Bob@X.example", "bob@x.example"], lab.Ask("SELECT email FROM storefold_holding ORDER BY source_key"));
    }

    [Fact]
    public async Task Case_7_a_plus_tag_does_not_merge_by_itself()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann+shop@post.example");
        lab.MiCustomer(1, "ann@post.example");

        var result = await lab.FoldAsync();

        Assert.Equal(0, result.Rows("customer", "merged"));
        Assert.Equal("review|1", lab.One("SELECT kind, target_key FROM storefold_match"));
    }

    [Fact]
    public async Task Case_8_an_international_domain_and_its_punycode_are_one_address()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "anna@bücher.example");
        lab.MiCustomer(1, "anna@xn--bcher-kva.example");
        lab.Order(10, "C-1");

        var result = await lab.FoldAsync();

        Assert.Equal(1, result.Rows("customer", "merged"));
        Assert.Equal("1", lab.One("SELECT customer_id FROM orders"));
    }

    [Fact]
    public async Task Case_9_an_address_that_may_have_a_new_owner_has_to_be_proven()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example", lastSeen: 1_706_745_600_000); // 2024-02-01
        lab.MiCustomer(1, "ann@post.example", verifiedAt: "2024-06-01T00:00:00Z");

        await lab.FoldAsync();

        Assert.Equal("challenge|email_may_be_recycled", lab.One("SELECT kind, reasons FROM storefold_match"));
        Assert.Equal(2, lab.Ask("SELECT id FROM customers").Count);
    }

    [Fact]
    public async Task Case_10_somebody_who_squats_an_address_unproven_in_the_target_gets_nothing()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "victim@post.example");
        lab.MiCustomer(1, "victim@post.example", verifiedAt: null);
        lab.Order(10, "C-1");
        lab.Points(1, "C-1", [100]);

        await lab.FoldAsync();

        Assert.Equal("challenge", lab.One("SELECT kind FROM storefold_match"));
        Assert.Empty(lab.Ask("SELECT id FROM orders WHERE customer_id = 1 UNION ALL SELECT id FROM points_accounts WHERE customer_id = 1"));
        Assert.Equal("victim@post.example", lab.One("SELECT email FROM customers WHERE id = 1"));
    }

    [Fact]
    public async Task Case_11_an_unconfirmed_change_of_address_is_dropped_and_told()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "old@post.example");
        lab.Poco("UPDATE customers SET new_email = 'new@post.example'");
        lab.MiCustomer(1, "new@post.example");

        var result = await lab.FoldAsync();

        Assert.Equal(1, result.Lost("customer.pending_email", "no_pending_email"));
        Assert.Equal(["new@post.example", "old@post.example"], lab.Ask("SELECT email FROM customers ORDER BY id"));
        Assert.Equal(0, result.Rows("customer", "merged"));
    }

    [Fact]
    public async Task Case_14_guest_orders_are_linked_only_by_proof()
    {
        using var lab = TwoShops.Open();
        lab.Customer("G-1", "later@post.example", kind: "guest", verified: false);
        lab.Order(10, "G-1");
        lab.MiCustomer(1, "later@post.example");

        await lab.FoldAsync();

        Assert.Equal("challenge|1", lab.One("SELECT kind, target_key FROM storefold_match"));
        Assert.Empty(lab.Ask("SELECT id FROM orders WHERE customer_id = 1"));

        lab.DecideMerge("poco", "G-1", 1);
        await lab.FoldAsync();

        Assert.Equal("N-10", lab.One("SELECT number FROM orders WHERE customer_id = 1"));
        Assert.Equal("1", lab.One("SELECT count(*) FROM customers"));
    }

    [Fact]
    public async Task Case_15_an_order_with_a_phone_number_and_no_address_arrives()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", null, mobile: "+447700900123", verified: false);
        lab.MiCustomer(1, "other@post.example", phone: "+44 7700 900123");
        lab.Order(10, "C-1");
        lab.Poco("UPDATE orders SET contact_phone = '+447700900123'");

        await lab.FoldAsync();

        Assert.Equal("N-10|NULL|+447700900123", lab.One("SELECT number, email, phone FROM orders"));
        Assert.Equal("challenge|1", lab.One("SELECT kind, target_key FROM storefold_match"));
    }

    [Fact]
    public async Task A_blocked_customer_whose_address_the_target_has_arrives_without_it()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example", state: "locked");
        lab.MiCustomer(1, "ann@post.example");
        lab.Order(10, "C-1");

        var result = await lab.FoldAsync();

        Assert.Equal("never", lab.One("SELECT kind FROM storefold_match"));
        Assert.Equal(0, result.Rows("customer", "quarantined"));
        Assert.Equal("2|N-10", lab.One("SELECT customer_id, number FROM orders"));
        Assert.Equal("ann@post.example", lab.One("SELECT email FROM storefold_holding"));
    }

    [Fact]
    public async Task Two_customers_with_an_empty_address_both_arrive()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "", verified: false);
        lab.Customer("C-2", "", verified: false);

        var result = await lab.FoldAsync();

        Assert.Equal(2, result.Rows("customer", "created"));
    }

    [Fact]
    public async Task Two_accounts_with_one_address_that_are_kept_apart_do_not_both_get_it()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "bob@x.example");
        lab.Customer("C-2", "bob@x.example");
        await lab.FoldAsync();
        lab.DecideSeparate("poco", "C-1");
        lab.DecideSeparate("poco", "C-2");

        var result = await lab.FoldAsync();

        Assert.Equal(2, result.Rows("customer", "created"));
        Assert.Equal(["bob@x.example|active", "held-poco-C-2@storefold.invalid|held"], lab.Ask("SELECT email, status FROM customers ORDER BY id"));
        Assert.Equal("bob@x.example", lab.One("SELECT email FROM storefold_holding"));
    }

    [Fact]
    public async Task Somebody_who_joined_and_left_does_not_take_the_accounts_address_along()
    {
        using var lab = TwoShops.Open();
        lab.MiCustomer(1, "ann@post.example");
        lab.Customer("C-1", "ann@post.example");
        await lab.FoldAsync();
        lab.Poco("DELETE FROM customer_sites; DELETE FROM customers");
        lab.Customer("C-2", "ann@post.example");

        var result = await lab.FoldAsync();

        Assert.Equal(1, result.Rows("customer", "merged"));
        Assert.Equal(["C-1|auto|1", "C-2|auto|1"], lab.Ask("SELECT source_key, kind, target_key FROM storefold_match ORDER BY source_key"));
    }
}
