using Storefold.Matching;

namespace Storefold.Tests.Matching;

/// <summary>The table of decisions, a row of it per test: each starts from a pair for whom everything speaks.</summary>
public sealed class MatchTable
{
    public static TheoryData<string> Challenges =>
    [
        "source_unverified", "target_unverified", "verification_undated", "guest", "login_kinds_differ",
        "email_change_pending", "recency_unknown", "email_may_be_recycled",
    ];

    public static TheoryData<string> Reviews =>
    [
        "name_conflict", "phone_conflict", "country_conflict", "staff", "business", "fraud_flag", "high_value",
        "dormant", "status_unknown", "email_case_differs", "email_variant",
    ];

    [Fact]
    public void A_pair_for_whom_everything_speaks_is_merged()
    {
        var decision = People.Decide(People.Source(), People.Target());
        Assert.Equal((MatchKind.Auto, "t1"), (decision.Kind, decision.TargetKey));
        Assert.Equal(["all_conditions_met"], decision.Reasons);
        Assert.Equal(["t1"], decision.Candidates);
    }

    [Theory]
    [MemberData(nameof(Challenges))]
    public void The_customer_must_prove_it_when(string reason) => Expect(MatchKind.Challenge, reason);

    [Theory]
    [MemberData(nameof(Reviews))]
    public void A_person_decides_when(string reason) => Expect(MatchKind.Review, reason);

    [Theory]
    [InlineData("blocked")]
    [InlineData("erased")]
    [InlineData("email_look_alike")]
    public void Nobody_is_asked_when(string reason) => Expect(MatchKind.Never, reason);

    [Fact]
    public void A_target_that_keeps_no_verification_challenges()
    {
        var decision = Matcher.Decide(
            People.Source(), [People.Target()], 0, targetEmailVerifiedKnown: false, People.Rules);
        Assert.Equal(MatchKind.Challenge, decision.Kind);
        Assert.Equal(["target_verification_unknown"], decision.Reasons);
    }

    [Fact]
    public void The_same_phone_alone_is_challenged_and_with_another_name_reviewed()
    {
        var source = People.Source("anna@example.com");
        var decision = People.Decide(source, People.Target("a.berg@example.org"));
        Assert.Equal((MatchKind.Challenge, "t1"), (decision.Kind, decision.TargetKey));
        Assert.Equal(["phone_only"], decision.Reasons);
        Assert.Equal(
            MatchKind.Review, People.Decide(source, People.Target("b@example.org") with { FirstName = "Bo" }).Kind);
    }

    [Fact]
    public void Two_candidates_are_reviewed_even_when_one_fits_in_everything()
    {
        var household = People.Target("bo.berg@example.com") with { Key = "t2", FirstName = "Bo" };
        var decision = People.Decide(People.Source(), People.Target(), household);
        Assert.Equal((MatchKind.Review, null), (decision.Kind, decision.TargetKey));
        Assert.Equal(["several_candidates", "shared_phone"], decision.Reasons);
        Assert.Equal(["t1", "t2"], decision.Candidates);
    }

    [Fact]
    public void Nobody_to_match_is_a_plain_creation()
    {
        Assert.Equal(MatchKind.None, People.Decide(People.Source()).Kind);
        Assert.Equal(MatchKind.None, People.Decide(People.Source(null)).Kind);
        var stranger = People.Target("x@example.org") with { Phone = null, FirstName = "Xenia" };
        var decision = People.Decide(People.Source(), stranger);
        Assert.Equal(MatchKind.None, decision.Kind);
        Assert.Empty(decision.Reasons);
        Assert.Empty(decision.Candidates);
    }

    [Fact]
    public void An_address_without_a_key_is_reviewed_even_when_nobody_is_there()
    {
        var decision = People.Decide(People.Source("münchen@example.com"));
        Assert.Equal((MatchKind.Review, null), (decision.Kind, decision.TargetKey));
        Assert.Equal(["email_local_not_ascii"], decision.Reasons);
    }

    [Fact]
    public void The_same_name_alone_is_never_followed()
    {
        var decision = People.Decide(People.Source(), People.Target("other@example.org") with { Phone = null });
        Assert.Equal((MatchKind.Never, null), (decision.Kind, decision.TargetKey));
        Assert.Equal(["name_only"], decision.Reasons);
    }

    [Fact]
    public void Two_candidates_that_can_never_be_merged_are_not_put_before_a_person()
    {
        var erased = People.Target() with { Status = PersonStatus.Deleted };
        Assert.Equal(MatchKind.Never, People.Decide(People.Source(), erased, erased with { Key = "t2" }).Kind);
        Assert.Equal(
            MatchKind.Review, People.Decide(People.Source(), erased, People.Target() with { Key = "t2" }).Kind);
    }

    [Fact]
    public void Every_reason_has_a_sentence_for_people()
    {
        Assert.True(MatchReasons.Codes.Count > 30);
        Assert.All(MatchReasons.Codes, code => Assert.EndsWith(".", MatchReasons.Text(code), StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => MatchReasons.Text("no_such_reason"));
    }

    // The doubt on the source's side, and then the same doubt on the target's.
    private static void Expect(MatchKind kind, string reason)
    {
        foreach (var (source, target) in Doubtful(reason))
        {
            var decision = People.Decide(source, target);
            Assert.Equal((kind, "t1"), (decision.Kind, decision.TargetKey));
            Assert.Contains(reason, decision.Reasons, StringComparer.Ordinal);
        }
    }

    private static IEnumerable<(Person Source, Person Target)> Doubtful(string reason)
    {
        var (source, target) = (People.Source(), People.Target());
        if (reason is "source_unverified") return [(source with { VerifiedAt = null }, target)];
        if (reason is "target_unverified") return [(source, target with { VerifiedAt = null })];
        if (reason is "email_may_be_recycled")
        {
            var late = People.Ago(10);
            return [(source, target with { VerifiedAt = late }), (source with { VerifiedAt = late }, target)];
        }

        return [(Changed(source, reason), target), (source, Changed(target, reason))];
    }

    private static Person Changed(Person person, string reason) => reason switch
    {
        "verification_undated" => person with { Verified = true, VerifiedAt = null, CreatedAt = null },
        "guest" => person with { Kind = PersonKind.Guest },
        "login_kinds_differ" => person with { HasPassword = false, SocialOnly = true },
        "email_change_pending" => person with { PendingEmail = "new@example.com" },
        "recency_unknown" => person with { LastLoginAt = null },
        "name_conflict" => person with { FirstName = "Bo" },
        "phone_conflict" => person with { Phone = "+44 7700 900999" },
        "country_conflict" => person with { Countries = ["DE", "FR"] },
        "staff" => person with { Staff = true },
        "business" => person with { B2b = true },
        "fraud_flag" => person with { Fraud = true },
        "high_value" => person with { OrderCount = 51 },
        "dormant" => person with { LastLoginAt = People.Ago(700), LastOrderAt = People.Ago(700) },
        "status_unknown" => person with { Status = PersonStatus.Unknown },
        "email_case_differs" => person with { Email = "Anna.Berg@example.com" },
        "email_variant" => person with { Email = "annaberg@example.com" },
        "blocked" => person with { Status = PersonStatus.Disabled },
        "erased" => person with { Status = PersonStatus.Deleted },
        "email_look_alike" => person with { Email = "аnna.berg@example.com" },
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
