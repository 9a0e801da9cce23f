using Storefold.Loyalty;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Loyalty;

/// <summary>Accounts as shops have them: mostly in order, some with everything that can be wrong with points.</summary>
internal static class RandomAccounts
{
    public static PointsAccount Account(Random random, int number)
    {
        var lots = Enumerable.Range(0, random.Next(0, 13)).Select(index => Lot(random, index)).ToArray();
        var owned = lots.Where(lot => !(lot.ActivatesAt > Points.FreezeAt)).Sum(lot => Math.Max(lot.Remaining, 0m));
        var balance = random.Next(10) switch
        {
            0 => owned + Amount(random),
            1 => owned - Amount(random),
            2 => -Amount(random),
            3 => 0m,
            _ => owned,
        };
        decimal? entries = random.Next(6) switch
        {
            0 => balance + Amount(random),
            1 => balance - Amount(random),
            2 => null,
            _ => balance,
        };
        return new PointsAccount($"account-{number}", "poco", balance, lots, entries);
    }

    public static LoyaltyRule Rule(Random random) => Points.Rule(
        random.Next(1, 40), random.Next(1, 40),
        (RoundingRule)random.Next(3), (NegativeBalances)random.Next(2), random.Next(3) * 45, random.Next(3) * 20);

    public static T[] Shuffled<T>(Random random, IEnumerable<T> items)
    {
        var array = items.ToArray();
        random.Shuffle(array);
        return array;
    }

    private static PointsLot Lot(Random random, int index)
    {
        var remaining = random.Next(12) switch { 0 => 0m, 1 => -Amount(random), _ => Amount(random) };
        long? activates = random.Next(5) switch { 0 => Moment(random, 1, 40), 1 => Moment(random, -40, 1), _ => null };
        long? expires = random.Next(4) == 0 ? null : Moment(random, -30, 400);
        return new PointsLot($"lot-{index}", remaining, activates, expires);
    }

    private static decimal Amount(Random random) => random.Next(8) switch
    {
        0 => random.Next(1, 100_000_000) / 100m,
        1 => random.NextInt64(1, 4_000_000_000_000_000) / 100_000_000m,
        _ => random.Next(1, 5_000),
    };

    // Few distinct days, so that ties and the freeze instant itself come up.
    private static long Moment(Random random, int fromDay, int toDay) =>
        Points.FreezeAt + (random.Next(fromDay, toDay) / 10 * 10 * Clock.MicrosecondsPerDay);
}
