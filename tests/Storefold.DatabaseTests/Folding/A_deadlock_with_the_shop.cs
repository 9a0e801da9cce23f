using Storefold.Engine;
using Storefold.Packs.Sql;

namespace Storefold.DatabaseTests.Folding;

/// <summary>The target's own shop holds what a batch wants and wants what the batch holds: the batch is taken back and done again.</summary>
public sealed class A_deadlock_with_the_shop
{
    private const string Line = "UPDATE order_lines SET gtin = NULL WHERE sku = '00715'";
    private const string Order = "UPDATE orders SET group_ref = NULL WHERE number = '0001234'";

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task The_batch_is_done_again_and_nothing_is_lost(string kind)
    {
        using var lab = new PairLab("sqlite", kind, customers: 10, special: RareRows.OfZoe);
        await lab.TransferAsync();
        lab.SourceShop.Run("UPDATE orders SET contact_phone = '1' WHERE id = 900001");
        // Who waits first finds the deadlock first in PostgreSQL. MariaDB takes back whoever has written less, and nobody who
        // has written a table without transactions (as staging is) while the other one has not.
        lab.TargetShop.Run(kind is "postgres"
            ? $"ALTER DATABASE {lab.TargetShop.Database.Name} SET deadlock_timeout = '2s'"
            : "CREATE TABLE scratch (id BIGINT PRIMARY KEY); CREATE TABLE scratch_aria (id BIGINT) ENGINE = Aria");
        using var shop = lab.Target(SessionUse.Write);
        Task rest = Task.CompletedTask;
        var batches = new Batches(() =>
        {
            shop.BeginWrite();
            if (kind is "mariadb") shop.Execute("INSERT INTO scratch_aria VALUES (1); INSERT INTO scratch SELECT seq FROM seq_1_to_5000");
            shop.Execute(Line);
            rest = Task.Run(() =>
            {
                lab.TargetShop.AwaitWaiter();
                shop.Execute(Order);
                shop.Commit();
            });
        });

        var result = await lab.TransferAsync(batches);

        await rest;
        // At least once; the next attempt may meet the shop's transaction before that has committed. Six attempts are all there are.
        Assert.InRange(batches.TakenBack, 1, 5);
        Assert.True(result.Written > 0);
        Assert.Equal("1", lab.TargetShop.One("SELECT phone FROM orders WHERE number = '0001234'"));
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    /// <summary>Does something at the first batch, and counts batches that were begun again.</summary>
    private sealed class Batches(Action atFirst) : IPausePoints
    {
        private int _begun;
        private int _committed;

        public int TakenBack => _begun - _committed;

        public void Reached(string point)
        {
            if (point is "batch.committed") _committed++;
            if (point is "batch.begun" && ++_begun == 1) atFirst();
        }
    }
}
