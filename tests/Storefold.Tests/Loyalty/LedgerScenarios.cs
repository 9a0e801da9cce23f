using Storefold.Loyalty;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Loyalty;

public sealed class LedgerScenarios
{
    [Fact]
    [Trait("Category", "Seeded")]
    public void The_books_of_a_whole_programme_balance_to_the_last_fraction_of_a_point()
    {
        var random = Seed.Random(99);
        var rule = Points.Rule(7, 13);
        var books = new LedgerBooks();
        var conversions = Enumerable.Range(0, 3_000)
            .Select(number => Points.Convert(rule, RandomAccounts.Account(random, number))).ToArray();
        foreach (var posting in conversions.SelectMany(Ledger.Postings)) Assert.True(books.Add(posting));

        Assert.True(books.Proves("mi", ("poco", rule.Rate)));
        Assert.False(books.Proves("mi", ("poco", new Rational(7, 14))));
        Assert.All(books.Totals(), total => Assert.True(total.Balanced));
        Assert.Equal(
            ["source:poco Pending", "source:poco Posted", "target:mi Pending", "target:mi Posted"],
            books.Totals().Select(total => $"{total.Unit} {total.State}"),
            StringComparer.Ordinal);

        Rational Both(string account, string unit) =>
            books.Balance(account, unit) + books.Balance(account, unit, PostingState.Pending);
        var (source, target) = (Ledger.SourceUnit("poco"), Ledger.TargetUnit("mi"));
        Assert.Equal(Rational.Of(conversions.Sum(one => one.Expired)), Both(Ledger.SourceExpired, source));
        Assert.Equal(Rational.Of(conversions.Sum(one => one.WrittenOff)), Both(Ledger.SourceWrittenOff, source));
        Assert.Equal(Rational.Of(conversions.Sum(one => one.Converted)), Both(Ledger.SourceLiquidity("poco"), source));
        var rounding = conversions.Aggregate(Rational.Zero, (sum, one) => sum + one.Rounding);
        Assert.Equal(rounding, -Both(Ledger.TargetRounding, target));
    }

    [Fact]
    public void A_customers_postings_empty_the_source_and_fill_the_target()
    {
        var rule = Points.Rule(13, 10, negative: NegativeBalances.WriteOff);
        var account = Points.Account(125, Points.Lot("old", 25, -1), Points.Lot("a", 60, 30), Points.Lot("b", 40));
        var conversion = Points.Convert(rule, account);
        var books = new LedgerBooks();
        foreach (var posting in Ledger.Postings(conversion)) books.Add(posting);

        Assert.Equal(Rational.Of(-125m), books.Balance(Ledger.SourceCustomer("7"), Ledger.SourceUnit("poco")));
        Assert.Equal(Rational.Of(25m), books.Balance(Ledger.SourceExpired, Ledger.SourceUnit("poco")));
        Assert.Equal(
            Rational.Of(conversion.Target), books.Balance(Ledger.TargetCustomer("7"), Ledger.TargetUnit("mi")));
    }

    [Fact]
    public void A_posting_is_booked_once_and_refused_with_another_body()
    {
        var books = new LedgerBooks();
        var posting = Ledger.Postings(Points.Convert(Points.Rule(1), Points.Lots(10)))[0];
        var other = Ledger.Postings(Points.Convert(Points.Rule(1), Points.Lots(11)))[0];
        Assert.Equal(posting.Key, other.Key);
        Assert.True(books.Add(posting));
        Assert.False(books.Add(posting));
        Assert.Throws<InvalidOperationException>(() => books.Add(other));
    }

    [Fact]
    public void A_posting_that_does_not_balance_is_refused()
    {
        var books = new LedgerBooks();
        LedgerEntry Entry(string unit, LedgerSide side, decimal amount) => new("x", unit, side, Rational.Of(amount));
        var lopsided = new[] { Entry("a", LedgerSide.Debit, 3), Entry("a", LedgerSide.Credit, 2) };
        var crossed = new[] { Entry("a", LedgerSide.Debit, 3), Entry("b", LedgerSide.Credit, 3) };
        var negative = new[] { Entry("a", LedgerSide.Debit, -3), Entry("a", LedgerSide.Credit, -3) };
        foreach (var entries in new[] { lopsided, crossed, negative })
        {
            Assert.Throws<InvalidOperationException>(() => books.Add(new Posting("p", PostingState.Posted, entries)));
        }

        Assert.Empty(books.Totals());
    }

    [Fact]
    public void Pending_points_become_final_once_and_cannot_be_undone_then()
    {
        var conversion = Points.Convert(Points.Rule(1), Points.Account(0, Points.Lot("a", 5, activatesInDays: 2)));
        var posting = Assert.Single(Ledger.Postings(conversion));
        Assert.Equal(PostingState.Pending, posting.State);
        var books = new LedgerBooks();
        books.Add(posting);
        books.Post(posting.Key);
        books.Post(posting.Key);
        Assert.Equal(Rational.Of(5m), books.Balance(Ledger.TargetCustomer("7"), Ledger.TargetUnit("mi")));
        Assert.Throws<InvalidOperationException>(() => books.Void(posting.Key));
        Assert.Throws<InvalidOperationException>(() => books.Void("unknown"));
    }
}
