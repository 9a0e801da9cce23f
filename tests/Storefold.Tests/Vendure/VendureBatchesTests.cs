using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Tests.Support;

namespace Storefold.Tests.Vendure;

/// <summary>Customers only, into shops of their own: what must not depend on how the rows happen to be batched.</summary>
public sealed class VendureBatchesTests
{
    private const string Fates =
        """
        SELECT m.source_key, m.fate, m.rule, t.email, t.status, (SELECT count(*) FROM customer_credentials AS k WHERE k.customer_id = t.id)
        FROM storefold_id_map AS m LEFT JOIN customers AS t ON t.id = m.target_key WHERE m.entity = 3 ORDER BY 1
        """;

    [Fact]
    public void Who_is_merged_or_waits_does_not_depend_on_the_size_of_batches()
    {
        var large = Fold(batchSize: 1000);
        Assert.Equal(387, large.Count);
        Assert.Equal(large, Fold(batchSize: 23));
    }

    [Fact]
    public void Accounts_of_one_shop_that_differ_by_a_plus_tag_stay_the_accounts_that_they_were()
    {
        // Three people of the shop are called user.cn+something at one provider; none of them is known in the target.
        var three = Fold(batchSize: 23).Where(line => line.Contains("|user.cn+poco", StringComparison.Ordinal)).ToList();

        Assert.Equal("107|1|NULL|, 139|1|NULL|, 233|1|NULL|", string.Join(", ", three.Select(line => line[..11])));
        Assert.All(three, line => Assert.EndsWith("@xn--mller-kva.example|active|1", line, StringComparison.Ordinal));
    }

    [Fact]
    public void One_customer_whom_the_target_refuses_waits_in_quarantine_and_holds_nobody_up()
    {
        const string Refused = "sian.smith326@gmail.example";
        var expected = Fold(batchSize: 100);
        var (run, again, found) = FoldTwice(100,
            $"CREATE TRIGGER no BEFORE INSERT ON customers WHEN new.email = '{Refused}' BEGIN SELECT RAISE(ABORT, 'no'); END");

        var one = Assert.Single(expected, line => line.Contains(Refused, StringComparison.Ordinal));
        Assert.Equal(
            expected.ConvertAll(line => ReferenceEquals(line, one) ? one.Split('|')[0] + "|4|target_refused|NULL|NULL|0" : line), found);
        Assert.Equal(0, again.Written);
        Assert.Equal(run.Figures.Count, again.Figures.Count);
    }

    private List<string> Fold(int batchSize) => FoldTwice(batchSize, "").Found;

    private (TransferResult First, TransferResult Second, List<string> Found) FoldTwice(int batchSize, string script)
    {
        using var folder = new TempFolder();
        var fold = VendurePlan.Load(folder, TestData.VendureSqlite(), batchSize);
        using (var empty = SqliteSession.Open(folder.File("mi.db"), SqliteAccess.Create))
            empty.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")) + script);
        var (first, second) = (Transfer(fold), Transfer(fold));
        using var mi = SqliteSession.Open(folder.File("mi.db"), SqliteAccess.ReadOnly);
        return (first, second, Sql.Lines(mi, Fates));
    }

    private static TransferResult Transfer(Fold fold) => Storefold.Engine.Transfer.RunAsync(
        fold.Plan, fold.Sources, fold.Target, new Connections(), new TransferOptions(["customer"], false), TimeProvider.System,
        FaultInjection.FromEnvironment(), report: null, CancellationToken.None).GetAwaiter().GetResult();
}
