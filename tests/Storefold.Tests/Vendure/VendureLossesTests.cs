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
    public void A_Vendure_that_Storefold_never_wrote_gives_no_field_that_the_pack_says_it_lacks()
    {
        var pack = _fold.Fold.Sources[0].Pack;
        using var vendure = SqliteSession.Open(_fold.Vendure, SqliteAccess.ReadOnly);
        var absent = new List<string>();
        foreach (var row in pack.Entities.Values.SelectMany(entity => entity.Def.Rows).Where(row => pack.Reads(row, "sqlite")))
        {
            var sql = KeyMarker.Replace(pack.Sql("sqlite", $"read/{row.Name}.sql")!, KeyRange.All);
            using var statement = vendure.Prepare(sql);
            var columns = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToList();
            var given = new HashSet<string>(StringComparer.Ordinal);
            foreach (var cells in Sql.Rows(vendure, sql))
                given.UnionWith(columns.Where((_, column) => cells[column] is not "NULL"));

            // Vendure knows no tracking events at all.
            if (row.Name is not "shipment.event")
                absent.AddRange(row.Fields.Where(field => !given.Contains(field.Name)).Select(field => $"{row.Name}.{field.Name}"));
        }

        // Read all the same, from the living rows and not as they were then: their rules say so.
        string[] live =
        [
            "customer.email_verified_at", "order.email", "order.line.title", "order.line.variant_title", "order.line.sku",
        ];

        // There is a column, and this shop has nothing in it.
        string[] unused =
        [
            "coupon.currency", "coupon.scopes", "coupon.why_not", "customer.address.region", "customer.credential.provider",
            "customer.credential.subject", "customer.pending_email", "order.payment.card_brand", "order.refund.lines", "order.group_ref",
        ];
        Assert.Equal(
            pack.Lacks.Select(loss => $"{loss.Entity}.{loss.Field}").Except(live, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(),
            absent.Except(unused, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList());
    }
}
