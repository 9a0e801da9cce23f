namespace Storefold.DatabaseTests.Folding;

/// <summary>What the user of the target may not do is said with the GRANT that helps, before the first table of ours is made.</summary>
public sealed class Rights_that_are_missing_are_named_first
{
    [Theory]
    [InlineData("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {clerk}", "CREATE on SCHEMA \"public\"")]
    [InlineData("REVOKE TEMPORARY ON DATABASE {db} FROM PUBLIC, {clerk}", "TEMPORARY on DATABASE \"{db}\"")]
    [InlineData("REVOKE INSERT ON customers FROM {clerk}", "INSERT on \"customers\"")]
    [InlineData("REVOKE UPDATE, DELETE ON orders FROM {clerk}", "UPDATE on \"orders\"", "DELETE on \"orders\"")]
    [InlineData("REVOKE SELECT ON customers FROM {clerk}", "SELECT on \"customers\"")]
    [InlineData("REVOKE ALL ON SEQUENCE orders_id_seq FROM {clerk}", "USAGE on SEQUENCE public.orders_id_seq")]
    public Task On_PostgreSQL(string revoke, params string[] named) => AssertNamed("postgres", revoke, named);

    [Theory]
    [InlineData("REVOKE CREATE ON {db}.* FROM {clerk}", "CREATE on `{db}`.*")]
    [InlineData("REVOKE CREATE TEMPORARY TABLES ON {db}.* FROM {clerk}", "CREATE TEMPORARY TABLES on database '{db}'")]
    [InlineData("REVOKE DELETE ON {db}.* FROM {clerk}", "DELETE on `{db}`.*", "DELETE on `{db}`.`orders`")]
    [InlineData("REVOKE SELECT, UPDATE ON {db}.* FROM {clerk}; GRANT SELECT, UPDATE ON {db}.orders TO {clerk}", "SELECT on `{db}`.*", "SELECT on `{db}`.`customers`")]
    public Task On_MariaDB(string revoke, params string[] named) => AssertNamed("mariadb", revoke, named);

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task Who_has_them_all_and_no_more_can_fold(string kind)
    {
        using var clerk = new Clerk(kind);

        var (exit, output, error) = await CommandLine.RunAsync("check", clerk.Lab.PlanFile);
        Assert.True(exit == 0, output + error);
        (exit, _, error) = await CommandLine.RunAsync("transfer", clerk.Lab.PlanFile);
        Assert.True(exit == 0, error);
        // Tables of the journal are there now, and their rights are looked at as well.
        (exit, _, error) = await CommandLine.RunAsync("transfer", clerk.Lab.PlanFile);
        Assert.True(exit == 0, error);
    }

    private static async Task AssertNamed(string kind, string revoke, string[] named)
    {
        using var clerk = new Clerk(kind);
        clerk.Run(revoke);
        var before = clerk.Lab.WholeTarget();
        foreach (var command in new[] { "check", "transfer" })
        {
            var (exit, output, error) = await CommandLine.RunAsync(command, clerk.Lab.PlanFile);

            var said = output + error;
            Assert.True(exit == 2, $"exit {exit}: {said}");
            Assert.True(named.All(right => said.Contains(clerk.Fill(right) + " is missing", StringComparison.Ordinal)), said);
            Assert.Contains("GRANT ", said, StringComparison.Ordinal);
            Assert.DoesNotContain(DatabaseServer.Password, said, StringComparison.Ordinal);
            Assert.Equal(before, clerk.Lab.WholeTarget());
        }

        // Of a statement that needs several rights MariaDB names the first.
        for (var round = 1; ; round++)
        {
            var (exit, output, error) = await CommandLine.RunAsync("check", clerk.Lab.PlanFile);
            if (exit == 0) break;
            Assert.True(round < 4, output + error);
            foreach (var line in (output + error).Split('\n').Where(line => line.Contains("hint: GRANT ", StringComparison.Ordinal)))
                clerk.Run(line.Split("hint: ", 2)[1]);
        }
    }

    /// <summary>A fold into a database whose user is no owner and was granted right by right.</summary>
    private sealed class Clerk : IDisposable
    {
        private readonly string _name;
        private readonly string _user;

        public Clerk(string kind)
        {
            Lab = new PairLab("sqlite", kind, customers: 5);
            var database = Lab.TargetShop.Database;
            _name = "clerk_of_" + database.Name;
            _user = kind is "postgres" ? _name : $"{_name}@'127.0.0.1'";
            if (kind is "postgres")
            {
                Run($"""
                    CREATE ROLE {_name} LOGIN PASSWORD '{DatabaseServer.Password}';
                    GRANT CREATE ON SCHEMA public TO {_name}; GRANT TEMPORARY ON DATABASE {database.Name} TO {_name};
                    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {_name};
                    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {_name}
                    """);
            }
            else
            {
                Run($"""
                    CREATE USER {_user} IDENTIFIED BY '{DatabaseServer.Password}';
                    GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, CREATE TEMPORARY TABLES, INDEX, DROP ON {database.Name}.* TO {_user}
                    """);
            }

            var plan = File.ReadAllText(Lab.PlanFile);
            var address = Lab.TargetShop.PlanAddress;
            File.WriteAllText(Lab.PlanFile, plan.Replace(address, address.Replace(DatabaseServer.User + ":", _name + ":", StringComparison.Ordinal), StringComparison.Ordinal));
        }

        public PairLab Lab { get; }

        public string Fill(string text) => text.Replace("{db}", Lab.TargetShop.Database.Name, StringComparison.Ordinal).Replace("{clerk}", _user, StringComparison.Ordinal);

        public void Run(string script) => Lab.TargetShop.Database.Execute(Fill(script));

        public void Dispose()
        {
            if (Lab.TargetShop.Kind is "postgres") Run("DROP OWNED BY {clerk} CASCADE; DROP ROLE {clerk}");
            else Run("DROP USER {clerk}");
            Lab.Dispose();
        }
    }
}
