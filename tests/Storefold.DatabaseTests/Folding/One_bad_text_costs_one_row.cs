using System.Globalization;

namespace Storefold.DatabaseTests.Folding;

/// <summary>
/// A text that the target's database cannot hold at all, or not as a key, wherever it stands: its row waits in quarantine under a named
/// code, everything else moves, the books balance and everything that is read back comes through.
/// </summary>
public sealed class One_bad_text_costs_one_row
{
    private const string Nul = "char(0)";
    private const string Long = "replace(hex(zeroblob(80)), '0', 'X')"; // 160 letters
    private const string AnOrder = "id = (SELECT min(id) FROM orders WHERE site = 'uk' AND customer_id IS NOT NULL AND state = 'placed')";
    private const string ASku = "id = (SELECT min(id) FROM product_variants)";

    // MariaDB holds U+0000 as any other character, so what is only a text moves there.
    [Theory]
    [InlineData("postgres", "orders", $"grand_total = '12' || {Nul} || 'x'", AnOrder, "order", "not_a_number")]
    [InlineData("postgres", "product_variants", $"sku = 'AB' || {Nul} || 'C'", ASku, "product", "target_refused")]
    [InlineData("postgres", "orders", $"currency = 'GB' || {Nul}", AnOrder, "order", "unknown_currency")]
    [InlineData("postgres", "orders", $"currency = {Long}", AnOrder, "order", "unknown_currency")]
    [InlineData("postgres", "orders", $"number = 'PC' || {Nul} || '005'", AnOrder, "order", "target_refused")]
    [InlineData("mariadb", "orders", $"grand_total = '12' || {Nul} || 'x'", AnOrder, "order", "not_a_number")]
    [InlineData("mariadb", "product_variants", $"sku = 'AB' || {Nul} || 'C'", ASku, "product", null)]
    [InlineData("mariadb", "orders", $"currency = 'GB' || {Nul}", AnOrder, "order", "unknown_currency")]
    [InlineData("mariadb", "orders", $"currency = {Long}", AnOrder, "order", "unknown_currency")]
    [InlineData("mariadb", "orders", $"number = 'PC' || {Nul} || '005'", AnOrder, "order", null)]
    [InlineData("mariadb", "orders", $"number = {Long} || {Long}", AnOrder, "order", "target_refused")]
    public async Task It_waits_under_a_named_code_and_all_else_balances(string target, string table, string change, string where, string row, string? code)
    {
        using var lab = new PairLab("sqlite", target, customers: 12, special: $"UPDATE {table} SET {change} WHERE {where}");
        if (code is "target_refused" && target is "mariadb") lab.TargetShop.Run("ALTER TABLE orders MODIFY number VARCHAR(300)");

        await AssertComesThroughAsync(lab, row, lab.SourceShop.One($"SELECT count(*) FROM {table}"));

        var (quarantined, detail) = Quarantined(lab, row);
        Assert.Equal(code, quarantined);
        Assert.DoesNotContain('\0', detail);
        if (change.Contains(Nul, StringComparison.Ordinal) && code is "not_a_number" or "unknown_currency") Assert.Contains('\u2400', detail);
    }

    [Theory]
    [InlineData("postgres", $"'old' || {Nul}", null)]
    [InlineData("mariadb", Long, null)]
    [InlineData("postgres", $"'old' || {Nul}", "points_not_convertible")]
    [InlineData("mariadb", Long, "points_not_convertible")]
    public async Task A_points_programme_without_a_usable_name_is_left_or_kept_aside(string target, string programme, string? code)
    {
        const string Account = "id = (SELECT min(id) FROM points_accounts WHERE site = 'uk' AND balance > 0 AND state = 'open')";
        using var lab = new PairLab("sqlite", target, customers: 12, special: $"UPDATE points_accounts SET programme = {programme} WHERE {Account}");
        // With a rule for every programme it would be converted.
        if (code is not null) lab.EditPlan("\n  poco-points:", "\n  \"*\":");

        await AssertComesThroughAsync(lab, "loyalty", lab.SourceShop.One("SELECT count(*) FROM points_accounts"));

        Assert.Equal(code, Quarantined(lab, "loyalty").Code);
        // What is not converted is not taken out of the source either.
        Assert.Equal("open", lab.SourceShop.One($"SELECT state FROM points_accounts WHERE {Account}"));
    }

    private static async Task AssertComesThroughAsync(PairLab lab, string row, string rows)
    {
        var (exit, output, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(exit == 0, $"transfer, exit {exit}: {output}{error}");
        Assert.Equal(rows, lab.TargetShop.One(
            $"SELECT sum(CAST(value AS DECIMAL(20, 0))) FROM storefold_books WHERE section = 'rows' AND name = '{row}'"));
        var folder = Path.GetDirectoryName(lab.PlanFile)!;
        string[] written = ["statements", "--out", Path.Combine(folder, "statements")];
        foreach (var command in new string[][] { ["verify"], ["certificate"], written, ["status", "--quarantine"] })
        {
            (exit, output, error) = await CommandLine.RunAsync([command[0], lab.PlanFile, .. command[1..]]);
            Assert.True(exit == 0, $"{command[0]}, exit {exit}: {output}{error}");
        }

        (exit, output, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(exit == 0, error);
        Assert.Contains(" 0 rows written", output, StringComparison.Ordinal);
    }

    /// <summary>The one row of that kind in quarantine; others may only wait because they depend on something that does.</summary>
    private static (string? Code, string Detail) Quarantined(PairLab lab, string row)
    {
        var found = lab.TargetShop.Ask("SELECT row, code, detail FROM storefold_quarantine WHERE code <> 'depends_on_quarantined'")
            .Where(cells => cells.Length > 1).ToList();
        Assert.True(found.Count <= 1, string.Join('\n', found.Select(cells => string.Join(' ', cells))));
        if (found.Count == 0) return (null, "");
        Assert.Equal(row, found[0][0]);
        return (found[0][1], found[0].Length > 2 ? found[0][2] : "");
    }
}
