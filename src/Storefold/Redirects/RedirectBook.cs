using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Routes;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Redirects;

/// <summary>One source as the redirects see it.</summary>
/// <param name="Model">What the plan says of it.</param>
/// <param name="Pack">Its pack.</param>
public sealed record RedirectSource(SourceModel Model, PackModel Pack);

/// <summary>The target as the redirects see it.</summary>
/// <param name="Model">What the plan says of it.</param>
/// <param name="Pack">Its pack.</param>
public sealed record RedirectTarget(TargetModel Model, PackModel Pack);

/// <summary>
/// The redirects in the journal. They are rebuilt whole from the source's pages, products and orders and the ID map, in
/// one transaction; from then on they need the source no more.
/// </summary>
public static class RedirectBook
{
    private const string LogWord = "redirects_built";
    private const string DigestMeta = "redirects_digest";

    /// <summary>Builds the redirects anew and keeps them in the target's journal.</summary>
    /// <exception cref="StoreException">A database failed; the redirects that were there still are.</exception>
    /// <exception cref="PackException">The journal belongs to another retirement.</exception>
    public static RedirectCounts Rebuild(
        PlanModel plan, IReadOnlyList<RedirectSource> sources, RedirectTarget target, IConnections connections, DateTimeOffset now)
    {
        using var session = connections.Open(target.Model.Connection, SessionUse.Write);
        Journal.Prepare(session);
        session.BeginWrite();
        try
        {
            var journal = Journal.Open(session, plan.Retirement);
            session.Execute("DELETE FROM storefold_redirect; DELETE FROM storefold_order_link;");
            using var table = new RedirectTable(session);
            var counts = RedirectBuild.Run(plan, sources, target, connections, session, table);
            // Building the same again, after a kill or because an order came, leaves no trace where nothing changed.
            if (!string.Equals(journal.Meta(DigestMeta), table.Digest, StringComparison.Ordinal))
            {
                journal.SetMeta(DigestMeta, table.Digest);
                journal.Log(now, LogWord, plan.Retirement, null, counts.ToString());
            }

            session.Commit();
            return counts;
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    /// <summary>Number of the last rebuild that changed something, in the journal's log; 0 before the first.</summary>
    public static long LastBuild(ISqlSession session) => !Journal.Exists(session)
        ? 0
        : session.Scalar("SELECT coalesce(max(id), 0) FROM storefold_log WHERE what = ?1", Value.Of(LogWord)).AsInteger();

    /// <summary>The redirects of the journal, compiled for a plan; null where none were ever built.</summary>
    public static RedirectMap? Load(ISqlSession session, PlanModel plan, TargetRoutes? routes)
    {
        if (!session.Tables().ContainsKey("storefold_redirect")) return null;
        var rows = session.Rows("SELECT site, path, kind, target, reason FROM storefold_redirect ORDER BY site, path")
            .Select(row => new RedirectRow(
                row[0].ToString(), row[1].ToString(), (RedirectKind)row[2].AsInteger(), row[3].AsText(), row[4].ToString()))
            .ToList();
        var orders = session.Rows("SELECT source, number, target, secret_hash FROM storefold_order_link ORDER BY source, number, id")
            .Select(row => new OrderLinkRow((int)row[0].AsInteger(), row[1].ToString(), row[2].AsText(), row[3].AsText()))
            .ToList();
        return rows.Count + orders.Count == 0 ? null : new RedirectMap(plan, routes, rows, orders);
    }

    /// <summary>The redirects built in memory, for trying out a plan before its transfer; nothing is written.</summary>
    public static RedirectMap Preview(
        PlanModel plan, IReadOnlyList<RedirectSource> sources, RedirectTarget target, IConnections connections)
    {
        using var session = connections.Open(target.Model.Connection, SessionUse.Read);
        var rows = new RedirectList();
        RedirectBuild.Run(plan, sources, target, connections, session, rows);
        return new RedirectMap(plan, target.Pack.Routes.Target, rows.Rows, rows.Orders);
    }
}
