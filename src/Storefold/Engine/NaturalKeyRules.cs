using Storefold.Matching;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>Which natural keys a row has, the same for rows of the target and rows that were just moved.</summary>
public static class NaturalKeyRules
{
    /// <summary>E-mail key of a customer.</summary>
    public const string Email = "email";

    /// <summary>E-mail without tags, dots and look-alikes: finds candidates for a person's decision.</summary>
    public const string LooseEmail = "email_loose";

    /// <summary>Phone key of a customer.</summary>
    public const string Phone = "phone";

    /// <summary>SKU of a product.</summary>
    public const string Sku = "sku";

    /// <summary>Order number.</summary>
    public const string OrderNumber = "order_number";

    /// <summary>Coupon code under the target's collation.</summary>
    public const string CouponCode = "coupon_code";

    /// <summary>Points account: customer's target key and programme.</summary>
    public const string PointsAccount = "points_account";

    /// <summary>The kinds of key that an entity has.</summary>
    public static IReadOnlyList<string> KindsOf(EntityDef def)
    {
        if (def == ShopModel.Customer) return [Email, LooseEmail, Phone];
        if (def == ShopModel.Product) return [Sku];
        if (def == ShopModel.Order) return [OrderNumber];
        if (def == ShopModel.Coupon) return [CouponCode];
        return def == ShopModel.Loyalty ? [PointsAccount] : [];
    }

    /// <summary>The natural keys of a row.</summary>
    /// <param name="def">Its entity.</param>
    /// <param name="root">Fields of the root; references are target keys.</param>
    /// <param name="codes">Fields of coupon codes; empty for other entities.</param>
    /// <param name="codeCollation">Collation of coupon codes in the target.</param>
    public static IEnumerable<(string Kind, string Value)> Of(
        EntityDef def, Value[] root, IEnumerable<Value[]> codes, string codeCollation)
    {
        if (def == ShopModel.Customer) return OfCustomer(root);
        if (def == ShopModel.Product) return One(Sku, root[def.Root["sku"].Ordinal].AsText());
        if (def == ShopModel.Order) return One(OrderNumber, root[def.Root["number"].Ordinal].AsText());
        if (def == ShopModel.Coupon)
            return codes.Select(code => (CouponCode, CodeKey.Of(code[ShopModel.Coupon.Parts[0]["code"].Ordinal].AsText() ?? "", codeCollation)));
        if (def == ShopModel.Loyalty)
            return One(PointsAccount, AccountKey(root[def.Root["customer"].Ordinal], root[def.Root["programme"].Ordinal].AsText() ?? ""));
        return [];
    }

    /// <summary>Natural key of a points account.</summary>
    public static string AccountKey(in Value customer, string programme) => $"{customer}/{programme}";

    private static List<(string, string)> OfCustomer(Value[] root)
    {
        var keys = new List<(string, string)>(3);
        var identity = EmailKey.Of(root[ShopModel.Customer.Root["email"].Ordinal].AsText());
        if (identity.Key is not null) keys.Add((Email, identity.Key));
        if (identity.LooseKey is not null) keys.Add((LooseEmail, identity.LooseKey));
        if (PhoneKey.Of(root[ShopModel.Customer.Root["phone"].Ordinal].AsText()) is { } phone) keys.Add((Phone, phone));
        return keys;
    }

    private static IEnumerable<(string, string)> One(string kind, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [(kind, value)];
}
