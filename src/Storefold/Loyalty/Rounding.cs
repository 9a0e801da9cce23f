using System.Numerics;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>The only place where points lose exactness: once per account (L3).</summary>
internal static class Rounding
{
    /// <summary>More decimals than a points programme has, and few enough for decimal arithmetic to stay exact.</summary>
    internal const int MaximumDecimals = 8;

    /// <summary>The whole number that the rule makes of an exact one.</summary>
    public static BigInteger Round(Rational exact, RoundingRule rule)
    {
        var floor = Floor(exact);
        if (exact.Denominator.IsOne) return floor;
        return rule switch
        {
            RoundingRule.Up => floor + 1,
            RoundingRule.Down => floor,
            RoundingRule.HalfEven => HalfEven(exact, floor),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rounding rule."),
        };
    }

    /// <summary>Towards minus infinity; integer division alone goes towards zero.</summary>
    public static BigInteger Floor(Rational exact)
    {
        var quotient = BigInteger.DivRem(exact.Numerator, exact.Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>How many of the smallest units make one point.</summary>
    public static Rational UnitsPerPoint(int decimals) => Rational.Of(BigInteger.Pow(10, decimals));

    /// <summary>Units as points.</summary>
    /// <exception cref="OverflowException">More than a decimal holds.</exception>
    public static decimal ToPoints(BigInteger units, int decimals)
    {
        var divisor = 1m;
        for (var step = 0; step < decimals; step++) divisor *= 10m;
        return (decimal)units / divisor;
    }

    /// <summary>
    /// Spreads a rounded total over exact shares by largest remainder: each share is cut to whole units, and the units
    /// that are left go to the largest remainders, in the order that <paramref name="tieOrder"/> gives among equals.
    /// A share that is whole already is never changed.
    /// </summary>
    public static BigInteger[] Spread(BigInteger total, IReadOnlyList<Rational> shares, Comparison<int> tieOrder)
    {
        var units = shares.Select(Floor).ToArray();
        var left = (int)(total - units.Aggregate(BigInteger.Zero, (sum, share) => sum + share));
        var order = Enumerable.Range(0, shares.Count).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var byRemainder = (shares[b] - Rational.Of(units[b])).CompareTo(shares[a] - Rational.Of(units[a]));
            return byRemainder != 0 ? byRemainder : tieOrder(a, b);
        });
        foreach (var index in order.Take(left)) units[index] += 1;
        return units;
    }

    private static BigInteger HalfEven(Rational exact, BigInteger floor)
    {
        var half = (exact - Rational.Of(floor)).CompareTo(new Rational(1, 2));
        return half > 0 || (half == 0 && !floor.IsEven) ? floor + 1 : floor;
    }
}
