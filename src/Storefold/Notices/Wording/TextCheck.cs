using NodaTime;
using Storefold.Notices.Pages;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Notices.Wording;

/// <summary>Holds the plan's own texts against the plan: values that it does not have, markup that no page may have, questions left open.</summary>
internal static class TextCheck
{
    private static readonly string[] OfSlips = ["what", "old", "new"];

    // What changes with the clock: both branches are looked at.
    private static readonly string[] Changing = [".done", ".late", ".moved"];

    /// <summary>Reports everything.</summary>
    public static void Run(PlanModel plan, TextFolder own, TextLibrary texts, List<Diagnostic> findings)
    {
        foreach (var (locale, name, template) in own.All)
        {
            foreach (var facts in AtEverySite(plan, texts.LanguageOf(locale))) CheckValues(template, name, facts, findings);
            CheckMarkup(template, findings);
            if (name is "notice") CheckAnswers(plan, template, texts.LanguageOf(locale), findings);
        }
    }

    private static IEnumerable<Facts> AtEverySite(PlanModel plan, Language language) => plan.Timetable is not { } timetable
        ? []
        : plan.RetiringSites.Select(site => new Facts(plan, Standings.Of(timetable, site, [], [], Instant.MinValue), language));

    private static void CheckValues(Template template, string name, Facts facts, List<Diagnostic> findings)
    {
        foreach (var line in Reachable(template.Parts, facts))
        {
            foreach (var used in Marks.Placeholder().Matches(line.Text).Select(match => match.Groups["name"].Value.Trim()))
            {
                var isSlip = OfSlips.Contains(used, StringComparer.Ordinal);
                if (!Names.Placeholders.Contains(used, StringComparer.Ordinal) || facts.Find(used) is not null
                    || (isSlip && name is "slipped" or "updates")) continue;
                var hint = isSlip ? "it has one in slipped.md and updates.md only" : HintFor(used);
                var finding = new Diagnostic(
                    NoticeCodes.NoValue, template.File, line.Line,
                    "{{" + used + "}} has no value at site '" + facts.Standing.Site.Name + "'", hint);
                if (!findings.Exists(other => other.Line == finding.Line
                    && string.Equals(other.File, finding.File, StringComparison.Ordinal)
                    && string.Equals(other.Message.Split('}')[0], finding.Message.Split('}')[0], StringComparison.Ordinal)))
                    findings.Add(finding);
            }
        }
    }

    private static string HintFor(string used)
    {
        var condition = used.EndsWith(".day", StringComparison.Ordinal) ? used[..^4]
            : used is "rates" or "example_from" or "example_to" ? "loyalty" : used;
        return "write it into the plan, or put it between {{if " + condition + "}} and {{end}}";
    }

    private static IEnumerable<TemplateLine> Reachable(IReadOnlyList<TemplatePart> parts, Facts facts)
    {
        foreach (var part in parts)
        {
            if (part is TemplateLine line) yield return line;
            if (part is not TemplateChoice choice) continue;
            var changes = choice.Condition is "late" or "ended"
                || Array.Exists(Changing, end => choice.Condition.EndsWith(end, StringComparison.Ordinal));
            var holds = facts.Holds(choice.Condition) != choice.Not;
            foreach (var inner in changes || holds ? Reachable(choice.Then, facts) : []) yield return inner;
            foreach (var inner in changes || !holds ? Reachable(choice.Otherwise, facts) : []) yield return inner;
        }
    }

    private static void CheckMarkup(Template template, List<Diagnostic> findings)
    {
        var lines = Lines(template.Parts).ToList();
        var stripped = SafeMarkdown.Stripped(Marks.Mark(string.Join('\n', lines.Select(line => line.Text))));
        foreach (var what in stripped)
        {
            var line = lines.FirstOrDefault(one => one.Text.Contains(what, StringComparison.OrdinalIgnoreCase))?.Line ?? 0;
            findings.Add(new Diagnostic(
                NoticeCodes.Stripped, template.File, line,
                $"'{what}' is taken out: a public page of this kind has no scripts, styles, frames, forms and pictures",
                "write it in Markdown, with links to https, mailto or tel", Severity.Warning));
        }
    }

    private static IEnumerable<TemplateLine> Lines(IReadOnlyList<TemplatePart> parts) => parts.SelectMany(part => part switch
    {
        TemplateLine line => [line],
        TemplateChoice choice => Lines(choice.Then).Concat(Lines(choice.Otherwise)),
        _ => Enumerable.Empty<TemplateLine>(),
    });

    // The built-in notice answers what has to be answered under this plan; the plan's own is held against it.
    private static void CheckAnswers(PlanModel plan, Template template, Language language, List<Diagnostic> findings)
    {
        if (BuiltInTexts.Find(BuiltInTexts.Last, "notice") is not { } builtIn) return;
        if (AtEverySite(plan, language).FirstOrDefault() is not { } facts) return;
        var answered = TextBlocks.Split(template, facts).Sections.Select(section => section.Id).ToList();
        var open = TextBlocks.Split(builtIn, facts).Sections.Select(section => section.Id)
            .Except(answered, StringComparer.Ordinal).ToList();
        if (open.Count == 0) return;
        findings.Add(new Diagnostic(
            NoticeCodes.Unanswered, template.File, 0, "the notice leaves open: " + string.Join(", ", open),
            "add a section for each, such as ## Heading {#" + open[0] + "}; docs/notices.md lists what people ask",
            Severity.Warning));
    }
}
