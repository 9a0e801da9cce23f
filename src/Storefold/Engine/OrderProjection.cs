using System.Globalization;
using Storefold.Journaling;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>Orders keep their number byte for byte; one that the target has already gets a suffix, and the old one an alias.</summary>
public sealed class OrderProjection(TargetSide target, References references, NaturalKeys keys, AliasBook aliases, string suffix, bool mayDecide)
    : Projection(ShopModel.Order, target, references)
{
    /// <summary>Kind of alias.</summary>
    public const string Alias = "order_number";

    /// <inheritdoc/>
    protected override void Adjust(ProjectionWork work, Projected projected)
    {
        if (!Target.Rules.OrderNumberUnique) return;
        var ordinal = Def.Root["number"].Ordinal;
        var number = projected.Root.Fields[ordinal].AsText() ?? "";
        var key = work.Aggregate.Key;
        var renamed = aliases.Find(Alias, work.Source.Number, key, number);
        if (renamed is null && work.Known is not { Fate: Fate.Created } && mayDecide) renamed = Rename(work, key, number);
        if (renamed is not null) projected.Root.Fields[ordinal] = Value.Of(renamed);
    }

    private string? Rename(ProjectionWork work, in Value key, string number)
    {
        if (IsFree(number)) return null;
        var renamed = number + suffix;
        for (var attempt = 2; !IsFree(renamed); attempt++) renamed = string.Create(CultureInfo.InvariantCulture, $"{number}{suffix}-{attempt}");
        aliases.Add(Alias, work.Source.Number, key, number, renamed, "number_taken");
        return renamed;
    }

    private bool IsFree(string number) => keys.Owners(Side.Target, NaturalKeyRules.OrderNumber, number).Count == 0;
}
