using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ganss.Xss;
using Markdig;
using Markdig.Syntax;

namespace Storefold.Notices.Wording;

/// <summary>
/// Markdown to HTML that may stand on a public page: no scripts, handlers, styles, frames, forms and pictures, and links only to
/// https, mail and telephone. The same Markdown is converted once, however often it is shown.
/// </summary>
internal static partial class SafeMarkdown
{
    private static readonly string[] Tags =
    [
        "a", "abbr", "b", "bdi", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "hr", "i",
        "ins", "li", "ol", "p",
        "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
    ];

    private static readonly string[] Attributes = ["href", "lang", "dir", "hreflang", "scope", "colspan", "rowspan", "start"];
    private static readonly string[] Schemes = ["https", "mailto", "tel"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();
    private static readonly HtmlSanitizer Sanitizer = Create();

    // As many entries as there are texts and states of a timetable; a desk that is loaded again finds its own.
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> KnownWords = new(StringComparer.Ordinal);

    /// <summary>Blocks of HTML. Marks stay.</summary>
    public static string ToHtml(string markdown) => Known.GetOrAdd(markdown, static text => Convert(text, Sanitizer));

    /// <summary>The words alone. Marks stay.</summary>
    public static string ToText(string markdown) =>
        KnownWords.GetOrAdd(markdown, static text => Spaces().Replace(Markdown.ToPlainText(text, Pipeline), " ").Trim());

    /// <summary>What <see cref="ToHtml"/> takes out: names of tags, attributes and schemes.</summary>
    public static IReadOnlyList<string> Stripped(string markdown)
    {
        List<string> found = [];
        var sanitizer = Create();
        sanitizer.RemovingTag += (_, removing) => found.Add("<" + removing.Tag.LocalName);
        sanitizer.RemovingAttribute += (_, removing) => found.Add(removing.Reason == RemoveReason.NotAllowedUrlValue
            ? removing.Attribute.Value.Split(':')[0] + ":" : removing.Attribute.Name);
        Convert(markdown, sanitizer);
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static string Convert(string markdown, HtmlSanitizer sanitizer)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        // The page has one h1, and h2 heads its sections.
        foreach (var heading in document.Descendants<HeadingBlock>()) heading.Level = Math.Clamp(heading.Level, 3, 4);
        return Links().Replace(sanitizer.Sanitize(document.ToHtml(Pipeline)), Link);
    }

    // A placeholder inside an address has to be the address: a brand that reads like one must not become one.
    private static string Link(Match link)
    {
        var address = link.Groups["address"].Value;
        var name = "";
        var filled = Marks.Fill(address, found =>
        {
            name = found;
            return "";
        });
        return ReferenceEquals(filled, address) || name.Length == 0 || (filled.Length == 0 && Names.IsAddress(name))
            ? link.Value : "";
    }

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer { AllowDataAttributes = false };
        Only(sanitizer.AllowedTags, Tags);
        Only(sanitizer.AllowedAttributes, Attributes);
        Only(sanitizer.AllowedSchemes, Schemes);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
        return sanitizer;
    }

    private static void Only(ISet<string> allowed, IEnumerable<string> names)
    {
        allowed.Clear();
        allowed.UnionWith(names);
    }

    [GeneratedRegex(" href=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
