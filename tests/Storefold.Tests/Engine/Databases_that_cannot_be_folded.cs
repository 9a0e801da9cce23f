using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>Bad input: exit code 2, a sentence, and not one byte written anywhere.</summary>
public sealed class Databases_that_cannot_be_folded
{
    public static TheoryData<string> Worlds => [.. Spoil.Keys];

    private static readonly Dictionary<string, Action<FoldLab>> Spoil = new(StringComparer.Ordinal)
    {
        ["the source is missing"] = lab => File.Delete(lab.Poco),
        ["the target is missing"] = lab => File.Delete(lab.Mi),
        ["the source is a text file"] = lab => File.WriteAllText(lab.Poco, "id,name\n1,Ada\n"),
        ["the target is a text file"] = lab => File.WriteAllText(lab.Mi, "id,name\n1,Ada\n"),
        ["the source is empty"] = lab => File.WriteAllBytes(lab.Poco, []),
        ["the target is empty"] = lab => File.WriteAllBytes(lab.Mi, []),
        ["the target is a folder"] = lab =>
        {
            File.Delete(lab.Mi);
            Directory.CreateDirectory(lab.Mi);
        },
        ["the source is another platform"] = lab => File.Copy(lab.Mi, lab.Poco, overwrite: true),
        ["the target is another platform"] = lab => File.Copy(lab.Poco, lab.Mi, overwrite: true),
        ["the source lacks a column"] = lab => lab.Source("ALTER TABLE customers DROP COLUMN company"),
        ["the target lacks a column"] = lab => lab.Target("ALTER TABLE customers DROP COLUMN company"),
        ["source and target are one file"] = lab => lab.EditPlan("sqlite:poco.db", "sqlite:mi.db"),
        ["source and target are one file by another path"] = lab => lab.EditPlan("sqlite:poco.db", "sqlite:./mi.db"),
        ["source and target are one file by a link"] = lab =>
        {
            File.Delete(lab.Poco);
            File.CreateSymbolicLink(lab.Poco, lab.Mi);
        },
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task Are_refused_and_nothing_is_written(string world)
    {
        using var lab = new FoldLab();
        Spoil[world](lab);
        var (poco, mi) = (Bytes(lab.Poco), Bytes(lab.Mi));

        var (exit, output, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

        Assert.True(exit == 2, $"{world}: exit {exit}: {error}");
        Assert.Equal("", output);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.NotEmpty(error);
        Assert.Equal(poco, Bytes(lab.Poco));
        Assert.Equal(mi, Bytes(lab.Mi));
    }

    [Fact]
    public async Task Entities_whose_dependencies_were_never_moved_are_bad_input_too()
    {
        using var lab = new FoldLab();

        var (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile, "--only", "order");

        Assert.True(exit == 2, $"exit {exit}: {error}");
        Assert.Contains("hint: add them: --only customer,product,order", error, StringComparison.Ordinal);
    }

    private static byte[]? Bytes(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
