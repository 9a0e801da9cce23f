namespace Storefold.Planning.Reading;

/// <summary>The <c>notices</c> and <c>support</c> of a plan.</summary>
internal static class NoticeReader
{
    public static NoticeRules Notices(
        Section root, string retirement, SiteBook sites, Destinations destinations, PlanContext context)
    {
        var section = root.Inner(PlanKeys.Notices, "notices");
        var changes = section.Choice("controller_change") is "different";
        var controller = Plain.Read(section, "controller");
        if (changes && !section.Has("controller") && !section.Excuses("controller"))
            section.Findings.Error(PlanCodes.Required, section.LineOf("controller_change"),
                "notices.controller is missing, and another company becomes responsible for the data",
                "write its name: customers have a right to know who has their data");
        return new NoticeRules(
            Plain.Read(section, "brand") ?? Capitalised(retirement.Split('-')[0]),
            Plain.Read(section, "target_brand") ?? FirstTarget(sites),
            Files.Folder(section, "texts", context),
            section.Flag("sample") ?? false,
            changes,
            controller,
            destinations.LinkAt(section, "privacy_url")?.Https,
            root.Has("notices") ? section.Line : 0);
    }

    public static SupportRules Support(Section root, SiteBook sites, Destinations destinations, PlanContext context)
    {
        var section = root.Inner(PlanKeys.Support, "support");
        var centres = Files.At(section, "service_centres", context);
        var silent = !section.Has("service_centres") && !section.Excuses("service_centres");
        List<SiteSupport> supported = [];
        foreach (var entry in section.Named("sites", "write one site at least, or leave sites out"))
        {
            var path = "support.sites." + Words.Bare(entry.Key);
            sites.IsRetiring(entry.Key, entry.Line, path, section.Findings,
                (PlanCodes.SiteStays, "leave it out: its customers are helped as before"));
            var inner = new Section(PlanKeys.SiteSupport, path, entry.Line, entry.Value, section.Findings);
            supported.Add(Site(entry.Key, inner, silent, destinations));
        }

        return new SupportRules(centres, supported, root.Has("support") ? section.Line : 0);
    }

    private static SiteSupport Site(string name, Section section, bool withoutCentres, Destinations destinations)
    {
        var by = section.Choice("by");
        if (by is "centres" or "both" && withoutCentres)
            section.Findings.Error(PlanCodes.Required, section.LineOf("by"),
                $"{section.Name("by")} is {by}, and the plan has no service centres",
                "write service_centres under support: the CSV file of service centres");
        if (by is "social" or "both" && !section.Has("links") && !section.Excuses("links"))
            section.Findings.Error(PlanCodes.Required, section.LineOf("by"),
                $"{section.Name("by")} is {by}, and there are no links",
                $"write links: {section.About("links")}");
        List<SupportLink> links = [];
        foreach (var entry in section.Named("links", section.About("links")))
        {
            var where = $"{section.Name("links")}.{Words.Bare(entry.Key)}";
            Plain.Check(entry.Key, where, entry.Line, section.Findings);
            if (section.Scalar(entry.Value, where, "write the account's https address") is not { } value) continue;
            if (Destinations.Read(value, where, section.Findings) is not { } address) continue;
            destinations.Link(address, value.Line);
            links.Add(new SupportLink(entry.Key.Trim(), address.Https));
        }

        return new SiteSupport(name, by, links);
    }

    private static string FirstTarget(SiteBook sites) =>
        sites.Closing.FirstOrDefault()?.TargetAddresses.GetValueOrDefault("fallback") is { } url
            ? url["https://".Length..].Split('/', '?')[0] : "";

    private static string Capitalised(string word) =>
        word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
