using System.Text;
using System.Xml;
using NodaTime;
using NodaTime.Text;
using Storefold.Notices.Wording;
using Storefold.Planning;

namespace Storefold.Notices;

/// <summary>The updates of a site as an Atom feed (RFC 4287). Ids are tag URIs (RFC 4151), stable as the keys of the updates are.</summary>
internal static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The feed, newest entry first.</summary>
    public static string Write(Facts facts, IReadOnlyList<Update> updates, string title)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", CheckCharacters = true };
        using (var xml = XmlWriter.Create(new Utf8Writer(text), settings))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, facts.Language.Tag);
            xml.WriteElementString("id", Atom, Id(facts, "feed"));
            xml.WriteElementString("title", Atom, title);
            xml.WriteElementString("updated", Atom, Timestamp(updates.Count > 0 ? updates[^1].At : Announced(facts)));
            Author(xml, facts);
            Link(xml, "self", "application/atom+xml", facts.Text("feed_url"));
            Link(xml, "alternate", "text/html", facts.Text("notice_url"));
            foreach (var update in updates.Reverse()) Entry(xml, facts, update);
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    /// <summary>An instant as RFC 3339 writes it.</summary>
    public static string Timestamp(Instant at) => InstantPattern.General.Format(at);

    private static void Entry(XmlWriter xml, Facts facts, Update update)
    {
        var words = update.In(facts.Language.Tag);
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, Id(facts, update.Key));
        xml.WriteElementString("title", Atom, words.Title);
        xml.WriteElementString("updated", Atom, Timestamp(update.At));
        xml.WriteElementString("published", Atom, Timestamp(update.At));
        Link(xml, "alternate", "text/html", facts.Text("notice_url"));
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(words.Text);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, Facts facts)
    {
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, facts.Text("brand"));
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("hreflang", new Uri(address).Query.Split('=')[^1]);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    // The year of the notice is one in which the shop had its host, as the tag scheme asks.
    private static string Id(Facts facts, string key)
    {
        var site = facts.Standing.Site;
        var year = Announced(facts).InUtc().Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
        return $"tag:{site.Host},{year}:storefold/{site.Name}/{facts.Language.Tag}/{key}";
    }

    private static Instant Announced(Facts facts) =>
        facts.Standing.Find(Milestone.Notice)?.At ?? Instant.FromUnixTimeSeconds(0);

    // A StringBuilder holds UTF-16; what leaves here is sent as UTF-8, and the declaration has to say so.
    private sealed class Utf8Writer(StringBuilder text) : StringWriter(text)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
