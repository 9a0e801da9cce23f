using System.Text;
using Microsoft.AspNetCore.Http;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;
using Storefold.Notices;
using Storefold.Scheduling;

namespace Storefold.Gate;

/// <summary>Writes outcomes to the network: status, headers, body. Every answer says how long it may be kept.</summary>
internal sealed class OutcomeWriter(NoticeDesk desk, ReactionBook reactions)
{
    private const string Html = "text/html; charset=utf-8";
    private const string Plain = "text/plain; charset=utf-8";
    private readonly OwnPageWriter _own = new(desk, reactions);

    public Task WriteAsync(HttpContext context, GateView view, GateRequest request, Outcome outcome)
    {
        var response = context.Response;
        response.StatusCode = outcome.Status;
        WriteHead(response, outcome);
        return outcome switch
        {
            { Passes: true } => Task.CompletedTask,
            Redirect redirect => Send(response, redirect),
            OwnPage page => _own.WriteAsync(response, view, request, page),
            AppGone gone => Send(response, gone.App.ContentType, gone.Body),
            EmptyAppLinks links => Send(response, "application/json", links.Body),
            Robots robots => Send(response, Plain, HostFileText.Robots(robots)),
            OldSitemap sitemap => Send(response, "application/xml; charset=utf-8", HostFileText.Sitemap(view, sitemap)),
            MethodNotAllowed method => Send(response, method),
            PurchaseRefused refused => Page(response, request, refused.Standing, refused.ForProgram, outcome, desk.PurchaseRefused),
            Gone gone => Page(response, request, gone.Standing, gone.ForProgram, outcome, desk.Gone),
            NotFound missing => Page(response, request, missing.Standing, missing.ForProgram, outcome, desk.NotFound),
            _ => Send(response, Plain, "Misdirected request: nothing is known of this host here.\n"),
        };
    }

    /// <summary>What every answer carries.</summary>
    public static void WriteHead(HttpResponse response, Outcome outcome)
    {
        var headers = response.Headers;
        headers["X-Storefold-Outcome"] = outcome.Passes ? "pass" : outcome.Name;
        headers.CacheControl = outcome.CacheControl;
        if (outcome is AppPass app)
        {
            headers["Sunset"] = app.Sunset;
            headers["Deprecation"] = app.Deprecation;
            if (app.Link is not null) headers.Link = app.Link;
        }

        if (outcome.Passes) return;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = "default-src 'none'";
    }

    /// <summary>Sends a whole body.</summary>
    public static Task Send(HttpResponse response, string contentType, string body) =>
        Send(response, contentType, Encoding.UTF8.GetBytes(body));

    /// <summary>Sends a whole body.</summary>
    public static async Task Send(HttpResponse response, string contentType, byte[] body)
    {
        // A plan may answer its app with a status that has no body (RFC 9110, 15.3.5).
        if (response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified) return;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    /// <summary>Sends a page for people.</summary>
    public static Task Send(HttpResponse response, NoticePage page)
    {
        response.Headers.ContentLanguage = page.Locale;
        response.Headers.ContentSecurityPolicy = NoticeDesk.ContentSecurityPolicy;
        return Send(response, Html, page.Html);
    }

    private static Task Send(HttpResponse response, Redirect redirect)
    {
        response.Headers.Location = redirect.Location;
        if (redirect.ByLanguage) response.Headers.Vary = "Accept-Language";
        return Send(response, Plain, "");
    }

    private static Task Send(HttpResponse response, MethodNotAllowed method)
    {
        response.Headers.Allow = method.Allow;
        return Send(response, Plain, "");
    }

    private Task Page(
        HttpResponse response, GateRequest request, SiteStanding standing, bool forProgram, Outcome outcome,
        Func<SiteStanding, string, NoticePage> page)
    {
        // What answers by Accept must not be kept for who accepts something else.
        response.Headers.Vary = "Accept, Accept-Language";
        if (forProgram) return Send(response, ProblemText.ContentType, ProblemBody.Of(outcome, standing));
        return Send(response, page(standing, desk.LocaleFor(standing.Site, null, request.AcceptLanguage)));
    }
}
