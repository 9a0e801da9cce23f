using System.Text;

namespace Storefold.Cli.Deciding;

/// <summary>An e-mail address that a person recognises and a stranger cannot use: <c>m***@example.org</c>.</summary>
internal static class EmailMask
{
    /// <summary>The masked address; a dash where there is none.</summary>
    public static string Of(string? email)
    {
        if (string.IsNullOrEmpty(email)) return "-";
        var at = email.LastIndexOf('@');
        var first = email.EnumerateRunes().First();
        var shown = at <= 0 || Rune.IsControl(first) ? "***" : first + "***";
        return at < 0 ? shown : shown + Printable(email[at..]);
    }

    private static string Printable(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) shown.Append(Shop.TextRules.IsInvisible(rune) ? "?" : rune.ToString());
        return shown.ToString();
    }
}
