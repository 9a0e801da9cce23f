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

    private NoticeDesk()
    {
    }

    /// <summary>The Content-Security-Policy that the pages need: no script, their own style sheet, forms to this host.</summary>
    public static string ContentSecurityPolicy => "";

    /// <summary>Reads the plan's own texts and its directory of service centres, and reports everything that is wrong with them.</summary>
    /// <param name="plan">The checked plan.</param>
    /// <param name="findings">Errors and warnings with file, line and hint. With an error the desk still answers, as well as it can.</param>
    public static NoticeDesk Load(PlanModel plan, out IReadOnlyList<Diagnostic> findings)
    {
        findings = [];
        return new NoticeDesk();
    }

    /// <summary>The locales that a site is offered in; the first is its own.</summary>
    public IReadOnlyList<string> LocalesOf(SiteModel site) => site.Locales;

    /// <summary>The locale to answer in: the one asked for, else the best of <c>Accept-Language</c>, else the site's own.</summary>
    public string LocaleFor(SiteModel site, string? wanted, string? acceptLanguage) => site.Locales[0];

    /// <summary>The notice.</summary>
    /// <param name="standing">The site.</param>
    /// <param name="locale">Of <see cref="LocaleFor"/>.</param>
    /// <param name="reactions">How many people chose each word of <see cref="Reactions"/>; a missing word counts as 0.</param>
    public NoticePage Notice(SiteStanding standing, string locale, IReadOnlyDictionary<string, long> reactions) => new("", locale);

    /// <summary>A fragment of HTML that a page of the shop shows at its top: no script, its own style, one link. Empty before the notice.</summary>
    public string Banner(SiteStanding standing, string locale) => "";

    /// <summary>A script for edges that cannot insert <see cref="Banner"/>: it does so in the browser, once.</summary>
    public string BannerScript(SiteStanding standing, string locale) => "";

    /// <summary>Who helps, and the directory of service centres.</summary>
    public NoticePage Support(SiteStanding standing, string locale, CentreQuery query) => new("", locale);

    /// <summary>The same for programs; docs/notices.md describes the document.</summary>
    public byte[] SupportJson(SiteStanding standing, CentreQuery query) => [];

    /// <summary>The updates as an Atom feed (RFC 4287).</summary>
    public string Feed(SiteStanding standing, string locale) => "";

    /// <summary>The public milestones as an iCalendar file (RFC 5545).</summary>
    public string Calendar(SiteStanding standing, string locale) => "";

    /// <summary>What somebody sees who wants to buy after the end of purchases.</summary>
    public NoticePage PurchaseRefused(SiteStanding standing, string locale) => new("", locale);

    /// <summary>What stands where a page is gone for good.</summary>
    public NoticePage Gone(SiteStanding standing, string locale) => new("", locale);

    /// <summary>What stands where nothing ever was.</summary>
    public NoticePage NotFound(SiteStanding standing, string locale) => new("", locale);

    /// <summary>What has been announced up to the standing's instant, oldest first.</summary>
    public IReadOnlyList<Update> Updates(SiteStanding standing) => [];

    /// <summary>The text of a post about an update, with the address of the notice.</summary>
    /// <param name="standing">The site.</param>
    /// <param name="update">One of <see cref="Updates"/>.</param>
    /// <param name="locale">Language of the post.</param>
    /// <param name="limit">Characters (grapheme clusters) at most; a limit below the address gives the address alone.</param>
    /// <param name="kind">Kind of the channel: <c>mastodon</c> counts every address as 23 characters.</param>
    public string Draft(SiteStanding standing, Update update, string locale, int limit, string kind = "webhook") => "";
}
