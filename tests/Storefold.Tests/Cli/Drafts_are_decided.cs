using System.Text.Json;
using Storefold.Announcing;
using Storefold.Connectors.Sqlite;
using Storefold.Journaling;

namespace Storefold.Tests.Cli;

public sealed class Drafts_are_decided : IDisposable
{
    private readonly SampleCli _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Without_drafts_the_list_says_so()
    {
        var answer = _shop.Run("decide", "drafts");
        Assert.Equal((0, "There are no drafts.\n"), (answer.Code, answer.Output.ReplaceLineEndings("\n")));
        Assert.Contains("there is no draft 1", _shop.Run("decide", "approve", "1").Error);
    }

    [Fact]
    public void The_list_shows_the_text_and_status_counts_what_waits()
    {
        Make();
        var list = _shop.Run("decide", "drafts");
        Assert.Equal(0, list.Code);
        Assert.Contains("1  draft  old-channel  uk  close", list.Output);
        Assert.Contains("    | Closed.\n    | Second line.", list.Output.ReplaceLineEndings("\n"));
        Assert.Contains("Drafts for channels: 1 to be approved. storefold decide", _shop.Run("status").Output);
        using var json = JsonDocument.Parse(_shop.Run("decide", "drafts", "--json").Output);
        Assert.Equal("Closed.\nSecond line.", Assert.Single(json.RootElement.GetProperty("drafts").EnumerateArray()).GetProperty("text").GetString());
        using var status = JsonDocument.Parse(_shop.Run("status", "--json").Output);
        Assert.Equal(1, status.RootElement.GetProperty("drafts").GetProperty("draft").GetInt32());
    }

    [Fact]
    public void A_rejection_is_on_record_with_name_and_reason()
    {
        Make();
        Assert.Contains("needs a reason", _shop.Run("decide", "reject", "1", "--by", "Asha").Error);
        var answer = _shop.Run("decide", "reject", "1", "--by", "Asha", "--reason", "too early");
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("rejected by Asha: too early", _shop.Run("decide", "drafts").Output);
        Assert.Equal("Asha", _shop.MiCell("SELECT after_value FROM storefold_log WHERE what = 'draft_rejected' AND subject = 'draft/1'"));
    }

    [Fact]
    public void An_approval_takes_other_words_from_a_file_and_measures_them()
    {
        AddChannel();
        Make();
        var words = Path.Combine(_shop.Folder, "words.txt");
        File.WriteAllText(words, new string('x', 61));
        Assert.Contains("has 61 characters, old-channel takes 60", _shop.Run("decide", "approve", "1", "--text", words).Error);
        File.WriteAllBytes(words, [0x43, 0xFC]);
        Assert.Contains("not text in UTF-8", _shop.Run("decide", "approve", "1", "--text", words).Error);

        File.WriteAllText(words, "Our store has closed.\r\nThank you.\r\n");
        var answer = _shop.Run("decide", "approve", "1", "--by", "Asha", "--text", words);
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Equal("approved Our store has closed.\nThank you. Asha", string.Join(' ', _shop.MiRows("SELECT state, text, decided_by FROM storefold_draft")[0]));
        Assert.Equal(1, _shop.Run("decide", "approve", "1").Code);
    }

    [Theory]
    [InlineData("approve", "approve needs the number")]
    [InlineData("approve first", "approve needs the number")]
    [InlineData("approve 7", "there is no draft 7")]
    [InlineData("approve 1", "the plan has no channel named old-channel any more")]
    [InlineData("approve 1 --reason x", "--reason belongs to reject")]
    [InlineData("approve 1 --into 5", "--into belongs to merge")]
    [InlineData("approve 1 --text no-such-file", "there is no file")]
    [InlineData("drafts 1", "drafts takes no number")]
    [InlineData("reject 1 --text x", "--text belongs to approve")]
    [InlineData("1 merge --reason x", "--reason belongs to override, confirm and reject")]
    public void What_makes_no_sense_is_refused(string line, string says)
    {
        Make();
        var answer = _shop.Run("decide", line.Split(' '));
        Assert.Equal(2, answer.Code);
        Assert.Contains(says, answer.Error);
        Assert.Equal("draft", _shop.MiCell("SELECT state FROM storefold_draft"));
    }

    private void AddChannel()
    {
        const string Channel = "\nchannels:\n  old-channel: { kind: webhook, url: \"https://hooks.example/poco\", locale: en, limit: 60 }\n";
        var text = File.ReadAllText(_shop.Plan);
        File.WriteAllText(_shop.Plan, text.Contains("\nchannels:\n", StringComparison.Ordinal) ? text.Replace("\nchannels:\n", Channel) : text + Channel);
    }

    /// <summary>A draft for a channel that the sample's plan does not have.</summary>
    private void Make()
    {
        using var session = SqliteSession.Open(Path.Combine(_shop.Folder, "mi.db"), SqliteAccess.ReadWrite);
        session.BeginWrite();
        Journal.Open(session, "poco-global-and-uk");
        new DraftBook(session).Add(
            [SomePlan.Channel("old-channel")], [new Announcement("close", Storefold.Planning.Milestone.Close, "uk")], (_, _) => "Closed.\nSecond line.",
            FixedClock.Instance.GetUtcNow());
        session.Commit();
    }
}
