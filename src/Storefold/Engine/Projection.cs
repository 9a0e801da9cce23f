using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Turns one source aggregate into what the target is to have: references become target ids, what the target drops is
/// dropped and listed, what does not fit is refused. Entities with rules of their own extend <see cref="Adjust"/>.
/// The same instance serves transfer and verification, so both expect the same.
/// </summary>
public class Projection
{
    private readonly References _references;
    private readonly TargetSide _target;
    private readonly TargetShape _shape;

    /// <summary>Projection of <paramref name="def"/>.</summary>
    public Projection(EntityDef def, TargetSide target, References references)
    {
        Def = def;
        _target = target;
        _references = references;
        _shape = target.Shape(def);
    }

    /// <summary>The entity.</summary>
    protected EntityDef Def { get; }

    /// <summary>The target.</summary>
    protected TargetSide Target => _target;

    /// <summary>Projects an aggregate.</summary>
    /// <param name="work">What is known of it; takes refusals, losses and skips.</param>
    /// <returns>Null when it was refused or left out, as <paramref name="work"/> then says.</returns>
    public Projected? Project(ProjectionWork work)
    {
        var source = work.Aggregate;
        var currency = Def.Root.CurrencyOrdinal < 0 ? null : source.Root.Fields[Def.Root.CurrencyOrdinal].AsText();
        var root = ProjectRow(work, _shape.Rows[0], source.Root, source.Key, 0);
        work.RootErased = work.OwnerErased;
        var parts = new List<ProjectedRow>[source.Parts.Length];
        for (var part = 0; part < parts.Length && !work.IsDecided; part++) parts[part] = ProjectPart(work, part);
        if (root is null || work.IsDecided) return null;
        var projected = new Projected
        {
            Source = source, Root = root, Parts = parts, Currency = currency, IsLate = work.IsLate,
            MayTakeBackLate = work.MayTakeBackLate,
        };
        Adjust(work, projected);
        if (!work.IsDecided) CheckFits(work, projected);
        return work.IsDecided ? null : projected;
    }

    /// <summary>Applies the rules of one entity.</summary>
    protected virtual void Adjust(ProjectionWork work, Projected projected)
    {
    }

    private List<ProjectedRow> ProjectPart(ProjectionWork work, int part)
    {
        var rows = work.Aggregate.Parts[part];
        var shape = _shape.Rows[part + 1];
        var projected = new List<ProjectedRow>(rows.Count);
        for (var ordinal = 0; ordinal < rows.Count && !work.IsDecided; ordinal++)
        {
            var row = rows[ordinal];
            if (row.Skip is not null) work.SkipPart(part, row.Skip);
            else if (shape.Dropped is not null) work.SkipPart(part, shape.Dropped.Rule);
            else if (!shape.IsWritten) work.SkipPart(part, "no_" + shape.Def.Name.Replace('.', '_'));
            else if (ProjectRow(work, shape, row, row.Identity(ordinal), part + 1) is { } made) projected.Add(made);
        }

        return projected;
    }

    private ProjectedRow? ProjectRow(ProjectionWork work, RowShape shape, Row row, in Value identity, int index)
    {
        var fields = new Value[row.Fields.Length];
        work.OwnerErased = false;
        foreach (var field in shape.Def.FieldSpan)
        {
            var value = row.Fields[field.Ordinal];
            if (value.IsNull)
            {
                if (field is { Required: true, IsReference: true }) work.Reject(shape.Def, row.Key, "missing_value", field.Name, "");
                if (field.Late && work.Known is { TargetKey.IsNull: false }) work.MayTakeBackLate = true;
                continue;
            }

            if (field.IsReference) fields[field.Ordinal] = Resolve(work, shape.Def, row, field, value);
            else if (shape.LossOf(field.Ordinal) is { } loss) work.Lose(loss.Rule, index, field.Name);
            else if (field.Type == FieldType.Time) fields[field.Ordinal] = Keepable(work, index, field, value);
            else fields[field.Ordinal] = value;
            if (work.IsDecided) return null;
        }

        if (work.OwnerErased || work.RootErased) PersonalFields.Clear(shape.Def, fields);
        if (row.Extras is { } extras)
        {
            for (var extra = 0; extra < extras.Length; extra++)
            {
                if (!extras[extra].IsNull) work.Lose("no_place_in_model", index, work.ExtraName(index, extra));
            }
        }

        return new ProjectedRow { Identity = identity, Fields = fields };
    }

