using System.Security.Cryptography;
using System.Text.Json;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Tests.Cli;

public sealed class Check_reports_everything_at_once : IDisposable
{
    private readonly SampleCli _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void A_good_plan_is_ready_and_nothing_is_written()
    {
        var before = Contents();
        var answer = _shop.Run("check");

        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("uk: 91 move", answer.Output);
        Assert.Contains("31 kept_site", answer.Output);
        Assert.Contains("no_pages", answer.Output);
        Assert.Contains("no_district", answer.Output);
        Assert.Contains("no transfer has begun here", answer.Output);
        Assert.Contains("passwords of the kind 'md5'", answer.Error);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void A_table_that_nobody_speaks_of_is_named_with_its_rows()
    {
        _shop.ChangePoco("CREATE TABLE plugin_warranty(id INTEGER, text TEXT); INSERT INTO plugin_warranty VALUES (1, 'a'), (2, 'b'); CREATE TABLE plugin_idle(id)");
        var answer = _shop.Run("check");
        Assert.Equal(0, answer.Code);
        Assert.Contains("plugin_warranty, 2 rows", answer.Error);
        Assert.Contains("empty tables that pack poco-store does not know: plugin_idle", answer.Error);
    }

    [Fact]
    public void A_channel_that_no_row_has_gets_the_nearest_one_and_one_that_no_site_selects_is_named()
    {
        _shop.EditPlan("channels: [global]", "channels: [globall]");
        var answer = _shop.Run("check");
        Assert.Equal(0, answer.Code);
        Assert.Contains("'globall' that site global selects", answer.Error);
        Assert.Contains("did you mean global?", answer.Error);
        Assert.Contains("No site selects the channel 'global'", answer.Error);
    }

    [Fact]
    public void Points_that_would_not_be_taken_out_are_warned_of()
    {
        _shop.EditPlan("allow_writes: [loyalty.freeze, loyalty.debit]", "allow_writes: []");
        Assert.Contains("could be spent on both sides", _shop.Run("check").Error);
    }

    [Fact]
    public void Rules_and_programmes_that_do_not_meet_are_warned_of()
    {
        _shop.EditPlan("  poco-points:", "  poco-pointz:");
        var error = _shop.Run("check").Error;
        Assert.Contains("no loyalty rule for the programme 'poco-points'", error);
        Assert.Contains("No source has the points programme 'poco-pointz'", error);
        Assert.Contains("did you mean poco-points?", error);
    }

    [Fact]
    public void A_missing_source_does_not_hide_a_target_of_another_platform()
    {
        File.Delete(Path.Combine(_shop.Folder, "poco.db"));
        _shop.ChangeMi("ALTER TABLE parcels RENAME TO parcels_old");
        var answer = _shop.Run("check");
        Assert.Equal(2, answer.Code);
        Assert.Contains("There is no database file", answer.Error);
        Assert.Contains("it has no table parcels", answer.Error);
        Assert.Contains("Not ready: 2 errors", answer.Output);
    }

    [Fact]
    public void An_unknown_pack_does_not_hide_a_missing_target()
    {
        _shop.EditPlan("pack: poco-store", "pack: poco-stores");
        File.Delete(Path.Combine(_shop.Folder, "mi.db"));
        var answer = _shop.Run("check");
        Assert.Equal(2, answer.Code);
        Assert.Contains("There is no pack named 'poco-stores'", answer.Error);
        Assert.Contains("did you mean poco-store?", answer.Error);
        Assert.Contains("mi.db", answer.Error);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public void A_server_that_is_not_there_is_to_be_started_and_the_line_is_that_of_the_connection(string kind)
    {
        _shop.EditPlan("sqlite:mi.db", $"{kind}://clerk@127.0.0.1:{LoopbackHttp.ClosedPort()}/mi");
        var line = 1 + Array.FindIndex(File.ReadAllLines(_shop.Plan), text => text.Contains(kind + "://", StringComparison.Ordinal));

        var answer = _shop.Run("check");

        Assert.True(answer.Code == 3, answer.ToString());
        Assert.Contains($"{_shop.Plan}:{line}: error:", answer.Error);
        Assert.Contains("start the server, or mend host and port", answer.Error);
        Assert.DoesNotContain("when it is free", answer.Error);
    }

    [Fact]
    public void A_file_that_is_missing_is_reported_at_the_line_of_the_connection()
    {
        _shop.EditPlan("sqlite:poco.db", "sqlite:no-such.db");
        var line = 1 + Array.FindIndex(File.ReadAllLines(_shop.Plan), text => text.Contains("no-such.db", StringComparison.Ordinal));

        Assert.Contains($"{_shop.Plan}:{line}: error:", _shop.Run("check").Error);
    }

    [Fact]
    public void Source_and_target_must_not_be_one_database()
    {
        _shop.EditPlan("sqlite:mi.db", "sqlite:./poco.db");
        var answer = _shop.Run("check");
        Assert.Equal(2, answer.Code);
        Assert.Contains("same database", answer.Error);
    }

    [Fact]
    public void A_target_of_another_retirement_is_refused()
    {
        _shop.Transfer();
        _shop.EditPlan("retirement: poco-global-and-uk", "retirement: another");
        foreach (var command in new[] { "check", "status", "decide" })
        {
            var answer = _shop.Run(command);
            Assert.Equal(2, answer.Code);
            Assert.Contains("one retirement at a time", answer.Error);
        }
    }

    [Fact]
    public void A_locked_database_is_the_worlds_fault()
    {
        var answer = SampleCli.RunRaw(new LockedConnections(), "check", _shop.Plan);
        Assert.Equal(3, answer.Code);
        Assert.Contains("locked by another program", answer.Error);
        Assert.Equal(3, SampleCli.RunRaw(new LockedConnections(), "transfer", _shop.Plan).Code);
    }

    [Fact]
    public void An_unfinished_run_is_announced()
    {
        _shop.Transfer();
        _shop.ChangeMi("INSERT INTO storefold_run(started_at, plan_sha256, only_entities, holder) VALUES (1, 'x', '', 'h')");
        Assert.Contains("run 2 is unfinished", _shop.Run("check").Output);
    }

    [Fact]
    public void Programs_get_the_same_as_json()
    {
        _shop.EditPlan("channels: [global]", "channels: [globall]");
        var answer = _shop.Run("check", "--json");
        using var json = JsonDocument.Parse(answer.Output);
        Assert.True(json.RootElement.GetProperty("ready").GetBoolean());
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), finding => string.Equals(finding.GetProperty("code").GetString(), "check.channel", StringComparison.Ordinal));
        Assert.Equal(200, json.RootElement.GetProperty("sources")[0].GetProperty("rows").GetProperty("customer").GetInt64());
        Assert.Equal(80, json.RootElement.GetProperty("target").GetProperty("own_rows").GetProperty("customer").GetInt64());
    }

    private List<string> Contents() =>
        [.. Directory.EnumerateFiles(_shop.Folder).Order(StringComparer.Ordinal).Select(file => file + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];

    private sealed class LockedConnections : IConnections
    {
        public ISqlSession Open(ConnectionModel connection, SessionUse use) =>
            throw new StoreException($"{connection.Display} is locked by another program.", isTransient: true);
    }
}
