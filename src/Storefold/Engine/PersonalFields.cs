using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// What names a person in rows that stay when the person is erased: an order stays for the books and the law, who it was
/// for does not (model, "Privacy").
/// </summary>
internal static class PersonalFields
{
    private static readonly Dictionary<string, int[]> ByRow = new(StringComparer.Ordinal)
    {
        ["order"] = Of("order", "email", "phone", "ship_address", "bill_address", "access_token_hash"),
        ["order.event"] = Of("order.event", "text"),
        ["review"] = Of("review", "author_name"),
        ["coupon.code"] = Of("coupon.code", "holder_email"),
        ["coupon.use"] = Of("coupon.use", "email"),
        ["stored_value"] = Of("stored_value", "recipient_email"),
        ["case.message"] = Of("case.message", "text"),
    };

    /// <summary>Empties them.</summary>
    public static void Clear(RowDef row, Value[] fields)
    {
        foreach (var ordinal in ByRow.GetValueOrDefault(row.Name, [])) fields[ordinal] = Value.Null;
    }

    private static int[] Of(string row, params string[] fields)
    {
        var def = ShopModel.FindRow(row) ?? throw new InvalidOperationException($"{row} is not a row.");
        return [.. fields.Select(field => def[field].Ordinal)];
    }
}
