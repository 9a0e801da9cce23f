namespace Storefold.Loyalty;

/// <summary>
/// What one target account receives from several source accounts (L16): each is converted and rounded by itself, then
/// added, and every lot keeps the name of the account that it came from.
/// </summary>
/// <param name="Into">Programme in the target.</param>
/// <param name="Target">Sum of the conversions.</param>
/// <param name="Lots">All lots with their origin, by account and then as converted.</param>
/// <param name="Conversions">The conversions, by programme and account.</param>
public sealed record TargetHolding(
    string Into, decimal Target, IReadOnlyList<OriginLot> Lots, IReadOnlyList<Conversion> Conversions)
{
    /// <summary>Adds conversions that go to one target account.</summary>
    /// <exception cref="ArgumentException">
    /// There is none, they go into different programmes, or an account is there twice.
    /// </exception>
    public static TargetHolding Add(IEnumerable<Conversion> conversions)
    {
        var ordered = conversions
            .OrderBy(conversion => conversion.Programme, StringComparer.Ordinal)
            .ThenBy(conversion => conversion.Account, StringComparer.Ordinal)
            .ToArray();
        var programmes = ordered.Select(conversion => conversion.Into).Distinct(StringComparer.Ordinal).ToArray();
        if (programmes.Length != 1)
        {
            throw new ArgumentException("One target account is in one programme.", nameof(conversions));
        }

        if (ordered.DistinctBy(conversion => (conversion.Programme, conversion.Account)).Count() != ordered.Length)
        {
            throw new ArgumentException("A source account can be added once only.", nameof(conversions));
        }

        return new TargetHolding(
            programmes[0],
            ordered.Sum(conversion => conversion.Target),
            [.. ordered.SelectMany(conversion => conversion.Lots
                .Select(lot => new OriginLot(conversion.Programme, conversion.Account, lot)))],
            ordered);
    }
}

/// <summary>A lot in the target and where it came from.</summary>
/// <param name="Programme">Programme in the source.</param>
/// <param name="Account">Key of the source account.</param>
/// <param name="Lot">The lot.</param>
public sealed record OriginLot(string Programme, string Account, TargetLot Lot);
