using System.Text.Json;
using Storefold.Tests.Support;

namespace Storefold.Tests.Cli;

/// <summary>The certificate of a fold with rows in quarantine: signed, balanced, checkable, and refused when anything differs.</summary>
public sealed class A_certificate_is_issued_only_for_a_clean_fold
{
    [Fact]
    public async Task It_balances_and_only_the_published_key_makes_it_trusted()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var folder = Path.GetDirectoryName(lab.PlanFile)!;
        var file = Path.Combine(folder, "certificate.json");

        var (issued, _, error) = await CommandLine.RunAsync("certificate", lab.PlanFile);
        var (untrusted, _, _) = await CommandLine.RunAsync("certificate", "verify", file);
        var (trusted, _, _) = await CommandLine.RunAsync("certificate", "verify", file, "--key", Path.Combine(folder, "storefold-key.pub.pem"));

        Assert.True(issued == 0, error);
        Assert.Equal((1, 0), (untrusted, trusted));
        using var certificate = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.All(certificate.RootElement.GetProperty("fates").EnumerateArray(), row => Assert.Equal(0, row.GetProperty("unexplained").GetInt64()));
        Assert.All(certificate.RootElement.GetProperty("kept_sites").EnumerateArray(), site => Assert.Equal(0, site.GetProperty("writes").GetInt64()));
        Assert.Contains("<html", await File.ReadAllTextAsync(Path.Combine(folder, "certificate.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_amount_in_the_target_refuses_it_and_nothing_is_written()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        lab.Target("UPDATE order_payments SET amount = amount + 1 WHERE id = (SELECT max(id) FROM order_payments)");

        var (exit, _, error) = await CommandLine.RunAsync("certificate", lab.PlanFile);

        Assert.Equal(1, exit);
        Assert.Contains("no certificate was issued", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(lab.PlanFile)!, "certificate.json")));
    }
}
