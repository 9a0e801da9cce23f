namespace Storefold.DatabaseTests.Folding;

/// <summary>Old shops keep tables in MyISAM, where nothing is taken back: they are refused before anything is made or written there.</summary>
public sealed class Tables_without_transactions_are_refused
{
    [Theory]
    [InlineData("MyISAM", "check")]
    [InlineData("MyISAM", "transfer")]
    [InlineData("MyISAM", "transfer", "--dry-run")]
    [InlineData("Aria", "transfer")]
    public async Task In_the_target(string engine, params string[] command)
    {
        using var lab = new PairLab("sqlite", "mariadb", customers: 5);
        Convert(lab.TargetShop, "reviews", engine);
        Convert(lab.TargetShop, "order_lines", engine);
        var (tables, rows) = (lab.TargetShop.Ask("SHOW TABLES"), lab.WholeTarget());

        var (exit, output, error) = await CommandLine.RunAsync([command[0], lab.PlanFile, .. command[1..]]);

        var said = output + error;
        Assert.True(exit == 2, $"exit {exit}: {said}");
        Assert.Contains($"order_lines ({engine}), reviews ({engine})", said, StringComparison.Ordinal);
        Assert.Contains("ALTER TABLE `order_lines` ENGINE=InnoDB; ALTER TABLE `reviews` ENGINE=InnoDB", said, StringComparison.Ordinal);
        Assert.Equal(tables, lab.TargetShop.Ask("SHOW TABLES"));
        Assert.Equal(rows, lab.WholeTarget());

        lab.TargetShop.Run(said.Split("hint: ", 2)[1].Split('\n')[0]);
        (exit, output, error) = await CommandLine.RunAsync("check", lab.PlanFile);
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public async Task Not_those_that_nobody_writes()
    {
        using var lab = new PairLab("sqlite", "mariadb", customers: 5);
        lab.TargetShop.Run("CREATE TABLE plugin_log(at DATETIME, what TEXT) ENGINE=MyISAM; CREATE TABLE plugin_cache(k INT) ENGINE=MEMORY");

        var (exit, output, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public async Task Of_a_source_only_where_points_are_debited_and_for_the_rest_it_is_said()
    {
        using var lab = new PairLab("mariadb", "sqlite", customers: 5);
        Convert(lab.SourceShop, "reviews", "MyISAM");

        var (exit, output, error) = await CommandLine.RunAsync("check", lab.PlanFile);
        Assert.True(exit == 0, output + error);
        Assert.Contains("check.no_snapshot", output + error, StringComparison.Ordinal);
        Assert.Contains("reviews (MyISAM)", output + error, StringComparison.Ordinal);

        Convert(lab.SourceShop, "points_lots", "MyISAM");
        var before = lab.WholeSource();
        foreach (var command in new string[][] { ["check", lab.PlanFile], ["transfer", lab.PlanFile], ["transfer", lab.PlanFile, "--dry-run"] })
        {
            (exit, output, error) = await CommandLine.RunAsync(command);
            Assert.True(exit == 2, $"exit {exit}: {output + error}");
            Assert.Contains("ALTER TABLE `points_lots` ENGINE=InnoDB", output + error, StringComparison.Ordinal);
            Assert.Equal(before, lab.WholeSource());
        }
    }

    [Fact]
    public async Task Storefolds_own_are_made_with_transactions_and_refused_when_they_lost_them()
    {
        using var server = MariaDbServer.StartOwn();
        using var lab = new PairLab("sqlite", "mariadb", customers: 5, targetServer: server);
        lab.TargetShop.Run("SET GLOBAL default_storage_engine = 'MyISAM'");

        var (exit, output, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

        Assert.True(exit == 0, output + error);
        Assert.Equal("", string.Join(' ', lab.TargetShop.Ask(
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'storefold\\_%' AND ENGINE <> 'InnoDB'")
            .Select(row => row[0])));
        lab.TargetShop.Run("ALTER TABLE storefold_quarantine ENGINE=MyISAM");
        (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(exit == 2, error);
        Assert.Contains("storefold_quarantine (MyISAM)", error, StringComparison.Ordinal);
    }

    /// <summary>Gives a table another engine; what refers to it, or is referred to by it, has to go first.</summary>
    private static void Convert(ShopDatabase shop, string table, string engine)
    {
        var keys = shop.Ask("SELECT TABLE_NAME, CONSTRAINT_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS "
            + $"WHERE CONSTRAINT_SCHEMA = DATABASE() AND '{table}' IN (TABLE_NAME, REFERENCED_TABLE_NAME)");
        shop.Run(string.Concat(keys.Select(key => $"ALTER TABLE {key[0]} DROP FOREIGN KEY {key[1]};")) + $"ALTER TABLE {table} ENGINE={engine}");
    }
}
