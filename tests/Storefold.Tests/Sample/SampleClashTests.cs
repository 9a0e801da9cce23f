using NodaTime;
using Storefold.Matching;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Sample;

public sealed class SampleClashTests(SharedSample shared) : IClassFixture<SharedSample>
{
    private const string SourcePeople =
        """
        SELECT c.id, c.email, c.mobile, c.given_name, c.family_name, c.email_confirmed_ms * 1000, c.last_seen_ms * 1000,
               c.joined_ms * 1000, c.kind, 0, a.country
        FROM customers c LEFT JOIN customer_addresses a ON a.customer_id = c.id AND a.ship_here
        WHERE c.state = 'active'
        """;

    private const string TargetPeople =
        """
        SELECT c.id, c.email, c.phone, c.first_name, c.last_name, unixepoch(c.email_verified_at) * 1000000,
               unixepoch(c.last_login_at) * 1000000, unixepoch(c.created_at) * 1000000, c.kind, c.is_staff, a.country
        FROM customers c LEFT JOIN customer_addresses a ON a.customer_id = c.id
        """;

    private static readonly AccountRules Rules = new(
        18, HighValueOrders: null, "carry", Instant.FromUtc(2024, 10, 21, 0, 0));

    [Fact]
    public void Planted_accounts_are_judged_as_they_were_meant_and_all_others_meet_nobody()
    {
        using var poco = shared.Poco();
        using var mi = shared.Mi();
        var target = SampleShops.Rows(mi, TargetPeople).Select(ToPerson).ToList();
        var byMail = target.Where(person => person.Email is not null)
            .ToLookup(person => person.Email!.Replace("+mi@", "@", StringComparison.Ordinal), StringComparer.Ordinal);
        var byPhone = target.Where(person => person.Phone is not null).ToLookup(person => person.Phone!,
            StringComparer.Ordinal);

        var kinds = SampleShops.Rows(poco, SourcePeople).Select(ToPerson)
            .Select(person => Matcher.Decide(
                person, [.. byMail[person.Email ?? "-"].Concat(byPhone[person.Phone ?? "-"])], 0, true, Rules).Kind)
            .ToList();

        Assert.Equal(Planted("(AUTO)"), kinds.Count(kind => kind == MatchKind.Auto));
        Assert.Equal(Planted("(CHALLENGE)"), kinds.Count(kind => kind == MatchKind.Challenge));
        Assert.Equal(Planted("(REVIEW)"), kinds.Count(kind => kind == MatchKind.Review));
        Assert.Equal(kinds.Count - Planted("account: "), kinds.Count(kind => kind == MatchKind.None));
    }

    private int Planted(string word) => shared.Report.Planted
        .Where(planted => planted.Key.Contains(word, StringComparison.Ordinal)
            && planted.Key.StartsWith("account: ", StringComparison.Ordinal))
        .Sum(planted => planted.Value);

    private static Person ToPerson(string[] row) => new()
    {
        Key = row[0],
        Email = Known(row[1]),
        Phone = Known(row[2]),
        FirstName = Known(row[3]),
        LastName = Known(row[4]),
        VerifiedAt = Time(row[5]),
        LastLoginAt = Time(row[6]),
        CreatedAt = Time(row[7]),
        Kind = row[8] is "guest" ? PersonKind.Guest : PersonKind.Registered,
        Staff = row[9] is "1",
        Countries = Known(row[10]) is { } country ? [country] : [],
        Status = PersonStatus.Active,
        HasPassword = true,
    };

    private static string? Known(string cell) => cell is "NULL" ? null : cell;

    private static long? Time(string cell) => Known(cell) is { } known ? long.Parse(known) : null;
}
