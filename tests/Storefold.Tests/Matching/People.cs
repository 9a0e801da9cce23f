using NodaTime;
using Storefold.Matching;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Matching;

/// <summary>Builders: a person for whom everything speaks for a merge, and the plan's default rules.</summary>
internal static class People
{
    public static readonly Instant AsOf = Instant.FromUtc(2024, 10, 21, 8, 0);

    public static readonly AccountRules Rules = new(18, 50, "carry", AsOf);

    public static long Ago(int days) =>
        Clock.ToMicroseconds(AsOf.ToDateTimeOffset()) - (days * Clock.MicrosecondsPerDay);

    public static Person Source(string? email = "anna.berg@example.com") => new()
    {
        Key = "s1",
        Email = email,
        VerifiedAt = Ago(900),
        CreatedAt = Ago(900),
        Phone = "+44 7700 900123",
        FirstName = "Anna",
        LastName = "Berg",
        Countries = ["GB"],
        LastLoginAt = Ago(20),
        LastOrderAt = Ago(25),
        OrderCount = 4,
        HasPassword = true,
    };

    public static Person Target(string? email = "anna.berg@example.com") => Source(email) with
    {
        Key = "t1",
        VerifiedAt = Ago(800),
        CreatedAt = Ago(801),
        LastLoginAt = Ago(40),
        LastOrderAt = Ago(60),
    };

    public static MatchDecision Decide(Person source, params Person[] targets) =>
        Matcher.Decide(source, targets, 0, true, Rules);
}
