using System.Text.RegularExpressions;

namespace Storefold.Planning.Reading;

/// <summary>An app and the lines of its hosts.</summary>
internal sealed record AppDraft(AppModel Model, IReadOnlyList<HostAt> Hosts);

/// <summary>The <c>apps</c> of a plan.</summary>
internal static partial class AppReader
{
    public static IReadOnlyList<AppDraft> Read(Section root, SiteBook sites)
    {
        List<AppDraft> apps = [];
        foreach (var entry in root.Named("apps", "write one app at least, or leave apps out"))
        {
            Names.Check(entry.Key, "apps", entry.Line, root.Findings);
            var path = "apps." + Words.Bare(entry.Key);
            var section = new Section(PlanKeys.App, path, entry.Line, entry.Value, root.Findings);
            apps.Add(App(entry, section, sites));
        }

        return apps;
    }

    private static AppDraft App(MapEntry entry, Section section, SiteBook sites)
    {
        var hosts = Hosts.Read(section, "hosts", mayBeEmpty: true, "app.po.co") ?? [];
        var agent = Plain.Read(section, "user_agent");
        if (IsSilent(section, "user_agent") && (IsSilent(section, "hosts") || section.IsEmptyList("hosts")))
            section.Findings.Error(PlanCodes.Required, section.LineOf("hosts"),
                $"{section.Path} has neither hosts nor a user_agent, so nobody can tell that it is the app",
                "write the hosts of its API, or how its User-Agent begins");
        var named = sites.NamedAt(section, "sites", (PlanCodes.AppServesKeptSite,
            "the app would stop working there too: leave the app out until it no longer serves that site"));
        var (status, type, body) = AfterClose(section.Inner(PlanKeys.AfterClose, "after_close"));
        var model = new AppModel(
            entry.Key, [.. hosts.Select(host => host.Host)], named ?? [], agent, status, type, body, entry.Line);
        return new AppDraft(model, hosts);
    }

    private static bool IsSilent(Section section, string key) => !section.Has(key) && !section.Excuses(key);

    private static (int Status, string ContentType, string? Body) AfterClose(Section section)
    {
        var status = section.Whole("status", 200, 599) ?? 410;
        if (status is 204 or 205 or (>= 300 and < 400))
            section.Findings.Error(PlanCodes.BadValue, section.LineOf("status"),
                $"{section.Name("status")}: {status} " + (status < 300 ? "carries no answer" : "would redirect the app"),
                "write a status that the app understands as the end, such as 410");
        var type = ContentType(section);
        var body = section.Value("body")?.Text;
        if (IsSilent(section, "body") && type.Length > 0
            && !type.Split(';')[0].TrimEnd().EndsWith("json", StringComparison.OrdinalIgnoreCase))
            section.Findings.Error(PlanCodes.Required, section.LineOf("content_type"),
                $"{section.Name("body")} is missing, and the answer that is built in is JSON",
                $"write the answer in {type}, or leave content_type out");
        return (status, type, body);
    }

    private static string ContentType(Section section)
    {
        if (section.Value("content_type") is not { } value) return "";
        var text = value.Text.Trim();
        var html = text.Contains("html", StringComparison.OrdinalIgnoreCase);
        if (MediaType().IsMatch(text) && !html) return text;
        section.Findings.Error(PlanCodes.BadValue, value.Line,
            html ? $"{section.Name("content_type")}: an app cannot show HTML"
                : $"{section.Name("content_type")}: {Words.Quote(text)} is not a media type",
            "write the media type that the app reads, such as application/json");
        return "";
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}"
        + @"( ?; ?[A-Za-z0-9-]{1,20}=[A-Za-z0-9_.-]{1,40})?\z",
        RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex MediaType();
}
