using System.Net;
using System.Text.RegularExpressions;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;
using Storefold.Notices;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Rehearsing.People;

/// <summary>Says what an outcome of the gate is to the person who asked.</summary>
internal sealed partial class OutcomeWords(NoticeDesk desk)
{
    private const int Shown = 160;

    public Answer Of(Outcome outcome, Ask ask, GateView view) => outcome switch
    {
        Pass { Reason: "kept_site" or "kept_host" } => new Answer(Tone.Shop, 0, "The shop answers as ever; nothing of ours is near it."),
        Pass { Reason: "callback" } => new Answer(Tone.Shop, 0, "Reaches the shop as ever."),
        Pass => Open(ask, view),
        AppPass app => new Answer(Tone.Shop, 0, $"The shop answers, and says when that ends: Sunset: {app.Sunset}"),
        AppGone app => new Answer(Tone.Gone, app.Status, "What the plan says an installed app gets.", null, Short(app.Body)),
        PurchaseRefused refused => new Answer(
            Tone.Refused, refused.Status, "Cannot buy any more.", null, Title(desk.PurchaseRefused(refused.Standing, Locale(ask)).Html)),
        Redirect redirect => new Answer(Tone.Moved, redirect.Status, Why(redirect.Reason), redirect.Location),
        Gone gone => new Answer(Tone.Gone, gone.Status, Ended(gone.Reason), null, Title(desk.Gone(gone.Standing, Locale(ask)).Html)),
        OwnPage own => Own(own, ask),
        UnknownHost => new Answer(Tone.Gone, outcome.Status, "Nobody answers for this host."),
        _ => new Answer(Tone.Ours, outcome.Status, outcome.Name.Replace('_', ' ') + "."),
    };

    private Answer Open(Ask ask, GateView view)
    {
        var isPage = ask.Request.Accept?.Contains("html", StringComparison.Ordinal) == true;
        if (!isPage || view.Standings.GetValueOrDefault(ask.Site.Name) is not { Phase: not Phase.Before } standing)
            return new Answer(Tone.Shop, 0, "The shop answers.");
        // The words stand beside the start page; on every other page they are the same.
        var isStart = ask.Request.RawTarget.Length == ask.Site.PathPrefix.Length + 1;
        var banner = isStart ? Plain(desk.Banner(standing, Locale(ask))) : "";
        return new Answer(Tone.Shop, 0, "The shop answers, with our banner.", null, banner.Length == 0 ? null : Short(banner));
    }

    private Answer Own(OwnPage own, Ask ask)
    {
        var locale = Locale(ask);
        return own.Kind switch
        {
            OwnPageKind.Notice => new Answer(
                Tone.Ours, own.Status, "The notice.", null,
                Title(desk.Notice(own.Standing, locale, new Dictionary<string, long>(StringComparer.Ordinal)).Html)),
            OwnPageKind.Support => new Answer(
                Tone.Ours, own.Status, "Who helps.", null, Title(desk.Support(own.Standing, locale, new CentreQuery(ask.Request.Country, null)).Html)),
            OwnPageKind.Feed => new Answer(Tone.Ours, own.Status, News(desk.Updates(own.Standing), locale)),
            _ => new Answer(Tone.Ours, own.Status, "A page of ours."),
        };
    }

    private static string News(IReadOnlyList<Update> updates, string locale) => updates.Count == 0
        ? "A feed without news."
        : $"{updates.Count} {(updates.Count == 1 ? "piece" : "pieces")} of news; the last: {updates[^1].In(locale).Title}";

    private static string Why(string reason) => reason switch
    {
        "same_product" => "The same product.",
        "same_category" => "The same shelf.",
        "nearest_category" => "The nearest shelf.",
        "order" => "The order's own page.",
        "order_lookup" => "Where anybody can look up an order.",
        "account" => "The customer's account.",
        "help" => "Help.",
        "home" => "The start page.",
        _ => reason.Replace('_', ' ') + ".",
    };

    private static string Ended(string reason) => reason switch
    {
        "plan" => "Ended by the plan.",
        "ended" => "The redirects have ended.",
        "method" => "What was filled in cannot be sent on.",
        "callback" => "Too late: nobody would carry it over.",
        _ => "Gone.",
    };

    private string Locale(Ask ask) => desk.LocaleFor(ask.Site, null, ask.Request.AcceptLanguage);

    private static string? Title(string html)
    {
        var heading = Heading().Match(html);
        var text = Plain(heading.Success ? heading.Groups["text"].Value : "");
        return text.Length == 0 ? null : Short(text);
    }

    private static string Plain(string html) => Blank().Replace(WebUtility.HtmlDecode(Tag().Replace(Hidden().Replace(html, " "), " ")), " ").Trim();

    private static string Short(string text) => text.Length <= Shown ? text : text[..Shown].TrimEnd() + "…";

    [GeneratedRegex("<h1[^>]*>(?<text>.*?)</h1>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("<(style|script)[^>]*>.*?</(style|script)>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}
