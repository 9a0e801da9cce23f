using Storefold.Engine;
using Storefold.Engine.Trials;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli.Checking;

/// <summary>What a source holds that the plan or the pack does not speak of, and what would move.</summary>
internal static class SourceCheck
{
    /// <summary>Rows looked at per entity: enough to see every channel, and done in seconds.</summary>
    public const int Bound = 100_000;

    public static SourceReport Run(PlanModel plan, SourceSide source, TargetSide? target, IConnections connections, List<Diagnostic> findings)
    {
        using var session = connections.Open(source.Model.Connection, SessionUse.Read);
        session.BeginSnapshot();
        UnknownTables(plan, source, session, findings);
        NoSnapshot(plan, source, session, findings);
        var survey = new SiteSurvey(source);
        foreach (var entity in source.Pack.Entities.Values.OrderBy(entity => entity.Def.Number)) survey.Look(session, entity.Def);
        Channels(plan, source, survey, findings);
        LoyaltyCheck.Source(plan, source, survey, findings);
        if (target is not null) Passwords(plan, source, target, session, findings);
        return new SourceReport(
            source.Model.Name, source.Pack, source.Model.Connection.Display, SourceCounts.Of(session, source.Pack), survey.Sites, survey.Channels,
            survey.Bounded) { Programmes = survey.Programmes.Keys.ToHashSet(StringComparer.Ordinal) };
    }

    private static void UnknownTables(PlanModel plan, SourceSide source, ISqlSession session, List<Diagnostic> findings)
    {
        var known = source.Pack.DeclaredTables.Select(table => table.Table)
            .Concat(source.Pack.UncarriedTables.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var empty = new List<string>();
        foreach (var table in session.Tables().Keys.Where(table => !known.Contains(table) && !Journal.IsOurs(table)).Order(StringComparer.Ordinal))
        {
            var rows = Count(session, table);
            if (rows == 0) empty.Add(table);
            else
                findings.Add(Warning("check.unknown_table", plan, source.Model.Line,
                    $"Source '{source.Model.Name}' has a table that pack {source.Pack.Name} does not know: {table}, "
                    + $"{(rows is null ? "which cannot be counted" : $"{rows} rows")}. Nothing of it moves.",
                    "if a plugin keeps something there that customers would miss, the pack needs a file for it"));
        }

        if (empty.Count > 0)
            findings.Add(Warning("check.unknown_table", plan, source.Model.Line,
                $"Source '{source.Model.Name}' has empty tables that pack {source.Pack.Name} does not know: {string.Join(", ", empty)}.", null));
    }

    private static void NoSnapshot(PlanModel plan, SourceSide source, ISqlSession session, List<Diagnostic> findings)
    {
        var tables = EngineTrial.Reading(session, source.Pack);
        if (tables.Count == 0) return;
        findings.Add(Warning("check.no_snapshot", plan, source.Model.Line,
            $"Source '{source.Model.Name}' has tables without transactions, of which no snapshot can be read: {Readiness.Named(tables)}. What the shop "
            + "writes while a batch is read may be seen in part, and waits for the next run to be seen whole.",
            Readiness.Cure(tables) + "; or do the last run while the shop stands still"));
    }

    private static long? Count(ISqlSession session, string table)
    {
        try
        {
            using var statement = session.Prepare($"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            var rows = statement.Step() ? statement.Read(0, new Arena()).AsInteger() : 0;
            statement.Reset();
            return rows;
        }
        catch (StoreException unreadable) when (unreadable.IsSchema)
        {
            return null; // a view whose tables are gone, or a virtual table without its extension
        }
    }

    private static void Channels(PlanModel plan, SourceSide source, SiteSurvey survey, List<Diagnostic> findings)
    {
        if (!survey.TellsSitesApart) return;
        var sites = plan.Sites.Where(site => string.Equals(site.Source, source.Model.Name, StringComparison.Ordinal)).ToList();
        foreach (var site in sites)
        {
            foreach (var channel in site.Channels.Where(channel => !survey.Channels.ContainsKey(channel)))
            {
                var seen = survey.Bounded.Count == 0 ? "No row" : $"None of the first {Bound} rows of each kind";
                findings.Add(Warning("check.channel", plan, site.Line,
                    $"{seen} of source '{source.Model.Name}' has the channel '{channel}' that site {site.Name} selects.",
                    Spelling.DidYouMean(channel, [.. survey.Channels.Keys], "channels are")));
            }
        }

        var named = sites.SelectMany(site => site.Channels).ToHashSet(StringComparer.Ordinal);
        if (sites.Exists(site => site.Channels.Count == 0)) return;
        foreach (var (channel, rows) in survey.Channels.Where(pair => !named.Contains(pair.Key)))
        {
            findings.Add(Warning("check.channel", plan, source.Model.Line,
                $"No site selects the channel '{channel}' of source '{source.Model.Name}': its {rows} rows stay (no_site).",
                "add a site for it, with retires: false if it goes on"));
        }
    }

    private static void Passwords(PlanModel plan, SourceSide source, TargetSide target, ISqlSession session, List<Diagnostic> findings)
    {
        if (!string.Equals(plan.Accounts.Passwords, "carry", StringComparison.Ordinal)) return;
        var credential = ShopModel.Customer.Parts[ShopModel.Customer.PartIndex("credential")];
        var schemes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        ColumnScan.Each(session, source.Pack, credential, ["scheme", "skip", "provider"], Bound, cells =>
        {
            if (!cells[1].IsNull || !cells[2].IsNull) return; // a login through another provider has no password
            var scheme = cells[0].AsTextOrNumber();
            schemes[scheme] = schemes.GetValueOrDefault(scheme) + 1;
        });
        foreach (var (scheme, rows) in schemes.Where(pair => pair.Key is not "external" && !target.Rules.Passwords.Contains(pair.Key, StringComparer.Ordinal)))
        {
            findings.Add(Warning("check.passwords", plan, target.Model.Line,
                $"The target does not understand passwords of the kind '{scheme}': {rows} logins of source '{source.Model.Name}' have to be reset.",
                "it understands " + (target.Rules.Passwords.Count == 0 ? "none" : string.Join(", ", target.Rules.Passwords))));
        }
    }

    internal static Diagnostic Warning(string code, PlanModel plan, int line, string message, string? hint) =>
        new(code, plan.File, line, message, hint, Severity.Warning);

    private static string AsTextOrNumber(this Value value) => value.IsNull ? "unknown" : value.ToString();
}
