using NodaTime;
using Storefold.Loyalty;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Loyalty;

/// <summary>Builders for accounts and rules; the freeze is 21 October 2024, 08:00 UTC.</summary>
internal static class Points
{
    public const string Revision = "plan-1";

    public static readonly Instant Freeze = Instant.FromUtc(2024, 10, 21, 8, 0);

    public static readonly long FreezeAt = At(Freeze);

    public static long At(Instant instant) => instant.ToUnixTimeTicks() / 10;

    public static long Days(int days) => FreezeAt + (days * Clock.MicrosecondsPerDay);

    public static LoyaltyRule Rule(
        int numerator, int denominator = 1, RoundingRule rounding = RoundingRule.Up,
        NegativeBalances negative = NegativeBalances.Carry, int minimumDays = 0, int windowDays = 0) =>
        new("poco", "mi", new Rational(numerator, denominator), rounding, negative, Freeze, minimumDays, windowDays, 1);

    public static PointsAccount Account(decimal balance, params PointsLot[] lots) =>
        new("7", "poco", balance, lots, null);

    public static PointsLot Lot(string key, decimal points, int? expiresInDays = null, int? activatesInDays = null) =>
        new(
            key, points,
            activatesInDays is { } from ? Days(from) : null,
            expiresInDays is { } until ? Days(until) : null);

    /// <summary>Lots 01, 02, … without expiry, and a balance that is their sum.</summary>
    public static PointsAccount Lots(params decimal[] points) =>
        Account(points.Sum(), [.. points.Select((amount, index) => Lot($"{index + 1:00}", amount))]);

    public static Conversion Convert(LoyaltyRule rule, PointsAccount account, int decimals = 0) =>
        PointsConverter.Convert(rule, account, decimals, Revision);

    public static decimal[] TargetPoints(Conversion conversion) => [.. conversion.Lots.Select(lot => lot.Points)];
}
