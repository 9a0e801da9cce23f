using System.Numerics;
using NodaTime;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>
/// Turns one account of a source programme into the target's points (rules L1-L4, L6-L10, L12). Pure: the same inputs
/// give the same conversion in every run, in whatever order the lots come, so a replay can be told from a change.
/// </summary>
public static class PointsConverter
{
    // With 8 decimals the sum of all amounts stays inside the 28 digits that decimal adds without rounding.
    private const decimal LargestSum = 100_000_000_000_000_000_000m;

    private static readonly BigInteger LargestTarget = BigInteger.Pow(10, 26);

    /// <summary>Converts one account.</summary>
    /// <param name="rule">The plan's rule for the account's programme.</param>
    /// <param name="account">The account as the source has it.</param>
    /// <param name="targetDecimals">Decimals of the target's points, 0 to 8.</param>
    /// <param name="planRevision">Names the plan's content; part of the idempotency key.</param>
    /// <exception cref="ArgumentException">
    /// The rule is for another programme or its rate not above 0, two lots share a key, or an amount does not fit
    /// decimal(26,8): no conversion may be made, and the account is quarantined with the message.
    /// </exception>
    public static Conversion Convert(LoyaltyRule rule, PointsAccount account, int targetDecimals, string planRevision)
    {
        Check(rule, account, targetDecimals);
        var freeze = Microseconds(rule.FreezeAt);
        var snapshot = PointsSnapshot.At(freeze, account);
        var writesOff = snapshot.Debt is not null && rule.Negative == NegativeBalances.WriteOff;

        var moving = new List<PointsLot>(snapshot.Spendable);
        if (snapshot.Debt is { } debt && !writesOff) moving.Add(debt);
        moving.AddRange(snapshot.Pending);

        var converted = moving.Sum(lot => lot.Remaining);
        var exact = Rational.Of(converted) * rule.Rate;
        var unitsPerPoint = Rounding.UnitsPerPoint(targetDecimals);
        var units = Rounding.Round(exact * Rational.Of(unitsPerPoint), rule.Rounding);
        if (BigInteger.Abs(units) > LargestTarget) throw Refused(account, "it is too large for the target");
        var target = Rounding.ToPoints(units, targetDecimals);
        var shares = Rounding.Spread(
            units,
            [.. moving.Select(lot => Rounding.Whole(lot.Remaining) * rule.Rate.Numerator * unitsPerPoint)],
            Rounding.Whole(1m) * rule.Rate.Denominator,
            (a, b) => LatestExpiring(moving[a], moving[b]));

        return new Conversion
        {
            Account = account.Key,
            Programme = account.Programme,
            Into = rule.Into,
            Rate = rule.Rate,
            TargetDecimals = targetDecimals,
            SourceBalance = snapshot.Balance + snapshot.PendingPoints,
            Expired = snapshot.Expired.Sum(lot => lot.Points),
            WrittenOff = writesOff ? snapshot.Balance : 0m,
            Converted = converted,
            Exact = exact,
            Target = target,
            Rounding = Rational.Of(target) - exact,
            Lots = [.. moving.Select((lot, index) =>
                Moved(lot, Rounding.ToPoints(shares[index], targetDecimals), rule, freeze))],
            ExpiredLots = snapshot.Expired,
            SpentLots = snapshot.Spent,
            Discrepancy = snapshot.Discrepancy,
            IdempotencyKey = new CanonicalHash().Add(account.Programme).Add(account.Key).Add(planRevision).ToHex(),
            InputHash = HashInputs(rule, account, targetDecimals, planRevision),
        };
    }

    private static TargetLot Moved(PointsLot lot, decimal points, LoyaltyRule rule, long freeze)
    {
        var pending = lot.ActivatesAt > freeze;
        return new TargetLot(
            lot.Key, lot.Remaining, points, pending ? lot.ActivatesAt : null, TargetExpiry(lot.ExpiresAt, rule, freeze),
            lot.ExpiresAt, pending);
    }

    // L6. The frozen window is a time in which nobody could spend: what would end inside it gets the window back.
    private static long? TargetExpiry(long? sourceExpiry, LoyaltyRule rule, long freeze)
    {
        if (sourceExpiry is not { } expiry) return null;
        var window = rule.FrozenWindowDays * Clock.MicrosecondsPerDay;
        var extended = expiry <= freeze + window ? expiry + window : expiry;
        return Math.Max(extended, freeze + (rule.MinimumValidityDays * Clock.MicrosecondsPerDay));
    }

    private static int LatestExpiring(PointsLot a, PointsLot b)
    {
        var byExpiry = (b.ExpiresAt ?? long.MaxValue).CompareTo(a.ExpiresAt ?? long.MaxValue);
        return byExpiry != 0 ? byExpiry : string.CompareOrdinal(a.Key, b.Key);
    }

    private static void Check(LoyaltyRule rule, PointsAccount account, int targetDecimals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetDecimals, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(targetDecimals, Rounding.MaximumDecimals);
        if (rule.Rate <= Rational.Zero)
        {
            throw new ArgumentException($"The rate {rule.Rate} is not above 0.", nameof(rule));
        }

        if (rule.Programme is not "*" && !string.Equals(rule.Programme, account.Programme, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The rule is for '{rule.Programme}', not '{account.Programme}'.", nameof(rule));
        }

        var keys = new HashSet<string>(StringComparer.Ordinal) { PointsSnapshot.ResidualKey };
        foreach (var lot in account.Lots)
        {
            if (!keys.Add(lot.Key)) throw Refused(account, $"lot '{lot.Key}' is there twice or has a reserved key");
        }

        var sum = 0m;
        decimal[] amounts = [account.Balance, account.EntriesSum ?? 0m, .. account.Lots.Select(lot => lot.Remaining)];
        foreach (var amount in amounts)
        {
            if (decimal.Round(amount, Rounding.MaximumDecimals) != amount)
            {
                throw Refused(account, "it has more than 8 decimals");
            }

            if (Math.Abs(amount) > LargestSum || (sum += Math.Abs(amount)) > LargestSum)
            {
                throw Refused(account, "it is too large to be added up exactly");
            }
        }
    }

    private static ArgumentException Refused(PointsAccount account, string why) =>
        new($"Points account '{account.Key}' of '{account.Programme}' cannot be converted: {why}.", nameof(account));

    private static string HashInputs(LoyaltyRule rule, PointsAccount account, int targetDecimals, string planRevision)
    {
        var hash = new CanonicalHash()
            .Add(planRevision).Add(rule.Into).Add(rule.Rate).Add((long)rule.Rounding).Add((long)rule.Negative)
            .Add(rule.FreezeAt.ToUnixTimeTicks()).Add((long)rule.MinimumValidityDays).Add((long)rule.FrozenWindowDays)
            .Add((long)targetDecimals)
            .Add(account.Programme).Add(account.Key).Add(account.Balance).Add(account.EntriesSum)
            .Add((long)account.Lots.Count);
        foreach (var lot in account.Lots.OrderBy(lot => lot.Key, StringComparer.Ordinal))
        {
            hash.Add(lot.Key).Add(lot.Remaining).Add(lot.ActivatesAt).Add(lot.ExpiresAt);
        }

        return hash.ToHex();
    }

    private static long Microseconds(Instant instant) => Clock.ToMicroseconds(instant.ToDateTimeOffset());
}
