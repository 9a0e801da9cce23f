namespace Storefold.DatabaseTests.Folding;

/// <summary>A column with fewer digits than the value: PostgreSQL rounds and cuts on assignment without a word, so the row is refused before.</summary>
public sealed class What_a_column_would_round
{
    private const int Half = 900001, Quick = 900002, Spaced = 900003, Plain = 900004;

    private static readonly string Reviews = "UPDATE reviews SET stars = '4', written_ms = 1690000000000, headline = 'Good';" + string.Concat(
        new[] { (Half, "4.5", 0, "Half"), (Quick, "4", 123, "Time"), (Spaced, "4", 0, "Four  "), (Plain, "4", 0, "Four") }.Select(row => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"""
            INSERT INTO reviews (id, site, variant_id, nickname, stars, out_of, headline, body, lang, state, bought, written_ms)
            VALUES ({row.Item1}, 'uk', 7, 'Reader', '{row.Item2}', 5, '{row.Item4}', 'It is.', 'en-GB', 'live', 'yes', {1690000000000 + row.Item3});
            """)));

    [Theory]
    [InlineData("postgres", "ALTER rating TYPE numeric(2,0)", Half)]
    [InlineData("postgres", "ALTER rating TYPE smallint", Half)]
    [InlineData("postgres", "ALTER rating TYPE stars", Half)]
    [InlineData("postgres", "ALTER created_at TYPE timestamptz(0)", Quick)]
    [InlineData("postgres", "ALTER created_at TYPE timestamptz(2)", Quick)]
    [InlineData("postgres", "ALTER title TYPE varchar(4)", Spaced)]
    [InlineData("postgres", "ALTER rating TYPE numeric(2,1), ALTER created_at TYPE timestamptz(3), ALTER title TYPE varchar(6)", 0)]
    [InlineData("mariadb", "MODIFY rating DECIMAL(2,0)", Half)]
    [InlineData("mariadb", "MODIFY title VARCHAR(4)", Spaced)]
    public async Task Waits_in_quarantine_and_all_else_moves(string kind, string change, int refused)
    {
        using var plain = new PairLab("sqlite", kind, customers: 20, special: Reviews);
        using var lab = new PairLab("sqlite", kind, customers: 20, special: Reviews);
        if (kind is "postgres") lab.TargetShop.Run($"CREATE DOMAIN stars AS numeric(2,0); GRANT USAGE ON DOMAIN stars TO {DatabaseServer.User}");
        lab.TargetShop.Run($"UPDATE reviews SET title = 'Own', rating = 4; ALTER TABLE reviews {change}");

        var all = await plain.TransferAsync();
        var result = await lab.TransferAsync();

        var waits = lab.TargetShop.Ask("SELECT detail FROM storefold_quarantine WHERE code = 'target_refused'");
        Assert.Equal(refused == 0 ? 0 : 1, waits.Count);
        Assert.Equal(all.Written - waits.Count, result.Written);
        var column = change.Split(' ')[1];
        Assert.All(waits, wait => Assert.Contains(column, wait[0], StringComparison.Ordinal));
        Assert.Equal(
            new[] { Half, Quick, Spaced, Plain }.Where(review => review != refused).Select(Title).Order(StringComparer.Ordinal),
            lab.TargetShop.Ask("SELECT title FROM reviews WHERE author_name = 'Reader'").Select(row => row[0]).Order(StringComparer.Ordinal));
        var verified = await lab.VerifyAsync();
        Assert.True(verified.IsClean, string.Join('\n', verified.Mismatches));
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task Is_refused_as_well_where_a_row_changes()
    {
        using var lab = new PairLab("sqlite", "postgres", customers: 5, special: Reviews);
        lab.TargetShop.Run("ALTER TABLE reviews ALTER rating TYPE numeric(3,1)");
        await lab.TransferAsync();
        lab.SourceShop.Run($"UPDATE reviews SET stars = '4.25' WHERE id = {Plain}; UPDATE reviews SET stars = '3.5' WHERE id = {Half}");

        await lab.TransferAsync();

        Assert.Equal("3.5 4.0", string.Join(' ', lab.TargetShop.Ask("SELECT rating FROM reviews WHERE title IN ('Half', 'Four') ORDER BY 1").Select(row => row[0])));
        Assert.Contains("reviews.rating (numeric(3,1))", lab.TargetShop.One("SELECT detail FROM storefold_quarantine WHERE code = 'target_refused'"), StringComparison.Ordinal);
    }

    private static string Title(int review) => review switch { Half => "Half", Quick => "Time", Spaced => "Four  ", _ => "Four" };
}
