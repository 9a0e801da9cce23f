using Storefold.Connectors.Sqlite;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Cli;

/// <summary>What only real processes show: a signal comes while a command makes a folder.</summary>
public sealed class A_signal_leaves_nothing_half_made : IDisposable
{
    private readonly TempFolder _folder = new();

    public A_signal_leaves_nothing_half_made() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent with kill");

    [Theory]
    [InlineData("INT", false)]
    [InlineData("TERM", true)]
    public async Task Of_a_sample(string signal, bool isThere)
    {
        var shops = _folder.File("shops");
        if (isThere) Directory.CreateDirectory(shops);
        string[] command = ["sample", shops, "--customers", "4000"];

        await AssertStoppedAsync(command, shops, Path.Combine(shops, "poco.db"), signal, isThere);

        await AssertDoneAsync(command);
        Assert.True(File.Exists(Path.Combine(shops, "plan.yaml")));
    }

    [Theory]
    [InlineData("INT", "sample/poco.db")]
    [InlineData("TERM", "plan.yaml")]
    public async Task Of_a_demo(string signal, string at)
    {
        var demo = _folder.File("demo");
        string[] command = ["demo", "--out", demo, "--customers", "300"];

        await AssertStoppedAsync(command, demo, Path.Combine(demo, at), signal);

        await AssertDoneAsync(command);
        Assert.True(File.Exists(Path.Combine(demo, "report.html")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Of_a_rehearsal(string signal)
    {
        MakeShops(300);
        var rehearsal = _folder.File("shops/rehearsal");
        string[] command = ["rehearse", _folder.File("shops/plan.yaml")];

        await AssertStoppedAsync(command, rehearsal, Path.Combine(rehearsal, "plan.yaml"), signal);

        await AssertDoneAsync(command);
        Assert.True(File.Exists(Path.Combine(rehearsal, "report.html")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Of_statements(string signal)
    {
        MakeShops(2_000);
        var plan = _folder.File("shops/plan.yaml");
        await AssertDoneAsync("transfer", plan);
        await AssertDoneAsync("certificate", plan);
        var statements = _folder.File("statements");
        string[] command = ["statements", plan, "--out", statements];

        using var process = CliProcess.Start(null, command);
        var (exit, output, error) = await process.EndAtAsync(Path.Combine(statements, "root.txt"), signal);

        Assert.True(exit == 3, $"exit {exit}: {output}{error}");
        Assert.Contains("the same command goes on", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(statements, "index.csv")));
        await AssertDoneAsync(command);
        var files = Directory.GetFiles(statements, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(statements, file)).ToHashSet(StringComparer.Ordinal);
        var listed = (await File.ReadAllLinesAsync(Path.Combine(statements, "index.csv"), TestContext.Current.CancellationToken)).Skip(1).Select(line => line.Split(',')[^1]);
        Assert.Equal([.. listed, "index.csv", "root.txt"], files);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertStoppedAsync(string[] command, string made, string at, string signal, bool isThere = false)
    {
        using var process = CliProcess.Start(null, command);
        var (exit, output, error) = await process.EndAtAsync(at, signal);

        Assert.True(exit == 3, $"exit {exit}: {output}{error}");
        Assert.Contains($"storefold: stopped; {made} was taken away again", error, StringComparison.Ordinal);
        Assert.Contains("type the same command", error, StringComparison.Ordinal);
        Assert.Equal(isThere, Directory.Exists(made));
        Assert.True(!isThere || !Directory.EnumerateFileSystemEntries(made).Any());
    }

    private static async Task AssertDoneAsync(params string[] command)
    {
        var (exit, output, error) = await CliProcess.RunAsync(null, command);
        Assert.True(exit == 0, $"exit {exit}: {output}{error}");
    }

    private void MakeShops(int customers) => SampleFolder.Write(
        _folder.File("shops"), SampleOptions.Default with { Customers = customers }, SampleShops.Schemas, path => SqliteSession.Open(path, SqliteAccess.Create),
        TestContext.Current.CancellationToken);
}
