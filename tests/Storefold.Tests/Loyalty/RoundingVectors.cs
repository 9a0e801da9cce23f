using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Loyalty;

public sealed class RoundingVectors
{
    [Fact]
    public void Three_lots_of_ten_at_a_third_become_four_three_and_three()
    {
        var conversion = Points.Convert(Points.Rule(1, 3), Points.Lots(10, 10, 10));
        Assert.Equal(10m, conversion.Target);
        Assert.Equal([4m, 3m, 3m], Points.TargetPoints(conversion));
        Assert.Equal(Rational.Zero, conversion.Rounding);
    }

    [Fact]
    public void Lots_of_125_40_and_7_at_thirteen_tenths_become_163_52_and_9()
    {
        var conversion = Points.Convert(Points.Rule(13, 10), Points.Lots(125, 40, 7));
        Assert.Equal(new Rational(2236, 10), conversion.Exact);
        Assert.Equal(224m, conversion.Target);
        Assert.Equal([163m, 52m, 9m], Points.TargetPoints(conversion));
        Assert.Equal(new Rational(4, 10), conversion.Rounding);
    }

    [Fact]
    public void Case_36_eleven_lots_of_one_point_at_a_third_become_four_points()
    {
        var conversion = Points.Convert(Points.Rule(1, 3), Points.Lots([.. Enumerable.Repeat(1m, 11)]));
        Assert.Equal(4m, conversion.Target);
        Assert.Equal(11, conversion.Lots.Count);
        Assert.Equal([1m, 1m, 1m, 1m, 0m, 0m, 0m, 0m, 0m, 0m, 0m], Points.TargetPoints(conversion));
        Assert.Equal(new Rational(1, 3), conversion.Rounding);
    }

    [Fact]
    public void Case_36_one_point_below_a_tier_stays_below_it()
    {
        Assert.Equal(21_999m, Points.Convert(Points.Rule(1), Points.Lots(21_999)).Target);
        Assert.Equal(22_000m, Points.Convert(Points.Rule(1), Points.Lots(22_000)).Target);
        Assert.Equal(21_999m, Points.Convert(Points.Rule(1), Points.Lots(21_998.5m)).Target);
    }

    [Fact]
    public void A_tie_goes_to_the_lot_that_lives_longest()
    {
        var account = Points.Account(
            30, Points.Lot("a", 10, 50), Points.Lot("b", 10, 90), Points.Lot("c", 10, 70));
        var shares = Points.Convert(Points.Rule(1, 3), account).Lots
            .ToDictionary(lot => lot.SourceKey, lot => lot.Points, StringComparer.Ordinal);
        Assert.Equal((3m, 4m, 3m), (shares["a"], shares["b"], shares["c"]));

        account = Points.Account(30, Points.Lot("a", 10, 50), Points.Lot("b", 10), Points.Lot("c", 10, 900));
        shares = Points.Convert(Points.Rule(1, 3), account).Lots
            .ToDictionary(lot => lot.SourceKey, lot => lot.Points, StringComparer.Ordinal);
        Assert.Equal(4m, shares["b"]);
    }

    [Theory]
    [InlineData(RoundingRule.Up, 5, 3)]
    [InlineData(RoundingRule.Down, 5, 2)]
    [InlineData(RoundingRule.HalfEven, 5, 2)]
    [InlineData(RoundingRule.HalfEven, 7, 4)]
    [InlineData(RoundingRule.Up, -5, -2)]
    [InlineData(RoundingRule.Down, -5, -3)]
    [InlineData(RoundingRule.HalfEven, -5, -2)]
    [InlineData(RoundingRule.Up, 4, 2)]
    public void Half_a_point_is_rounded_as_the_plan_says(RoundingRule rounding, int points, int expected)
    {
        var conversion = Points.Convert(Points.Rule(1, 2, rounding), Points.Account(points));
        Assert.Equal(expected, conversion.Target);
    }

    [Fact]
    public void A_programme_with_cents_is_rounded_to_cents()
    {
        var conversion = Points.Convert(Points.Rule(1, 3), Points.Lots(10, 10, 10), decimals: 2);
        Assert.Equal(10m, conversion.Target);
        Assert.Equal([3.34m, 3.33m, 3.33m], Points.TargetPoints(conversion));
    }

    [Fact]
    public void A_rate_that_no_binary_fraction_can_hold_is_exact()
    {
        var conversion = Points.Convert(Points.Rule(1, 10), Points.Lots(3));
        Assert.Equal(new Rational(3, 10), conversion.Exact);
        Assert.Equal(new Rational(7, 10), conversion.Rounding);
    }
}
