using System.Globalization;
using Storefold.Matching;
using Storefold.Tests.Loyalty;

namespace Storefold.Tests.Matching;

public sealed class MatchProperties
{
    private static readonly string[] Locals =
        ["anna", "anna", "anna", "Anna", "a.nna", "anna+x", "аnna", "bo", "\u212Aim", "kim"];

    private static readonly string[] Domains =
    [
        "example.com", "example.com", "example.com", "example.com", "example.com", "Example.COM", "müller.de",
        "xn--mller-kva.de", "exam\u00ADple.com",
    ];

    [Fact]
    [Trait("Category", "Seeded")]
    public void A_merge_without_asking_means_that_every_condition_of_the_table_holds()
    {
        var random = Seed.Random(1977);
        var kinds = new Dictionary<MatchKind, int>();
        for (var round = 0; round < 100_000; round++)
        {
            var source = Random(random, "s");
            var targets = Enumerable.Range(0, random.Next(8) switch { 0 => 0, 1 => 2, 2 => 3, _ => 1 })
                .Select(index => Random(random, $"t{index}", source)).ToArray();
            var rivals = random.Next(12) == 0 ? 1 : 0;
            var known = random.Next(10) > 0;

            var decision = Matcher.Decide(source, targets, rivals, known, People.Rules);
            kinds[decision.Kind] = kinds.GetValueOrDefault(decision.Kind) + 1;
            if (decision.Kind == MatchKind.Auto) AllConditionsHold(source, targets, decision, rivals, known);
            if (targets.Length > 1) OrderDoesNotMatter(random, source, targets, rivals, known, decision);
        }

        var counts = string.Join(", ", kinds.OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(counts);
        Assert.True(Enum.GetValues<MatchKind>().All(kind => kinds.GetValueOrDefault(kind) > 500), counts);
    }

    private static void OrderDoesNotMatter(
        Random random, Person source, Person[] targets, int rivals, bool known, MatchDecision decision)
    {
        var again = Matcher.Decide(source, RandomAccounts.Shuffled(random, targets), rivals, known, People.Rules);
        Assert.Equal((decision.Kind, decision.TargetKey), (again.Kind, again.TargetKey));
        Assert.Equal(decision.Reasons, again.Reasons, StringComparer.Ordinal);
        Assert.Equal(decision.Candidates, again.Candidates, StringComparer.Ordinal);
    }

    // The table once more, in other words than the code's: from the raw fields.
    private static void AllConditionsHold(
        Person source, Person[] targets, MatchDecision decision, int rivals, bool known)
    {
        var target = targets.Single(person => string.Equals(person.Key, decision.TargetKey, StringComparison.Ordinal));
        Assert.Equal(0, rivals);
        Assert.True(known);
        Assert.Equal(Plain(source.Email), Plain(target.Email));
        foreach (var other in targets.Except([target]))
        {
            Assert.NotEqual(source.Phone ?? "none", other.Phone, StringComparer.Ordinal);
            Assert.False(string.Equals(source.Email, other.Email, StringComparison.OrdinalIgnoreCase), other.Email);
        }

        foreach (var person in new[] { source, target })
        {
            Assert.True(person.Verified || person.VerifiedAt is not null, "verified");
            Assert.Equal(PersonStatus.Active, person.Status);
            Assert.Equal(PersonKind.Registered, person.Kind);
            Assert.False(person.Staff || person.B2b || person.Fraud || person.PendingEmail is not null
                || person.OrderCount > 50);
            Assert.True(Math.Max(person.VerifiedAt ?? 0, person.LastLoginAt ?? 0) >= People.Ago(549), "recent");
        }

        Assert.Equal(source.SocialOnly, target.SocialOnly);
        Assert.True(Compatible(source.FirstName, target.FirstName), "name");
        Assert.True(Compatible(source.Phone, target.Phone), "phone");
        var apart = source.Countries.Count > 0 && target.Countries.Count > 0
            && !source.Countries.Any(country => target.Countries.Contains(country, StringComparer.Ordinal));
        Assert.False(apart, "countries");
        Assert.True(WasThereAfter(source, target) && WasThereAfter(target, source), "not recycled");
    }

    private static bool Compatible(string? one, string? other) =>
        one is null || other is null || string.Equals(one, other, StringComparison.Ordinal);

    private static bool WasThereAfter(Person person, Person other)
    {
        var proven = other.VerifiedAt ?? other.CreatedAt;
        return person.LastLoginAt >= proven || person.LastOrderAt >= proven || person.VerifiedAt >= proven;
    }

    // The mailbox as written, domain in ASCII; null where it holds anything but plain letters.
    private static string Plain(string? email)
    {
        Assert.NotNull(email);
        var at = email.IndexOf('@', StringComparison.Ordinal);
        Assert.All(email[..at], letter => Assert.InRange(letter, '!', '~'));
        Assert.DoesNotContain('\u00AD', email);
        return email[..at] + "@" + new IdnMapping().GetAscii(email[(at + 1)..]).ToLowerInvariant();
    }

    private static Person Random(Random random, string key, Person? like = null)
    {
        T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
        bool Rarely() => random.Next(40) == 0;
        var person = new Person
        {
            Key = key,
            Kind = Rarely() ? PersonKind.Guest : PersonKind.Registered,
            Email = Rarely() ? null : Pick(Locals) + "@" + Pick(Domains),
            Verified = random.Next(10) > 0,
            VerifiedAt = random.Next(3) == 0 ? null : People.Ago(random.Next(600, 900)),
            CreatedAt = random.Next(8) == 0 ? null : People.Ago(random.Next(900, 1200)),
            Phone = Pick(null, "+44 7700 900123", "+44 7700 900123", "+44 7700 900555"),
            FirstName = Pick(null, "Anna", "Anna", "Anna", "Bo"),
            Countries = Pick<string[]>([], ["GB"], ["GB", "DE"], ["IN"]),
            Status = Rarely() ? Pick(PersonStatus.Disabled, PersonStatus.Deleted, PersonStatus.Unknown)
                : PersonStatus.Active,
            Staff = Rarely(),
            LastLoginAt =
                Pick<long?>(People.Ago(random.Next(1, 700)), People.Ago(random.Next(1, 300)), People.Ago(5), null),
            LastOrderAt = Pick<long?>(People.Ago(random.Next(1, 700)), null),
            OrderCount = Rarely() ? 51 : 3,
            SocialOnly = Rarely(),
            PendingEmail = Rarely() ? "anna@example.com" : null,
            B2b = Rarely(),
            Fraud = Rarely(),
        };
        if (like is null || random.Next(4) == 0) return person;
        return person with { Email = like.Email, FirstName = like.FirstName, Phone = like.Phone };
    }
}
