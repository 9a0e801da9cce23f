using System.Collections.Immutable;
using Storefold.Certifying;
using Storefold.Certifying.Statements;
using Storefold.Shop;

namespace Storefold.Tests.Certifying;

/// <summary>Certificates for tests: a small retirement whose books balance.</summary>
internal static class SomeCertificate
{
    public static Certificate Balanced() => With(BalancedBooks());

    public static Certificate With(Books books) => new(
        "poco-farewell",
        PlanDigest.Of("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        Clock.ToMicroseconds(new DateTimeOffset(2024, 12, 31, 12, 0, 0, TimeSpan.Zero)),
        books,
        new VerificationSummary(Run: 7, ComparedRows: 14_523, Mismatches: 0),
        Statements());

    /// <summary>A tree of three leaves.</summary>
    public static StatementRoot Statements()
    {
        var tree = new MerkleTree();
        for (byte leaf = 0; leaf < 3; leaf++) tree.Add(MerkleTree.LeafHash([leaf]));
        return new StatementRoot(tree.Count, tree.Root);
    }

    public static Books BalancedBooks()
    {
        FateRow[] fates =
        [
            new("poco-uk", "customer", 387, 301, 60, Rules(("kept_site", 20), ("no_site", 3)), 2, 1),
            new("poco-uk", "order", 1_204, 1_150, 0, Rules(("cart", 50)), 4, 0),
            new("poco-uk", "order.line", 3_410, 3_302, 0, Rules(("cart", 96)), 12, 0),
            new("poco-uk", "coupon", 12, 10, 1, Rules(("expired", 1)), 0, 0),
            new("poco-uk", "coupon.code", 240, 200, 20, Rules(("public_code", 20)), 0, 0),
            new("poco-uk", "coupon.use", 88, 88, 0, ByRule.None<long>(), 0, 0),
            new("poco-global", "customer", 0, 0, 0, ByRule.None<long>(), 0, 0),
        ];
        return new(
            fates,
            [
                new("GBP", "order.total_grand", 128_450.99m, Amounts(("cart", 4_300.49m)), 310.00m, 123_840.50m),
                new("JPY", "order.total_grand", 1_200_000m, ByRule.None<decimal>(), 0m, 1_200_000m),
            ],
            [new("poco", new Rational(13, 10), 12_500m, 300m, 0m, 199m, 12_001m, new Rational(7, 10), 15_602m)],
            CouponsRow.From(fates, reissued: 3, aliases: 2),
            new(new(366, 338), new(1_154, 1_101), new(15_602m, 14_900m)),
            [new("poco-india", 0, null)],
            [new("customer", 512, 440, 60, 0, 12, 31), new("order", 2_048, 2_048, 0, 0)],
            [
                new("no_time_zone", "customer", "tz", 361, "Mi customers have no zone"),
                new("no_consents", "customer.consent", null, 722, "Mi keeps consents in another system"),
            ]);
    }

    /// <summary>One row of each kind, for tests that go through a file byte by byte.</summary>
    public static Books ShortBooks()
    {
        var books = BalancedBooks();
        return new(
            [books.Fates[3]], [books.Money[0]], books.Points, CouponsRow.From([books.Fates[3]], 0, 0),
            books.NeedsNoAction with { Customers = default, Orders = default }, books.KeptSites, [books.TargetOwn[0]], [books.NotCarried[0]]);
    }

    public static ImmutableSortedDictionary<Name, long> Rules(params (string Rule, long Rows)[] rules) =>
        ByRule.Of(rules.Select(rule => KeyValuePair.Create(rule.Rule, rule.Rows)));

    public static ImmutableSortedDictionary<Name, decimal> Amounts(
        params (string Rule, decimal Amount)[] rules) =>
        ByRule.Of(rules.Select(rule => KeyValuePair.Create(rule.Rule, rule.Amount)));
}
