using System.Text;
using NodaTime;
using NodaTime.Text;
using Storefold.Notices.Pages;
using Storefold.Notices.Wording;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Notices;

/// <summary>
/// The public milestones of a site as an iCalendar file (RFC 5545): UTC times, UIDs that stay when an hour moves, SEQUENCE that
/// counts how often it did, lines folded at 75 octets and ended with CRLF.
/// </summary>
internal static class CalendarFile
{
    private const int Longest = 75;

    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>The file.</summary>
    public static string Write(Facts facts, string title)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Storefold//Notices//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "NAME:" + Escape(title));
        Line(text, "X-WR-CALNAME:" + Escape(title));
        Line(text, "URL:" + facts.Text("notice_url"));
        foreach (var milestone in Timeline.Told(facts)) Event(text, facts, milestone);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Event(StringBuilder text, Facts facts, MilestoneStanding milestone)
    {
        var (word, site) = (Milestones.Word(milestone.Milestone), facts.Standing.Site);
        var late = Timeline.IsLate(milestone);
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{word}.{site.Name}@{site.Host}");
        Line(text, "DTSTAMP:" + Utc.Format(facts.Standing.Now));
        Line(text, "DTSTART:" + Utc.Format(milestone.At));
        Line(text, FormattableString.Invariant($"SEQUENCE:{milestone.PromisedBefore.Count}"));
        Line(text, "STATUS:" + (late ? "TENTATIVE" : "CONFIRMED"));
        Line(text, "TRANSP:TRANSPARENT");
        var summary = $"{facts.Text("brand")}: {facts.Word("milestone." + word)}";
        if (late) summary += $" ({facts.Language.Words["status.late"]})";
        Line(text, $"SUMMARY;LANGUAGE={facts.Language.Tag}:" + Escape(summary));
        Line(text, $"DESCRIPTION;LANGUAGE={facts.Language.Tag}:" + Escape(facts.Moment(milestone.At)));
        Line(text, "URL:" + facts.Text("notice_url"));
        Line(text, "END:VEVENT");
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // Folded between characters, never inside one: 3.1 counts octets, and half a character is none.
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > Longest)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