    private Value Keepable(ProjectionWork work, int index, FieldDef field, in Value value)
    {
        if (value.Quality != TimeQuality.Utc) work.Lose(value.Quality == TimeQuality.DateOnly ? "time_date_only" : "time_zone_assumed", index, field.Name);
        var kept = _target.Codec.KeepableMicroseconds(value.AsMicroseconds());
        if (kept != value.AsMicroseconds()) work.Lose("time_precision", index, field.Name);
        return Value.OfTime(kept);
    }

    private Value Resolve(ProjectionWork work, RowDef def, Row row, FieldDef field, in Value value)
    {
        if (field.Type == FieldType.PartReference) return ResolvePart(work, def, row, field, value);
        var entity = ShopModel.Find(field.Target ?? "") ?? throw new InvalidOperationException($"{field.Target} is not an entity.");
        if (_target.Shape(entity).Dropped is not null) return Value.Null;
        var found = _references.Find(entity, work.Source.Number, value);
        if (found is null && field.Late)
        {
            work.IsLate = true;
            return Value.Null;
        }

        switch (found?.Fate)
        {
            case Fate.Created or Fate.Merged:
                if (field.Late) work.IsLate = true; // written by the late pass, whenever the root is written
                return found.TargetKey;
            case Fate.Skipped or Fate.Erased when field.Required:
                work.SkipAll(found.Fate == Fate.Erased ? "owner_erased" : $"of_skipped_{entity.Name}");
                return Value.Null;
            case Fate.Skipped or Fate.Erased:
                work.OwnerErased |= found.Fate == Fate.Erased;
                work.Lose($"reference_to_{(found.Fate == Fate.Erased ? "erased" : "skipped")}", def.Part is null ? 0 : Def.PartIndex(def.Part) + 1, field.Name);
                return Value.Null;
            case Fate.None or Fate.Quarantined when field.Late:
                work.IsLate = true; // in a cycle neither drags the other into quarantine
                return Value.Null;
            case Fate.Quarantined:
                work.Reject(def, row.Key, "depends_on_quarantined", field.Name, $"{entity.Name} {value} is quarantined");
                return Value.Null;
            default:
                work.Reject(def, row.Key, "orphan", field.Name, $"{entity.Name} {value} does not exist");
                return Value.Null;
        }
    }

    /// <summary>
    /// Parts of another aggregate are looked up; parts of this one have no id yet, so their identity stands in until ids
    /// are assigned (<see cref="ResolveOwnParts"/>).
    /// </summary>
    private Value ResolvePart(ProjectionWork work, RowDef def, Row row, FieldDef field, in Value value)
    {
        var target = ShopModel.FindRow(field.Target ?? "") ?? throw new InvalidOperationException($"{field.Target} is not a row.");
        if (string.Equals(target.Entity, Def.Name, StringComparison.Ordinal))
        {
            var identity = value;
            if (work.Aggregate.Parts[Def.PartIndex(target.Part ?? "")].Exists(part => part.Key == identity)) return value;
            work.Reject(def, row.Key, "orphan", field.Name, $"{target.Name} {value} does not belong to it");
            return Value.Null;
        }

        if (_target.Pack.DropsRow(target.Name) is not null) return Value.Null;
        var via = field.Via is null ? null : def.Find(field.Via);
        var parent = via is null ? Value.Null : row.Fields[via.Ordinal];
        if (parent.IsNull && via is not null && def.Part is not null && Def.Root.Find(field.Via ?? "") is { } ofRoot)
            parent = work.Aggregate.Root.Fields[ofRoot.Ordinal];
        var found = parent.IsNull ? Value.Null : _references.FindPart(target, work.Source.Number, parent, value);
        if (field.Late) work.IsLate = true;
        else if (found.IsNull && field.Required)
            work.Reject(def, row.Key, "orphan", field.Name, $"{target.Name} {value} was not moved");
        else if (found.IsNull)
            work.Lose("reference_to_skipped", def.Part is null ? 0 : Def.PartIndex(def.Part) + 1, field.Name);
        return found;
    }

