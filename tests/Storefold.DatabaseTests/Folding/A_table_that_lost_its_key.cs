namespace Storefold.DatabaseTests.Folding;

/// <summary>A source's table without a key, where rows stand twice or have no number: those are kept back, all else moves.</summary>
public sealed class A_table_that_lost_its_key
{
    private const string Rows = """
        INSERT INTO wishlists (id, site, customer_id, variant_id, at_ms) SELECT NULL, site, customer_id, variant_id, at_ms FROM wishlists WHERE site = 'uk' LIMIT 1;
        INSERT INTO wishlists (id, site, customer_id, variant_id, at_ms) SELECT id, site, customer_id, variant_id, at_ms FROM wishlists WHERE id IS NOT NULL AND site = 'uk' LIMIT 1
        """;

    [Theory]
    [InlineData("postgres", "mariadb", "ALTER TABLE wishlists DROP CONSTRAINT wishlists_pkey; ALTER TABLE wishlists ALTER COLUMN id DROP IDENTITY IF EXISTS;"
        + "ALTER TABLE wishlists ALTER COLUMN id DROP NOT NULL;")]
    [InlineData("mariadb", "postgres", "ALTER TABLE wishlists MODIFY id BIGINT NULL, DROP PRIMARY KEY;")]
    public async Task Costs_the_rows_that_nobody_can_tell_apart(string source, string target, string spoil)
    {
        using var lab = new PairLab(source, target, customers: 40);
        lab.SourceShop.Run(spoil + Rows);

        Assert.True((await lab.TransferAsync()).Written > 0);

        Assert.Equal("duplicate_key null_key", string.Join(' ', lab.TargetShop.Ask("SELECT code FROM storefold_quarantine ORDER BY code").Select(row => row[0])));
        var verified = await lab.VerifyAsync();
        Assert.True(verified.IsClean, string.Join('\n', verified.Mismatches));
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }
}
