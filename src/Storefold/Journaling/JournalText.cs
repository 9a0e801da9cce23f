using System.Diagnostics.CodeAnalysis;

namespace Storefold.Journaling;

/// <summary>
/// Texts out of a shop's data on their way into the journal. PostgreSQL holds no U+0000, and MariaDB no word beyond 100 letters: what
/// is only noted must never be refused, or one row would stop everything.
/// </summary>
public static class JournalText
{
    private const int LongestWord = 100;

    /// <summary>The text with U+0000 as the symbol that stands for it (U+2400).</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Visible(string? text) => text?.Replace('\0', '\u2400');

    /// <summary>The same, cut to what a key of the journal may hold.</summary>
    public static string Word(string text)
    {
        var visible = Visible(text);
        if (visible.Length <= LongestWord) return visible;
        var end = LongestWord - 1;
        if (char.IsHighSurrogate(visible[end - 1])) end--;
        return visible[..end] + "…";
    }
}
