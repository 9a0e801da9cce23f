using Microsoft.AspNetCore.Http;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;
using Storefold.Notices;

namespace Storefold.Gate;

/// <summary>Writes the pages under the gate's prefix. Their words are the notice desk's.</summary>
internal sealed class OwnPageWriter(NoticeDesk desk, ReactionBook reactions)
{
    public Task WriteAsync(HttpResponse response, GateView view, GateRequest request, OwnPage page)
    {
        var standing = page.Standing;
        var wanted = QueryText.Value(page.Query, "lang");
        var locale = desk.LocaleFor(standing.Site, wanted, request.AcceptLanguage);
        if (wanted is null) response.Headers.Vary = "Accept-Language";
        return page.Kind switch
        {
            OwnPageKind.Notice => OutcomeWriter.Send(response, desk.Notice(standing, locale, reactions.Of(standing.Site))),
            OwnPageKind.Support => OutcomeWriter.Send(response, desk.Support(standing, locale, Query(page))),
            OwnPageKind.SupportJson => OutcomeWriter.Send(response, "application/json", desk.SupportJson(standing, Query(page))),
            OwnPageKind.Feed => OutcomeWriter.Send(response, "application/atom+xml; charset=utf-8", desk.Feed(standing, locale)),
            OwnPageKind.Calendar => OutcomeWriter.Send(response, "text/calendar; charset=utf-8", desk.Calendar(standing, locale)),
            OwnPageKind.Banner => OutcomeWriter.Send(response, "text/html; charset=utf-8", desk.Banner(standing, locale)),
            OwnPageKind.BannerScript =>
                OutcomeWriter.Send(response, "text/javascript; charset=utf-8", desk.BannerScript(standing, locale)),
            _ => BackToNotice(response, view, page, wanted is null ? "" : "?lang=" + Uri.EscapeDataString(locale)),
        };
    }

    private static CentreQuery Query(OwnPage page) =>
        new(QueryText.Value(page.Query, "country"), QueryText.Value(page.Query, "city"));

    // The path is the plan's, never the request's.
    private static Task BackToNotice(HttpResponse response, GateView view, OwnPage page, string query)
    {
        response.Headers.Location = page.Standing.Site.PathPrefix + view.Plan.Gate.Prefix + "/notice" + query;
        return OutcomeWriter.Send(response, "text/plain; charset=utf-8", "");
    }
}
