using System.Globalization;
using Storefold.Cli.Deciding;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Cli.Looking;

/// <summary>Finds rows through the ID map, from the source and from the target. Reads the journal only, never a shop's tables.</summary>
internal sealed class LookupDesk(FoldContext context, bool withParts)
{
    private readonly RowFinder _finder = new(context.Session);
    private readonly NaturalNames _names = new(context);

    /// <summary>Rows of the sources with that key or name, and rows that the target had with that name.</summary>
    public IReadOnlyList<FoundRow> Find(LookupRequest request)
    {
        var rows = new List<(int Source, Value Key)>();
        var own = new List<Value>();
        foreach (var source in context.Sources)
        {
            var key = KeyOf(source.Pack, request.Def, request.Name);
            if (!key.IsNull && context.Map.Find(request.Def, source.Number, key) is not null) rows.Add((source.Number, key));
        }

        _names.Collect(request.Def, request.Name, rows, own);
        var wanted = rows.Distinct().Where(row => request.Source is null || request.Source.Number == row.Source)
            .OrderBy(row => row.Source).ThenBy(row => row.Key, Comparer<Value>.Create((a, b) => Value.CompareKeys(a, b)));
        var found = wanted.Select(row => Describe(request.Def, row.Source, row.Key)).OfType<FoundRow>().ToList();
        if (request.Source is null) found.AddRange(own.Distinct().Select(key => Own(request.Def, key)));
        return found;
    }

    /// <summary>What stands behind a row of the target.</summary>
    public IReadOnlyList<FoundRow> FindTarget(EntityDef def, string text)
    {
        var key = KeyOf(context.Target.Pack, def, text);
        if (key.IsNull) return [];
        var behind = context.Map.BehindTarget(def, key);
        if (behind.Count > 0) return [.. behind.Select(row => Describe(def, row.Source, row.Key)).OfType<FoundRow>()];
        return _finder.IsOwn(def, key) ? [Own(def, key)] : [];
    }

    /// <summary>Something that may be an e-mail address, as it may be shown.</summary>
    public static string Shown(string text) => text.Contains('@', StringComparison.Ordinal) ? EmailMask.Of(text) : text;

    private static Value KeyOf(PackModel pack, EntityDef def, string text)
    {
        if (!pack.Entities.TryGetValue(def.Name, out var entity)) return Value.Null;
        if (!entity.IntegerKey) return Value.Of(text);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : Value.Null;
    }

    private static FoundRow Own(EntityDef def, in Value key) => new()
    {
        Entity = def.Name, Fate = "own", TargetKey = Shown(key.ToString()), IsOwn = true,
    };

    private static string FateOf(MapEntry entry) => entry.Tombstone ? "gone" : entry.Fate.ToString().ToLowerInvariant();

    private FoundRow? Describe(EntityDef def, int source, Value key)
    {
        var refusals = _finder.Refusals(def, source, key);
        var entry = context.Map.Find(def, source, key);
        if (entry is null && refusals.Count == 0) return null;
        var target = entry?.TargetKey ?? Value.Null;
        var match = def == ShopModel.Customer ? context.Matches.Find(source, key) : null;
        var (held, email) = match is null ? (Value.Null, null) : context.Matches.WhereHeld(source, key);
        return new FoundRow
        {
            Entity = def.Name,
            Source = SourceName(source),
            Key = Shown(key.ToString()),
            Site = entry?.Site,
            Fate = entry is null ? "quarantined" : FateOf(entry),
            Rule = entry?.Rule,
            TargetKey = target.IsNull ? null : Shown(target.ToString()),
            IsOwn = !target.IsNull && _finder.IsOwn(def, target),
            Run = entry?.Version,
            Renamed = Renamed(def, source, key),
            SharedWith = target.IsNull ? [] : SharedWith(def, target, source, key),
            Refusals = [.. refusals.Select(row => (row.Row, row.PartKey.IsNull ? null : Shown(row.PartKey.ToString()), row.Code, row.Field))],
            Parts = withParts ? Parts(def, source, key) : null,
            HeldEmail = held.IsNull ? null : EmailMask.Of(email),
            Decision = match?.Id,
            Decided = match is null ? null : match.Choice ?? match.Kind,
        };
    }

    private IReadOnlyList<AliasInfo> Renamed(EntityDef def, int source, in Value key)
    {
        if (def == ShopModel.Order) return [.. _finder.AliasesOf(OrderProjection.Alias, source, key).Select(alias => alias.Names)];
        return def == ShopModel.Coupon
            ? [.. _finder.AliasesOfParts(CouponProjection.Alias, NaturalNames.Code, source, key).Select(alias => alias.Names)]
            : [];
    }

    private List<string> SharedWith(EntityDef def, in Value target, int source, Value key) =>
        [.. context.Map.BehindTarget(def, target).Where(row => row.Source != source || row.Key != key)
            .Select(row => $"{SourceName(row.Source)}/{Shown(row.Key.ToString())}")];

    private List<(string, string, string)> Parts(EntityDef def, int source, Value key) =>
        [.. def.Parts.SelectMany(part => context.Map.Parts(IdMap.RowNumber(part), source, key)
            .Select(pair => (part.Name, Shown(pair.Identity.ToString()), Shown(pair.TargetKey.ToString()))))];

    private string SourceName(int number) => context.Sources.FirstOrDefault(side => side.Number == number)?.Model.Name ?? "?";
}
