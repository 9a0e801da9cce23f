using NodaTime;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Retiring;

/// <summary>
/// Lists the orders that were placed on a site after purchases had stopped there: by another route, a marketplace or a call
/// centre. They are moved like any other; somebody ought to know of them. Only what runs since the stop have written is
/// looked at, so the list costs nothing where nothing came.
/// </summary>
internal sealed class LateOrders(RetirementSetup setup, TimetableModel timetable)
{
    /// <summary>Brings the list up to date after a transfer.</summary>
    public void Collect()
    {
        var now = Instant.FromDateTimeOffset(setup.Time.GetUtcNow());
        if (timetable.Find(Milestone.PurchasesStop)?.At is not { } stops || !stops.Values.Any(stop => stop <= now)) return;
        TargetJournal.Write(setup.Connections, setup.Plan, (session, _) =>
        {
            var book = new MilestoneBook(session);
            var run = session.Scalar(
                "SELECT coalesce(max(id), 0) FROM storefold_run WHERE finished_at > 0 AND finished_at < ?1", Moment.Cell(stops.Values.Min()));
            foreach (var source in setup.Sources.Where(source => source.Pack.Entities.ContainsKey(ShopModel.Order.Name)))
            {
                foreach (var order in Of(session, source, run, stops)) book.AddLateOrder(order);
            }

            return true;
        });
        setup.Pause.Reached("orders.listed");
    }

    private IEnumerable<LateOrder> Of(ISqlSession target, SourceSide source, Value run, IReadOnlyDictionary<string, Instant> stops)
    {
        using var session = setup.Connections.Open(source.Model.Connection, SessionUse.Read);
        using var reader = new AggregateReader(session, source.Pack, ShopModel.Order, source.Codec);
        var last = Value.Null;
        while (true)
        {
            var page = target.Rows(
                "SELECT [source_key] FROM storefold_id_map WHERE entity = ?1 AND source = ?2 AND version > ?3 "
                + "AND source_key > ?4k ORDER BY source_key LIMIT ?5",
                Value.Of(ShopModel.Order.Number), Value.Of(source.Number), run, IdMap.Above(last), Value.Of(setup.Plan.Limits.BatchSize));
            if (page.Count == 0) yield break;
            last = page[^1][0];
            var orders = session.InSnapshot(() => reader.ReadKeys([.. page.Select(row => row[0])]));
            foreach (var order in orders.Select(order => Late(source, order, stops)).OfType<LateOrder>()) yield return order;
        }
    }

    private static LateOrder? Late(SourceSide source, Aggregate order, IReadOnlyDictionary<string, Instant> stops)
    {
        var (site, rule) = source.Sites.Of(order.Channels);
        if (rule is not null || order.Skip is not null || !stops.TryGetValue(site, out var stop)) return null;
        if (order["placed_at"] is not { Kind: ValueKind.Time } placed) return null;
        var at = Moment.OfMicroseconds(placed.AsMicroseconds());
        return at >= stop ? new LateOrder(source.Number, order.Key, site, at) : null;
    }
}
