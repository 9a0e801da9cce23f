namespace Storefold.Tests.Cli;

public sealed class Init_writes_a_plan_to_start_from : IDisposable
{
    private readonly SampleCli _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void The_platform_and_its_channels_are_found_out()
    {
        var file = Path.Combine(_shop.Folder, "new.yaml");
        var answer = SampleCli.RunRaw(null, "init", file, "--from", "sqlite:" + Path.Combine(_shop.Folder, "poco.db"));
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("channels global, uk, in", answer.Output);
        var plan = File.ReadAllText(file);
        Assert.Contains("pack: poco-store", plan);
        // Several platforms can be the target: that is for a person to say.
        Assert.Contains("pack: FILL_IN", plan);
        Assert.Contains("The target can be one of medusa, mi-platform, ", answer.Output);
        Assert.Contains("channels: [uk]", plan);

        var check = SampleCli.RunRaw(null, "check", file);
        Assert.Equal(2, check.Code);
        Assert.All(check.Error.Split('\n').Where(line => line.Contains(": error: ")), line => Assert.Contains("[plan.fill_in]", line));
    }

    [Fact]
    public void A_path_that_was_typed_relative_counts_from_the_plans_folder_and_a_variable_stays_one()
    {
        var inner = Directory.CreateDirectory(Path.Combine(_shop.Folder, "plans")).FullName;
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_shop.Folder, "poco.db"));
        Assert.Equal(0, SampleCli.RunRaw(null, "init", Path.Combine(inner, "a.yaml"), "--from", "sqlite:" + relative).Code);
        Assert.Contains("connection: sqlite:../poco.db", File.ReadAllText(Path.Combine(inner, "a.yaml")));

        Environment.SetEnvironmentVariable("STOREFOLD_TEST_INIT", Path.Combine(_shop.Folder, "poco.db"));
        Assert.Equal(0, SampleCli.RunRaw(null, "init", Path.Combine(inner, "b.yaml"), "--from", "sqlite:${STOREFOLD_TEST_INIT}").Code);
        Assert.Contains("sqlite:${STOREFOLD_TEST_INIT}", File.ReadAllText(Path.Combine(inner, "b.yaml")));
    }

    [Fact]
    public void A_file_that_exists_is_kept_unless_forced()
    {
        var before = File.ReadAllText(_shop.Plan);
        var refused = SampleCli.RunRaw(null, "init", _shop.Plan);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--force", refused.Error);
        Assert.Equal(before, File.ReadAllText(_shop.Plan));
        Assert.Equal(0, SampleCli.RunRaw(null, "init", _shop.Plan, "--force").Code);
        Assert.StartsWith("# yaml-language-server", File.ReadAllText(_shop.Plan));
    }

    [Fact]
    public void A_database_that_is_not_there_is_refused_and_one_that_no_pack_knows_is_told()
    {
        var file = Path.Combine(_shop.Folder, "new.yaml");
        foreach (var from in new[] { "sqlite:" + Path.Combine(_shop.Folder, "none.db"), "postgres://x", "sqlite:" + _shop.Folder, "sqlite:${STOREFOLD_NOT_SET}", "sqlite:" + _shop.Plan })
        {
            Assert.Equal(2, SampleCli.RunRaw(null, "init", file, "--from", from).Code);
            Assert.False(File.Exists(file), from);
        }

        _shop.ChangePoco("ALTER TABLE return_cases RENAME TO other");
        var unknown = SampleCli.RunRaw(null, "init", file, "--from", "sqlite:" + Path.Combine(_shop.Folder, "poco.db"));
        Assert.Equal(0, unknown.Code);
        Assert.Contains("no pack knows this database", unknown.Error);
        Assert.Contains("pack: FILL_IN", File.ReadAllText(file));
    }
}
