using System.Collections.Concurrent;
using Storefold.Notices.Centres;
using Storefold.Notices.Pages;
using Storefold.Notices.Wording;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Notices;

/// <summary>
/// Everything that the public reads, as pure functions from the plan, a site's standing and a locale to text. The gate, the
/// channels and the report ask here; nothing else writes a sentence to a customer. Thread-safe; load one per plan.
/// Addresses of the pages: site address + gate prefix + <c>/notice</c>, <c>/support</c>, <c>/support.json</c>,
/// <c>/feed.atom</c>, <c>/calendar.ics</c>, <c>/reactions</c>, <c>/banner.html</c>, <c>/banner.js</c>; <c>?lang=xx</c> picks a locale.
/// </summary>
public sealed class NoticeDesk
{
    /// <summary>The words that may be posted to <c>/reactions</c> as the form field <c>reaction</c>.</summary>
    public static readonly IReadOnlyList<string> Reactions = ["thanks", "sad", "question"];

    private readonly PlanModel _plan;
    private readonly TextLibrary _texts;
    private readonly CentreDirectory _centres;
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _offered = new(StringComparer.Ordinal);

    private NoticeDesk(PlanModel plan, TextLibrary texts, CentreDirectory centres) =>
        (_plan, _texts, _centres) = (plan, texts, centres);

    /// <summary>The Content-Security-Policy that the pages need: no script, their own style sheet, forms to this host.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src {PageFrame.CssSource}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Reads the plan's own texts and its directory of service centres, and reports everything that is wrong with them.</summary>
    /// <param name="plan">The checked plan.</param>
    /// <param name="findings">Errors and warnings with file, line and hint. With an error the desk still answers, as well as it can.</param>
    public static NoticeDesk Load(PlanModel plan, out IReadOnlyList<Diagnostic> findings)
    {
        List<Diagnostic> found = [];
        var folder = TextFolder.Read(plan, found);
        var texts = new TextLibrary(plan, folder);
        texts.CheckFallbacks(found);
        TextCheck.Run(plan, folder, texts, found);
        var centres = CentreReader.Read(plan, found);
        findings = found;
        return new NoticeDesk(plan, texts, new CentreDirectory(plan, centres));
    }

    /// <summary>The locales that a site is offered in; the first is its own.</summary>
    public IReadOnlyList<string> LocalesOf(SiteModel site) => _offered.GetOrAdd(site.Name, _ => _texts.Offered(site));

    /// <summary>The locale to answer in: the one asked for, else the best of <c>Accept-Language</c>, else the site's own.</summary>
    public string LocaleFor(SiteModel site, string? wanted, string? acceptLanguage)
    {
        var offered = LocalesOf(site);
        if (wanted is not null && Locale.Pick(offered, wanted) is { } asked) return asked;
        return Locale.Accepted(acceptLanguage ?? "").Select(tag => Locale.Pick(offered, tag))
            .FirstOrDefault(tag => tag is not null) ?? offered[0];
    }

    /// <summary>The notice.</summary>
    /// <param name="standing">The site.</param>
    /// <param name="locale">Of <see cref="LocaleFor"/>.</param>
    /// <param name="reactions">How many people chose each word of <see cref="Reactions"/>; a missing word counts as 0.</param>
    public NoticePage Notice(SiteStanding standing, string locale, IReadOnlyDictionary<string, long> reactions)
    {
        var facts = Facts(standing, locale);
        var text = Text("notice", facts);
        var head = standing.Phase is Phase.Closed or Phase.Ended ? Text("closed", facts) : text;
        if (head.Title.Length == 0) head = head with { Title = text.Title };
        var content = NoticeView.Write(facts, head, text, _texts.Find(facts.Language.Tag, "slipped").Template,
            UpdatesIn(facts), reactions);
        return Page(facts, "notice", head, content);
    }

    /// <summary>A fragment of HTML that a page of the shop shows at its top: no script, its own style, one link. Empty before the notice.</summary>
    public string Banner(SiteStanding standing, string locale)
    {
        var facts = Facts(standing, locale);
        return BannerView.Write(facts, Text("banner", facts), _plan.Notices.Sample);
    }

    /// <summary>A script for edges that cannot insert <see cref="Banner"/>: it does so in the browser, once.</summary>
    public string BannerScript(SiteStanding standing, string locale) => BannerView.Script(Banner(standing, locale));

