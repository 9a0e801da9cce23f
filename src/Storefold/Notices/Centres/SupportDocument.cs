using System.Text.Json;
using Storefold.Notices.Wording;
using Storefold.Planning;

namespace Storefold.Notices.Centres;

/// <summary>The support page for programs. Members are only ever added: docs/notices.md describes them.</summary>
internal static class SupportDocument
{
    /// <summary>UTF-8 JSON.</summary>
    public static byte[] Write(Facts facts, SiteSupport routing, IReadOnlyList<Centre> found, CentreQuery query, bool sample)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            if (sample) json.WriteBoolean("sample", true);
            json.WriteString("site", facts.Standing.Site.Name);
            json.WriteString("address", facts.Address.Shown);
            json.WriteString("phase", PhaseWord(facts));
            json.WriteString("by", routing.By);
            json.WriteStartArray("links");
            foreach (var link in routing.Links)
            {
                json.WriteStartObject();
                json.WriteString("name", link.Name);
                json.WriteString("url", link.Url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("help", facts.Text("help_url"));
            json.WriteString("notice", facts.Address.Pages + "notice");
            json.WriteStartObject("query");
            json.WriteString("country", query.Country);
            json.WriteString("city", query.City);
            json.WriteEndObject();
            json.WriteNumber("found", found.Count);
            json.WriteStartArray("centres");
            foreach (var centre in found) Write(json, centre);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Centre centre)
    {
        json.WriteStartObject();
        json.WriteString("country", centre.Country);
        json.WriteString("city", centre.City);
        json.WriteString("name", centre.Name);
        json.WriteString("address", centre.Address);
        json.WriteString("phone", centre.Phone);
        json.WriteString("opening_hours", centre.Hours?.Written);
        json.WriteString("url", centre.Url);
        json.WriteEndObject();
    }

    private static string PhaseWord(Facts facts) => facts.Standing.Phase switch
    {
        Scheduling.Phase.Before => "before",
        Scheduling.Phase.Announced => "announced",
        Scheduling.Phase.PurchasesStopped => "purchases_stopped",
        Scheduling.Phase.Closed => "closed",
        _ => "ended",
    };
}
