using System.Text.Json;
using System.Text.RegularExpressions;
using Storefold.Certifying;
using Storefold.Shop;
using Storefold.Tests.Certifying;
using Storefold.Tests.Support;

namespace Storefold.Tests.Cli;

/// <summary>The commands around statements: written only as the certificate has them, and checked with one more.</summary>
public sealed class Statements_agree_with_the_certificate(StatedShop shop) : IClassFixture<StatedShop>
{
    [Fact]
    public async Task One_customers_statement_is_checked_with_the_certificate_and_the_key()
    {
        using var folder = new TempFolder();
        var key = shop.Files.Keys.First();
        var written = await CommandLine.RunAsync("statements", shop.Plan, "--out", folder.Path, "--customer", "poco/" + key, "--html");
        Assert.True(written.Exit == 0, written.Error);
        var file = Assert.Single(Directory.GetFiles(folder.Path, "*.json"));
        Assert.Single(Directory.GetFiles(folder.Path, "*.html"));
        Assert.Equal(await File.ReadAllBytesAsync(shop.Files[key], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

        var trusted = await CommandLine.RunAsync("certificate", "verify", shop.CertificateFile, "--statement", file, "--key", shop.KeyFile);
        Assert.True(trusted.Exit == 0, trusted.Output);
        Assert.Contains("number 1 of the", trusted.Output, StringComparison.Ordinal);
        Assert.Contains($"customer poco/{key}", trusted.Output, StringComparison.Ordinal);
        Assert.Contains("This proves that exactly this statement was fixed", trusted.Output, StringComparison.Ordinal);

        var untrusted = await CommandLine.RunAsync("certificate", "verify", shop.CertificateFile, "--statement", file);
        Assert.Equal(1, untrusted.Exit);
        Assert.Contains("It proves nothing until the certificate itself is trusted", untrusted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_statement_is_refused_and_a_file_that_is_none_is_bad_input()
    {
        using var folder = new TempFolder();
        var text = await File.ReadAllTextAsync(shop.Files.Values.First(), TestContext.Current.CancellationToken);
        var changed = folder.File("changed.json");
        await File.WriteAllTextAsync(changed, text.Replace("https://www.mi.com", "https://www.evil.example", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var none = folder.File("none.json");
        await File.WriteAllTextAsync(none, "{}", TestContext.Current.CancellationToken);

        var refused = await CommandLine.RunAsync("certificate", "verify", shop.CertificateFile, "--statement", changed, "--key", shop.KeyFile);
        var bad = await CommandLine.RunAsync("certificate", "verify", shop.CertificateFile, "--statement", none, "--key", shop.KeyFile);
        var missing = await CommandLine.RunAsync("certificate", "verify", shop.CertificateFile, "--statement", folder.File("absent.json"));

        Assert.Equal((1, 2, 2), (refused.Exit, bad.Exit, missing.Exit));
        Assert.DoesNotContain("This proves", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_shop_gives_the_same_root_and_the_same_files_again()
    {
        using var folder = new TempFolder();
        var issued = await CommandLine.RunAsync("certificate", shop.Plan, "--out", folder.Path);
        var written = await CommandLine.RunAsync("statements", shop.Plan, "--certificate", folder.File("certificate.json"), "--out", folder.File("again"));
        Assert.True(issued.Exit + written.Exit == 0, issued.Error + written.Error);
        using var again = JsonDocument.Parse(await File.ReadAllBytesAsync(folder.File("certificate.json"), TestContext.Current.CancellationToken));
        Assert.Equal(shop.Root().GetProperty("root").GetString(), again.RootElement.GetProperty("root").GetString());
        foreach (var file in Directory.GetFiles(shop.Statements, "*", SearchOption.AllDirectories))
        {
            var second = Path.Combine(folder.File("again"), Path.GetRelativePath(shop.Statements, file));
            Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("nobody/1")]
    [InlineData("poco")]
    [InlineData("poco/")]
    [InlineData("poco/no-such-key")]
    public async Task A_customer_that_is_not_there_is_bad_input(string customer)
    {
        using var folder = new TempFolder();
        var (exit, _, error) = await CommandLine.RunAsync("statements", shop.Plan, "--out", folder.Path, "--customer", customer);
        Assert.Equal(2, exit);
        Assert.Contains("hint:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_of_two_certificates_do_not_mix_and_a_full_folder_is_left_alone()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("mine.txt"), "mine", TestContext.Current.CancellationToken);
        var (exit, _, error) = await CommandLine.RunAsync("statements", shop.Plan, "--out", folder.Path);
        Assert.Equal(1, exit);
        Assert.Contains("not empty", error, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync("statements", shop.Plan, "--out", shop.Statements)).Exit);
    }

    [Fact]
    public async Task Without_a_certificate_or_a_transfer_there_is_nothing_to_state()
    {
        using var lab = new FoldLab();
        var none = await CommandLine.RunAsync("statements", lab.PlanFile, "--out", Path.Combine(Path.GetDirectoryName(lab.PlanFile)!, "st"));
        Assert.Equal(2, none.Exit);
        Assert.Contains("storefold certificate PLAN", none.Error, StringComparison.Ordinal);
        var early = await CommandLine.RunAsync("statements", lab.PlanFile, "--certificate", shop.CertificateFile, "--out", Path.Combine(Path.GetDirectoryName(lab.PlanFile)!, "st"));
        Assert.Equal(1, early.Exit);
        Assert.Contains("no transfer", early.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_erasure_the_old_certificate_is_stale_and_the_new_statement_says_nothing_but_that()
    {
        using var lab = new FoldLab(customers: 120, seed: 7);
        var key = lab.Source(
            "SELECT c.id FROM customers c JOIN orders o ON o.customer_id = c.id JOIN points_accounts p ON p.customer_id = c.id AND p.balance > 0 "
            + "JOIN customer_sites s ON s.customer_id = c.id AND s.site = 'uk' WHERE c.state = 'active' ORDER BY c.id")!;
        await lab.TransferAsync();
        var folder = Path.GetDirectoryName(lab.PlanFile)!;
        Assert.Equal(0, (await CommandLine.RunAsync("certificate", lab.PlanFile)).Exit);
        var decided = await CommandLine.RunAsync("decide", lab.PlanFile, "erase", "poco/" + key);
        Assert.True(decided.Exit == 0, decided.Error);
        await lab.TransferAsync();

        var stale = await CommandLine.RunAsync("statements", lab.PlanFile, "--out", Path.Combine(folder, "st"));
        Assert.Equal(1, stale.Exit);
        Assert.Contains("issue the certificate again", stale.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "st")));

        var issued = await CommandLine.RunAsync("certificate", lab.PlanFile);
        Assert.True(issued.Exit == 0, issued.Error);
        var written = await CommandLine.RunAsync("statements", lab.PlanFile, "--out", Path.Combine(folder, "st"), "--customer", "poco/" + key);
        Assert.True(written.Exit == 0, written.Error);
        var file = Directory.GetFiles(Path.Combine(folder, "st")).Single();
        using var erased = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        var statement = erased.RootElement.GetProperty("statement");
        Assert.Equal("erased", statement.GetProperty("account").GetProperty("outcome").GetString());
        Assert.Empty(statement.GetProperty("counts").EnumerateObject());
        Assert.All(new[] { "orders", "coupons", "gift_cards", "points" }, list => Assert.Equal(0, statement.GetProperty(list).GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, statement.GetProperty("find_at").ValueKind);
    }

    [Fact]
    public void A_rehearsals_certificate_says_so_wherever_it_is_shown()
    {
        var rehearsed = shop.Resigned(certificate => certificate with { Rehearsed = true });
        var certificate = CertificateVerifier.Verify(rehearsed).Certificate!;
        Assert.True(certificate.Rehearsed);
        Assert.Contains("Rehearsal.", CertificateReport.Write(certificate), StringComparison.Ordinal);
        Assert.DoesNotContain("Rehearsal.", CertificateReport.Write(certificate with { Rehearsed = false }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scripts_of_the_document_check_it_without_Storefold()
    {
        if (!Has("python3")) TestData.GoWithout("python3 is missing");
        using var folder = new TempFolder();
        var document = await File.ReadAllTextAsync(Repository.File("docs/certificate.md"), TestContext.Current.CancellationToken);
        var scripts = Regex.Matches(document, "```python\n(?<code># (?<name>[a-z_]+\\.py):.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        Assert.Equal(["check_statement.py", "check.py"], scripts.Select(script => script.Groups["name"].Value), StringComparer.Ordinal);
        foreach (var script in scripts.AsEnumerable()) await File.WriteAllTextAsync(folder.File(script.Groups["name"].Value), script.Groups["code"].Value, TestContext.Current.CancellationToken);
        File.Copy(shop.CertificateFile, folder.File("certificate.json"));

        Assert.Equal(0, Tool.Run("python3", folder.Path, "check.py").ExitCode);
        Assert.Equal(CanonicalJson.Canonicalise(Unsigned(shop.CertificateFile)), await File.ReadAllBytesAsync(folder.File("signed.bin"), TestContext.Current.CancellationToken));
        foreach (var file in shop.Files.Values.Take(4).Append(shop.Files.Values.Last()))
        {
            File.Copy(file, folder.File("statement.json"), overwrite: true);
            var answer = Tool.Run("python3", folder.Path, "check_statement.py");
            Assert.True(answer.ExitCode == 0, answer.All);
            Assert.StartsWith("proven: statement", answer.Output, StringComparison.Ordinal);
        }

        var text = await File.ReadAllTextAsync(folder.File("statement.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("statement.json"), text.Replace("\"tracking_numbers\": ", "\"tracking_numbers\": 1", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Contains("not proven", Tool.Run("python3", folder.Path, "check_statement.py").Error, StringComparison.Ordinal);
    }

    private static byte[] Unsigned(string file)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllBytes(file))!.AsObject();
        node.Remove("signature");
        return System.Text.Encoding.UTF8.GetBytes(node.ToJsonString());
    }

    private static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
