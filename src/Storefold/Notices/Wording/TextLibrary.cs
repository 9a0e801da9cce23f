using System.Collections.Concurrent;
using Storefold.Planning;

namespace Storefold.Notices.Wording;

/// <summary>
/// Finds the text of a locale: the plan's own for the locale, for its language, the built-in one, and English last. What the
/// reader gets is labelled with the language that it is really in.
/// </summary>
internal sealed class TextLibrary(PlanModel plan, TextFolder own)
{
    private readonly ConcurrentDictionary<string, Language> _languages = new(StringComparer.Ordinal);

    /// <summary>The locales that a site is offered in: its own, then whatever else there is a notice for.</summary>
    public IReadOnlyList<string> Offered(SiteModel site)
    {
        // Who writes texts of their own means those: the built-in ones of other languages would say something else.
        var more = own.Locales.Count > 0 ? own.Locales.Where(locale => own.Find(locale, "notice") is not null)
            : BuiltInTexts.Languages;
        List<string> offered = [.. site.Locales.Select(Spoken).Distinct(StringComparer.Ordinal)];
        offered.AddRange(more.Where(tag => !offered.Exists(there => Locale.IsSameLanguage(there, tag))));
        return offered;
    }

    /// <summary>The locale itself where its language has a text, else English.</summary>
    public string Spoken(string locale)
    {
        var language = Locale.Language(locale);
        var known = BuiltInTexts.Languages.Contains(language, StringComparer.Ordinal)
            || own.Find(locale, "notice") is not null || own.Find(language, "notice") is not null;
        return known ? locale : BuiltInTexts.Last;
    }

    /// <summary>How a spoken locale writes.</summary>
    public Language LanguageOf(string locale) => _languages.GetOrAdd(locale, tag => new Language(
        tag, own.WordsOf(tag) ?? own.WordsOf(Locale.Language(tag)) ?? BuiltInTexts.WordsOf(Locale.Language(tag))));

    /// <summary>A text, and whether it is in the locale's language.</summary>
    public (Template Template, bool Translated) Find(string locale, string name)
    {
        var language = Locale.Language(locale);
        var text = own.Find(locale, name) ?? own.Find(language, name) ?? BuiltInTexts.Find(language, name);
        if (text is not null) return (text, true);
        return (own.Find(BuiltInTexts.Last, name) ?? English(name), false);
    }

    /// <summary>Reports the locales of retiring sites and channels that have to do with another text than the plan's.</summary>
    public void CheckFallbacks(List<Diagnostic> findings)
    {
        var wanted = plan.RetiringSites.SelectMany(site =>
            site.Locales.Select(locale => (Locale: locale, Who: $"site '{site.Name}'", site.Line)))
            .Concat(plan.Channels.Select(channel => (channel.Locale, Who: $"channel '{channel.Name}'", channel.Line)));
        foreach (var (locale, who, line) in wanted.DistinctBy(want => Locale.Language(want.Locale), StringComparer.Ordinal))
        {
            var language = Locale.Language(locale);
            if (!string.Equals(Spoken(locale), locale, StringComparison.Ordinal))
                Warn(line, $"{who}: there is no text in {locale}: its readers get English",
                    $"write {language}/notice.md into the folder of notices.texts");
            else if (own.Locales.Count > 0 && own.Find(locale, "notice") is null && own.Find(language, "notice") is null)
                Warn(line, $"{who}: the plan has no notice in {locale}: its readers get the built-in one",
                    $"write {language}/notice.md beside the others");
        }

        foreach (var locale in own.Locales.Where(locale =>
            own.WordsOf(locale) is null && !BuiltInTexts.Languages.Contains(Locale.Language(locale), StringComparer.Ordinal)))
            Warn(plan.Notices.Line, $"{locale} has no {TextFolder.WordsFile}: dates, labels and buttons are in English",
                "docs/notices.md lists the words");

        void Warn(int line, string message, string hint) =>
            findings.Add(new Diagnostic(NoticeCodes.Fallback, plan.File, line, message, hint, Severity.Warning));
    }

    private static Template English(string name) =>
        BuiltInTexts.Find(BuiltInTexts.Last, name) ?? throw new ArgumentException($"There is no text '{name}'.", nameof(name));
}
