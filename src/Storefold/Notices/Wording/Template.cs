using System.Text;

namespace Storefold.Notices.Wording;

/// <summary>
/// A Markdown text with placeholders (<c>{{brand}}</c>) and parts that hold only at times: <c>{{if close.done}}</c>,
/// <c>{{if not app}}</c>, <c>{{else}}</c> and <c>{{end}}</c>, each on a line of its own, nested at will.
/// </summary>
/// <param name="File">File for diagnostics.</param>
/// <param name="Parts">Its content in order.</param>
internal sealed record Template(string File, IReadOnlyList<TemplatePart> Parts)
{
    /// <summary>The Markdown that holds under some conditions; placeholders are replaced by marks (<see cref="Marks"/>).</summary>
    public string Markdown(Func<string, bool> holds)
    {
        var text = new StringBuilder();
        Append(text, Parts, holds);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<TemplatePart> parts, Func<string, bool> holds)
    {
        foreach (var part in parts)
        {
            if (part is TemplateLine line) text.Append(Marks.Mark(line.Text)).Append('\n');
            else if (part is TemplateChoice choice) Append(text, choice.Taken(holds), holds);
        }
    }
}

/// <summary>A line, or a choice between lines.</summary>
/// <param name="Line">Line in the file.</param>
internal abstract record TemplatePart(int Line);

/// <summary>A line of Markdown.</summary>
internal sealed record TemplateLine(int Line, string Text) : TemplatePart(Line);

/// <summary>Parts that hold under a condition, and those that hold otherwise.</summary>
internal sealed record TemplateChoice(
    int Line, string Condition, bool Not, IReadOnlyList<TemplatePart> Then, IReadOnlyList<TemplatePart> Otherwise)
    : TemplatePart(Line)
{
    /// <summary>The parts that hold.</summary>
    public IReadOnlyList<TemplatePart> Taken(Func<string, bool> holds) => holds(Condition) != Not ? Then : Otherwise;
}
