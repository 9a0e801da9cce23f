using System.Globalization;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Matching;
using Storefold.Shop;

namespace Storefold.Cli.Looking;

/// <summary>
/// What people call a row: an order by its number, a customer by the address, a product by its SKU, a coupon by its code. The
/// index of natural keys knows what moved and what the target had; aliases know what was renamed, the quarantine what was refused.
/// </summary>
internal sealed class NaturalNames(FoldContext context)
{
    private readonly RowFinder _finder = new(context.Session);

    /// <summary>The codes of a coupon.</summary>
    public static RowDef Code { get; } = ShopModel.Coupon.Parts[ShopModel.Coupon.PartIndex("code")];

    /// <summary>Adds the rows that go by a name.</summary>
    /// <param name="def">Entity.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="rows">Takes rows of the sources.</param>
    /// <param name="own">Takes rows that the target had and that nothing was merged into.</param>
    public void Collect(EntityDef def, string name, List<(int Source, Value Key)> rows, List<Value> own)
    {
        if (def == ShopModel.Order) CollectOrders(name, rows, own);
        else if (def == ShopModel.Customer) CollectCustomers(name, rows, own);
        else if (def == ShopModel.Product) CollectProducts(name, rows, own);
        else if (def == ShopModel.Coupon) CollectCoupons(name, rows, own);
    }

    private void CollectOrders(string number, List<(int, Value)> rows, List<Value> own)
    {
        rows.AddRange(_finder.Aliases(OrderProjection.Alias, number).Select(alias => (alias.Source, alias.Key)));
        FromTarget(ShopModel.Order, NaturalKeyRules.OrderNumber, number, rows, own);
        rows.AddRange(_finder.RefusedWith(ShopModel.Order.Root, "number", found => string.Equals(found, number, StringComparison.Ordinal)));
    }

    private void CollectCustomers(string email, List<(int, Value)> rows, List<Value> own)
    {
        if (EmailKey.Of(email).Key is not { } key) return;
        FromSources(ShopModel.Customer, NaturalKeyRules.Email, key, rows);
        FromTarget(ShopModel.Customer, NaturalKeyRules.Email, key, rows, own);
        rows.AddRange(_finder.RefusedWith(
            ShopModel.Customer.Root, "email", found => string.Equals(EmailKey.Of(found).Key, key, StringComparison.Ordinal)));
    }

    private void CollectProducts(string sku, List<(int, Value)> rows, List<Value> own)
    {
        FromSources(ShopModel.Product, NaturalKeyRules.Sku, sku, rows);
        FromTarget(ShopModel.Product, NaturalKeyRules.Sku, sku, rows, own);
        rows.AddRange(_finder.RefusedWith(ShopModel.Product.Root, "sku", found => string.Equals(found, sku, StringComparison.Ordinal)));
    }

    private void CollectCoupons(string code, List<(int, Value)> rows, List<Value> own)
    {
        var collation = context.Target.Rules.CouponCodeCollation;
        foreach (var alias in _finder.Aliases(CouponProjection.Alias, code))
            rows.AddRange(_finder.ParentsOf(Code, alias.Source, alias.Key).Select(parent => (alias.Source, parent)));
        FromTarget(ShopModel.Coupon, NaturalKeyRules.CouponCode, CodeKey.Of(code, collation), rows, own);
        rows.AddRange(_finder.RefusedWith(Code, "code", found => string.Equals(found, code, StringComparison.Ordinal)));
    }

    private void FromTarget(EntityDef def, string kind, string value, List<(int Source, Value Key)> rows, List<Value> own)
    {
        foreach (var owner in context.Keys.Owners(Side.Target, kind, value))
        {
            var behind = context.Map.BehindTarget(def, owner);
            rows.AddRange(behind.Select(row => (row.Source, row.Key)));
            if (behind.Count == 0) own.Add(owner);
        }
    }

    /// <summary>The survey notes the owners of a source as its number and the key.</summary>
    private void FromSources(EntityDef def, string kind, string value, List<(int, Value)> rows)
    {
        foreach (var owner in context.Keys.Owners(Side.Source, kind, value))
        {
            var text = owner.ToString().Split('/', 2);
            var number = int.Parse(text[0], CultureInfo.InvariantCulture);
            if (context.Sources.FirstOrDefault(side => side.Number == number) is not { } source) continue;
            var isInteger = source.Pack.Entities[def.Name].IntegerKey;
            rows.Add((number, isInteger ? Value.Of(long.Parse(text[1], CultureInfo.InvariantCulture)) : Value.Of(text[1])));
        }
    }
}
