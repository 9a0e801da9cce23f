using Storefold.Journaling;
using Storefold.Matching;
using Storefold.Packs;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Coupons: a code that the target has already is reissued with a suffix and keeps its old one as an alias (C1, C2); uses
/// and limits go along (C3), remapped to the merged customers by their references (C4); a public code moves as one code or
/// not at all, never one per customer (C10).
/// </summary>
public sealed class CouponProjection : Projection
{
    /// <summary>Kind of alias.</summary>
    public const string Alias = "coupon_code";

    private readonly CouponRules _rules;
    private readonly NaturalKeys _keys;
    private readonly AliasBook _aliases;
    private readonly Func<IReadOnlyCollection<Value>, IReadOnlyList<Aggregate>> _readTarget;
    private readonly long _asOf;
    private readonly bool _mayDecide;
    private readonly int _codes;
    private readonly int _uses;

    /// <summary>Projection of coupons.</summary>
    public CouponProjection(
        TargetSide target, References references, PlanModel plan, NaturalKeys keys, AliasBook aliases,
        Func<IReadOnlyCollection<Value>, IReadOnlyList<Aggregate>> readTarget, bool mayDecide)
        : base(ShopModel.Coupon, target, references)
    {
        _rules = plan.Coupons;
        _asOf = plan.Accounts.AsOf.ToUnixTimeTicks() / 10;
        _keys = keys;
        _aliases = aliases;
        _readTarget = readTarget;
        _mayDecide = mayDecide;
        _codes = Def.PartIndex("code");
        _uses = Def.PartIndex("use");
    }

    /// <inheritdoc/>
    protected override void Adjust(ProjectionWork work, Projected projected)
    {
        var root = projected.Root.Fields;
        var mappable = work.Aggregate["mappable"];
        if (!mappable.IsNull && !mappable.IsTrue)
        {
            work.SkipAll("unmappable_coupon");
            return;
        }

        var ends = root[Def.Root["ends_at"].Ordinal];
        if (!ends.IsNull && ends.AsMicroseconds() <= _asOf && string.Equals(_rules.Expired, "skip", StringComparison.Ordinal))
        {
            work.SkipAll("expired_coupon");
            return;
        }

        ShowDroppedTerms(work, projected);
        DropPublicCodes(work, projected);
        var issued = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in projected.Parts[_codes]) Issue(work, projected, row, issued);
    }

    /// <summary>
    /// A term that the target cannot hold is not compared, but staged as the source has it: without seeing it the pack could not
    /// switch the coupon off, and it would give away more than it did.
    /// </summary>
    private void ShowDroppedTerms(ProjectionWork work, Projected projected)
    {
        Show(0, work.Aggregate.Root, projected.Root, "max_discount", "min_qty", "scopes");
        var rows = work.Aggregate.Parts[_codes];
        for (var ordinal = 0; ordinal < rows.Count; ordinal++)
        {
            var identity = rows[ordinal].Identity(ordinal);
            if (projected.Parts[_codes].Find(code => code.Identity == identity) is { } shown)
                Show(_codes + 1, rows[ordinal], shown, "holder_email", "expires_at");
        }
    }

    private void Show(int index, Row row, ProjectedRow shown, params ReadOnlySpan<string> fields)
    {
        var shape = Target.Shape(Def).Rows[index];
        foreach (var field in fields)
        {
            var ordinal = shape.Def[field].Ordinal;
            if (shape.LossOf(ordinal) is not null) shown.Fields[ordinal] = row.Fields[ordinal];
        }
    }

    private void DropPublicCodes(ProjectionWork work, Projected projected)
    {
        var def = Def.Parts[_codes];
        var dropped = projected.Parts[_codes].RemoveAll(row =>
        {
            var hasHolder = !row.Fields[def["holder"].Ordinal].IsNull || !row.Fields[def["holder_email"].Ordinal].IsNull;
            return CouponUses.Issue(hasHolder, _rules.PublicCodes) == CodeIssue.Skip;
        });
        if (dropped == 0) return;
        for (var row = 0; row < dropped; row++) work.SkipPart(_codes, "public_code_not_issued");
        var use = Def.Parts[_uses]["code"].Ordinal;
        var left = projected.Parts[_codes];
        var orphaned = projected.Parts[_uses].RemoveAll(row => !row.Fields[use].IsNull && !left.Exists(code => code.Identity == row.Fields[use]));
        for (var row = 0; row < orphaned; row++) work.SkipPart(_uses, "public_code_not_issued");
    }

    private void Issue(ProjectionWork work, Projected projected, ProjectedRow row, HashSet<string> issued)
    {
        var ordinal = Def.Parts[_codes]["code"].Ordinal;
        var code = row.Fields[ordinal].AsText() ?? "";
        var renamed = _aliases.Find(Alias, work.Source.Number, row.Identity, code);
        if (renamed is null && work.Known is not { Fate: Fate.Created } && _mayDecide)
        {
            var outcome = CouponClash.Resolve(
                code, Terms(projected.Root.Fields), TargetTerms(code), candidate => IsTaken(candidate, issued), _rules.Suffix,
                Target.Rules.CouponCodeLength);
            if (outcome.NewCode is null)
            {
                work.Reject(Def.Parts[_codes], row.Identity, "coupon_code_no_room", "code", code);
                return;
            }

            if (outcome.KeptAsAlias)
            {
                renamed = outcome.NewCode;
                _aliases.Add(Alias, work.Source.Number, row.Identity, code, renamed, outcome.Reason);
            }
        }

        issued.Add(Key(renamed ?? code));
        if (renamed is not null) row.Fields[ordinal] = Value.Of(renamed);
    }

    private bool IsTaken(string code, HashSet<string> issued) =>
        issued.Contains(Key(code)) || _keys.Owners(Side.Target, NaturalKeyRules.CouponCode, Key(code)).Count > 0;

    private CouponTerms? TargetTerms(string code)
    {
        var owners = _keys.Owners(Side.Target, NaturalKeyRules.CouponCode, Key(code));
        return owners.Count == 0 || _readTarget([owners[0]]) is not [{ } coupon] ? null : Terms(coupon.Root.Fields);
    }

    private string Key(string code) => CodeKey.Of(code, Target.Rules.CouponCodeCollation);

    private CouponTerms Terms(Value[] root)
    {
        Value At(string field) => root[Def.Root[field].Ordinal];
        decimal? Number(string field) => At(field).IsNull ? null : At(field).AsDecimal();
        long? Time(string field) => At(field).IsNull ? null : At(field).AsMicroseconds();
        long? Count(string field) => At(field).IsNull ? null : At(field).AsInteger();
        return new CouponTerms
        {
            Type = At("type").AsText() ?? "",
            Value = Number("value"),
            Currency = At("currency").AsText(),
            MaxDiscount = Number("max_discount"),
            MinSpend = Number("min_spend"),
            MinQty = Count("min_qty"),
            StartsAt = Time("starts_at"),
            EndsAt = Time("ends_at"),
            LimitTotal = Count("limit_total"),
            LimitPerCustomer = Count("limit_per_customer"),
            Stackable = At("stackable").IsNull ? null : At("stackable").IsTrue,
            Scopes = At("scopes").AsText(),
            Active = At("active").IsNull ? null : At("active").IsTrue,
        };
    }
}
