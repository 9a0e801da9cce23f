using System.Text.RegularExpressions;

namespace Storefold.Notices.Wording;

/// <summary>One section of a text, still Markdown with marks.</summary>
/// <param name="Id">As written, <c>## Points {#points}</c>; else made of the heading.</param>
/// <param name="Heading">Without the id.</param>
/// <param name="Body">What follows, never blank.</param>
internal sealed record TextSection(string Id, string Heading, string Body);

/// <summary>A text taken apart: a title, what leads, and sections. A section without a body does not hold now and is left out.</summary>
/// <param name="Title">Of the first line that begins with one <c>#</c>; empty where there is none.</param>
/// <param name="Lead">What stands before the first section.</param>
/// <param name="Sections">In order.</param>
internal sealed partial record PageText(string Title, string Lead, IReadOnlyList<TextSection> Sections)
{
    /// <summary>Takes Markdown apart.</summary>
    public static PageText Split(string markdown)
    {
        var title = "";
        List<TextSection> sections = [];
        List<string> lead = [];
        var body = lead;
        (string Id, string Heading) head = default;
        foreach (var row in markdown.Split('\n'))
        {
            if (row.StartsWith("## ", StringComparison.Ordinal))
            {
                Finish(sections, head, body);
                head = Head(row[3..].Trim(), sections.Count);
                body = [];
            }
            else if (title.Length == 0 && row.StartsWith("# ", StringComparison.Ordinal))
            {
                title = row[2..].Trim();
            }
            else
            {
                body.Add(row);
            }
        }

        Finish(sections, head, body);
        return new PageText(title, string.Join('\n', lead).Trim(), sections);
    }

    private static void Finish(List<TextSection> sections, (string Id, string Heading) head, List<string> body)
    {
        if (head.Id is null) return;
        var text = string.Join('\n', body).Trim();
        if (text.Length > 0) sections.Add(new TextSection(head.Id, head.Heading, text));
    }

    private static (string Id, string Heading) Head(string text, int number)
    {
        var match = Id().Match(text);
        return match.Success
            ? (match.Groups["id"].Value, text[..match.Index].Trim())
            : (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"section-{number + 1}"), text);
    }

    [GeneratedRegex(@"\{#(?<id>[a-z][a-z0-9_.-]*)\}\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
