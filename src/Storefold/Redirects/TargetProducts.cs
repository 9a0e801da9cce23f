using Storefold.Packs;
using Storefold.Packs.Routes;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Redirects;

/// <summary>The target's products that have a page: the live ones. Archived placeholders of moved orders have none.</summary>
internal sealed class TargetProducts
{
    private static readonly string[] Columns = ["key", "status", "handle", "sku", "gtin"];
    private readonly Dictionary<string, string?[]> _live = new(StringComparer.Ordinal);

    public static TargetProducts Read(ISqlSession session, PackModel pack)
    {
        var products = new TargetProducts();
        if (!pack.Entities.ContainsKey(ShopModel.Product.Name)) return products;
        ColumnScan.Each(session, pack, ShopModel.Product.Root, Columns, int.MaxValue, cells =>
        {
            if (cells[1].Kind == ValueKind.Text && cells[1].Utf8.SequenceEqual("live"u8))
                products._live[cells[0].ToString()] = [.. cells.Select(cell => cell.IsNull ? null : cell.ToString())];
        });
        return products;
    }

    /// <summary>Path of a product's page, or null where it has none.</summary>
    public string? PathOf(in Value key, RoutePattern? template)
    {
        if (template is null || !_live.TryGetValue(key.ToString(), out var cells)) return null;
        return template.Fill(name => cells[name is "id" ? 0 : Array.IndexOf(Columns, name)]);
    }
}
