using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Packs;

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
    public void Fields_that_the_pack_does_not_read_are_those_that_it_says_Vendure_lacks()
    {
        var pack = _fold.Fold.Sources[0].Pack;
        using var vendure = SqliteSession.Open(_fold.Vendure, SqliteAccess.ReadOnly);
        var unread = new List<string>();
        foreach (var row in pack.Entities.Values.SelectMany(entity => entity.Def.Rows).Where(row => pack.Reads(row, "sqlite")))
        {
            using var statement = vendure.Prepare(KeyMarker.Replace(pack.Sql("sqlite", $"read/{row.Name}.sql")!, KeyRange.All));
            var columns = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToHashSet(StringComparer.Ordinal);
            unread.AddRange(row.Fields.Where(field => !columns.Contains(field.Name)).Select(field => $"{row.Name}.{field.Name}"));
        }

        // Read all the same, from the living rows and not as they were then: their rules say so.
        string[] live =
        [
            "customer.email_verified_at", "order.email", "order.line.title", "order.line.variant_title", "order.line.sku",
        ];
        Assert.Equal(
            pack.Lacks.Select(loss => $"{loss.Entity}.{loss.Field}").Except(live, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(),
            unread.Order(StringComparer.Ordinal).ToList());
    }
}
