using System.Globalization;
using Storefold.Engine;
using Storefold.Loyalty;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>
/// Reads what belongs to customers from one source: each kind once, in batches, only the rows that a statement tells of.
/// </summary>
internal sealed class StatementGathering(FoldContext context, SourceSide source, StatementStage stage)
{
    private const int ShownOfACode = 4;

    /// <summary>Reads the source.</summary>
    public void Run(CancellationToken cancel)
    {
        using var session = context.OpenSource(source, SessionUse.Read);
        Each(session, ShopModel.Customer, [], customer => Add(customer, customer.Key, null, customer["locale"].AsText()), cancel);
        Each(session, ShopModel.Order, [], order => Add(order, order["customer"], order["number"].AsText() ?? order.Key.ToString()), cancel);
        Each(session, ShopModel.Shipment, ["order", "parcel"], AddShipment, cancel);
        Each(session, ShopModel.Review, [], AddOfCustomerOrOrder, cancel);
        Each(session, ShopModel.Loyalty, ["lot", "entry"], AddPoints, cancel);
        Each(session, ShopModel.Coupon, ["code"], AddCodes, cancel);
        Each(session, ShopModel.StoredValue, [], AddGiftCard, cancel);
        Each(session, ShopModel.Case, [], AddOfCustomerOrOrder, cancel);
        Each(session, ShopModel.Wishlist, [], wish => Add(wish, wish["customer"]), cancel);
    }

    private void Each(ISqlSession session, EntityDef def, string[] parts, Action<Aggregate> add, CancellationToken cancel)
    {
        if (!source.Pack.Entities.ContainsKey(def.Name)) return;
        using var reader = new AggregateReader(session, source.Pack, def, source.Codec, parts);
        var throttle = new Throttle(TimeProvider.System, context.Plan.Limits.BatchSize, pauses: false, askLag: null);
        var after = Value.Null;
        AggregateBatch batch;
        do
        {
            cancel.ThrowIfCancellationRequested();
            var begun = TimeProvider.System.GetTimestamp();
            batch = ReadOne(session, reader, after, throttle.BatchSize);
            throttle.After(batch.Rows, TimeProvider.System.GetElapsedTime(begun));
            foreach (var aggregate in batch.Aggregates.Where(IsOfTheRetirement)) add(aggregate);
            after = batch.Until;
        }
        while (!batch.IsLast);
    }

    /// <summary>
    /// What a site that goes on holds is none of the retirement's: it keeps changing after the last catch-up, and a statement
    /// must go on to fit the certificate. Its customers may have things on a closing site, too.
    /// </summary>
    private bool IsOfTheRetirement(Aggregate thing) => thing.Def == ShopModel.Customer || source.Sites.Of(thing.Channels).SkipRule is not SiteBook.KeptSite;

    // A snapshot per batch, as everywhere: the shop is not kept from writing for longer than that.
    private static AggregateBatch ReadOne(ISqlSession session, AggregateReader reader, Value after, int size) =>
        session.InSnapshot(() => reader.ReadBatch(after, size));

    private void Add(Aggregate thing, in Value owner, string? old = null, string? extra = null, string? amount = null)
    {
        // What belongs to nobody is in no statement; of points even that has to be counted.
        if (owner.IsNull && thing.Def != ShopModel.Loyalty) return;
        stage.Add(source, owner, thing.Def, thing.Key, thing.Key, old, extra, amount);
    }

    private void AddOfCustomerOrOrder(Aggregate thing)
    {
        if (!thing["customer"].IsNull) Add(thing, thing["customer"]);
        else if (!thing["order"].IsNull) stage.AddVia(source, thing["order"], thing.Def, thing.Key, null);
    }

    private void AddShipment(Aggregate shipment)
    {
        var number = ShopModel.FindRow("shipment.parcel")?["tracking_no"].Ordinal ?? 0;
        var order = ShopModel.FindRow("shipment.order")?["order"].Ordinal ?? 0;
        var tracked = shipment.Part("parcel").Count(parcel => !parcel.Fields[number].IsNull).ToString(CultureInfo.InvariantCulture);
        foreach (var row in shipment.Part("order"))
        {
            if (!row.Fields[order].IsNull) stage.AddVia(source, row.Fields[order], shipment.Def, shipment.Key, tracked);
        }
    }

    private void AddCodes(Aggregate coupon)
    {
        var def = coupon.Def.Parts[coupon.Def.PartIndex("code")];
        var rows = coupon.Part("code");
        for (var ordinal = 0; ordinal < rows.Count; ordinal++)
        {
            var (row, holder) = (rows[ordinal], rows[ordinal].Fields[def["holder"].Ordinal]);
            if (holder.IsNull) continue;
            var identity = row.Identity(ordinal);
            var code = row.Fields[def["code"].Ordinal].AsText() ?? identity.ToString();
            stage.Add(source, holder, coupon.Def, coupon.Key, identity, code, row.Skip, amount: null);
        }
    }

    private void AddGiftCard(Aggregate card)
    {
        var balance = card["balance"];
        Add(card, card["owner"], End(card["code"].AsText()), card["currency"].AsText() ?? "", ExactText.Of(balance.IsNull ? 0 : balance.AsDecimal()));
    }

    private void AddPoints(Aggregate account)
    {
        var balance = account["native_balance"];
        var conversion = Convert(account);
        var line = new PointsLine(
            account["programme"].AsText() ?? "?", conversion?.SourceBalance ?? (balance.IsNull ? 0 : balance.AsDecimal()), Outcome.NotMoved, null,
            conversion is null ? null : Sum(conversion));
        // As the books have it where it did not move: the balance, without looking at lots.
        Add(account, account["customer"], conversion?.InputHash, StatementWriter.Text(line), balance.IsNull ? null : ExactText.Of(balance.AsDecimal()));
    }

    private Conversion? Convert(Aggregate account)
    {
        if (account.Rejected is not null || account.Skip is not null || source.Sites.Of(account.Channels).SkipRule is not null) return null;
        return LoyaltyProjection.RuleFor(context.Plan, account) is { } rule
            ? LoyaltyProjection.TryConvert(context.Plan, source.Model, rule, account, context.Target.Rules.PointsDecimals, out _)
            : null;
    }

    private static PointsSum Sum(Conversion conversion) => new(
        conversion.Into, conversion.Rate, conversion.Expired, conversion.WrittenOff, conversion.Converted, conversion.Rounding, conversion.Target,
        Statement.Of(conversion).Lines);

    /// <summary>A code is money: whoever finds the statement must not have it.</summary>
    private static string? End(string? code) => code is null ? null : code.Length <= 2 * ShownOfACode ? "…" : "…" + code[^ShownOfACode..];
}
