using System.Net;
using System.Text;
using NodaTime;
using Storefold.Notices;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Cli;

/// <summary>
/// Writes what the public will read, as files for people to look at before it is up: every page of every retiring site, in every
/// locale, at every phase.
/// </summary>
internal static class NoticeFiles
{
    private static readonly Dictionary<string, long> NoReactions = [];

    /// <summary>Writes them into a folder, and returns their paths from it.</summary>
    public static IReadOnlyList<string> Write(PlanModel plan, TimetableModel timetable, NoticeDesk desk, string folder)
    {
        List<string> written = [];
        foreach (var site in plan.RetiringSites)
        {
            foreach (var (name, standing) in Phases(timetable, site))
            {
                foreach (var locale in desk.LocalesOf(site))
                {
                    foreach (var (file, text) in Pages(desk, standing, locale))
                    {
                        var path = $"{site.Name}/{name}/{locale}/{file}";
                        var full = Path.Combine(folder, path);
                        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? folder);
                        File.WriteAllText(full, text);
                        written.Add(path);
                    }
                }
            }
        }

        File.WriteAllText(Path.Combine(folder, "index.html"), Index(plan, written));
        return written;
    }

    private static IEnumerable<(string Name, SiteStanding Standing)> Phases(TimetableModel timetable, SiteModel site)
    {
        var second = Duration.FromSeconds(1);
        foreach (var (name, milestone) in new[]
        {
            ("1-announced", Milestone.Notice), ("2-purchases-stopped", Milestone.PurchasesStop),
            ("4-closed", Milestone.Close), ("5-ended", Milestone.RedirectsUntil),
        })
        {
            if (timetable.Find(milestone) is not { } model || !model.At.TryGetValue(site.Name, out var at)) continue;
            yield return (name, Standings.Of(timetable, site, Standings.AsPlanned(timetable, at + second), [], at + second));
        }

        if (timetable.Find(Milestone.Close) is not { } close || !close.At.TryGetValue(site.Name, out var hour)) yield break;
        var late = hour + Duration.FromHours(3);
        var done = Standings.AsPlanned(timetable, hour - second);
        yield return ("3-close-is-late", Standings.Of(timetable, site, done, [], late));
    }

    private static IEnumerable<(string File, string Text)> Pages(NoticeDesk desk, SiteStanding standing, string locale)
    {
        yield return ("notice.html", desk.Notice(standing, locale, NoReactions).Html);
        yield return ("support.html", desk.Support(standing, locale, CentreQuery.All).Html);
        if (standing.Phase is Phase.PurchasesStopped)
            yield return ("purchase-refused.html", desk.PurchaseRefused(standing, locale).Html);
        if (standing.Phase is Phase.Closed or Phase.Ended) yield return ("gone.html", desk.Gone(standing, locale).Html);
        yield return ("not-found.html", desk.NotFound(standing, locale).Html);
        yield return ("banner.html", desk.Banner(standing, locale));
        yield return ("feed.atom", desk.Feed(standing, locale));
        yield return ("calendar.ics", desk.Calendar(standing, locale));
        yield return ("posts.txt", Posts(desk, standing, locale));
    }

    private static string Posts(NoticeDesk desk, SiteStanding standing, string locale)
    {
        var text = new StringBuilder();
        foreach (var update in desk.Updates(standing))
            text.Append(desk.Draft(standing, update, locale, 500, "mastodon")).Append("\n\n---\n\n");
        return text.ToString();
    }

    private static string Index(PlanModel plan, IReadOnlyList<string> written)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Notices</title></head>\n<body>\n<h1>")
            .Append(WebUtility.HtmlEncode(plan.Retirement)).Append("</h1>\n");
        foreach (var group in written.GroupBy(path => path[..path.LastIndexOf('/')], StringComparer.Ordinal))
        {
            html.Append("<h2>").Append(WebUtility.HtmlEncode(group.Key)).Append("</h2>\n<p>");
            foreach (var path in group)
                html.Append("<a href=\"").Append(WebUtility.HtmlEncode(path)).Append("\">")
                    .Append(WebUtility.HtmlEncode(Path.GetFileName(path))).Append("</a> ");
            html.Append("</p>\n");
        }

        return html.Append("</body>\n</html>\n").ToString();
    }
}
