using System.Numerics;
using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>
/// Points that are earned or taken back after the snapshot (L14): an entry of its own on the target, at the rate of the
/// conversion, rounded in the customer's favour. A refund takes the whole part only; several refunds of one order
/// therefore never take more than one refund of all of it.
/// </summary>
/// <param name="Programme">Programme in the source.</param>
/// <param name="Into">Programme in the target.</param>
/// <param name="Account">Key of the source account.</param>
/// <param name="Cause">What it comes from, such as the key of the refund; once per cause.</param>
/// <param name="SourcePoints">In source points; negative takes.</param>
/// <param name="Exact">In target points before rounding.</param>
/// <param name="Target">In target points; negative takes.</param>
/// <param name="IdempotencyKey">Lower-case hex SHA-256 of programme, account, cause and plan revision.</param>
/// <param name="InputHash">Lower-case hex SHA-256 over all inputs.</param>
public sealed record LateDelta(
    string Programme, string Into, string Account, string Cause, decimal SourcePoints, Rational Exact, decimal Target,
    string IdempotencyKey, string InputHash)
{
    /// <summary><see cref="Target"/> less <see cref="Exact"/>, never below 0.</summary>
    public Rational Rounding => Rational.Of(Target) - Exact;

    /// <summary>Takes back on the target what a late refund takes back in the source.</summary>
    /// <param name="conversion">The conversion of the account.</param>
    /// <param name="sourcePoints">Source points to take, 0 or more.</param>
    /// <param name="refund">Key of the refund.</param>
    /// <param name="planRevision">As for the conversion.</param>
    public static LateDelta Clawback(Conversion conversion, decimal sourcePoints, string refund, string planRevision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sourcePoints);
        return Of(conversion, -sourcePoints, "clawback/" + refund, planRevision);
    }

    /// <summary>Adds on the target what a late event earns.</summary>
    /// <param name="conversion">The conversion of the account.</param>
    /// <param name="sourcePoints">Source points earned, 0 or more.</param>
    /// <param name="cause">Key of what earned them.</param>
    /// <param name="planRevision">As for the conversion.</param>
    public static LateDelta Earn(Conversion conversion, decimal sourcePoints, string cause, string planRevision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sourcePoints);
        return Of(conversion, sourcePoints, "earn/" + cause, planRevision);
    }

    private static LateDelta Of(Conversion conversion, decimal sourcePoints, string cause, string planRevision)
    {
        var exact = Rational.Of(sourcePoints) * conversion.Rate;
        BigInteger units = Loyalty.Rounding.Round(
            exact * Rational.Of(Loyalty.Rounding.UnitsPerPoint(conversion.TargetDecimals)), Planning.RoundingRule.Up);
        var key = new CanonicalHash()
            .Add(conversion.Programme).Add(conversion.Account).Add(cause).Add(planRevision).ToHex();
        var hash = new CanonicalHash()
            .Add(key).Add(conversion.InputHash).Add(sourcePoints).Add(conversion.Rate).ToHex();
        return new LateDelta(
            conversion.Programme, conversion.Into, conversion.Account, cause, sourcePoints, exact,
            Loyalty.Rounding.ToPoints(units, conversion.TargetDecimals), key, hash);
    }
}
