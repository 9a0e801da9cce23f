using System.Text;

namespace Storefold.Planning.Reading;

/// <summary>How messages quote what a person wrote, and what they may have meant.</summary>
internal static class Words
{
    /// <summary>The starter's placeholder.</summary>
    public const string FillIn = "FILL_IN";

    private const int Shown = 80;

    /// <summary>
    /// In quotes, cut, on one line, and without what stands before an @: that may be somebody's password.
    /// </summary>
    public static string Quote(string text)
    {
        var at = text.LastIndexOf('@');
        if (at >= 0) text = "…" + text[at..];
        var shown = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > Shown) return shown.Append("…'").ToString();
            shown.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? "�" : rune.ToString());
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>As <see cref="Quote"/>, without the quotes.</summary>
    public static string Bare(string text) => Quote(text)[1..^1];

    /// <summary><c>a, b or c</c>.</summary>
    public static string List(IEnumerable<string> words, string last = "or")
    {
        string[] all = [.. words];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all[..^1]) + $" {last} {all[^1]}";
    }

    /// <summary>"did you mean x?" where something is near, else what there is.</summary>
    public static string DidYouMean(string word, IReadOnlyCollection<string> known, string otherwise) =>
        Nearest(word, known) is { } near ? $"did you mean {near}?" : $"{otherwise}: {List(known)}";

    /// <summary>Equal to the letter.</summary>
    public static bool Is(this string text, string other) => string.Equals(text, other, StringComparison.Ordinal);

    /// <summary>The known word that differs by the fewest slips, null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > 64) return null;
        string? best = null;
        var least = int.MaxValue;
        var folded = Fold(word);
        foreach (var candidate in known)
        {
            var most = Math.Max(1, Math.Min(word.Length, candidate.Length) / 3);
            var other = Fold(candidate);
            if (Math.Abs(folded.Length - other.Length) > most) continue;
            var slips = Slips(folded, other);
            if (slips >= least || slips > most) continue;
            least = slips;
            best = candidate;
        }

        return best;
    }

    // Case, dashes and underscores are not slips: time-zone, timeZone and time_zone are the same word.
    private static string Fold(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Letters added, left out, changed, or swapped with their neighbour (optimal string alignment).</summary>
    private static int Slips(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
        {
            var change = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            var best = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
            var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            cost[i, j] = swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
        }

        return cost[a.Length, b.Length];
    }
}
