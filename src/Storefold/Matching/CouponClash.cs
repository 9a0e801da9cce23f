using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefold.Matching;

/// <summary>What becomes of a code in the target.</summary>
/// <param name="NewCode">
/// The code there; null when none could be made (reason <c>no_room</c>): a person decides.
/// </param>
/// <param name="KeptAsAlias">The old code is another one and is kept as an alias for its holder.</param>
/// <param name="Reason">One of the constants of <see cref="CouponClash"/>.</param>
public sealed record ClashOutcome(string? NewCode, bool KeptAsAlias, string Reason);

/// <summary>
/// C2: a code that the target has already is reissued under a suffix, the old one kept as an alias for its holder. That
/// holds for identical terms too: one code would share one counter, and uses in one shop would eat those of the other.
/// </summary>
public static class CouponClash
{
    /// <summary>Nothing in the way.</summary>
    public const string Free = "free";

    /// <summary>The target has the code with the same terms; counters stay apart.</summary>
    public const string IdenticalTerms = "identical_terms";

    /// <summary>The target has the code with other terms.</summary>
    public const string DifferentTerms = "different_terms";

    /// <summary>
    /// The code is taken by something whose terms are not known, such as a code issued in the same run.
    /// </summary>
    public const string Taken = "taken";

    /// <summary>The code is longer than the target's column.</summary>
    public const string TooLong = "too_long";

    /// <summary>Not even a shortened code with its suffix fits, or all of them are taken.</summary>
    public const string NoRoom = "no_room";

    // Readable endings first; then digits drawn from the code itself, so that thousands of long codes that are cut to
    // the same beginning do not queue up for the same numbers.
    private const int Counted = 9;
    private const int Attempts = 100;
    private const int DrawnLength = 6;
    private const string Drawable = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Finds the code in the target; the same inputs always give the same code.</summary>
    /// <param name="code">The code in the source.</param>
    /// <param name="source">Its terms.</param>
    /// <param name="target">Terms of the target's coupon of that code; null when it has none.</param>
    /// <param name="isTaken">
    /// Whether a code is in use in the target under its collation, codes issued earlier in this run included. False for
    /// the code itself although <paramref name="target"/> is there means that codes need not be unique there.
    /// </param>
    /// <param name="suffix">Suffix of the plan, such as <c>-POCO</c>.</param>
    /// <param name="maxLength">
    /// Longest code that the target holds, in characters (code points); null for no bound.
    /// </param>
    public static ClashOutcome Resolve(
        string code, CouponTerms source, CouponTerms? target, Func<string, bool> isTaken, string suffix, int? maxLength)
    {
        var fits = maxLength is null || Length(code) <= maxLength;
        var mayShare = target is null || target == source;
        if (fits && mayShare && !isTaken(code))
        {
            return new ClashOutcome(code, false, target is null ? Free : IdenticalTerms);
        }

        var reason = target is null ? (fits ? Taken : TooLong) : target == source ? IdenticalTerms : DifferentTerms;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (Shortened(code, Ending(code, suffix, attempt), maxLength) is not { } candidate) break;
            if (!isTaken(candidate)) return new ClashOutcome(candidate, true, reason);
        }

        return new ClashOutcome(null, false, NoRoom);
    }

    private static string Ending(string code, string suffix, int attempt)
    {
        if (attempt == 1) return suffix;
        if (attempt <= Counted) return string.Create(CultureInfo.InvariantCulture, $"{suffix}-{attempt}");
        var seed = string.Create(CultureInfo.InvariantCulture, $"{attempt}:{code}");
        var drawn = SHA256.HashData(Encoding.UTF8.GetBytes(seed)).Take(DrawnLength)
            .Select(part => Drawable[part % Drawable.Length]);
        return $"{suffix}-{string.Concat(drawn)}";
    }

    // At least one character of the old code must stay, or nobody knows whose code it was.
    private static string? Shortened(string code, string ending, int? maxLength)
    {
        var room = maxLength is { } bound ? bound - Length(ending) : int.MaxValue;
        if (room < 1) return null;
        var kept = new StringBuilder(code.Length);
        foreach (var rune in code.EnumerateRunes())
        {
            if (room-- == 0) break;
            kept.Append(rune);
        }

        return kept.ToString().TrimEnd(' ') + ending;
    }

    private static int Length(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes()) length++;
        return length;
    }
}
