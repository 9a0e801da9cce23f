using System.Numerics;
using Storefold.Loyalty;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Notices.Wording;

/// <summary>
/// The worked example of a rate. The balance is chosen so that the result is whole: it then holds however many decimals the
/// target's points have. Where the rate makes that a silly number, a round balance is rounded as the plan says.
/// </summary>
/// <param name="From">Points before.</param>
/// <param name="To">Points after.</param>
internal sealed record PointsExample(BigInteger From, BigInteger To)
{
    private const int Usual = 1250;
    private const int Silly = 100_000;

    /// <summary>The example of one rule.</summary>
    public static PointsExample Of(LoyaltyRule rule)
    {
        var step = rule.Rate.Denominator;
        var from = step > Silly ? new BigInteger(Usual) : (Usual + step - 1) / step * step;
        return new PointsExample(from, Rounding.Round(Rational.Of(from) * rule.Rate, rule.Rounding));
    }
}
