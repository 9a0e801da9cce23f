using Storefold.Certifying.Statements;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Shop;

namespace Storefold.Tests.Vendure;

/// <summary>Statements of a real shop's customers, counted against its own tables. Made over a copy: others look at the target.</summary>
[Collection(VendureFoldCollection.Name)]
public sealed class VendureStatementsTests(SharedVendureFold shared)
{
    private readonly VendureFold _fold = shared.Get();

    [Fact]
    public void Every_order_stands_in_the_statement_of_whoever_placed_it_and_in_no_other()
    {
        using var folder = new TempFolder();
        var side = _fold.Fold.Target;
        var copy = folder.File("mi.db");
        File.WriteAllBytes(copy, File.ReadAllBytes(side.Model.Connection.Location));
        var target = new TargetSide(side.Model with { Connection = side.Model.Connection with { Location = copy } }, side.Pack, side.Codec);

        using var book = StatementBook.Open(_fold.Fold.Plan, _fold.Fold.Sources, target, new Connections(), TestContext.Current.CancellationToken);
        var stated = book.Proven().SelectMany(proven => proven.Statement.Orders.Select(order => $"{proven.Statement.Key}|{order.Old}"));

        Assert.Equal(
            _fold.Lines("SELECT o.customerId, o.code FROM v.\"order\" AS o WHERE o.customerId IS NOT NULL").Order(StringComparer.Ordinal),
            stated.Order(StringComparer.Ordinal));
        Assert.Equal(_fold.Number("SELECT count(*) FROM v.customer"), book.Root().Count);
        Assert.All(book.Proven().Take(50), proven => Assert.True(proven.Proof.Holds(MerkleTree.LeafHash(Leaf(proven)), book.Root().Root)));
    }

    private static byte[] Leaf(ProvenStatement proven)
    {
        using var file = System.Text.Json.JsonDocument.Parse(StatementBook.File(proven));
        return CanonicalJson.Canonicalise(System.Text.Encoding.UTF8.GetBytes(file.RootElement.GetProperty("statement").GetRawText()));
    }
}
