using Storefold.Notices;
using Storefold.Notices.Wording;
using Storefold.Planning;

namespace Storefold.Tests.Notices;

public sealed class The_plans_own_texts
{
    private const string Whole = "# We move\n\nHello from {{brand}}.\n\n## When {#dates}\nOn {{close}}.\n";

    [Fact]
    public void Take_the_place_of_the_built_in_ones()
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().WithTexts(folder, ("en/notice.md", Whole));
        var desk = NoticeDesk.Load(plan, out _);
        var html = desk.Notice(plan.Standing(NoticeLab.NoticeAt), "en-GB", NoticeLab.NoReactions).Html;
        Assert.Contains("Hello from Poco.", html, StringComparison.Ordinal);
        Assert.Contains("On Tuesday, 31 December 2024, 18:00 (UK time, UTC).", html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"points\"", html, StringComparison.Ordinal);
        Assert.Contains("Help and contact", desk.Support(plan.Standing(NoticeLab.NoticeAt), "en-GB", CentreQuery.All).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_held_against_what_people_ask()
    {
        var finding = Assert.Single(Load(("en/notice.md", Whole)), found => found.Code is NoticeCodes.Unanswered);
        Assert.Contains("points", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, finding.Severity);
    }

    [Fact]
    public void Lose_their_scripts_and_say_so()
    {
        const string Nasty = "# T\n\n<script>alert(1)</script> <a href=\"x\" onclick=\"y()\">z</a>\n[link](javascript:alert(1))\n<iframe src=\"https://e.example\"></iframe>"
            + "\n<p style=\"color:red\">styled</p>\n<img src=x onerror=alert(1)>\n[{{brand}}]({{brand}})\n\nkept\n";
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().WithTexts(folder, ("en/notice.md", Nasty));
        plan = plan with { Notices = plan.Notices with { Brand = "javascript:alert(1)" } };
        var desk = NoticeDesk.Load(plan, out var findings);
        var html = desk.Notice(plan.Standing(NoticeLab.NoticeAt), "en", NoticeLab.NoReactions).Html.Split("</style>")[1];
        foreach (var gone in new[] { "<script", "onclick", "onerror", "<iframe", "<img", "style=", "href=\"javascript" })
            Assert.DoesNotContain(gone, html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("kept", html, StringComparison.Ordinal);
        var stripped = findings.Where(finding => finding.Code is NoticeCodes.Stripped).ToList();
        Assert.All(stripped, finding => Assert.Equal(Severity.Warning, finding.Severity));
        Assert.Contains(stripped, finding => finding.Line == 3 && finding.Message.Contains("<script", StringComparison.Ordinal));
        Assert.Contains(stripped, finding => finding.Line == 4 && finding.Message.Contains("javascript:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Hello {{brnd}}", NoticeCodes.Placeholder, 3, "did you mean brand?")]
    [InlineData("Until {{close.dya}}", NoticeCodes.Placeholder, 3, "did you mean close.day?")]
    [InlineData("{{if clsoe.done}}\nx\n{{end}}", NoticeCodes.Condition, 3, "did you mean close.done?")]
    [InlineData("{{if close.done}}\nx", NoticeCodes.Template, 3, "{{end}}")]
    [InlineData("x\n{{end}}", NoticeCodes.Template, 4, "{{if")]
    [InlineData("x {{if app}} y", NoticeCodes.Placeholder, 3, "lines of their own")]
    [InlineData("was {{old}}", NoticeCodes.NoValue, 3, "slipped.md")]
    [InlineData("until {{claims_end}}", NoticeCodes.NoValue, 3, "{{if claims_end}}")]
    public void Name_only_what_there_is(string line, string code, int number, string hint)
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().Without(Milestone.ClaimsEnd).WithTexts(folder, ("en/support.md", "# T\n\n" + line + "\n"));
        NoticeDesk.Load(plan, out var findings);
        var finding = Assert.Single(findings, found => found.Severity == Severity.Error);
        Assert.Equal((code, number), (finding.Code, finding.Line));
        Assert.EndsWith("notices/en/support.md", finding.File, StringComparison.Ordinal);
        Assert.Contains(hint, finding.Hint!, StringComparison.Ordinal);
    }

    [Fact]
    public void May_speak_of_what_is_missing_where_they_ask_first() => Assert.DoesNotContain(
        Load(("en/support.md", "# T\n\n{{if claims_end}}\nuntil {{claims_end}}\n{{else}}\nnever\n{{end}}\n")), found => found.Severity == Severity.Error);

    [Fact]
    public void A_locale_without_a_text_falls_back_with_a_warning()
    {
        var plan = NoticeLab.Plan();
        plan = plan with { Sites = [.. plan.Sites.Select(site => site.Name is "uk" ? site with { Locales = ["pt-BR", "hi-IN", "en-GB"] } : site)] };
        var desk = NoticeDesk.Load(plan, out var findings);
        var finding = Assert.Single(findings);
        Assert.Equal((NoticeCodes.Fallback, Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("pt-BR", finding.Message, StringComparison.Ordinal);
        var page = desk.Notice(plan.Standing(NoticeLab.NoticeAt), "pt-BR", NoticeLab.NoReactions);
        Assert.Equal("en", page.Locale);
        Assert.Contains("lang=\"en\"", page.Html, StringComparison.Ordinal);
        Assert.Equal("hi-IN", desk.Notice(plan.Standing(NoticeLab.NoticeAt), "hi-IN", NoticeLab.NoReactions).Locale);
    }

    [Fact]
    public void A_language_of_ones_own_brings_its_words()
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().WithTexts(
            folder, ("pt/notice.md", "# A {{brand}} fecha esta loja\n\nAté {{close}}.\n"), ("pt/words.txt", "skip = Ir para o conteúdo\ndate.day = dddd, d 'de' MMMM 'de' yyyy\n"));
        plan = plan with { Sites = [.. plan.Sites.Select(site => site.Name is "uk" ? site with { Locales = ["pt-BR"] } : site)] };
        var desk = NoticeDesk.Load(plan, out _);
        var page = desk.Notice(plan.Standing(NoticeLab.NoticeAt), "pt-BR", NoticeLab.NoReactions);
        Assert.Equal("pt-BR", page.Locale);
        Assert.Contains("terça-feira, 31 de dezembro de 2024", page.Html, StringComparison.Ordinal);
        Assert.Contains("Ir para o conteúdo", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en/notise.md", "x", NoticeCodes.Unused)]
    [InlineData("deutsch_1/notice.md", "x", NoticeCodes.Unused)]
    [InlineData("en/words.txt", "skpi = x", NoticeCodes.Words)]
    [InlineData("en/words.txt", "nothing", NoticeCodes.Words)]
    public void A_file_that_nothing_shows_is_said(string path, string text, string code) =>
        Assert.Contains(Load((path, text), ("en/banner.md", "x\n")), finding => string.Equals(finding.Code, code, StringComparison.Ordinal) && finding.Hint is { Length: > 0 });

    [Fact]
    public void Built_in_languages_have_the_same_words_texts_and_sections()
    {
        foreach (var language in NoticeLab.Languages)
        {
            foreach (var name in BuiltInTexts.Files)
            {
                var (own, english) = (BuiltInTexts.Find(language, name)!, BuiltInTexts.Find("en", name)!);
                Assert.Equal(Shape(english.Parts), Shape(own.Parts));
            }

            var missing = BuiltInTexts.WordsOf("en").Keys.Where(key => !key.StartsWith("zone.", StringComparison.Ordinal)).Except(BuiltInTexts.WordsOf(language).Keys, StringComparer.Ordinal);
            Assert.Empty(missing);
        }
    }

    [Fact]
    public void Every_name_is_explained_in_the_document()
    {
        var document = File.ReadAllText(Repository.File("docs/notices.md"));
        foreach (var name in Names.Placeholders.Concat(Names.Conditions).Select(name => name.Split('.')[0]).Distinct(StringComparer.Ordinal))
            Assert.Contains($"`{name}`", document, StringComparison.Ordinal);
        foreach (var file in BuiltInTexts.Files) Assert.Contains($"`{file}.md`", document, StringComparison.Ordinal);
    }

    // Conditions in their order, and how often each section and placeholder stands: what a translation may not change.
    private static string Shape(IReadOnlyList<TemplatePart> parts)
    {
        List<string> found = [];
        Collect(parts, found);
        return string.Join('\n', found.Order(StringComparer.Ordinal));
    }

    private static void Collect(IReadOnlyList<TemplatePart> parts, List<string> found)
    {
        foreach (var part in parts)
        {
            if (part is TemplateChoice choice)
            {
                found.Add($"if {(choice.Not ? "not " : "")}{choice.Condition}");
                Collect(choice.Then, found);
                Collect(choice.Otherwise, found);
            }
            else if (part is TemplateLine line && line.Text.Contains("{#", StringComparison.Ordinal))
            {
                found.Add(line.Text[line.Text.IndexOf("{#", StringComparison.Ordinal)..]);
            }
        }
    }

    private static IReadOnlyList<Diagnostic> Load(params (string Path, string Text)[] texts)
    {
        using var folder = new TempFolder();
        NoticeDesk.Load(NoticeLab.Plan().WithTexts(folder, texts), out var findings);
        return findings;
    }
}
