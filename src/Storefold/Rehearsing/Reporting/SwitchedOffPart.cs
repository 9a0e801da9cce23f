using Storefold.Certifying;
using Storefold.Planning;

namespace Storefold.Rehearsing.Reporting;

/// <summary>What no longer runs, and where it runs now.</summary>
internal static class SwitchedOffPart
{
    public static void Write(HtmlText page, RehearsalResult result)
    {
        var plan = result.Plan;
        page.OpenTable("off", "Before and after", "words").Head("What", "Was", "Is now");
        foreach (var site in plan.RetiringSites)
        {
            var now = site.TargetAddresses.Values.Distinct(StringComparer.Ordinal).Select(Bare);
            Row(page, $"Shop {site.Name}", site.Host + site.PathPrefix, string.Join(", ", now));
        }

        Row(page, "Customers, orders, parcels, reviews", string.Join(", ", plan.Sources.Select(source => source.Name)), plan.Notices.TargetBrand);
        foreach (var rule in plan.Loyalty) Row(page, "Points", rule.Programme, $"{rule.Into}, {rule.Rate} for one");
        if (plan.Timetable?.Find(Milestone.CouponsMove) is not null) Row(page, "Coupons", plan.Notices.Brand, plan.Notices.TargetBrand);
        if (result.Redirects is { } redirects)
            Row(page, "Old addresses", $"{HtmlText.Grouped(redirects.Pages)} pages, {HtmlText.Grouped(redirects.Orders)} orders", Until(plan));
        foreach (var app in plan.Apps) Row(page, $"App {app.Name}", string.Join(", ", app.Hosts), $"switched off: answers {app.Status}");
        foreach (var domain in plan.Domains) Row(page, $"Domain {domain.Name}", plan.Notices.Brand, domain.To);
        foreach (var support in plan.Support.Sites) Row(page, $"Support of {support.Site}", "the shop", Support(support));
        foreach (var source in plan.Sources) Row(page, $"Database of {source.Name}", "read and, for points, debited", After(plan, source));
        foreach (var site in plan.Sites.Where(site => !site.Retires)) Row(page, $"Shop {site.Name}", site.Host + site.PathPrefix, "goes on as before");
        page.CloseTable();
    }

    private static string Until(PlanModel plan)
    {
        var site = plan.RetiringSites.First();
        return plan.Timetable?.Find(Milestone.RedirectsUntil) is { } end
            ? "redirected until " + Times.At(end.At[site.Name], site)
            : "redirected, without an end";
    }

    private static string Support(SiteSupport support)
    {
        var links = string.Join(", ", support.Links.Select(link => link.Name));
        var by = support.By switch { "social" => "social media", "centres" => "service centres", _ => "social media and service centres" };
        return links.Length == 0 ? by : $"{by}: {links}";
    }

    private static string After(PlanModel plan, SourceModel source)
    {
        var goesOn = plan.Sites.Where(site => !site.Retires && string.Equals(site.Source, source.Name, StringComparison.Ordinal))
            .Select(site => site.Name).ToList();
        var erased = plan.Timetable?.Find(Milestone.SourceErased) is null ? "its owner keeps it" : "the data of the retired sites is erased by its owner";
        return goesOn.Count == 0 ? erased : $"{erased}; {string.Join(", ", goesOn)} goes on in it";
    }

    private static string Bare(string address) => address.StartsWith("https://", StringComparison.Ordinal) ? address["https://".Length..] : address;

    private static void Row(HtmlText page, string what, string was, string now) => page.Raw("<tr>").RowHeader(what)
        .Raw("<td class=\"text\">").Text(was).Raw("</td><td class=\"text\">").Text(now).Raw("</td></tr>\n");
}
