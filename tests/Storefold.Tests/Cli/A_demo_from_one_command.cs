using System.Text.Json;

namespace Storefold.Tests.Cli;

public sealed class A_demo_from_one_command : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Demo => _folder.File("demo");

    [Fact]
    public void Ends_with_every_milestone_passed_and_leaves_what_the_other_commands_work_on()
    {
        var answer = Run("demo", "--out", Demo, "--customers", "80");

        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("✓ Every milestone passed, and the books balance.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("purchases_stop", answer.Output, StringComparison.Ordinal);
        Assert.Contains("unexplained 0", answer.Output, StringComparison.Ordinal);
        Assert.Contains("storefold serve", answer.Output, StringComparison.Ordinal);
        Assert.All(
            ["plan.yaml", "report.html", "certificate.json", "certificate.html", "poco.db", "mi.db", "sample/plan.yaml", "sample/poco.db"],
            file => Assert.True(File.Exists(Path.Combine(Demo, file)), file));

        var plan = Path.Combine(Demo, "plan.yaml");
        Assert.Equal(0, Run("verify", plan).Code);
        Assert.Equal(0, Run("status", plan).Code);
        var check = Run("certificate", "verify", Path.Combine(Demo, "certificate.json"), "--key", Path.Combine(Demo, "storefold-key.pub.pem"));
        Assert.True(check.Code == 0, check.ToString());
        Assert.Contains("It is a rehearsal's", check.Output, StringComparison.Ordinal);
        using var certificate = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Demo, "certificate.json")));
        Assert.True(certificate.RootElement.GetProperty("rehearsed").GetBoolean());

        var again = Run("rehearse", plan, "--out", _folder.File("again"));
        Assert.Equal(1, again.Code);
        Assert.Contains("under way already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_where_something_stands_or_the_numbers_make_no_shop()
    {
        Directory.CreateDirectory(Demo);
        File.WriteAllText(Path.Combine(Demo, "mine"), "");

        var full = Run("demo", "--out", Demo);
        Assert.Equal(2, full.Code);
        Assert.Contains("is not empty", full.Error, StringComparison.Ordinal);
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(Demo).Select(path => Path.GetFileName(path)), StringComparer.Ordinal);
        Assert.Equal(2, Run("demo", "--out", _folder.File("none"), "--customers", "0").Code);
    }

    public void Dispose() => _folder.Dispose();

    private static Answer Run(params string[] args) => SampleCli.RunRaw(null, args);
}
