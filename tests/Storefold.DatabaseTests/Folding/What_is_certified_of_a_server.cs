namespace Storefold.DatabaseTests.Folding;

/// <summary>Certificate, customers' statements and the list of refused rows over databases on servers.</summary>
public sealed class What_is_certified_of_a_server
{
    private const string NoCurrency = "UPDATE orders SET currency = 'QQQ' WHERE id = (SELECT min(id) FROM orders WHERE site = 'uk')";

    [Theory]
    [InlineData("mariadb", "postgres")]
    [InlineData("postgres", "mariadb")]
    public async Task Balances_fits_its_statements_and_names_what_was_refused(string source, string target)
    {
        using var lab = new PairLab(source, target, customers: 40, special: NoCurrency);
        await lab.TransferAsync();
        var folder = Path.GetDirectoryName(lab.PlanFile)!;

        var (exit, output, error) = await CommandLine.RunAsync("certificate", lab.PlanFile);
        Assert.True(exit == 0, error);
        Assert.Contains("the books balance", output, StringComparison.Ordinal);
        (exit, output, error) = await CommandLine.RunAsync(
            "certificate", "verify", Path.Combine(folder, "certificate.json"), "--key", Path.Combine(folder, "storefold-key.pub.pem"));
        Assert.True(exit == 0, output + error);

        (exit, output, error) = await CommandLine.RunAsync("statements", lab.PlanFile, "--out", Path.Combine(folder, "statements"));
        Assert.True(exit == 0, error);
        // One for each customer who has moved, whatever the databases' ways to sort.
        var files = Directory.GetFiles(Path.Combine(folder, "statements"), "*.json", SearchOption.AllDirectories);
        Assert.Equal(int.Parse(lab.TargetShop.One("SELECT count(*) FROM storefold_id_map WHERE entity = 3 AND fate IN (1, 2)"), System.Globalization.CultureInfo.InvariantCulture), files.Length);

        (exit, output, error) = await CommandLine.RunAsync("status", lab.PlanFile, "--quarantine");
        Assert.True(exit == 0, error);
        Assert.Contains("order", output, StringComparison.Ordinal);
        Assert.Contains("QQQ", lab.TargetShop.One("SELECT raw FROM storefold_quarantine WHERE row = 'order'"), StringComparison.Ordinal);
    }
}
