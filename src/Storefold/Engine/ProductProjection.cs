using Storefold.Journaling;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Products: one with a SKU that exactly one product on each side has is the target's product; any other gets an archived
/// placeholder, so that order lines keep something to point to.
/// </summary>
public sealed class ProductProjection(TargetSide target, References references, NaturalKeys keys)
    : Projection(ShopModel.Product, target, references)
{
    /// <inheritdoc/>
    protected override void Adjust(ProjectionWork work, Projected projected)
    {
        if (work.Known is { Fate: Fate.Merged } merged) projected.MergeInto = merged.TargetKey;
        else if (work.Known is not { Fate: Fate.Created }) projected.MergeInto = SameSku(projected);
        if (!projected.IsMerged) projected.Root.Fields[Def.Root["status"].Ordinal] = Value.Of("archived");
    }

    private Value SameSku(Projected projected)
    {
        var sku = projected.Root.Fields[Def.Root["sku"].Ordinal].AsText();
        if (string.IsNullOrEmpty(sku)) return Value.Null;
        var owners = keys.Owners(Side.Target, NaturalKeyRules.Sku, sku);
        var rivals = keys.Owners(Side.Source, NaturalKeyRules.Sku, sku);
        return owners.Count == 1 && rivals.Count <= 1 ? owners[0] : Value.Null;
    }
}
