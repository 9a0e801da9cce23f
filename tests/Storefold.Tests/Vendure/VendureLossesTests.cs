using Storefold.Engine;

namespace Storefold.Tests.Vendure;

[Collection(VendureFoldCollection.Name)]
public sealed class VendureLossesTests(SharedVendureFold shared)
{
    private readonly VendureFold _fold = shared.Get();

    [Fact]
    public void What_does_not_arrive_is_listed_by_rule_and_field_and_nothing_else_is_lost()
    {
        var expected = new List<string>
        {
            "coupon.use.customer|reference_to_skipped|" + _fold.Number(
                """
                SELECT count(*) FROM v.order_promotions_promotion AS x JOIN v.promotion AS p ON p.id = x.promotionId AND p.couponCode <> ''
                JOIN v."order" AS o ON o.id = x.orderId AND o.orderPlacedAt IS NOT NULL
                JOIN v.customer AS c ON c.id = o.customerId WHERE c.deletedAt IS NOT NULL
                """),
            "order.customer|reference_to_skipped|" + _fold.Number(
                """
                SELECT count(*) FROM v."order" AS o JOIN v.customer AS c ON c.id = o.customerId
                WHERE o.orderPlacedAt IS NOT NULL AND c.deletedAt IS NOT NULL
                """),
            "order.payment.x_error_message|no_place_in_model|" + _fold.Number("SELECT count(*) FROM v.payment WHERE errorMessage <> ''"),
            "shipment.x_handler_code|no_place_in_model|" + _fold.Number("SELECT count(*) FROM v.fulfillment WHERE handlerCode <> ''"),
        };

        Assert.Equal(expected, _fold.First.Figures.Where(figure => figure.Key.Section is BatchTally.LossSection)
            .Select(figure => $"{figure.Key.Name}|{figure.Key.Rule}|{figure.Value}").Order(StringComparer.Ordinal).ToList());
    }

    [Fact]
    public void Every_field_that_is_empty_in_all_rows_is_one_that_the_pack_says_Vendure_lacks()
    {
        var source = _fold.Fold.Sources[0].Pack;
        var declared = source.Lacks.Select(loss => $"{loss.Entity}.{loss.Field}").ToHashSet(StringComparer.Ordinal);
        foreach (var (row, field) in source.Lacks.Select(loss => (loss.Entity, loss.Field)))
        {
            // Titles, SKUs and e-mails of orders are read from the living rows, which their rules say.
            if (Storefold.Shop.ShopModel.FindRow(row)?.Find(field ?? "") is not { IsReference: false } || IsReadLive(row, field)) continue;
            Assert.True(HasNone(row, field!), $"{row}.{field} is said to be lacking, and is there");
        }

        Assert.Contains("order.line.title", declared);
        Assert.Contains("shipment.parcel.url", declared);
    }

    private bool HasNone(string row, string field)
    {
        var source = _fold.Fold.Sources[0].Pack;
        var sql = source.Sql("sqlite", $"read/{row}.sql") ?? "";
        using var session = Connectors.Sqlite.SqliteSession.Open(_fold.Vendure, Connectors.Sqlite.SqliteAccess.ReadOnly);
        using var statement = session.Prepare(Packs.KeyMarker.Replace(sql, Packs.KeyRange.All));
        return !Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).Contains(field, StringComparer.Ordinal);
    }

    private static bool IsReadLive(string row, string? field) =>
        (row, field) is ("order", "email") or ("customer", "email_verified_at")
            or ("order.line", "title" or "variant_title" or "sku" or "options");
}
