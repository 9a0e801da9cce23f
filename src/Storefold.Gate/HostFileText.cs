using System.Text;
using System.Xml;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;

namespace Storefold.Gate;

/// <summary>The text of robots.txt and of the old sitemap after the close.</summary>
internal static class HostFileText
{
    private const int SitemapLimit = 50_000; // of sitemaps.org, per file

    public static string Robots(Robots robots)
    {
        var text = new StringBuilder("User-agent: *\nAllow: /\n");
        foreach (var sitemap in robots.Sitemaps) text.Append("Sitemap: ").Append(sitemap).Append('\n');
        return text.ToString();
    }

    public static byte[] Sitemap(GateView view, OldSitemap sitemap)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9");
            var addresses = sitemap.Sites.SelectMany(
                site => view.Redirects.Of(site).Paths.Select(path => $"https://{site.Host}{site.PathPrefix}{path}"));
            foreach (var address in addresses.Take(SitemapLimit))
            {
                xml.WriteStartElement("url");
                xml.WriteElementString("loc", address);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }
}
