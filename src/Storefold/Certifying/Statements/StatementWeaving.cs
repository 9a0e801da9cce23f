using System.Collections.Immutable;
using System.Globalization;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>Makes the statement of one customer from what was staged. The same rows give the same statement every time.</summary>
internal sealed class StatementWeaving(PlanModel plan, StatementWords words, StatementSecret secret)
{
    private static readonly Dictionary<EntityDef, string> Kinds = new()
    {
        [ShopModel.Order] = "orders", [ShopModel.Shipment] = "shipments", [ShopModel.Review] = "reviews", [ShopModel.Coupon] = "coupons",
        [ShopModel.StoredValue] = "gift_cards", [ShopModel.Case] = "cases", [ShopModel.Wishlist] = "wishlist",
    };

    private readonly HashSet<string> _closing = plan.RetiringSites.Select(site => site.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The statement, or null for rows without one: their customer is not in the source, or has nothing to do with the sites
    /// that close.
    /// </summary>
    public CustomerStatement? Of(SourceModel source, IReadOnlyList<StagedRow> rows)
    {
        var customer = rows[0];
        if (customer.Kind != ShopModel.Customer || !(IsClosing(customer) || rows.Any(IsConcerned))) return null;
        var account = words.Account(customer);
        var things = account.Outcome == Outcome.Erased ? [] : rows.Skip(1).ToList();
        var waits = account.Outcome == Outcome.Waits;
        var counts = account.Outcome == Outcome.Erased ? [] : Count(things, waits);
        var tracked = things.Where(row => row.Kind == ShopModel.Shipment && row.IsMoved).Sum(row => long.Parse(row.Extra ?? "0", CultureInfo.InvariantCulture));
        var points = things.Where(row => row.Kind == ShopModel.Loyalty).Select(row => PointsOf(row, waits)).ToList();
        var reasons = things.Where(row => !row.IsMoved).Select(row => row.Reason).Distinct(StringComparer.Ordinal);
        return new CustomerStatement(
            plan.Retirement, source.Name, customer.Owner.ToString(), account,
            account.Outcome is Outcome.Erased or Outcome.NotMoved ? null : words.FindAt(customer.Site, customer.Extra),
            counts, tracked, Named(things, ShopModel.Order, waits), Named(things, ShopModel.Coupon, waits),
            [.. things.Where(row => row.Kind == ShopModel.StoredValue).Select(row => GiftCard(row, waits))],
            points, reasons.ToImmutableSortedDictionary(code => code, words.Why, StringComparer.Ordinal),
            secret.Nonce(source.Name, customer.Owner));
    }

    private bool IsClosing(StagedRow row) => row.Site is { } site && _closing.Contains(site);

    /// <summary>True for what makes a customer of a site that goes on one of the retirement's, too.</summary>
    private bool IsConcerned(StagedRow row) => row.IsMoved || (row.Fate == Fate.Quarantined && IsClosing(row));

    private static List<ItemCount> Count(List<StagedRow> things, bool waits)
    {
        var byKind = things.ToLookup(row => row.Kind);
        return
        [
            .. Kinds.Select(kind =>
            {
                var moved = byKind[kind.Key].Count(row => row.IsMoved);
                var left = byKind[kind.Key].Where(row => !row.IsMoved).GroupBy(row => row.Reason, StringComparer.Ordinal)
                    .ToImmutableSortedDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);
                return new ItemCount(kind.Value, waits ? 0 : moved, waits ? moved : 0, left);
            }),
        ];
    }

    private static List<Renamed> Named(List<StagedRow> things, EntityDef kind, bool waits) =>
    [
        .. things.Where(row => row.Kind == kind).Select(row => row.IsMoved
            ? new Renamed(row.Old ?? "", row.Renamed ?? row.Old, OutcomeOf(row, waits), null)
            : new Renamed(row.Old ?? "", null, Outcome.NotMoved, row.Reason)),
    ];

    private static GiftCardLine GiftCard(StagedRow row, bool waits) => new(
        row.Old, row.Extra ?? "", decimal.Parse(row.Amount ?? "0", CultureInfo.InvariantCulture), OutcomeOf(row, waits),
        row.IsMoved ? null : row.Reason);

    private static PointsLine PointsOf(StagedRow row, bool waits)
    {
        var line = StatementReader.ReadPoints(row.Extra ?? "");
        if (!row.IsMoved)
        {
            var balance = decimal.Parse(row.Amount ?? "0", CultureInfo.InvariantCulture);
            return line with { Balance = balance, Reason = row.Reason, Conversion = null };
        }

        // What was credited is in the journal under the hash of what it was converted from.
        if (row.PointsState is not "closed" || !string.Equals(row.Old, row.InputHash, StringComparison.Ordinal))
            throw new GuardException("Points of the source have changed since they were transferred.", "storefold transfer PLAN, then storefold verify PLAN");
        return line with { Outcome = OutcomeOf(row, waits) };
    }

    private static Outcome OutcomeOf(StagedRow row, bool waits) => !row.IsMoved ? Outcome.NotMoved : waits ? Outcome.Waits : Outcome.Moved;
}
