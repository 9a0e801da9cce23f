using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Fetches what judging a batch is going to ask the journal, many keys at a time: with a database server a question per row
/// would cost more than everything else. Whatever is not fetched here is asked for singly, so this changes no answer.
/// </summary>
internal sealed class LookAhead(FoldContext context, SourceSide source, EntityDef def)
{
    private readonly Dictionary<EntityDef, HashSet<Value>> _references = [];
    private readonly Dictionary<RowDef, HashSet<Value>> _parents = [];

    /// <summary>Fetches for aggregates that are judged before their batch is.</summary>
    public void Fetch(IReadOnlyList<Aggregate> aggregates)
    {
        context.ForgetAhead();
        FetchAll(aggregates, context.Map.FetchAhead(def, source.Number, KeysOf(aggregates)));
    }

    /// <summary>Fetches for a batch; what was fetched for the one before is forgotten.</summary>
    /// <param name="aggregates">The batch.</param>
    /// <param name="known">What the ID map has of it.</param>
    public void Fetch(IReadOnlyList<Aggregate> aggregates, IReadOnlyList<MapEntry> known)
    {
        context.ForgetAhead();
        FetchAll(aggregates, known);
    }

    private static List<Value> KeysOf(IReadOnlyList<Aggregate> aggregates) => [.. aggregates.Select(aggregate => aggregate.Key)];

    private void FetchAll(IReadOnlyList<Aggregate> aggregates, IReadOnlyList<MapEntry> known)
    {
        if (aggregates.Count == 0) return;
        FetchReferences(aggregates);
        FetchOwnParts(known);
        var keys = KeysOf(aggregates);
        if (def == ShopModel.Customer) context.Matches.LookAhead(source.Number, keys);
        if (def == ShopModel.Order) context.Aliases.LookAhead(OrderProjection.Alias, source.Number, keys);
        if (def == ShopModel.Coupon) FetchCodes(aggregates);
        if (def == ShopModel.Loyalty) context.Points.LookAhead(source.Number, keys);
        FetchNaturalKeys(aggregates);
    }

    private void FetchReferences(IReadOnlyList<Aggregate> aggregates)
    {
        foreach (var keys in _references.Values) keys.Clear();
        foreach (var keys in _parents.Values) keys.Clear();
        foreach (var aggregate in aggregates)
        {
            Collect(aggregate, def.Root, aggregate.Root);
            for (var part = 0; part < aggregate.Parts.Length; part++)
            {
                foreach (var row in aggregate.Parts[part]) Collect(aggregate, def.Parts[part], row);
            }
        }

        foreach (var (entity, keys) in _references) context.References.LookAhead(entity, source.Number, keys);
        foreach (var (part, parents) in _parents) context.Map.LookAheadParts(IdMap.RowNumber(part), source.Number, [.. parents]);
    }

    private void Collect(Aggregate aggregate, RowDef row, Row read)
    {
        foreach (var field in row.FieldSpan)
        {
            if (!field.IsReference || read.Fields[field.Ordinal].IsNull || field.Target is null) continue;
            if (field.Type == FieldType.Reference)
            {
                if (ShopModel.Find(field.Target) is { } entity) Set(_references, entity).Add(read.Fields[field.Ordinal]);
            }
            else if (ShopModel.FindRow(field.Target) is { } part && !string.Equals(part.Entity, def.Name, StringComparison.Ordinal)
                && ParentOf(aggregate, row, read, field) is { IsNull: false } parent)
            {
                Set(_parents, part).Add(parent);
            }
        }
    }

    /// <summary>The aggregate that a part of another one belongs to, as <see cref="Projection"/> finds it.</summary>
    private Value ParentOf(Aggregate aggregate, RowDef row, Row read, FieldDef field)
    {
        if (field.Via is null) return Value.Null;
        var parent = row.Find(field.Via) is { } via ? read.Fields[via.Ordinal] : Value.Null;
        return parent.IsNull && def.Root.Find(field.Via) is { } ofRoot ? aggregate.Root.Fields[ofRoot.Ordinal] : parent;
    }

    private void FetchOwnParts(IReadOnlyList<MapEntry> known)
    {
        var moved = known.Where(entry => !entry.TargetKey.IsNull).Select(entry => entry.SourceKey).ToList();
        if (moved.Count == 0) return;
        foreach (var part in def.Parts) context.Map.LookAheadParts(IdMap.RowNumber(part), source.Number, moved);
    }

    private void FetchCodes(IReadOnlyList<Aggregate> aggregates)
    {
        var codes = aggregates.SelectMany(aggregate => aggregate.Part("code").Select((row, ordinal) => row.Identity(ordinal)));
        context.Aliases.LookAhead(CouponProjection.Alias, source.Number, [.. codes.Distinct()]);
    }

    private void FetchNaturalKeys(IReadOnlyList<Aggregate> aggregates)
    {
        if (def == ShopModel.Loyalty)
        {
            context.Keys.LookAhead(Side.Target, NaturalKeyRules.PointsAccount, aggregates.Select(AccountKey).OfType<string>());
            return;
        }

        var keys = aggregates.Where(aggregate => aggregate.Rejected is null).SelectMany(aggregate => NaturalKeyRules.Of(
            def, aggregate.Root.Fields, def == ShopModel.Coupon ? aggregate.Part("code").Select(row => row.Fields) : [],
            context.Target.Rules.CouponCodeCollation)).ToList();
        List<Value> owners = [];
        foreach (var kind in keys.GroupBy(key => key.Kind, key => key.Value, StringComparer.Ordinal))
        {
            context.Keys.LookAhead(Side.Target, kind.Key, kind);
            if (def == ShopModel.Customer) owners.AddRange(kind.SelectMany(value => context.Keys.Owners(Side.Target, kind.Key, value)));
            if (kind.Key is NaturalKeyRules.Email or NaturalKeyRules.Sku) context.Keys.LookAhead(Side.Source, kind.Key, kind);
        }

        if (owners.Count > 0) FetchCandidates([.. owners.Distinct()]);
    }

    /// <summary>The account's key is made of the target's ids.</summary>
    private string? AccountKey(Aggregate account)
    {
        var customer = account["customer"];
        if (customer.IsNull || LoyaltyProjection.RuleFor(context.Plan, account) is not { } rule) return null;
        return context.References.Find(ShopModel.Customer, source.Number, customer) is { TargetKey.IsNull: false } owner
            ? NaturalKeyRules.AccountKey(owner.TargetKey, rule.Into)
            : null;
    }

    /// <summary>Who is behind the accounts that may be of the same people, and those that are nobody's of this shop.</summary>
    private void FetchCandidates(List<Value> owners)
    {
        context.Map.LookAheadBehind(def, owners);
        context.ReadTargetAhead(def, [.. owners.Where(owner => !context.Map.IsCreatedFrom(def, source.Number, owner))]);
    }

    private static HashSet<Value> Set<T>(Dictionary<T, HashSet<Value>> sets, T key)
        where T : notnull
    {
        if (!sets.TryGetValue(key, out var set)) sets[key] = set = [];
        return set;
    }
}
