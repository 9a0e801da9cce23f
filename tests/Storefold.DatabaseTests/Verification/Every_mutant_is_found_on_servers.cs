namespace Storefold.DatabaseTests.Verification;

/// <summary>One change at a time is planted in a clean PostgreSQL; <c>verify</c> names that row and field, and nothing else.</summary>
public sealed class Every_mutant_is_found_in_PostgreSQL(SpoiltPairs pairs) : IClassFixture<SpoiltPairs>
{
    public static IEnumerable<TheoryDataRow<string, string>> All => SpoiltPairs.On("postgres", "sqlite", "postgres", "mariadb");

    [Theory]
    [MemberData(nameof(All))]
    public Task Verify_names_the_changed_row_and_nothing_else(string source, string mutant) => pairs.AssertFindsAsync(source, "postgres", mutant);
}

/// <summary>The same in MariaDB.</summary>
public sealed class Every_mutant_is_found_in_MariaDB(SpoiltPairs pairs) : IClassFixture<SpoiltPairs>
{
    public static IEnumerable<TheoryDataRow<string, string>> All => SpoiltPairs.On("mariadb", "sqlite", "postgres", "mariadb");

    [Theory]
    [MemberData(nameof(All))]
    public Task Verify_names_the_changed_row_and_nothing_else(string source, string mutant) => pairs.AssertFindsAsync(source, "mariadb", mutant);
}

/// <summary>The same in SQLite, folded from a server; what is folded from SQLite itself is held by the other tests.</summary>
public sealed class Every_mutant_is_found_in_SQLite(SpoiltPairs pairs) : IClassFixture<SpoiltPairs>
{
    public static IEnumerable<TheoryDataRow<string, string>> All => SpoiltPairs.On("sqlite", "postgres");

    [Theory]
    [MemberData(nameof(All))]
    public Task Verify_names_the_changed_row_and_nothing_else(string source, string mutant) => pairs.AssertFindsAsync(source, "sqlite", mutant);
}
