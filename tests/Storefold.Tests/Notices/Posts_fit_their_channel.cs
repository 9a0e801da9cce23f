using System.Globalization;
using Storefold.Notices;
using Storefold.Planning;

namespace Storefold.Tests.Notices;

public sealed class Posts_fit_their_channel
{
    private static readonly PlanModel Plan = NoticeLab.Plan();

    [Theory]
    [InlineData("webhook")]
    [InlineData("mastodon")]
    public void At_any_limit_in_any_language(string kind)
    {
        var desk = Plan.Desk();
        var standing = Plan.Standing(NoticeLab.EndAt, "global");
        foreach (var update in desk.Updates(standing))
        foreach (var language in NoticeLab.Languages)
        foreach (var limit in new[] { 90, 140, 200, 280, 500, 5000 })
        {
            var locale = desk.LocaleFor(standing.Site, language, null);
            var (post, address) = (desk.Draft(standing, update, locale, limit, kind), $"https://www.po.co/global/closing/notice?lang={locale}");
            Assert.EndsWith(address, post, StringComparison.Ordinal);
            Assert.InRange(DraftWriter.Length(post, kind), 1, limit);
            WholeWords(post, update.In(locale));
        }
    }

    [Fact]
    public void A_roomy_limit_gives_title_and_text()
    {
        var desk = Plan.Desk();
        var standing = Plan.Standing(NoticeLab.StopAt);
        var post = desk.Draft(standing, desk.Updates(standing)[0], "en-GB", 500, "mastodon");
        Assert.Equal(
            "Sample: Poco is closing the store at www.po.co/uk. You can order until Monday, 21 October 2024, 00:00, as the day begins (UK time, UTC+1). "
            + "The store closes on Tuesday, 31 December 2024, 18:00 (UK time, UTC). Your account, orders and reviews go on at Xiaomi; almost everybody has to do nothing.\n\n"
            + "https://www.po.co/uk/closing/notice?lang=en-GB", post);
    }

    [Fact]
    public void Sentences_go_before_words_do()
    {
        var update = new UpdateText("Short title", "First sentence here. Second sentence, at 10.30 on 1.2.2025, is longer.");
        Assert.Equal("Short title. First sentence here.\n\nhttps://a.example/x", DraftWriter.Write(update, "https://a.example/x", 60, "webhook"));
        Assert.Equal("Short title\n\nhttps://a.example/x", DraftWriter.Write(update, "https://a.example/x", 40, "webhook"));
        Assert.Equal("Short…\n\nhttps://a.example/x", DraftWriter.Write(update, "https://a.example/x", 28, "webhook"));
        Assert.Equal("https://a.example/x", DraftWriter.Write(update, "https://a.example/x", 10, "webhook"));
    }

    [Fact]
    public void Length_is_counted_as_a_reader_counts()
    {
        Assert.Equal(3, new StringInfo("हिन्दी").LengthInTextElements);
        Assert.Equal(3, DraftWriter.Length("हिन्दी", "webhook"));
        Assert.Equal(1, DraftWriter.Length("👩‍👩‍👧", "webhook"));
        Assert.Equal(4 + 23, DraftWriter.Length("see https://www.example.com/a/very/long/address/that/counts/as/twenty-three", "mastodon"));
    }

    private static void WholeWords(string post, UpdateText update)
    {
        var words = $"Sample: {update.Title} {update.Text}".Split(' ').Select(word => word.Trim('.', '…', ',', ':', ';', '،')).ToHashSet(StringComparer.Ordinal);
        var sample = new[] { "Sample", "नमूना", "Muestra", "Exemple", "Muster", "نموذج", "" };
        foreach (var word in post.Split("\n\n")[0].Split(' ').Select(word => word.Trim('.', '…', ',', ':', ';', '،')))
            Assert.True(words.Contains(word) || sample.Contains(word, StringComparer.Ordinal) || word.StartsWith("https://", StringComparison.Ordinal), $"'{word}' is no word of: {update.Title} {update.Text}");
    }
}
