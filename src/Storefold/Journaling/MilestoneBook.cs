using NodaTime;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>
/// What the journal knows of the timetable: milestones passed and held back, hours that the public was told, overrides, and
/// how late it was when somebody last looked. Reading works on a target without a journal too: nothing has happened there.
/// Writes are made in the transaction that the caller has open, after <see cref="Journal.Open"/>.
/// </summary>
public sealed class MilestoneBook(ISqlSession target)
{
    private const string ClockMeta = "clock_seen";
    private const string CertificateMeta = "certificate";

    private readonly bool _exists = target.Tables().ContainsKey("storefold_milestone");

    /// <summary>Everything that was passed, by time and then in the order of the milestones.</summary>
    public IReadOnlyList<MilestonePass> Passes() =>
    [
        .. Rows("SELECT milestone, site, planned, at, overridden_by, reason, checks FROM storefold_milestone ORDER BY site")
            .Select(row => new MilestonePass(
                MilestoneOf(row[0]), row[1].ToString(), Moment.Of(row[2]), Moment.Of(row[3]), row[4].AsText(), row[5].AsText(),
                CheckAnswers.Read(row[6].ToString())))
            .OrderBy(pass => pass.At).ThenBy(pass => pass.Milestone),
    ];

    /// <summary>The same, as <see cref="Standings"/> wants it.</summary>
    public IReadOnlyList<PassedMilestone> Passed() =>
        [.. Passes().Select(pass => new PassedMilestone(pass.Milestone, pass.Site, pass.At, pass.OverriddenBy, pass.Reason))];

    /// <summary>Whether a milestone was passed for any site.</summary>
    public bool HasPassed(Milestone milestone) => _exists && !target.Scalar(
        "SELECT 1 FROM storefold_milestone WHERE milestone = ?1 LIMIT 1", Value.Of(Milestones.Word(milestone))).IsNull;

    /// <summary>What is held back.</summary>
    public IReadOnlyList<MilestoneHold> Holds() =>
    [
        .. Rows("SELECT milestone, site, since, at, checks FROM storefold_hold ORDER BY site")
            .Select(row => new MilestoneHold(
                MilestoneOf(row[0]), row[1].ToString(), Moment.Of(row[2]), Moment.Of(row[3]), CheckAnswers.Read(row[4].ToString())))
            .OrderBy(hold => hold.Milestone),
    ];

    /// <summary>Hours that the public was told, oldest first.</summary>
    public IReadOnlyList<Promise> Promises() =>
    [
        .. Rows("SELECT milestone, site, promised, told_at FROM storefold_promise ORDER BY told_at, site")
            .Select(row => new Promise(MilestoneOf(row[0]), row[1].ToString(), Moment.Of(row[2]), Moment.Of(row[3]))),
    ];

    /// <summary>Overrides and confirmations, oldest first.</summary>
    public IReadOnlyList<MilestoneOverride> Overrides() =>
    [
        .. Rows("SELECT id, milestone, code, person, reason, at, used_at FROM storefold_override ORDER BY id")
            .Select(row => new MilestoneOverride(
                row[0].AsInteger(), MilestoneOf(row[1]), row[2].ToString(), row[3].ToString(), row[4].ToString(), Moment.Of(row[5]),
                row[6].IsNull ? null : Moment.Of(row[6]))),
    ];

    /// <summary>Orders placed after purchases had stopped, by time.</summary>
    public IReadOnlyList<LateOrder> LateOrders() =>
    [
        .. Rows("SELECT source, [source_key], site, placed_at FROM storefold_late_order ORDER BY placed_at, source, source_key")
            .Select(row => new LateOrder((int)row[0].AsInteger(), row[1], row[2].ToString(), Moment.Of(row[3]))),
    ];

    /// <summary>The latest instant at which a retirement was driven; null before.</summary>
    public Instant? ClockSeen => Meta(ClockMeta) is { } text ? Moment.Of(Value.Of(Number(text))) : null;

