using System.Text.Json;
using Storefold.Announcing;
using Storefold.Cli.Status;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli.Deciding;

/// <summary>Drafts for people and for programs.</summary>
internal static class DraftWords
{
    public static void Write(TextWriter output, IReadOnlyList<Draft> drafts, IReadOnlyList<ChannelModel> channels)
    {
        foreach (var draft in drafts.OrderByDescending(draft => draft.NeedsPerson).ThenBy(draft => draft.Id))
        {
            var (site, update) = (draft.Announcement.Site, draft.Announcement.UpdateId);
            output.WriteLine($"{draft.Id}  {DraftBook.Word(draft.State)}  {draft.Channel}  {site}  {update}{Length(draft, channels)}");
            if (draft.NeedsPerson) WriteText(output, draft.Text);
            if (About(draft) is { } about) output.WriteLine("    " + about);
        }

        if (drafts.Count > 0) output.WriteLine();
        output.WriteLine(Summary(drafts) ?? "There are no drafts.");
        if (drafts.Any(draft => draft.NeedsPerson))
            output.WriteLine("storefold decide PLAN approve N [--by NAME] [--text FILE] | reject N [--by NAME] --reason WHY");
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Draft> drafts, IReadOnlyList<ChannelModel> channels)
    {
        writer.WriteStartObject();
        StatusJson.Each(writer, "drafts", drafts, draft =>
        {
            writer.WriteNumber("id", draft.Id);
            writer.WriteString("state", DraftBook.Word(draft.State));
            writer.WriteString("channel", draft.Channel);
            writer.WriteString("site", draft.Announcement.Site);
            writer.WriteString("update", draft.Announcement.UpdateId);
            writer.WriteString("milestone", draft.Announcement.Milestone is { } milestone ? Milestones.Word(milestone) : null);
            writer.WriteString("locale", draft.Locale);
            writer.WriteString("text", draft.Text);
            if (ChannelOf(draft, channels) is { } channel)
            {
                writer.WriteNumber("length", PostLength.Of(channel, draft.Text));
                writer.WriteNumber("limit", channel.Limit);
            }

            writer.WriteString("decided_by", draft.Decision?.By);
            writer.WriteString("decided_at", Time(draft.Decision?.At));
            writer.WriteString("reason", draft.Decision?.Reason);
            writer.WriteNumber("attempts", draft.Delivery.Attempts);
            writer.WriteString("next_attempt_at", Time(draft.Delivery.NextAttemptAt));
            writer.WriteBoolean("may_stand", draft.Delivery.UnansweredSince is not null);
            writer.WriteString("last_error", draft.Delivery.LastError);
            writer.WriteString("remote_id", draft.Delivery.RemoteId);
            writer.WriteString("posted_at", Time(draft.Delivery.PostedAt));
        });
        writer.WriteEndObject();
    }

    /// <summary>How many there are in which state, in one sentence; null when there are none.</summary>
    public static string? Summary(IReadOnlyList<Draft> drafts)
    {
        if (drafts.Count == 0) return null;
        (DraftState State, string Words)[] states =
        [
            (DraftState.Draft, "to be approved"), (DraftState.Waiting, "could not be posted"), (DraftState.Approved, "approved and not posted yet"),
            (DraftState.Posted, "posted"), (DraftState.Rejected, "rejected"),
        ];
        var counts = states.Select(state => (state.Words, Count: drafts.Count(draft => draft.State == state.State))).Where(state => state.Count > 0);
        return "Drafts for channels: " + string.Join(", ", counts.Select(state => $"{state.Count} {state.Words}")) + ".";
    }

    /// <summary>What a person should know about a draft beside its text, or null.</summary>
    public static string? About(Draft draft) => draft switch
    {
        { State: DraftState.Waiting } =>
            $"could not be posted: {draft.Delivery.LastError}{(draft.Delivery.UnansweredSince is null ? "" : "; it may stand there all the same")}",
        { State: DraftState.Approved, Delivery: { NextAttemptAt: { } next, LastError: { } error } } => $"tried {Times(draft)}, again at {Time(next)}: {error}",
        { State: DraftState.Posted } => $"posted {Time(draft.Delivery.PostedAt)} as {draft.Delivery.RemoteId}",
        { State: DraftState.Rejected, Decision: { } decision } => $"rejected{(decision.By is { } by ? " by " + by : "")}: {decision.Reason}",
        _ => null,
    };

    private static void WriteText(TextWriter output, string text)
    {
        foreach (var line in text.Split('\n')) output.WriteLine("    | " + string.Concat(line.Where(letter => !char.IsControl(letter))));
    }

    private static string Length(Draft draft, IReadOnlyList<ChannelModel> channels)
    {
        if (ChannelOf(draft, channels) is not { } channel) return "  (the plan has no such channel any more)";
        var length = PostLength.Of(channel, draft.Text);
        return $"  {length}/{channel.Limit}{(length > channel.Limit ? " TOO LONG" : "")}";
    }

    private static ChannelModel? ChannelOf(Draft draft, IReadOnlyList<ChannelModel> channels) =>
        channels.FirstOrDefault(channel => string.Equals(channel.Name, draft.Channel, StringComparison.Ordinal));

    private static string Times(Draft draft) => draft.Delivery.Attempts == 1 ? "once" : $"{draft.Delivery.Attempts} times";

    private static string? Time(DateTimeOffset? instant) => instant is { } at ? Clock.Format(Clock.ToMicroseconds(at) / 1_000_000 * 1_000_000) : null;
}
