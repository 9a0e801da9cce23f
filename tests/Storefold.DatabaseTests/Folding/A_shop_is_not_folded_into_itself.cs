namespace Storefold.DatabaseTests.Folding;

/// <summary>One database has many addresses. Whatever the plan calls it, a shop that was folded into itself would grow with each run.</summary>
public sealed class A_shop_is_not_folded_into_itself
{
    private const string Plan =
        """
        retirement: fold
        sources:
          old: { pack: mi-platform, connection: "FROM" }
        target: { pack: mi-platform, connection: "INTO" }
        sites:
          mi:
            address: old.example.com
            retires: true
            time_zone: UTC
            locales: [en]
            select: { source: old, channels: [mi] }
            target: { fallback: "https://new.example.com/" }
        allowed_hosts: [new.example.com]
        coupons: { suffix: -OLD }
        accounts: { dormant_after_months: 18, as_of: 2024-12-31 00:00 UTC }
        """;

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task By_whatever_name_it_is_called(string kind)
    {
        DatabaseServer server = kind is "postgres" ? PostgresServer.Shared : MariaDbServer.Shared;
        using var folder = new TempFolder();
        using var database = server.NewDatabase();
        var role = kind is "postgres" ? $"SET ROLE {DatabaseServer.User};" : "";
        database.Execute(role + File.ReadAllText(Repository.File($"packs/mi-platform/{kind}/schema.sql")));
        var (plan, address) = (folder.File("plan.yaml"), database.PlanAddress);
        var other = server is MariaDbServer maria
            ? address.Replace($"127.0.0.1:{server.Port}", "", StringComparison.Ordinal) + "?socket=" + Uri.EscapeDataString(maria.Socket)
            : address + "?schema=public";
        await File.WriteAllTextAsync(plan, Plan.Replace("FROM", address, StringComparison.Ordinal).Replace("INTO", other, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        foreach (var command in new string[][] { ["check", plan], ["transfer", plan], ["transfer", plan, "--dry-run"] })
        {
            var (exit, output, error) = await CommandLine.RunAsync(command);

            Assert.True(exit == 2, $"exit {exit}: {output + error}");
            Assert.True((output + error).Contains("plan.same_database", StringComparison.Ordinal), output + error);
        }
    }

    [Fact]
    public async Task Two_schemas_of_one_database_are_two_shops()
    {
        using var folder = new TempFolder();
        using var database = PostgresServer.Shared.NewDatabase();
        var schema = File.ReadAllText(Repository.File("packs/mi-platform/postgres/schema.sql"));
        database.Execute($"{schema}; CREATE SCHEMA second AUTHORIZATION {DatabaseServer.User}; SET search_path = second; SET ROLE {DatabaseServer.User}; {schema}");
        var (plan, address) = (folder.File("plan.yaml"), database.PlanAddress);
        await File.WriteAllTextAsync(plan, Plan.Replace("FROM", address, StringComparison.Ordinal)
            .Replace("INTO", address + "?schema=second", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (_, output, error) = await CommandLine.RunAsync("check", plan);

        Assert.DoesNotContain("plan.same_database", output + error, StringComparison.Ordinal);
    }
}
