using Storefold.Journaling;
using Storefold.Planning;

namespace Storefold.Engine;

/// <summary>Whether a finished run refused more rows than the plan puts up with.</summary>
/// <param name="Quarantined">Refused rows.</param>
/// <param name="Rows">All rows.</param>
/// <param name="LimitPercent">The plan's bound; null for none.</param>
public sealed record QuarantineLimit(decimal Quarantined, decimal Rows, decimal? LimitPercent)
{
    /// <summary>True when it is too many.</summary>
    public bool IsExceeded => LimitPercent is { } limit && Quarantined * 100m > Rows * limit;

    /// <summary>Of a run's figures.</summary>
    public static QuarantineLimit Of(LimitRules limits, IReadOnlyDictionary<TallyKey, decimal> figures)
    {
        var rows = figures.Where(pair => Is(pair.Key.Section, BatchTally.RowsSection)).ToList();
        return new QuarantineLimit(
            rows.Where(pair => Is(pair.Key.Fate, "quarantined")).Sum(pair => pair.Value), rows.Sum(pair => pair.Value),
            limits.QuarantinedPercent);
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