    /// <summary>Puts target ids in place of identities of parts of the same aggregate. Call it once ids are assigned.</summary>
    public static void ResolveOwnParts(Projected projected)
    {
        var def = projected.Source.Def;
        for (var part = 0; part < def.Parts.Count; part++)
        {
            foreach (var field in def.Parts[part].Fields)
            {
                if (field.Type != FieldType.PartReference || field.Target is null) continue;
                var target = ShopModel.FindRow(field.Target);
                if (target?.Part is null || !string.Equals(target.Entity, def.Name, StringComparison.Ordinal)) continue;
                var others = projected.Part(target.Part);
                foreach (var row in projected.Parts[part])
                {
                    var identity = row.Fields[field.Ordinal];
                    if (!identity.IsNull) row.Fields[field.Ordinal] = others.Find(other => other.Identity == identity)?.Id ?? Value.Null;
                }
            }
        }
    }

    /// <summary>Refuses what the target's encoding cannot hold, before any id is spent on it.</summary>
    private void CheckFits(ProjectionWork work, Projected projected)
    {
        if (!projected.IsMerged) CheckRow(work, _shape.Rows[0], projected.Root, projected.Currency, 0);
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            foreach (var row in projected.Parts[part]) CheckRow(work, _shape.Rows[part + 1], row, projected.Currency, part + 1);
        }
    }

    private void CheckRow(ProjectionWork work, RowShape shape, ProjectedRow row, string? currency, int index)
    {
        foreach (var field in shape.Def.FieldSpan)
        {
            if (field.Type != FieldType.Money || row.Fields[field.Ordinal].IsNull) continue;
            var rowCurrency = CurrencyOf(shape.Def, row.Fields, currency);
            if (_target.Codec.Encode(field, row.Fields[field.Ordinal], rowCurrency, work.Arena, out _) is not { } refusal) continue;
            if (InCoins(work, field, row.Fields[field.Ordinal], rowCurrency) is { } coins)
            {
                row.Fields[field.Ordinal] = coins;
                work.Lose("money_rounded", index, field.Name);
                continue;
            }

            work.Reject(shape.Def, row.Identity, refusal, field.Name, $"{row.Fields[field.Ordinal]} {rowCurrency}");
            return;
        }
    }

    /// <summary>
    /// What a platform worked out below the smallest coin (83.333333 GBP before tax), in coins; null where it is real money, or the
    /// target cannot hold coins of that currency either.
    /// </summary>
    private Value? InCoins(ProjectionWork work, FieldDef field, in Value amount, string? currency)
    {
        if (!field.Computed || currency is null || !Currencies.TryDigits(currency, out var digits)) return null;
        var coins = Value.Of(Math.Round(amount.AsDecimal(), digits, MidpointRounding.AwayFromZero));
        return _target.Codec.Encode(field, coins, currency, work.Arena, out _) is null ? coins : null;
    }

    /// <summary>Currency of a row: its own, else the aggregate's.</summary>
    public static string? CurrencyOf(RowDef def, Value[] fields, string? ofAggregate) =>
        def.CurrencyOrdinal >= 0 && !fields[def.CurrencyOrdinal].IsNull ? fields[def.CurrencyOrdinal].AsText() : ofAggregate;
}
