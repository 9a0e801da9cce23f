using Storefold.Matching;

namespace Storefold.Tests.Matching;

/// <summary>Cases 3 to 14 of the forty, as far as a decision goes; case 2 stands with the names.</summary>
public sealed class NastyPeople
{
    [Theory]
    [InlineData("mıke@example.com", "mike@example.com")]
    [InlineData("mike@example.com", "mıke@example.com")]
    public void Case_3_a_dotless_i_is_never_merged_with_an_i(string source, string target)
    {
        var decision = People.Decide(People.Source(source), People.Target(target));
        Assert.Equal(MatchKind.Never, decision.Kind);
        Assert.Contains("email_look_alike", decision.Reasons, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("\u212Aelvin@example.com", "kelvin@example.com")]
    [InlineData("ſam@example.com", "sam@example.com")]
    [InlineData("\u212Aelvin@example.com", "nobody@example.org")]
    [InlineData("kelvin@example.com", "\u212Aelvin@example.com")]
    public void Case_4_a_kelvin_sign_or_a_long_s_goes_to_a_person(string source, string target)
    {
        var decision = People.Decide(
            People.Source(source), People.Target(target) with { Phone = null, FirstName = null, LastName = null });
        Assert.Equal(MatchKind.Review, decision.Kind);
        Assert.Contains("email_local_not_ascii", decision.Reasons, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("anna.\u200Bberg@example.com")]
    [InlineData("\u200Fanna.berg@example.com")]
    [InlineData("anna.berg@example.com\u202C")]
    public void Case_5_an_invisible_character_goes_to_a_person_and_the_raw_address_is_kept(string raw)
    {
        var source = People.Source(raw);
        foreach (var decision in new[] { People.Decide(source), People.Decide(source, People.Target()) })
        {
            Assert.Equal(MatchKind.Review, decision.Kind);
            Assert.Contains("email_invisible_character", decision.Reasons, StringComparer.Ordinal);
        }

        Assert.Equal(raw, source.Email, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Bob@X.com")]
    [InlineData("bob@x.com")]
    public void Case_6_two_retiring_accounts_that_differ_by_case_go_to_a_person(string raw)
    {
        Assert.Equal("bob@x.com", EmailKey.Of(raw).Key);
        var alone = Matcher.Decide(People.Source(raw), [], sourceRivals: 1, true, People.Rules);
        Assert.Equal(MatchKind.Review, alone.Kind);
        Assert.Equal(["several_retiring_accounts"], alone.Reasons);
        var claimed = Matcher.Decide(People.Source(raw), [People.Target(raw)], sourceRivals: 1, true, People.Rules);
        Assert.Equal((MatchKind.Review, "t1"), (claimed.Kind, claimed.TargetKey));
    }

    [Fact]
    public void Case_7_a_plus_tag_is_not_merged_unasked()
    {
        var decision = People.Decide(People.Source("anna.berg+poco@example.com"), People.Target());
        Assert.Equal(MatchKind.Review, decision.Kind);
        Assert.Equal(["email_variant"], decision.Reasons);
    }

    [Fact]
    public void Case_8_an_international_domain_and_its_punycode_are_one_address() =>
        Assert.Equal(MatchKind.Auto, People.Decide(
            People.Source("anna@münchen.example"), People.Target("anna@xn--mnchen-3ya.example")).Kind);

    [Fact]
    public void Case_9_an_address_proven_anew_since_the_last_order_is_challenged()
    {
        var left = People.Source() with { LastLoginAt = People.Ago(300), LastOrderAt = People.Ago(290) };
        var decision = People.Decide(
            left, People.Target() with { VerifiedAt = People.Ago(60), CreatedAt = People.Ago(60) });
        Assert.Equal(MatchKind.Challenge, decision.Kind);
        Assert.Equal(["email_may_be_recycled"], decision.Reasons);
    }

    [Fact]
    public void Case_10_an_unverified_account_that_squats_on_an_address_gets_nothing()
    {
        var squatter = People.Target() with
        {
            VerifiedAt = null, FirstName = null, LastName = null, Phone = null, Countries = [],
        };
        var decision = People.Decide(People.Source(), squatter);
        Assert.Equal(MatchKind.Challenge, decision.Kind);
        Assert.Contains("target_unverified", decision.Reasons, StringComparer.Ordinal);
    }

    [Fact]
    public void Case_11_an_unconfirmed_change_of_address_leads_nowhere_and_is_told()
    {
        var changing = People.Source("old@example.com") with { PendingEmail = "anna.berg@example.com", Phone = null };
        var decision = People.Decide(changing, People.Target());
        Assert.Equal((MatchKind.Never, null), (decision.Kind, decision.TargetKey));
        Assert.Equal(["email_change_only"], decision.Reasons);

        var told = People.Decide(People.Source() with { PendingEmail = "new@example.com" }, People.Target());
        Assert.Equal(MatchKind.Challenge, told.Kind);
        Assert.Equal(["email_change_pending"], told.Reasons);
    }

    [Fact]
    public void Case_13_a_person_on_two_retiring_sites_is_one_account_or_a_decision()
    {
        // One row in both sites is one retiring account; two rows claim one target and a person says that they are one.
        var both = People.Source() with { Countries = ["GB", "SE"] };
        Assert.Equal(MatchKind.Auto, People.Decide(both, People.Target()).Kind);
        foreach (var row in new[] { People.Source() with { Key = "global/9" }, People.Source() with { Key = "uk/4" } })
        {
            var decision = Matcher.Decide(row, [People.Target()], sourceRivals: 1, true, People.Rules);
            Assert.Equal((MatchKind.Review, "t1"), (decision.Kind, decision.TargetKey));
            Assert.Equal(["several_retiring_accounts"], decision.Reasons);
        }
    }

    [Fact]
    public void Case_14_a_guests_orders_are_linked_by_a_challenge()
    {
        var guest = new Person
        {
            Key = "g", Kind = PersonKind.Guest, Email = "anna.berg@example.com", LastOrderAt = People.Ago(2000),
        };
        Assert.Equal(MatchKind.Challenge, People.Decide(guest, People.Target()).Kind);
    }
}
