using System.Text;

namespace Storefold.Notices.Pages;

/// <summary>A page in the making. Text goes in encoded; only this folder's literals and sanitised Markdown go in as they are.</summary>
internal sealed class Html
{
    private readonly StringBuilder _page = new();

    /// <summary>Markup of our own.</summary>
    public Html Raw(string markup)
    {
        _page.Append(markup);
        return this;
    }

    /// <summary>Text, encoded.</summary>
    public Html Text(string text) => Raw(Encode(text));

    /// <summary>An element with text, encoded.</summary>
    public Html Element(string tag, string text, string attributes = "") =>
        Raw($"<{tag}{(attributes.Length == 0 ? "" : " " + attributes)}>").Text(text).Raw($"</{tag}>");

    public override string ToString() => _page.ToString();

    /// <summary>Text for an element or a quoted attribute. Letters outside ASCII stay as they are: the page is UTF-8.</summary>
    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0) return text;
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                _ => encoded.Append(letter),
            };
        }

        return encoded.ToString();
    }

    /// <summary>A link; an address that is not https leads nowhere and is shown as text.</summary>
    public static string Link(string address, string text, string attributes = "") =>
        address.StartsWith("https://", StringComparison.Ordinal)
            ? $"<a{(attributes.Length == 0 ? "" : " " + attributes)} href=\"{Encode(address)}\">{Encode(text)}</a>"
            : Encode(text);
}
