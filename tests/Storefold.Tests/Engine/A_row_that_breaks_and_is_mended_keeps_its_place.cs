using Storefold.Tests.Support;
using Storefold.Verification;

namespace Storefold.Tests.Engine;

/// <summary>
/// A row that was moved and can no longer be read is quarantined; its older state stays in the target and verification says
/// so. Mended, it is the same row of the target as before.
/// </summary>
public sealed class A_row_that_breaks_and_is_mended_keeps_its_place
{
    private const string Buyer =
        "(SELECT customer_id FROM orders WHERE site = 'uk' AND state = 'placed' AND customer_id LIKE 'C-%' "
        + "AND customer_id NOT IN (SELECT customer_id FROM customer_sites WHERE site = 'in') ORDER BY id LIMIT 1)";

    private const string FirstOrder = "(SELECT min(id) FROM orders WHERE site = 'uk' AND state = 'placed')";

    [Theory]
    [InlineData("customer", "customers", "given_name", "CAST(x'4AFFFE72' AS TEXT)", "id = " + Buyer)]
    [InlineData("order", "orders", "number", "NULL", "id = " + FirstOrder)]
    [InlineData("coupon", "coupons", "value", "'much'", "id = (SELECT min(id) FROM coupons WHERE sites NOT LIKE '%in%')")]
    [InlineData(
        "product", "product_variants", "options", "'{\"colour\":'",
        "id = (SELECT variant_id FROM order_lines WHERE order_id = " + FirstOrder + " LIMIT 1)")]
    [InlineData("loyalty", "points_accounts", "tier_points", "'gold'", "id = (SELECT min(id) FROM points_accounts WHERE site = 'uk')")]
    [InlineData("shipment", "shipments", "packed_ms", "'0000-00-00'", "id = (SELECT min(id) FROM shipments WHERE site = 'uk')")]
    public async Task Broken_and_mended(string entity, string table, string column, string broken, string where)
    {
        using var lab = new FoldLab(nasty: false);
        await lab.TransferAsync();
        var before = lab.ShopDump();
        var id = lab.Source($"SELECT id FROM {table} WHERE {where}")!;
        lab.Source($"CREATE TABLE kept AS SELECT {column} AS value FROM {table} WHERE id = '{id}'");
        lab.Source($"UPDATE {table} SET {column} = {broken} WHERE id = '{id}'");

        await lab.TransferAsync();

        Dump.AssertSame(before, lab.ShopDump(), entity + " broken");
        var found = await lab.VerifyAsync();
        Assert.Contains((MismatchKind.Stale, entity, id), found.Mismatches.Select(mismatch => (mismatch.Kind, mismatch.Row, mismatch.SourceKey)));
        Assert.DoesNotContain(found.Mismatches, mismatch => mismatch.Kind != MismatchKind.Stale);

        lab.Source($"UPDATE {table} SET {column} = (SELECT value FROM kept) WHERE id = '{id}'; DROP TABLE kept");
        await lab.TransferAsync();

        Dump.AssertSame(before, lab.ShopDump(), entity + " mended");
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Broken_and_deleted_it_goes()
    {
        using var lab = new FoldLab(nasty: false);
        await lab.TransferAsync();
        var wish = lab.Source("SELECT min(id) FROM wishlists WHERE site = 'uk'");
        var before = lab.Target("SELECT count(*) FROM wishlist_items");
        lab.Source($"UPDATE wishlists SET at_ms = '0000-00-00' WHERE id = {wish}");
        await lab.TransferAsync();
        Assert.Equal(before, lab.Target("SELECT count(*) FROM wishlist_items"));

        lab.Source($"DELETE FROM wishlists WHERE id = {wish}");
        await lab.TransferAsync();

        Assert.Equal(long.Parse(before!) - 1, long.Parse(lab.Target("SELECT count(*) FROM wishlist_items")!));
        await lab.AssertVerifiesAsync();
    }
}
