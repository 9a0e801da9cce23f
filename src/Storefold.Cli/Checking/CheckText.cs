using System.Globalization;
using Storefold.Packs;
using Storefold.Planning;

namespace Storefold.Cli.Checking;

/// <summary>What a transfer would do, for people. Findings are printed before it, where all diagnostics go.</summary>
internal static class CheckText
{
    public static void Write(TextWriter output, CheckReport report, string planFile)
    {
        if (report.Plan is { } plan)
        {
            output.WriteLine($"Retirement {plan.Retirement}: {Sites(plan, retires: true)} into {plan.Target.Pack}{Kept(plan)}.");
            foreach (var source in report.Sources) WriteSource(output, source);
            if (report.Target is { } target) WriteTarget(output, target, report.Sources);
        }

        var errors = report.Findings.Count(finding => finding.Severity == Severity.Error);
        var warnings = report.Findings.Count - errors;
        output.WriteLine();
        output.WriteLine(errors == 0
            ? $"Ready: {Count(warnings, "warning")}. Next: storefold transfer {planFile} --dry-run"
            : $"Not ready: {Count(errors, "error")}, {Count(warnings, "warning")}. Nothing was written.");
    }

    private static void WriteSource(TextWriter output, SourceReport source)
    {
        output.WriteLine();
        output.WriteLine($"Source {source.Name} ({Title(source.Pack)}, {source.Database}): rows in its tables, and what of them would move");
        var rows = new TextTable("row", "rows", "by site");
        foreach (var (row, count) in source.Rows.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var sites = source.Sites.Where(site => string.Equals(site.Entity, row, StringComparison.Ordinal));
            rows.Add(row, Figure(count), string.Join("; ", sites.Select(Describe)));
        }

        rows.Write(output);
        if (source.Channels.Count > 0)
            output.WriteLine("  channels: " + string.Join(", ", source.Channels.Select(pair => $"{pair.Key} {Figure(pair.Value)}")));
        if (source.Bounded.Count > 0)
            output.WriteLine($"  of {string.Join(", ", source.Bounded)} only the first {Figure(SourceCheck.Bound)} rows were looked at for sites");
        WriteRules(output, "  what this platform does not have:", source.Pack.Lacks);
    }

    private static string Describe(SiteRows site)
    {
        var stays = site.Stays.Select(pair => $"{Figure(pair.Value)} {pair.Key}");
        var parts = site.Moves > 0 ? stays.Prepend(Figure(site.Moves) + " move") : stays;
        return $"{site.Site}: {string.Join(", ", parts)}";
    }

    private static void WriteTarget(TextWriter output, TargetReport target, IReadOnlyList<SourceReport> sources)
    {
        output.WriteLine();
        output.WriteLine($"Target ({Title(target.Pack)}, {target.Database}): its own rows, which stay as they are");
        var rows = new TextTable("row", "rows");
        foreach (var (entity, count) in target.OwnRows.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            rows.Add(entity, Figure(count));
        if (rows.IsEmpty) output.WriteLine("  none");
        else rows.Write(output);
        var has = sources.SelectMany(source => source.Pack.Entities.Keys).ToHashSet(StringComparer.Ordinal);
        WriteRules(output, "  what it cannot hold:", [.. target.Pack.CannotHold.Where(rule => has.Contains(rule.Entity.Split('.')[0]))]);
        output.WriteLine(Journal(target));
    }

    private static string Journal(TargetReport target)
    {
        if (!target.HasJournal) return "  no transfer has begun here";
        var complete = target.Complete is { } run ? $"run {run.Id} is complete" : "no run is complete yet";
        return target.Unfinished is { } open ? $"  {complete}; run {open.Id} is unfinished, and storefold transfer goes on with it" : "  " + complete;
    }

    private static void WriteRules(TextWriter output, string title, IReadOnlyList<LossRule> rules)
    {
        if (rules.Count == 0) return;
        output.WriteLine(title);
        var table = new TextTable("rule", "what", "why");
        foreach (var rule in rules) table.Add(rule.Rule, rule.Field is null ? rule.Entity : $"{rule.Entity}.{rule.Field}", rule.Why);
        table.Write(output);
    }

    private static string Sites(PlanModel plan, bool retires) =>
        string.Join(", ", plan.Sites.Where(site => site.Retires == retires).Select(site => site.Name));

    private static string Kept(PlanModel plan) => Sites(plan, retires: false) is { Length: > 0 } kept ? $"; {kept} goes on as before" : "";

    private static string Title(PackModel pack) =>
        pack.Invented && !pack.Title.Contains("invented", StringComparison.OrdinalIgnoreCase) ? pack.Title + ", invented" : pack.Title;

    private static string Figure(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(int count, string what) => count == 1 ? "1 " + what : $"{count} {what}s";
}
