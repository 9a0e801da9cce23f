using System.Runtime.CompilerServices;
using Storefold.Journaling;
using Storefold.Loyalty;
using Storefold.Packs;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Points accounts: converted by the plan's rule into the customer's account in the target, which may exist already. The
/// account then shows the old entries with their old figures, and one transfer entry with the new balance (L19).
/// </summary>
public sealed class LoyaltyProjection : Projection
{
    private static readonly ConditionalWeakTable<Aggregate, Conversion> Conversions = [];

    private readonly PlanModel _plan;
    private readonly NaturalKeys _keys;
    private readonly int _lots;
    private readonly int _entries;
    private readonly RowDef _lot;
    private readonly RowDef _entry;

    /// <summary>Projection of points accounts.</summary>
    public LoyaltyProjection(TargetSide target, References references, PlanModel plan, NaturalKeys keys)
        : base(ShopModel.Loyalty, target, references)
    {
        _plan = plan;
        _keys = keys;
        _lots = Def.PartIndex("lot");
        _entries = Def.PartIndex("entry");
        _lot = Def.Parts[_lots];
        _entry = Def.Parts[_entries];
    }

    /// <summary>The plan's rule for an account, or null.</summary>
    public static LoyaltyRule? RuleFor(PlanModel plan, Aggregate account)
    {
        var programme = account["programme"].AsText();
        return plan.Loyalty.FirstOrDefault(rule => string.Equals(rule.Programme, programme, StringComparison.Ordinal))
            ?? plan.Loyalty.FirstOrDefault(rule => string.Equals(rule.Programme, "*", StringComparison.Ordinal));
    }

    /// <summary>What an account is converted to, or null and why it cannot be. The same account always gives the same result.</summary>
    public static Conversion? TryConvert(
        PlanModel plan, SourceModel source, LoyaltyRule rule, Aggregate account, int targetDecimals, out string? refusal)
    {
        refusal = null;
        try
        {
            return Convert(plan, source, rule, account, targetDecimals);
        }
        catch (ArgumentException refused)
        {
            refusal = refused.Message;
            return null;
        }
    }

    /// <summary>
    /// What an account is converted to, worked out once and kept for as long as the account is held.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot be converted exactly.</exception>
    public static Conversion Convert(PlanModel plan, SourceModel source, LoyaltyRule rule, Aggregate account, int targetDecimals) =>
        Conversions.GetValue(account, held => ConvertAnew(plan, source, rule, held, targetDecimals));

    private static Conversion ConvertAnew(PlanModel plan, SourceModel source, LoyaltyRule rule, Aggregate account, int targetDecimals)
    {
        // The books are kept by programme; one that a rule for all of them takes may be called anything.
        var programme = account["programme"].AsText() ?? "";
        if (!string.Equals(JournalText.Word(programme), programme, StringComparison.Ordinal))
            throw new ArgumentException($"The programme '{JournalText.Word(programme)}' cannot be kept in the books under its name.");
        var lot = ShopModel.Loyalty.Parts[ShopModel.Loyalty.PartIndex("lot")];
        var entry = ShopModel.Loyalty.Parts[ShopModel.Loyalty.PartIndex("entry")];
        var lots = account.Part("lot").Where(row => row.Skip is null).Select((row, ordinal) => new PointsLot(
            row.Identity(ordinal).ToString(),
            row.Fields[lot["remaining"].Ordinal].AsDecimal(),
            Time(row.Fields[lot["activates_at"].Ordinal]),
            Time(row.Fields[lot["expires_at"].Ordinal])));
        var entries = account.Part("entry");
        decimal? sum = entries.Count == 0 ? null : entries
            .Where(row => row.Skip is null && string.Equals(row.Fields[entry["status"].Ordinal].AsText(), "posted", StringComparison.Ordinal))
            .Sum(row => row.Fields[entry["points"].Ordinal].AsDecimal());
        return PointsConverter.Convert(
            rule,
            new PointsAccount(account.Key.ToString(), programme, account["native_balance"].AsDecimal(), [.. lots], sum),
            targetDecimals,
            $"{plan.Retirement}/{source.Name}"); // two sources may give their accounts the same keys
    }

    /// <inheritdoc/>
    protected override void Adjust(ProjectionWork work, Projected projected)
    {
        var account = work.Aggregate;
        if (RuleFor(_plan, account) is not { } rule)
        {
            work.SkipAll("no_loyalty_rule");
            return;
        }

        if (TryConvert(_plan, work.Source.Model, rule, account, Target.Rules.PointsDecimals, out var refusal) is not { } conversion)
        {
            work.Reject(Def.Root, account.Key, "points_not_convertible", "native_balance", refusal ?? "");
            return;
        }

        var root = projected.Root.Fields;
        root[Def.Root["programme"].Ordinal] = Value.Of(rule.Into);
        root[Def.Root["unit"].Ordinal] = Value.Null;
        root[Def.Root["decimals"].Ordinal] = Value.Of(Target.Rules.PointsDecimals);
        root[Def.Root["state"].Ordinal] = Value.Of("open");
        Join(work, projected, root[Def.Root["customer"].Ordinal], rule.Into);
        ConvertLots(work, projected, conversion);
        ConvertEntries(projected, conversion, rule);
    }

