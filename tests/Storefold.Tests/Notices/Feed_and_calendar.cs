using System.Text;
using System.Xml;
using NodaTime;
using Storefold.Notices;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Tests.Notices;

public sealed class Feed_and_calendar
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    private static readonly PlanModel Plan = NoticeLab.Plan();

    [Fact]
    public void The_feed_holds_what_was_announced_newest_first()
    {
        var feed = Parse(Plan.Desk().Feed(Plan.Standing(NoticeLab.HandoverAt), "en-GB"));
        var names = Names(feed);
        Assert.Equal(
            ["domain_handover", "close", "close.soon.20241231T180000Z", "coupons_move", "loyalty_moves", "purchases_stop", "purchases_stop.soon.20241020T230000Z", "notice"],
            names);
        Assert.Equal("tag:www.po.co,2024:storefold/uk/en-GB/feed", Only(feed, "/a:feed/a:id"));
        Assert.Equal("2025-02-03T10:00:00Z", Only(feed, "/a:feed/a:updated"));
        Assert.Equal("https://www.po.co/uk/closing/feed.atom?lang=en-GB", feed.SelectSingleNode("/a:feed/a:link[@rel='self']/@href", Space(feed))!.Value);
        Assert.Contains("utf-8", feed.FirstChild!.OuterXml, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_feed_is_there_before_anything_and_after_everything()
    {
        Assert.Empty(Names(Parse(Plan.Desk().Feed(Plan.Standing(NoticeLab.NoticeAt - Duration.FromSeconds(1)), "en"))));
        Assert.Equal("redirects_until", Names(Parse(Plan.Desk().Feed(Plan.Standing(NoticeLab.EndAt), "ar")))[0]);
    }

    [Fact]
    public void Ids_stay_while_time_goes_on()
    {
        var early = Names(Parse(Plan.Desk().Feed(Plan.Standing(NoticeLab.StopAt), "de")));
        var later = Names(Parse(Plan.Desk().Feed(Plan.Standing(NoticeLab.CloseAt), "de")));
        Assert.Equal(early, later[^early.Count..]);
    }

    [Fact]
    public void A_brand_with_markup_is_text_in_the_feed_and_a_line_in_the_calendar()
    {
        var plan = Plan with { Notices = Plan.Notices with { Brand = "A<b>&\n;,\\" } };
        var feed = Parse(plan.Desk().Feed(plan.Standing(NoticeLab.NoticeAt), "en"));
        Assert.Contains("A<b>&", Only(feed, "/a:feed/a:author/a:name"), StringComparison.Ordinal);
        Assert.Contains("SUMMARY;LANGUAGE=en:A<b>&\\n\\;\\,\\\\: ", string.Join('\n', Unfold(plan.Desk().Calendar(plan.Standing(NoticeLab.NoticeAt), "en"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_promise_that_changed_is_an_update_of_its_own()
    {
        var plan = Plan.Moved(Milestone.Close, NoticeLab.Utc(2025, 1, 7, 18));
        var told = NoticeLab.Utc(2024, 12, 20, 8);
        var updates = plan.Desk().Updates(plan.Standing(
            told, "uk", new Promise(Milestone.Close, "uk", NoticeLab.CloseAt, NoticeLab.NoticeAt), new Promise(Milestone.Close, "uk", NoticeLab.Utc(2025, 1, 7, 18), told)));
        var moved = Assert.Single(updates, update => update.Kind == UpdateKind.Moved);
        Assert.Equal(("close.moved.20250107T180000Z", told), (moved.Key, moved.At));
        Assert.Contains("31 December 2024", moved.In("en").Text, StringComparison.Ordinal);
        Assert.Contains("7 January 2025", moved.In("en").Text, StringComparison.Ordinal);
        Assert.Contains("7. Januar 2025", moved.In("de").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_under_way_is_not_late_for_an_hour()
    {
        var desk = Plan.Desk();
        Assert.DoesNotContain(desk.Updates(Plan.Stuck(NoticeLab.CloseAt + Duration.FromMinutes(59), "uk", Milestone.Close)), update => update.Kind == UpdateKind.Late);
        var late = Assert.Single(desk.Updates(Plan.Stuck(NoticeLab.CloseAt + Duration.FromMinutes(60), "uk", Milestone.Close)), update => update.Kind == UpdateKind.Late);
        Assert.Contains("It is not done yet.", late.In("en").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_late_stays_announced_as_late()
    {
        var passed = Standings.AsPlanned(Plan.Timetable!, NoticeLab.CloseAt).Select(one => one.Milestone == Milestone.Close ? one with { At = NoticeLab.CloseAt + Duration.FromHours(5) } : one);
        var standing = Standings.Of(Plan.Timetable!, Plan.Sites[0], [.. passed], [], NoticeLab.CloseAt + Duration.FromHours(6));
        var kinds = Plan.Desk().Updates(standing).Where(update => update.Milestone == Milestone.Close).Select(update => update.Kind);
        Assert.Equal([UpdateKind.Reminder, UpdateKind.Late, UpdateKind.Reached], kinds);
    }

    [Fact]
    public void The_calendar_has_every_public_milestone_in_UTC()
    {
        var lines = Unfold(Plan.Desk().Calendar(Plan.Standing(NoticeLab.StopAt), "hi"));
        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        Assert.Equal("END:VCALENDAR", lines[^1]);
        Assert.Equal(9, lines.Count(line => line is "BEGIN:VEVENT"));
        Assert.Equal(9, lines.Count(line => line is "DTSTAMP:20241020T230000Z"));
        Assert.Contains(lines, line => line is "UID:close.uk@www.po.co");
        Assert.Contains(lines, line => line is "DTSTART:20241231T180000Z");
        Assert.DoesNotContain(lines, line => line.StartsWith("UID:last_sync", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("SUMMARY;LANGUAGE=hi:Poco: वेबसाइट बंद होगी", StringComparison.Ordinal));
    }

    [Fact]
    public void A_moved_hour_keeps_its_UID_and_counts_its_changes()
    {
        var plan = Plan.Moved(Milestone.Close, NoticeLab.Utc(2025, 1, 7, 18));
        var lines = Unfold(plan.Desk().Calendar(plan.Standing(NoticeLab.StopAt, "uk", new Promise(Milestone.Close, "uk", NoticeLab.CloseAt, NoticeLab.NoticeAt)), "en"));
        var at = lines.IndexOf("UID:close.uk@www.po.co");
        Assert.Equal("DTSTART:20250107T180000Z", lines[at + 2]);
        Assert.Equal("SEQUENCE:1", lines[at + 3]);
    }

    private static XmlDocument Parse(string feed)
    {
        var document = new XmlDocument();
        using var reader = XmlReader.Create(new StringReader(feed), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        foreach (var needed in new[] { "id", "title", "updated" })
            Assert.Equal(document.SelectNodes("//a:entry", Space(document))!.Count + 1, document.SelectNodes($"//a:{needed}", Space(document))!.Count);
        return document;
    }

    private static List<string> Names(XmlDocument feed) =>
        [.. feed.SelectNodes("//a:entry/a:id", Space(feed))!.Cast<XmlNode>().Select(id => id.InnerText.Split('/')[^1])];

    private static string Only(XmlDocument feed, string path) => feed.SelectSingleNode(path, Space(feed))!.InnerText;

    private static XmlNamespaceManager Space(XmlDocument document)
    {
        var space = new XmlNamespaceManager(document.NameTable);
        space.AddNamespace("a", Atom);
        return space;
    }

    private static List<string> Unfold(string calendar)
    {
        Assert.EndsWith("\r\n", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', calendar.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(calendar.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        return [.. calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[..^1]];
    }
}
