using Storefold.Planning;

namespace Storefold.Notices.Wording;

/// <summary>Where a site's pages are, and where its customers go afterwards.</summary>
internal sealed class SiteAddress(PlanModel plan, SiteModel site, string locale)
{
    /// <summary><c>www.po.co/uk</c>.</summary>
    public string Shown => site.Host + site.PathPrefix;

    /// <summary>The site itself.</summary>
    public string Home => $"https://{site.Host}{site.PathPrefix}/";

    /// <summary>The gate's pages on it.</summary>
    public string Pages => $"https://{site.Host}{site.PathPrefix}{plan.Gate.Prefix}/";

    /// <summary>One of the gate's pages in the locale.</summary>
    public string Page(string name) => In(name, locale);

    /// <summary>One of the gate's pages in another locale.</summary>
    public string In(string name, string tag) => $"{Pages}{name}?lang={tag}";

    /// <summary>Where the site's customers go: by the locale's country and language, its language, the fallback.</summary>
    public string Target
    {
        get
        {
            var parts = locale.Split('-');
            var country = parts.Length > 1 && parts[^1].Length == 2 ? parts[^1] : null;
            string?[] keys = [country is null ? null : $"{country}/{parts[0]}", country, parts[0], "fallback"];
            foreach (var key in keys)
            {
                if (key is not null && site.TargetAddresses.TryGetValue(key, out var url)) return url;
            }

            return plan.RetiringSites.SelectMany(one => one.TargetAddresses.Values).FirstOrDefault() ?? Home;
        }
    }
}
