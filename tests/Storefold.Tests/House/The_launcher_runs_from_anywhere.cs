namespace Storefold.Tests.House;

public sealed class The_launcher_runs_from_anywhere
{
    [Fact]
    public void Through_a_chain_of_links_with_the_callers_paths()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("bin"));
        File.CreateSymbolicLink(folder.File("bin/first"), Repository.File("storefold"));
        File.CreateSymbolicLink(folder.File("second"), "bin/first");

        var made = Tool.Run(folder.File("second"), folder.Path, "sample", "shops", "--customers", "20");

        Assert.True(made.ExitCode == 0, made.All);
        Assert.True(File.Exists(folder.File("shops/plan.yaml")));
    }

    [Fact]
    public void Exit_codes_and_streams_are_the_programs()
    {
        using var folder = new TempFolder();

        var answer = Tool.Storefold(folder.Path, "transfer", "no-such-plan.yaml");

        Assert.Equal(2, answer.ExitCode);
        Assert.Empty(answer.Output);
        Assert.Contains("no-such-plan.yaml", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_SDK_it_says_what_is_missing()
    {
        using var folder = new TempFolder();
        CopyLauncher(folder);

        var answer = Tool.Run(
            "env", folder.Path, "-i", "HOME=" + folder.Path, "PATH=" + ToolsWithoutDotnet(folder), "./storefold", "--help");

        Assert.Equal(3, answer.ExitCode);
        Assert.Contains(".NET 10 SDK is missing", answer.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet-sdk-10.0", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_fails_shows_why()
    {
        using var folder = new TempFolder();
        CopyLauncher(folder);
        Directory.CreateDirectory(folder.File("src/Storefold.Cli"));
        File.WriteAllText(folder.File("src/Storefold.Cli/Storefold.Cli.csproj"), "<Project");

        var answer = Tool.Run(folder.File("storefold"), folder.Path, "--help");

        Assert.Equal(3, answer.ExitCode);
        Assert.Empty(answer.Output);
        Assert.Contains("MSB4025", answer.Error, StringComparison.Ordinal);
        Assert.Contains("the build of src/Storefold.Cli failed", answer.Error, StringComparison.Ordinal);
    }

    private static void CopyLauncher(TempFolder folder)
    {
        Directory.CreateDirectory(folder.File("eng"));
        Directory.CreateDirectory(folder.File("src"));
        foreach (var file in new[] { "storefold", "eng/build.sh" }) File.Copy(Repository.File(file), folder.File(file));
    }

    private static string ToolsWithoutDotnet(TempFolder folder)
    {
        var bin = Directory.CreateDirectory(folder.File("tools")).FullName;
        foreach (var tool in new[] { "awk", "bash", "cat", "dirname", "env", "find", "grep", "readlink" })
        {
            var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Select(place => Path.Combine(place, tool)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(bin, tool), found);
        }

        return bin;
    }
}