    private void Join(ProjectionWork work, Projected projected, in Value customer, string programme)
    {
        var owners = _keys.Owners(Side.Target, NaturalKeyRules.PointsAccount, NaturalKeyRules.AccountKey(customer, programme));
        if (owners.Count == 0 || (work.Known is { Fate: Fate.Created } known && known.TargetKey == owners[0])) return;
        projected.MergeInto = owners[0];
    }

    private void ConvertLots(ProjectionWork work, Projected projected, Conversion conversion)
    {
        if (Target.Shape(Def).Rows[_lots + 1].Dropped is not null) return; // the entries hold the points, and nothing ends them
        var expired = conversion.ExpiredLots.Select(lot => lot.Key).ToHashSet(StringComparer.Ordinal);
        var moved = conversion.Lots.ToDictionary(lot => lot.SourceKey, StringComparer.Ordinal);
        var rows = new List<ProjectedRow>();
        foreach (var row in projected.Parts[_lots])
        {
            if (moved.Remove(row.Identity.ToString(), out var lot)) rows.Add(LotRow(row.Identity, lot));
            else work.SkipPart(_lots, expired.Contains(row.Identity.ToString()) ? "lot_expired" : "lot_spent");
        }

        // Points that no lot of the source accounts for.
        foreach (var lot in conversion.Lots.Where(lot => moved.ContainsKey(lot.SourceKey))) rows.Add(LotRow(Value.Of(lot.SourceKey), lot));
        projected.Parts[_lots].Clear();
        projected.Parts[_lots].AddRange(rows);
    }

    private ProjectedRow LotRow(in Value identity, TargetLot lot)
    {
        var fields = new Value[_lot.Fields.Count];
        fields[_lot["original"].Ordinal] = Value.Of(lot.Points);
        fields[_lot["remaining"].Ordinal] = Value.Of(lot.Points);
        fields[_lot["activates_at"].Ordinal] = lot.ActivatesAt is { } activates ? Value.OfTime(activates) : Value.Null;
        fields[_lot["expires_at"].Ordinal] = lot.ExpiresAt is { } expires ? Value.OfTime(expires) : Value.Null;
        return new ProjectedRow { Identity = identity, Fields = fields };
    }

    private void ConvertEntries(Projected projected, Conversion conversion, LoyaltyRule rule)
    {
        var rows = projected.Parts[_entries];
        foreach (var row in rows)
        {
            row.Fields[_entry["origin_points"].Ordinal] = row.Fields[_entry["points"].Ordinal];
            row.Fields[_entry["origin_programme"].Ordinal] = Value.Of(conversion.Programme);
            row.Fields[_entry["points"].Ordinal] = Value.Of(0m);
            row.Fields[_entry["idempotency_key"].Ordinal] = Value.Null;
        }

        var spendable = conversion.Lots.Where(lot => !lot.Pending).ToList();
        rows.Add(TransferRow(conversion, rule, "transfer", spendable.Sum(lot => lot.Points), spendable.Sum(lot => lot.SourcePoints), null, Value.Null));
        foreach (var lot in conversion.Lots.Where(lot => lot.Pending))
            rows.Add(TransferRow(conversion, rule, "pending:" + lot.SourceKey, lot.Points, lot.SourcePoints, lot.ActivatesAt, LotIdentity(projected, lot)));
    }

    private ProjectedRow TransferRow(
        Conversion conversion, LoyaltyRule rule, string name, decimal points, decimal sourcePoints, long? activates, in Value lot)
    {
        var fields = new Value[_entry.Fields.Count];
        fields[_entry["at"].Ordinal] = Value.OfTime(rule.FreezeAt.ToUnixTimeTicks() / 10);
        fields[_entry["type"].Ordinal] = Value.Of("transfer");
        fields[_entry["points"].Ordinal] = Value.Of(points);
        fields[_entry["status"].Ordinal] = Value.Of(activates is null ? "posted" : "pending");
        fields[_entry["activates_at"].Ordinal] = activates is { } at ? Value.OfTime(at) : Value.Null;
        fields[_entry["lot"].Ordinal] = lot;
        fields[_entry["origin_points"].Ordinal] = Value.Of(sourcePoints);
        fields[_entry["origin_programme"].Ordinal] = Value.Of(conversion.Programme);
        fields[_entry["idempotency_key"].Ordinal] = Value.Of($"{conversion.IdempotencyKey}/{name}");
        return new ProjectedRow { Identity = Value.Of(name), Fields = fields };
    }

    private Value LotIdentity(Projected projected, TargetLot lot) =>
        projected.Parts[_lots].Find(row => string.Equals(row.Identity.ToString(), lot.SourceKey, StringComparison.Ordinal))?.Identity ?? Value.Null;

    private static long? Time(in Value value) => value.IsNull ? null : value.AsMicroseconds();
}