    /// <summary>Who helps, and the directory of service centres.</summary>
    public NoticePage Support(SiteStanding standing, string locale, CentreQuery query)
    {
        var facts = Facts(standing, locale);
        var text = Text("support", facts);
        var found = _centres.Find(standing, query, facts.Language);
        var content = SupportView.Write(facts, text, _centres.RoutingOf(standing.Site), _centres.For(standing.Site),
            found, query);
        return Page(facts, "support", text, content);
    }

    /// <summary>The same for programs; docs/notices.md describes the document.</summary>
    public byte[] SupportJson(SiteStanding standing, CentreQuery query) => SupportDocument.Write(
        Facts(standing, LocalesOf(standing.Site)[0]), _centres.RoutingOf(standing.Site),
        _centres.Find(standing, query), query, _plan.Notices.Sample);

    /// <summary>The updates as an Atom feed (RFC 4287).</summary>
    public string Feed(SiteStanding standing, string locale)
    {
        var facts = Facts(standing, locale);
        return AtomFeed.Write(facts, UpdatesIn(facts), Title(facts));
    }

    /// <summary>The public milestones as an iCalendar file (RFC 5545).</summary>
    public string Calendar(SiteStanding standing, string locale)
    {
        var facts = Facts(standing, locale);
        return CalendarFile.Write(facts, Title(facts));
    }

    /// <summary>What somebody sees who wants to buy after the end of purchases.</summary>
    public NoticePage PurchaseRefused(SiteStanding standing, string locale) => Small(standing, locale, "refused");

    /// <summary>What stands where a page is gone for good.</summary>
    public NoticePage Gone(SiteStanding standing, string locale) => Small(standing, locale, "gone");

    /// <summary>What stands where nothing ever was.</summary>
    public NoticePage NotFound(SiteStanding standing, string locale) => Small(standing, locale, "not-found");

    /// <summary>What has been announced up to the standing's instant, oldest first.</summary>
    public IReadOnlyList<Update> Updates(SiteStanding standing) => UpdateBook.Of(
        standing, [.. Spoken(standing.Site).Select(tag => (Facts(standing, tag), _texts.Find(tag, "updates").Template))]);

    /// <summary>The text of a post about an update, with the address of the notice.</summary>
    /// <param name="standing">The site.</param>
    /// <param name="update">One of <see cref="Updates"/>.</param>
    /// <param name="locale">Language of the post.</param>
    /// <param name="limit">Characters (grapheme clusters) at most; a limit below the address gives the address alone.</param>
    /// <param name="kind">Kind of the channel: <c>mastodon</c> counts every address as 23 characters.</param>
    public string Draft(SiteStanding standing, Update update, string locale, int limit, string kind = "webhook")
    {
        var facts = Facts(standing, locale);
        var words = update.In(facts.Language.Tag);
        if (_plan.Notices.Sample) words = words with { Title = $"{facts.Language.Words["sample"]}: {words.Title}" };
        return DraftWriter.Write(words, facts.Text("notice_url"), limit, kind);
    }

    // A page says them in one language only.
    private IReadOnlyList<Update> UpdatesIn(Facts facts) =>
        UpdateBook.Of(facts.Standing, [(facts, _texts.Find(facts.Language.Tag, "updates").Template)]);

    // A channel may speak a language that the site's pages are not offered in.
    private IEnumerable<string> Spoken(SiteModel site) => LocalesOf(site)
        .Concat(_plan.Channels.Where(channel => channel.Sites.Contains(site.Name, StringComparer.Ordinal))
            .Select(channel => _texts.Spoken(channel.Locale)))
        .Distinct(StringComparer.Ordinal);

    private Facts Facts(SiteStanding standing, string locale) => new(_plan, standing, _texts.LanguageOf(_texts.Spoken(locale)));

    private PageText Text(string name, Facts facts) => TextBlocks.Split(_texts.Find(facts.Language.Tag, name).Template, facts);

    private NoticePage Small(SiteStanding standing, string locale, string name)
    {
        var facts = Facts(standing, locale);
        var text = Text(name, facts);
        return Page(facts, null, text, SmallPage.Write(facts, text));
    }

    private NoticePage Page(Facts facts, string? page, PageText head, string content)
    {
        var offered = LocalesOf(facts.Standing.Site).Select(_texts.LanguageOf).ToList();
        var title = TextBlocks.Line(head.Title, facts);
        return new NoticePage(PageFrame.Write(facts, page, title, _plan.Notices.Sample, offered, content), facts.Language.Tag);
    }

    private string Title(Facts facts) => (_plan.Notices.Sample ? facts.Language.Words["sample"] + ": " : "")
        + $"{facts.Text("brand")}, {facts.Text("site")}: {facts.Language.Words["notice"]}";
}
