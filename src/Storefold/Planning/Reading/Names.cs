using System.Text.RegularExpressions;

namespace Storefold.Planning.Reading;

/// <summary>Names that the plan chooses: they become parts of keys, file names and rows of the books.</summary>
internal static partial class Names
{
    private const int Longest = 63;

    /// <summary>Whether it is one; reports it otherwise.</summary>
    public static bool Check(string name, string where, int line, Findings findings)
    {
        if (name.Length <= Longest && Pattern().IsMatch(name)) return true;
        if (name.Contains(Words.FillIn, StringComparison.Ordinal))
        {
            findings.Error(PlanCodes.FillIn, line, $"{where} is still to be filled in", "choose a name");
            return false;
        }

        var mended = Suggest(name);
        findings.Error(PlanCodes.BadName, line, $"{where}: {Words.Quote(name)} cannot be a name",
            $"use lower-case letters, digits and dashes, starting with a letter or digit, at most {Longest}"
            + (mended.Length > 0 ? $": {mended}" : ""));
        return false;
    }

    /// <summary>The nearest name: <c>site-uk</c> for <c>Site_UK</c>; empty when nothing is left.</summary>
    public static string Suggest(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal)) return "";
        var dashed = Others().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return dashed.Length <= Longest ? dashed : dashed[..Longest].TrimEnd('-');
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*\\z", RegexOptions.None, Timeout.Infinite)]
    private static partial Regex Pattern();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, Timeout.Infinite)]
    private static partial Regex Others();
}
