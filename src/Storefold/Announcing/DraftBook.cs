using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Announcing;

/// <summary>
/// The drafts in the target's journal. It keeps and finds them; who may change what is decided by <see cref="DraftDesk"/> and
/// <see cref="Announcer"/>. Writes belong to the transaction that the caller has open.
/// </summary>
/// <param name="target">A session on the target whose journal exists.</param>
public sealed class DraftBook(ISqlSession target)
{
    private const string Columns =
        "id, channel, site, update_id, milestone, locale, text, state, decided_by, decided_at, reason, attempts, next_attempt_at, "
        + "unanswered_since, last_error, remote_id, posted_at";

    /// <summary>True when the target's journal has room for drafts.</summary>
    public static bool Exists(ISqlSession target) => target.Tables().ContainsKey("storefold_draft");

    /// <summary>All drafts, oldest first.</summary>
    public IReadOnlyList<Draft> All() => [.. target.Rows($"SELECT {Columns} FROM storefold_draft ORDER BY id").Select(Read)];

    /// <summary>The draft of that number, or null.</summary>
    public Draft? Find(long id)
    {
        var rows = target.Rows($"SELECT {Columns} FROM storefold_draft WHERE id = ?1", Value.Of(id));
        return rows.Count == 0 ? null : Read(rows[0]);
    }

    /// <summary>
    /// Makes the drafts that are missing: one per announcement and channel of its site. What a channel already says about the
    /// same milestone in the same words, for another site, is kept as rejected, so that nobody reads it twice.
    /// </summary>
    /// <param name="channels">Channels of the plan.</param>
    /// <param name="announcements">Everything that has been announced, new or not.</param>
    /// <param name="text">Words a draft within the channel's limit.</param>
    /// <param name="now">When.</param>
    /// <returns>How many were made.</returns>
    public int Add(
        IReadOnlyList<ChannelModel> channels, IReadOnlyList<Announcement> announcements, Func<ChannelModel, Announcement, string> text,
        DateTimeOffset now)
    {
        var known = All().ToDictionary(draft => (draft.Channel, draft.Announcement.Site, draft.Announcement.UpdateId));
        var made = 0;
        foreach (var announcement in announcements)
        {
            foreach (var channel in channels.Where(channel => channel.Sites.Contains(announcement.Site, StringComparer.Ordinal)))
            {
                var key = (channel.Name, announcement.Site, announcement.UpdateId);
                if (known.ContainsKey(key)) continue;
                var words = text(channel, announcement);
                known[key] = Insert(channel, announcement, words, Twin(known.Values, channel, announcement, words), now);
                made++;
            }
        }

        return made;
    }

    /// <summary>Keeps a changed draft.</summary>
    internal void Save(Draft draft) => target.Run(
        "UPDATE storefold_draft SET text = ?2, state = ?3, decided_by = ?4, decided_at = ?5, reason = ?6, attempts = ?7, next_attempt_at = ?8, "
        + "unanswered_since = ?9, last_error = ?10, remote_id = ?11, posted_at = ?12 WHERE id = ?1",
        Value.Of(draft.Id), Value.Of(draft.Text), Value.Of(Word(draft.State)), Value.Of(draft.Decision?.By), Time(draft.Decision?.At),
        Value.Of(draft.Decision?.Reason), Value.Of(draft.Delivery.Attempts), Time(draft.Delivery.NextAttemptAt),
        Time(draft.Delivery.UnansweredSince), Value.Of(draft.Delivery.LastError), Value.Of(draft.Delivery.RemoteId), Time(draft.Delivery.PostedAt));

    /// <summary>The word for a state in the journal, on screen and in JSON.</summary>
    public static string Word(DraftState state) => state switch
    {
        DraftState.Draft => "draft",
        DraftState.Approved => "approved",
        DraftState.Rejected => "rejected",
        DraftState.Posted => "posted",
        _ => "waiting",
    };

    private static Draft? Twin(IEnumerable<Draft> drafts, ChannelModel channel, Announcement announcement, string words) =>
        drafts.FirstOrDefault(draft => string.Equals(draft.Channel, channel.Name, StringComparison.Ordinal)
            && draft.Announcement.Milestone == announcement.Milestone
            && string.Equals(draft.Text, words, StringComparison.Ordinal));

    private Draft Insert(ChannelModel channel, Announcement announcement, string words, Draft? twin, DateTimeOffset now)
    {
        var id = target.Scalar("SELECT coalesce(max(id), 0) + 1 FROM storefold_draft").AsInteger();
        var draft = new Draft(
            id, channel.Name, announcement, channel.Locale, words, twin is null ? DraftState.Draft : DraftState.Rejected,
            twin is null ? null : new DraftDecision(null, now, $"says the same as draft {twin.Id}"), new DraftDelivery(0, null, null, null, null, null));
        target.Run(
            "INSERT INTO storefold_draft(id, channel, site, update_id, milestone, locale, text, state, attempts) "
            + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
            Value.Of(id), Value.Of(channel.Name), Value.Of(announcement.Site), Value.Of(announcement.UpdateId),
            Value.Of(announcement.Milestone is { } milestone ? Milestones.Word(milestone) : null), Value.Of(channel.Locale), Value.Of(words),
            Value.Of(Word(draft.State)));
        Save(draft);
        return draft;
    }

    private static Draft Read(Value[] row) => new(
        row[0].AsInteger(), row[1].ToString(),
        new Announcement(row[3].ToString(), row[4].AsText() is { } word ? Milestones.Find(word) : null, row[2].ToString()),
        row[5].ToString(), row[6].ToString(), StateOf(row[7].ToString()),
        Time(row[9]) is { } decided ? new DraftDecision(row[8].AsText(), decided, row[10].AsText()) : null,
        new DraftDelivery((int)row[11].AsInteger(), Time(row[12]), Time(row[13]), row[14].AsText(), row[15].AsText(), Time(row[16])));

    private static DraftState StateOf(string word) => Enum.GetValues<DraftState>().First(state => string.Equals(Word(state), word, StringComparison.Ordinal));

    private static Value Time(DateTimeOffset? instant) => instant is { } at ? Value.Of(Clock.ToMicroseconds(at)) : Value.Null;

    private static DateTimeOffset? Time(in Value value) => value.IsNull ? null : Clock.ToInstant(value.AsInteger());
}
