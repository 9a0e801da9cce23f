using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefold.Notices.Wording;

/// <summary>
/// Placeholders on their way through Markdown: each becomes a word of letters and digits that neither the Markdown reader
/// nor the sanitiser changes, and is replaced by its value afterwards. So a value of the plan can never become markup.
/// </summary>
internal static partial class Marks
{
    /// <summary>Every known placeholder as a mark; unknown ones disappear (they have been reported).</summary>
    public static string Mark(string markdown) => Placeholder().Replace(
        markdown,
        match => Names.IndexOf(match.Groups["name"].Value.Trim()) is >= 0 and var index
            ? string.Create(CultureInfo.InvariantCulture, $"zq{index}qz")
            : "");

    /// <summary>Text with every mark replaced.</summary>
    public static string Fill(string text, Func<string, string> value) =>
        Marked().Replace(text, match =>
            value(Names.At(int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture))));

    /// <summary><c>{{name}}</c>.</summary>
    [GeneratedRegex(@"\{\{(?<name>[^{}]*)\}\}", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Placeholder();

    [GeneratedRegex("zq(?<index>[0-9]{1,3})qz", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();
}
