using NodaTime;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Cli.Deciding;

/// <summary>What a person says of a milestone.</summary>
/// <param name="What"><c>override</c> or <c>confirm</c>.</param>
/// <param name="Milestone">Its word.</param>
/// <param name="Check">Code of the check that is overridden; null for all that say no.</param>
/// <param name="By">Who says it.</param>
/// <param name="Reason">Why.</param>
internal sealed record MilestoneWord(string What, string? Milestone, string? Check, string By, string? Reason);

/// <summary>
/// Where a person lets a milestone pass although a check says no, or confirms what only a person can know. Both go on record with
/// name and reason. Only what is held back can be overridden: nobody signs for what has not been found yet.
/// </summary>
internal static class MilestoneDesk
{
    private const string NextAdvance = "storefold run takes it up within a minute; storefold run --once does so now";

    /// <summary>Whether a word of the command line belongs here.</summary>
    public static bool Takes(string? what) => what is "override" or "confirm";

    /// <summary>Notes what was said, or says why it cannot be.</summary>
    public static DecisionAnswer Note(MilestoneWord word, Fold fold, IConnections connections, DateTimeOffset now)
    {
        if (Complaint(word, fold.Plan, out var milestone) is { } complaint) return complaint;

        // What is not committed is taken back when the session closes.
        using var session = connections.Open(fold.Target.Model.Connection, SessionUse.Write);
        Journal.Prepare(session);
        session.BeginWrite();
        if (!Journal.Exists(session)) return No($"{word.Milestone} is not held back: nothing has happened yet", "storefold run PLAN begins");
        var journal = Journal.Open(session, fold.Plan.Retirement);
        var book = new MilestoneBook(session);
        var refusal = word.What is "confirm" ? RefuseConfirmation(fold.Plan, milestone, book) : RefuseOverride(word, milestone, book);
        if (refusal is not null) return refusal;
        var check = word.What is "confirm" ? MilestoneOverride.Confirmation : word.Check ?? MilestoneOverride.EveryCheck;
        book.Override(milestone, check, word.By, word.Reason ?? "", Instant.FromDateTimeOffset(now));
        journal.Log(now, word.What is "confirm" ? "milestone_confirmed" : "milestone_overridden", Milestones.Word(milestone), check, word.By);
        session.Commit();
        return new DecisionAnswer(ExitCode.Ok, $"{word.Milestone}: {Done(word)}, said {word.By}.", NextAdvance);
    }

    private static string Done(MilestoneWord word) => word.What is "confirm" ? "confirmed"
        : word.Check is null ? "every check that says no is overridden" : $"{word.Check} is overridden";

    private static DecisionAnswer? Complaint(MilestoneWord word, PlanModel plan, out Milestone milestone)
    {
        milestone = default;
        string[] known = [.. (plan.Timetable?.Milestones ?? []).Select(model => Milestones.Word(model.Milestone))];
        if (known.Length == 0) return Bad($"{plan.File} has no timetable", "docs/plan.md shows how one is written");
        if (word.Milestone is null) return Bad($"say which milestone: storefold decide PLAN {word.What} MILESTONE", "there are " + string.Join(", ", known));
        if (!known.Contains(word.Milestone, StringComparer.Ordinal) || Milestones.Find(word.Milestone) is not { } found)
            return Bad($"the plan has no milestone '{word.Milestone}'", Spelling.DidYouMean(word.Milestone, known, "there are"));
        if (word.What is "confirm" && found != Milestone.SourceErased)
        {
            return Bad($"{word.Milestone} needs no confirmation, only {Milestones.Word(Milestone.SourceErased)} does",
                "what is held back can be let through: storefold decide PLAN override MILESTONE");
        }

        if (word.What is "confirm" && word.Check is not null) return Bad("--check belongs to override", null);
        if (string.IsNullOrWhiteSpace(word.By)) return Bad("say who decides: --by NAME", "it goes on record");
        if (string.IsNullOrWhiteSpace(word.Reason)) return Bad("say why: --reason TEXT", "it goes on record, and into the report");
        milestone = found;
        return null;
    }

    private static DecisionAnswer? RefuseOverride(MilestoneWord word, Milestone milestone, MilestoneBook book)
    {
        var refusals = book.Holds().Where(hold => hold.Milestone == milestone)
            .SelectMany(hold => hold.Checks).Where(check => !check.Go).Select(check => check.Code).Distinct(StringComparer.Ordinal).ToList();
        if (refusals.Count == 0) return No($"{word.Milestone} is not held back: there is nothing to override", "storefold status PLAN shows the timetable");
        return word.Check is null || refusals.Contains(word.Check, StringComparer.Ordinal)
            ? null
            : Bad($"{word.Milestone} is not held back by a check '{word.Check}'", Spelling.DidYouMean(word.Check, refusals, "what says no is"));
    }

    private static DecisionAnswer? RefuseConfirmation(PlanModel plan, Milestone milestone, MilestoneBook book)
    {
        var passed = book.Passed().Where(pass => pass.Milestone == milestone).Select(pass => pass.Site).ToHashSet(StringComparer.Ordinal);
        if (plan.RetiringSites.All(site => passed.Contains(site.Name))) return No($"{Milestones.Word(milestone)} is passed already", null);
        return !book.HasPassed(Milestone.LastSync)
            ? No("the last catch-up is not passed: nobody can know yet that everything has arrived", "storefold status PLAN shows the timetable")
            : null;
    }

    private static DecisionAnswer Bad(string text, string? hint) => new(ExitCode.BadInput, text, hint);

    private static DecisionAnswer No(string text, string? hint) => new(ExitCode.No, text, hint);
}
