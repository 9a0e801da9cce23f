using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Notices;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli.Checking;

/// <summary>
/// Looks at plan, packs and both databases and reports everything at once; a finding never hides another. Databases are
/// only read: that they can be written is tried with a transaction that is taken back empty.
/// </summary>
internal static class PlanCheck
{
    public static CheckReport Run(FoldParts parts, IConnections connections, string? icuComplaint)
    {
        var findings = new List<Diagnostic>(parts.Findings);
        if (parts.Plan is not { } plan) return new CheckReport(null, findings, [], null);
        NoticeDesk.Load(plan, out var noticeFindings);
        findings.AddRange(noticeFindings);
        if (icuComplaint is not null) findings.Add(new Diagnostic(Readiness.WorldFailed, plan.File, 0, icuComplaint));

        var sources = new List<SourceReport>();
        foreach (var source in parts.Sources)
        {
            var ready = Readiness.Check(source, plan.File, connections);
            findings.AddRange(ready);
            if (ready.Count > 0) continue;
            var report = Look(
                () => SourceCheck.Run(plan, source, parts.Target, connections, findings), Readiness.LineOf(source.Model.Connection, source.Model.Line),
                $"Source '{source.Model.Name}'");
            if (report is not null) sources.Add(report);
        }

        if (parts.Sources.Count == plan.Sources.Count && sources.Count == plan.Sources.Count) LoyaltyCheck.Rules(plan, sources, findings);
        TargetReport? target = null;
        if (parts.Target is { } side)
        {
            var ready = Readiness.Check(side, plan.File, connections);
            findings.AddRange(ready);
            var line = Readiness.LineOf(side.Model.Connection, side.Model.Line);
            if (ready.Count == 0) target = Look(() => LookAt(plan, side, connections, findings), line, "The target");
        }

        if (target is not null && parts.Target is { } into && sources.Count == parts.Sources.Count)
            findings.AddRange(Readiness.SameDatabase(plan.File, parts.Sources, into, connections));
        return new CheckReport(plan, findings, sources, target);

        T? Look<T>(Func<T> look, int line, string what)
            where T : class
        {
            try
            {
                return look();
            }
            catch (StoreException failed)
            {
                findings.Add(Readiness.Failed(failed, plan.File, line, what));
                return null;
            }
        }
    }

    private static TargetReport LookAt(PlanModel plan, TargetSide target, IConnections connections, List<Diagnostic> findings)
    {
        using var session = connections.Open(target.Model.Connection, SessionUse.Read);
        session.BeginSnapshot();
        var own = SourceCounts.Of(session, target.Pack).Where(pair => ShopModel.Find(pair.Key) is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        try
        {
            if (Journal.Peek(session, plan.Retirement) is null)
                return new TargetReport(target.Pack, target.Model.Connection.Display, own, false, null, null);
        }
        catch (PackException other)
        {
            findings.Add(new Diagnostic("check.journal", plan.File, target.Model.Line, other.Message, "name the target of this retirement, or its plan"));
            return new TargetReport(target.Pack, target.Model.Connection.Display, own, true, null, null);
        }

        var reader = new JournalReader(session);
        return new TargetReport(
            target.Pack, target.Model.Connection.Display, reader.OwnRows(), true, reader.LastComplete(), reader.Unfinished());
    }
}
