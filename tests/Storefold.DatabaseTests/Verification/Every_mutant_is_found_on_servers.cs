namespace Storefold.DatabaseTests.Verification;

/// <summary>One change at a time is planted in a clean PostgreSQL; <c>verify</c> names that row and field, and nothing else.</summary>
public sealed class Every_mutant_is_found_in_PostgreSQL(SpoiltPairs pairs) : IClassFixture<SpoiltPairs>
{
    public static IEnumerable<TheoryDataRow<string, string>> All => SpoiltPairs.On("postgres", "postgres");

    [Theory]
    [MemberData(nameof(All))]
    public Task Verify_names_the_changed_row_and_nothing_else(string source, string mutant) => pairs.AssertFindsAsync(source, "postgres", mutant);
}

/// <summary>The same in MariaDB.</summary>
public sealed class Every_mutant_is_found_in_MariaDB(SpoiltPairs pairs) : IClassFixture<SpoiltPairs>
{
    public static IEnumerable<TheoryDataRow<string, string>> All => SpoiltPairs.On("mariadb", "mariadb");

    [Theory]
    [MemberData(nameof(All))]
    public Task Verify_names_the_changed_row_and_nothing_else(string source, string mutant) => pairs.AssertFindsAsync(source, "mariadb", mutant);
}

/// <summary>
/// The same mutants across databases, several at once in different tables. What is folded from SQLite into SQLite is held by
/// the tests that need no server.
/// </summary>
public sealed class Every_mutant_is_found_across_databases(SpoiltPairs pairs) : IClassFixture<SpoiltPairs>
{
    public static IEnumerable<TheoryDataRow<string, string, int>> All =>
    [
        .. SpoiltPairs.Together("postgres", "sqlite", "mariadb"), .. SpoiltPairs.Together("mariadb", "sqlite", "postgres"),
        .. SpoiltPairs.Together("sqlite", "postgres", "mariadb"),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public Task Verify_names_each_changed_row_and_nothing_else(string source, string target, int group) => pairs.AssertFindsAsync(source, target, group);
}
