using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Redirects;

/// <summary>
/// Makes the redirects of a plan: pages and products lead to their counterpart by the ID map, else to the nearest shelf,
/// else to help; orders lead to their target order. Every row says why. Sources are read in one snapshot each.
/// </summary>
internal sealed class RedirectBuild
{
    private readonly PlanModel _plan;
    private readonly RedirectTarget _target;
    private readonly ISqlSession _session;
    private readonly IRedirectSink _sink;
    private readonly TargetProducts _products;
    private readonly HashSet<(string Site, string Path)> _seen = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _orders;

    private RedirectBuild(PlanModel plan, RedirectTarget target, ISqlSession session, IRedirectSink sink)
    {
        _plan = plan;
        _target = target;
        _session = session;
        _sink = sink;
        _products = TargetProducts.Read(session, target.Pack);
    }

    public static RedirectCounts Run(
        PlanModel plan, IReadOnlyList<RedirectSource> sources, RedirectTarget target, IConnections connections, ISqlSession session,
        IRedirectSink sink)
    {
        var build = new RedirectBuild(plan, target, session, sink);
        foreach (var source in sources)
        {
            using var reading = connections.Open(source.Model.Connection, SessionUse.Read);
            reading.BeginSnapshot();
            build.Add(source, reading);
        }

        return new RedirectCounts(build._counts, build._orders);
    }

    private void Add(RedirectSource source, ISqlSession reading)
    {
        using var ids = Journal.Exists(_session) ? new IdMap(_session) : null;
        var products = SourceProducts.Read(reading, source, ids, _products, _target.Pack.Routes.Target?.Product);
        var pages = SourcePages.Read(reading, source, _plan);
        var rules = new RedirectRules(source.Pack.Routes.Source, _target.Pack.Routes.Target, products, pages);
        foreach (var page in pages.All) Keep(rules.Of(page));
        foreach (var page in products.Pages(_plan, source)) Keep(rules.Of(page));
        if (ids is not null) AddOrders(source, reading, ids);
    }

    private void Keep(RedirectRow row)
    {
        if (!_seen.Add((row.Site, CanonicalPath.Fold(row.Path)))) return;
        _sink.Add(row);
        var reason = $"{row.Kind.ToString().ToLowerInvariant()}/{row.Reason}";
        _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
    }

    private void AddOrders(RedirectSource source, ISqlSession reading, IdMap ids)
    {
        if (!source.Pack.Entities.ContainsKey(ShopModel.Order.Name)) return;
        var retiring = _plan.RetiringSites.Select(site => site.Name).ToHashSet(StringComparer.Ordinal);
        var renamed = RenamedOrders(source.Model.Number);
        var template = _target.Pack.Routes.Target?.Order;
        ColumnScan.Each(reading, source.Pack, ShopModel.Order.Root, ["key", "number", "access_token_hash"], int.MaxValue, cells =>
        {
            if (cells[1].Kind is not (ValueKind.Text or ValueKind.Integer)) return;
            // A kept site's orders have no target row, so a link to one finds nothing here.
            if (ids.Find(ShopModel.Order, source.Model.Number, cells[0]) is not { Tombstone: false } entry || entry.TargetKey.IsNull) return;
            if (entry.Site is null || !retiring.Contains(entry.Site)) return;
            var number = cells[1].ToString();
            var now = renamed.GetValueOrDefault(cells[0].ToString(), number);
            var path = template?.Fill(name => name is "id" ? entry.TargetKey.ToString() : now);
            _sink.Add(new OrderLinkRow(source.Model.Number, number, path, HashOf(cells[2])));
            _orders++;
        });
    }

    /// <summary>Orders whose number the target had already, by native key. The alias is the engine's.</summary>
    private Dictionary<string, string> RenamedOrders(int source) => _session
        .Rows("SELECT [source_key], new FROM storefold_alias WHERE kind = 'order_number' AND source = ?1", Value.Of(source))
        .ToDictionary(row => row[0].ToString(), row => row[1].ToString(), StringComparer.Ordinal);

    private static string? HashOf(in Value cell)
    {
        const int Sha256Hex = 64;
        var text = cell.Kind == ValueKind.Text ? cell.ToString() : "";
        return text.Length == Sha256Hex && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
    }
}
