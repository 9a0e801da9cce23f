using System.Numerics;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>The only place where points lose exactness: once per account (L3).</summary>
internal static class Rounding
{
    /// <summary>
    /// More decimals than a points programme has, and few enough for decimal arithmetic to stay exact.
    /// </summary>
    internal const int MaximumDecimals = 8;

    /// <summary>The whole number that the rule makes of an exact one.</summary>
    public static BigInteger Round(Rational exact, RoundingRule rule)
    {
        var floor = FloorDivide(exact.Numerator, exact.Denominator, out _);
        if (exact.Denominator.IsOne) return floor;
        return rule switch
        {
            RoundingRule.Up => floor + 1,
            RoundingRule.Down => floor,
            RoundingRule.HalfEven => HalfEven(exact, floor),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rounding rule."),
        };
    }

    /// <summary>How many of the smallest units make one point.</summary>
    public static BigInteger UnitsPerPoint(int decimals) => BigInteger.Pow(10, decimals);

    /// <summary>Points as a whole number of the smallest amount that a source has (8 decimals).</summary>
    public static BigInteger Whole(decimal points) => new(points * 100_000_000m);

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
    /// A share that is whole already is never changed. The shares are numerators over one common denominator.
    /// </summary>
    public static BigInteger[] Spread(
        BigInteger total, IReadOnlyList<BigInteger> shares, BigInteger denominator, Comparison<int> tieOrder)
    {
        var units = new BigInteger[shares.Count];
        var remainders = new BigInteger[shares.Count];
        for (var index = 0; index < units.Length; index++)
        {
            units[index] = FloorDivide(shares[index], denominator, out remainders[index]);
            total -= units[index];
        }

        var order = Enumerable.Range(0, units.Length).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var byRemainder = remainders[b].CompareTo(remainders[a]);
            return byRemainder != 0 ? byRemainder : tieOrder(a, b);
        });
        foreach (var index in order.Take((int)total)) units[index] += 1;
        return units;
    }

    private static BigInteger HalfEven(Rational exact, BigInteger floor)
    {
        var half = (exact - Rational.Of(floor)).CompareTo(new Rational(1, 2));
        return half > 0 || (half == 0 && !floor.IsEven) ? floor + 1 : floor;
    }

    // Towards minus infinity; integer division alone goes towards zero.
    private static BigInteger FloorDivide(BigInteger numerator, BigInteger denominator, out BigInteger remainder)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out remainder);
        if (remainder.Sign >= 0) return quotient;
        remainder += denominator;
        return quotient - 1;
    }
}
