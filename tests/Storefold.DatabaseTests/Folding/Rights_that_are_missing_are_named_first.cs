using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.DatabaseTests.Folding;

/// <summary>What the users of a plan may not do is said with the GRANT that helps, before the first table of ours is made.</summary>
public sealed class Rights_that_are_missing_are_named_first
{
    private const string Read = "a source that is only read";
    private const string Debited = "a source in which points are frozen and debited, in addition";
    private const string Target = "the target";

    [Theory]
    [InlineData("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {clerk}", "CREATE on SCHEMA \"public\"")]
    [InlineData("REVOKE TEMPORARY ON DATABASE {db} FROM PUBLIC, {clerk}", "TEMPORARY on DATABASE \"{db}\"")]
    [InlineData("REVOKE INSERT ON customers FROM {clerk}", "INSERT on \"customers\"")]
    [InlineData("REVOKE UPDATE, DELETE ON orders FROM {clerk}", "UPDATE on \"orders\"", "DELETE on \"orders\"")]
    [InlineData("REVOKE SELECT ON customers FROM {clerk}", "SELECT on \"customers\"")]
    [InlineData("REVOKE ALL ON SEQUENCE orders_id_seq FROM {clerk}", "USAGE on SEQUENCE public.orders_id_seq")]
    public Task On_a_target_in_PostgreSQL(string revoke, params string[] named) => AssertNamed("sqlite", "postgres", revoke, named);

    [Theory]
    [InlineData("REVOKE CREATE ON {db}.* FROM {clerk}", "CREATE on `{db}`.*")]
    [InlineData("REVOKE INDEX ON {db}.* FROM {clerk}", "INDEX on `{db}`.*")]
    [InlineData("REVOKE DROP ON {db}.* FROM {clerk}", "DROP on `{db}`.*")]
    [InlineData("REVOKE CREATE TEMPORARY TABLES ON {db}.* FROM {clerk}", "CREATE TEMPORARY TABLES on database '{db}'")]
    [InlineData("REVOKE DELETE ON {db}.* FROM {clerk}", "DELETE on `{db}`.*", "DELETE on `{db}`.`orders`")]
    [InlineData("REVOKE SELECT, UPDATE ON {db}.* FROM {clerk}; GRANT SELECT, UPDATE ON {db}.orders TO {clerk}", "SELECT on `{db}`.*", "SELECT on `{db}`.`customers`")]
    public Task On_a_target_in_MariaDB(string revoke, params string[] named) => AssertNamed("sqlite", "mariadb", revoke, named);

    [Theory]
    [InlineData("REVOKE SELECT ON customers FROM {clerk}", "SELECT on \"customers\"")]
    [InlineData("REVOKE TEMPORARY ON DATABASE {db} FROM {clerk}", "TEMPORARY on DATABASE \"{db}\"")]
    [InlineData("REVOKE UPDATE ON points_accounts FROM {clerk}", "UPDATE on \"points_accounts\"")]
    [InlineData("REVOKE UPDATE ON points_lots FROM {clerk}", "UPDATE on \"points_lots\"")]
    [InlineData("REVOKE INSERT ON points_entries FROM {clerk}", "INSERT on \"points_entries\"")]
    [InlineData("REVOKE INSERT, UPDATE ON points_entries FROM {clerk}", "INSERT on \"points_entries\"", "UPDATE on \"points_entries\"")]
    public Task On_a_source_in_PostgreSQL_whose_points_are_debited(string revoke, params string[] named) => AssertNamed("postgres", "sqlite", revoke, named);

    [Theory]
    [InlineData("REVOKE CREATE TEMPORARY TABLES ON {db}.* FROM {clerk}", "CREATE TEMPORARY TABLES on database '{db}'")]
    [InlineData("REVOKE UPDATE ON {db}.points_accounts FROM {clerk}", "UPDATE on `{db}`.`points_accounts`")]
    [InlineData("REVOKE UPDATE ON {db}.points_lots FROM {clerk}", "UPDATE on `{db}`.`points_lots`")]
    [InlineData("REVOKE INSERT ON {db}.points_entries FROM {clerk}", "INSERT on `{db}`.`points_entries`")]
    [InlineData("REVOKE INSERT, UPDATE ON {db}.points_entries FROM {clerk}", "INSERT, UPDATE on `{db}`.`points_entries`")]
    public Task On_a_source_in_MariaDB_whose_points_are_debited(string revoke, params string[] named) => AssertNamed("mariadb", "sqlite", revoke, named);

