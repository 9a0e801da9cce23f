using System.Security.Cryptography;
using NodaTime;
using Storefold.Planning.Reading;

namespace Storefold.Planning;

/// <summary>What reading a plan file gave.</summary>
/// <param name="Plan">The checked plan; null exactly when a diagnostic is an error.</param>
/// <param name="Diagnostics">Everything found, in the order of the file.</param>
public sealed record PlanResult(PlanModel? Plan, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Reads a plan file into a <see cref="PlanModel"/>. It reports everything that is wrong at once, with line and hint,
/// and throws for no bytes whatever. It looks at the plan only: whether packs exist and databases answer is asked when
/// the command connects. Every command that takes a plan starts here.
/// </summary>
public static class PlanReader
{
    /// <summary>Reads and checks the file.</summary>
    /// <param name="path">As the person named it; relative connections count from its folder.</param>
    /// <param name="environment">Value of an environment variable, null where it is not set.</param>
    /// <param name="clock">Only for warning about a year that is probably a slip.</param>
    public static PlanResult Read(string path, Func<string, string?> environment, TimeProvider clock)
    {
        var findings = new Findings(path);
        var plan = Read(path, environment, clock, findings);
        return new PlanResult(findings.Errors == 0 ? plan : null, findings.InOrder());
    }

    /// <summary>Reads one connection as a plan may write it, for commands that take a database and no plan.</summary>
    /// <param name="connection">The connection; secrets as <c>${NAME}</c> only.</param>
    /// <param name="option">How the person named it, for messages.</param>
    /// <param name="folder">Folder that relative paths count from.</param>
    /// <param name="environment">As for a plan.</param>
    public static (ConnectionModel? Connection, IReadOnlyList<Diagnostic> Diagnostics) ReadConnection(
        string connection, string option, string folder, Func<string, string?> environment)
    {
        var findings = new Findings(option);
        MapEntry[] entries = [new("pack", 0, new ScalarNode("any", Quoted: true, 0)), new("connection", 0, new ScalarNode(connection, Quoted: true, 0))];
        var section = new Section(PlanKeys.Target, "", 0, new MapNode(entries, 0), findings);
        var read = Connections.Read(section, folder, environment);
        return (findings.Errors == 0 ? read : null, findings.InOrder());
    }

    private static PlanModel? Read(
        string path, Func<string, string?> environment, TimeProvider clock, Findings findings)
    {
        if (PlanBytes.Load(path, findings) is not { } bytes) return null;
        if (PlanBytes.Decode(bytes, findings) is not { } text) return null;
        var tabs = PlanBytes.FindTabs(text, findings);
        // Tabs were reported: spaces in their place let the rest be checked too, if it can be.
        if (tabs) text = text.Replace("\t", "  ", StringComparison.Ordinal);
        if (PlanYaml.Parse(text, findings, mute: tabs) is not { } document) return null;
        if (document.IsNull)
        {
            findings.Error(PlanCodes.Empty, 0, "the file is empty", "storefold init writes a starter");
            return null;
        }

        if (document is not MapNode)
        {
            findings.Error(PlanCodes.WrongKind, document.Line, "this is no plan: it holds " + document.Kind,
                "start with retirement: and a name; storefold init writes a starter");
            return null;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetFullPath(path);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var context = new PlanContext(findings, folder, environment, now);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return Model(new Section(PlanKeys.Root, "", 1, document, findings), context, path, sha256);
    }

    private static PlanModel Model(Section root, PlanContext context, string path, string sha256)
    {
        var retirement = root.NameAt("retirement");
        var sources = Sources(root, context);
        var target = Target(root.Inner(PlanKeys.Target, "target"), retirement, context);
        var sites = SiteReader.Read(root, [.. sources.Select(source => source.Name)]);
        var allowed = AllowedHosts(root);
        var timetable = TimetableReader.Read(root, sites, context);
        var loyalty = LoyaltyReader.Read(root, timetable, context);

        var checks = new CrossChecks(context.Findings);
        checks.Databases(sources, target);
        checks.Sites(sites, sources);
        var book = new SiteBook(sites);
        var destinations = new Destinations(book, allowed, context.Findings);
        foreach (var address in sites.SelectMany(site => site.Targets)) destinations.Redirect(address.Address, address.Line);
        var apps = AppReader.Read(root, book);
        new AppChecks(book, context.Findings).Check(apps);
        return new PlanModel(retirement, path, sha256, sources, target, [.. sites.Select(site => site.Model)],
            allowed ?? [], loyalty, RuleReader.Coupons(root, retirement),
            RuleReader.Accounts(root, loyalty, context), RuleReader.Limits(root))
        {
            Timetable = timetable?.Model,
            Notices = NoticeReader.Notices(root, retirement, book, destinations, context),
            Support = NoticeReader.Support(root, book, destinations, context),
            Channels = ChannelReader.Read(root, book, context),
            Apps = [.. apps.Select(app => app.Model)],
            Domains = DomainReader.Read(root, book, apps),
            Gate = GateReader.Read(root, destinations),
        };
    }

    private static List<SourceModel> Sources(Section root, PlanContext context)
    {
        List<SourceModel> sources = [];
        foreach (var entry in root.Named("sources", "write one source at least"))
        {
            Names.Check(entry.Key, "sources", entry.Line, context.Findings);
            var path = "sources." + Words.Bare(entry.Key);
            var section = new Section(PlanKeys.Source, path, entry.Line, entry.Value, context.Findings);
            sources.Add(new SourceModel(entry.Key, sources.Count + 1, section.NameAt("pack"),
                Connections.Read(section, context.Folder, context.Environment), Zones.At(section, "time_zone"),
                AllowedWrites(section), entry.Line) { TablePrefix = TablePrefix(section) });
        }

        return sources;
    }

    private static TargetModel Target(Section section, string retirement, PlanContext context)
    {
        var connection = HttpAddress.WithJournal(Connections.Read(section, context.Folder, context.Environment), section, retirement, context);
        var target = new TargetModel(section.NameAt("pack"), connection, Zones.At(section, "time_zone"), section.Line)
        {
            TablePrefix = TablePrefix(section),
            Trades = section.Flag("trades") is true,
        };
        FilesAddress.RefuseTarget(target, section);
        return target;
    }

    private static string? TablePrefix(Section section)
    {
        if (section.Value("table_prefix") is not { } value) return null;
        if (TableNames.CanBeginWith(value.Text)) return value.Text;
        section.Findings.Error(PlanCodes.BadValue, value.Line,
            $"{section.Name("table_prefix")}: {Words.Quote(value.Text)} cannot begin the name of a table",
            TableNames.Hint);
        return null;
    }

    private static List<string> AllowedWrites(Section section)
    {
        List<string> writes = [];
        foreach (var item in section.List("allow_writes", mayBeEmpty: true) ?? [])
        {
            writes.Add(item.Text);
            if (PlanKeys.Writes.Contains(item.Text, StringComparer.Ordinal)) continue;
            section.Findings.Error(PlanCodes.UnknownValue, item.Line,
                $"{section.Name("allow_writes")}: there is no write {Words.Quote(item.Text)}",
                Words.DidYouMean(item.Text, PlanKeys.Writes, "there are"));
        }

        return writes;
    }

    /// <summary>The hosts; null when one of them was reported, as nothing can be held against the rest then.</summary>
    private static List<string>? AllowedHosts(Section root)
    {
        var before = root.Findings.Errors;
        var hosts = Hosts.Read(root, "allowed_hosts", mayBeEmpty: false, "www.mi.com") ?? [];
        return root.Findings.Errors == before && hosts.Count > 0 ? [.. hosts.Select(host => host.Host)] : null;
    }
}