    /// <summary>The certificate that was issued last; null before there is one.</summary>
    public CertificateNote? Certificate => Meta(CertificateMeta)?.Split(' ') is [var run, var at]
        ? new CertificateNote(Number(run), Moment.Of(Value.Of(Number(at))))
        : null;

    /// <summary>Notes that a milestone was passed for a site; a hold of it ends.</summary>
    public void Pass(MilestonePass pass)
    {
        target.AddNew(
            "storefold_milestone", "milestone, site, planned, at, overridden_by, reason, checks",
            Word(pass.Milestone), Value.Of(pass.Site), Moment.Cell(pass.Planned), Moment.Cell(pass.At), Value.Of(pass.OverriddenBy),
            Value.Of(pass.Reason), Value.Of(CheckAnswers.Write(pass.Checks)));
        target.Run("DELETE FROM storefold_hold WHERE milestone = ?1 AND site = ?2", Word(pass.Milestone), Value.Of(pass.Site));
    }

    /// <summary>Notes that a milestone is held back for a site; the first such note says since when.</summary>
    public void Hold(MilestoneHold hold)
    {
        Value[] now = [Word(hold.Milestone), Value.Of(hold.Site), Moment.Cell(hold.At), Value.Of(CheckAnswers.Write(hold.Checks))];
        target.AddNew("storefold_hold", "milestone, site, since, at, checks", now[0], now[1], Moment.Cell(hold.Since), now[2], now[3]);
        target.Run("UPDATE storefold_hold SET at = ?3, checks = ?4 WHERE milestone = ?1 AND site = ?2", now);
    }

    /// <summary>Notes what the public is told from now on.</summary>
    public void Tell(Promise promise) => target.Upsert(
        "storefold_promise", "milestone, site, told_at, promised", 3,
        Word(promise.Milestone), Value.Of(promise.Site), Moment.Cell(promise.ToldAt), Moment.Cell(promise.Promised));

    /// <summary>Notes a person's override, or with <see cref="MilestoneOverride.Confirmation"/> a confirmation.</summary>
    public void Override(Milestone milestone, string check, string by, string reason, Instant now) => target.Run(
        "INSERT INTO storefold_override(milestone, code, person, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        Word(milestone), Value.Of(check), Value.Of(by), Value.Of(reason), Moment.Cell(now));

    /// <summary>Ends what people said of a milestone that was just passed: they said it of what they saw then.</summary>
    public void UseOverrides(Milestone milestone, Instant now) => target.Run(
        "UPDATE storefold_override SET used_at = ?2 WHERE milestone = ?1 AND used_at IS NULL", Word(milestone), Moment.Cell(now));

    /// <summary>Lists an order that was placed after purchases had stopped.</summary>
    public void AddLateOrder(LateOrder order) => target.Upsert(
        "storefold_late_order", "source, [source_key], site, placed_at", 2,
        Value.Of(order.Source), order.Key, Value.Of(order.Site), Moment.Cell(order.PlacedAt));

    /// <summary>Notes how late it is.</summary>
    public void SeeClock(Instant now) => SetMeta(ClockMeta, Moment.Cell(now).ToString());

    /// <summary>Notes that a certificate was issued for a run.</summary>
    public void NoteCertificate(CertificateNote note) => SetMeta(CertificateMeta, $"{note.Run} {Moment.Cell(note.At)}");

    private List<Value[]> Rows(string sql) => _exists ? target.Rows(sql) : [];

    private string? Meta(string name) => _exists
        ? target.Scalar("SELECT value FROM storefold_meta WHERE name = ?1", Value.Of(name)).AsText()
        : null;

    private void SetMeta(string name, string value) => target.Upsert("storefold_meta", "name, value", 1, Value.Of(name), Value.Of(value));

    private static Value Word(Milestone milestone) => Value.Of(Milestones.Word(milestone));

    private static Milestone MilestoneOf(in Value word) => Milestones.Find(word.ToString())
        ?? throw new Packs.PackException($"The journal speaks of a milestone '{word}', which this version does not know.");

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