    [Theory]
    [InlineData("postgres", false)]
    [InlineData("postgres", true)]
    [InlineData("mariadb", false)]
    [InlineData("mariadb", true)]
    public async Task Who_has_what_the_documents_grant_and_no_more_can_fold(string kind, bool debits)
    {
        using var lab = new PairLab(kind, kind, customers: 20);
        if (!debits) lab.EditPlan("allow_writes: [loyalty.freeze, loyalty.debit]", "allow_writes: []");
        using var source = new Clerk(lab, lab.SourceShop, debits ? [Read, Debited] : [Read]);
        using var target = new Clerk(lab, lab.TargetShop, Target);
        var before = lab.WholeSource();

        // The journal is there when the last transfer comes, and the rights on its tables are looked at as well.
        string[][] commands = [["check"], ["transfer", "--dry-run"], ["transfer"], ["transfer"], ["verify"], ["certificate"], ["status"]];
        foreach (var command in commands)
        {
            var (exit, output, error) = await CommandLine.RunAsync([command[0], lab.PlanFile, .. command[1..]]);
            Assert.True(exit == 0, $"{string.Join(' ', command)}: {output}{error}");
        }

        Assert.Equal(debits, !before.SequenceEqual(lab.WholeSource(), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("postgres", "REVOKE INSERT ON reviews FROM {clerk}", "GRANT INSERT ON reviews TO {clerk}")]
    [InlineData("mariadb", "REVOKE CREATE TEMPORARY TABLES ON {db}.* FROM {clerk}", "GRANT CREATE TEMPORARY TABLES ON {db}.* TO {clerk}")]
    public async Task A_right_that_is_taken_away_meanwhile_interrupts_and_the_same_command_goes_on(string kind, string revoke, string grant)
    {
        using var lab = new PairLab("sqlite", kind, customers: 20);
        using var clerk = new Clerk(lab, lab.TargetShop, Target);

        using var output = new StringWriter();
        using var error = new StringWriter();
        var runner = new CommandRunner(output, error, FixedClock.Instance, new Revoking(clerk, revoke));
        var exit = await CommandTree.RunAsync(runner, ["transfer", lab.PlanFile]);
        Assert.True(exit == 3, $"exit {exit}: {error}");
        Assert.Contains("the same command goes on", error.ToString(), StringComparison.Ordinal);
        clerk.Run(grant);

        var (again, answer, complaint) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(again == 0, complaint);
        Assert.Contains("went on with an unfinished run", answer, StringComparison.Ordinal);
        (again, answer, complaint) = await CommandLine.RunAsync("verify", lab.PlanFile);
        Assert.True(again == 0, answer + complaint);
    }

    private static async Task AssertNamed(string source, string target, string revoke, string[] named)
    {
        using var lab = new PairLab(source, target, customers: 5);
        using var clerk = source is "sqlite" ? new Clerk(lab, lab.TargetShop, Target) : new Clerk(lab, lab.SourceShop, Read, Debited);
        clerk.Run(revoke);
        List<string> before = [.. lab.WholeTarget(), .. lab.WholeSource()];
        foreach (var command in new[] { "check", "transfer" })
        {
            var (exit, output, error) = await CommandLine.RunAsync(command, lab.PlanFile);

            var said = output + error;
            Assert.True(exit == 2, $"exit {exit}: {said}");
            Assert.True(named.All(right => said.Contains(clerk.Fill(right) + " is missing", StringComparison.Ordinal)), said);
            Assert.Contains("GRANT ", said, StringComparison.Ordinal);
            Assert.DoesNotContain(DatabaseServer.Password, said, StringComparison.Ordinal);
            Assert.Equal(before, [.. lab.WholeTarget(), .. lab.WholeSource()]);
        }

        // Of a statement that needs several rights MariaDB names the first.
        for (var round = 1; ; round++)
        {
            var (exit, output, error) = await CommandLine.RunAsync("check", lab.PlanFile);
            if (exit == 0) break;
            Assert.True(round < 4, output + error);
            foreach (var line in (output + error).Split('\n').Where(line => line.Contains("hint: GRANT ", StringComparison.Ordinal)))
                clerk.Run(line.Split("hint: ", 2)[1]);
        }

        // Who was granted what was named needs no more.
        var (last, _, complaint) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(last == 0, complaint);
    }

    /// <summary>An administrator who takes a right away between the look at the rights and the run: the target is opened for writing again.</summary>
    private sealed class Revoking(Clerk clerk, string revoke) : IConnections
    {
        private int _writes;

        public ISqlSession Open(ConnectionModel connection, SessionUse use)
        {
            if (use == SessionUse.Write && connection.Driver is not "sqlite" && ++_writes == 2) clerk.Run(revoke);
            return new Connections().Open(connection, use);
        }
    }
}
