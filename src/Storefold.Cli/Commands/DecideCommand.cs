using System.CommandLine;
using System.Globalization;
using Storefold.Cli.Deciding;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold decide PLAN</c>: what only a person may decide: accounts, erasures, and posts to channels.</summary>
internal static class DecideCommand
{
    private static readonly string[] Choices = ["merge", "separate", "undo"];

    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var what = new Argument<string?>("ID")
        {
            Description = "Number of a decision, as the list shows it; or one of the words erase, override, confirm, drafts, approve, reject. "
                + "Without it, accounts that wait are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var choice = new Argument<string?>("CHOICE")
        {
            Description = "merge: both accounts are one person's. separate: they are not, also where they were merged already. undo: back "
                + "to what was before, as long as no transfer has carried it out. After erase: the customer as SOURCE/KEY, who then goes and stays "
                + "gone. After override: the milestone that is to pass although a check says no. After confirm: the milestone that needs a person's word. "
                + "After approve and reject: the number of a draft.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var into = new Option<string?>("--into")
        {
            Description = "For merge: key of the account in the target. Needed where there is not exactly one candidate.", HelpName = "KEY",
        };
        var by = new Option<string>("--by")
        {
            Description = "Who decides; goes on record.", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName,
        };
        var check = new Option<string?>("--check") { Description = "For override: the one check that is overridden; all by default.", HelpName = "CODE" };
        var reason = new Option<string?>("--reason") { Description = "For override, confirm and reject: why. Goes on record.", HelpName = "TEXT" };
        var text = new Option<string?>("--text") { Description = "For approve: a file with other words for the draft (UTF-8).", HelpName = "FILE" };
        var merged = new Option<bool>("--merged")
        {
            Description = "List the merges that were carried out, by a rule or by a person's word; separate takes one back.",
        };
        var json = Arguments.Json();
        var command = new Command(
            "decide",
            "Lists the accounts that wait for a decision, or takes one; the next transfer carries it out. The word drafts lists the posts for social "
            + "channels with their text; approve N and reject N decide about one.")
        {
            plan, what, choice, into, merged, check, by, reason, text, json,
        };
        command.SetAction((parsed, _) => runner.WithFold(parsed.GetRequiredValue(plan), fold =>
        {
            if (parsed.GetValue(merged))
            {
                return Task.FromResult(parsed.GetValue(what) is null
                    ? List(runner, fold, parsed.GetValue(json), merged: true)
                    : runner.Refuse("--merged lists; it takes no decision", "storefold decide PLAN --merged"));
            }

            if (MilestoneDesk.Takes(parsed.GetValue(what)))
            {
                var said = new MilestoneWord(
                    parsed.GetValue(what) ?? "", parsed.GetValue(choice), parsed.GetValue(check), parsed.GetValue(by) ?? "", parsed.GetValue(reason));
                return Task.FromResult(Tell(runner, MilestoneDesk.Note(said, fold, runner.Connections, runner.Time.GetUtcNow())));
            }

            if (parsed.GetValue(what) is { } word && DraftDecisions.Words.Contains(word, StringComparer.Ordinal))
            {
                if (parsed.GetValue(into) is not null) return Task.FromResult(runner.Refuse("--into belongs to merge"));
                var drafts = new DraftRequest(word, parsed.GetValue(choice), parsed.GetValue(by) ?? "", parsed.GetValue(reason), parsed.GetValue(text));
                return Task.FromResult(DraftDecisions.Run(runner, fold, drafts, parsed.GetValue(json)));
            }

            if (parsed.GetValue(reason) is not null || parsed.GetValue(text) is not null)
                return Task.FromResult(runner.Refuse("--reason belongs to override, confirm and reject, --text to approve"));
            var request = new DecideRequest(parsed.GetValue(what), parsed.GetValue(choice), parsed.GetValue(into), parsed.GetValue(by) ?? "");
            if (Complaint(request) is { } complaint) return Task.FromResult(runner.Refuse(complaint.Text, complaint.Hint));
            return Task.FromResult(request.What is null ? List(runner, fold, parsed.GetValue(json), merged: false) : Decide(runner, fold, request));
        }));
        return command;
    }

    private static DecisionAnswer? Complaint(DecideRequest request)
    {
        if (request.What is null || request.IsErase)
        {
            if (request.Into is not null) return Bad("--into belongs to merge", null);
            return request is { IsErase: true, Choice: null }
                ? Bad("erase needs a customer as SOURCE/KEY", "such as storefold decide plan.yaml erase shop/1024")
                : null;
        }

        if (request.Id is null) return Bad($"'{request.What}' is not the number of a decision", "storefold decide PLAN lists them");
        if (request.Choice is null) return Bad($"say what becomes of decision {request.What}", "merge, separate or undo");
        if (!Choices.Contains(request.Choice, StringComparer.Ordinal))
            return Bad($"'{request.Choice}' is no decision", Spelling.DidYouMean(request.Choice, Choices, "there are"));
        return request.Into is not null && request.Choice is not "merge" ? Bad("--into belongs to merge", null) : null;
    }

    private static DecisionAnswer Bad(string text, string? hint) => new(ExitCode.BadInput, text, hint);

    private static int List(CommandRunner runner, Fold fold, bool json, bool merged)
    {
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Read);
        IReadOnlyList<OpenDecision> open = [];
        IReadOnlyList<MergedAccount> done = [];
        if (Journal.Peek(session, fold.Plan.Retirement) is { } journal)
        {
            using var context = new FoldContext(fold.Plan, fold.Sources, fold.Target, runner.Connections, session, mayDecide: false);
            var desk = new DecisionDesk(context, journal, "", runner.Time.GetUtcNow());
            if (merged) done = [.. desk.Merged()];
            else open = desk.Open();
        }

        if (json && merged) JsonOutput.Write(runner.Output, writer => DecisionWords.Write(writer, done));
        else if (json) JsonOutput.Write(runner.Output, writer => DecisionWords.Write(writer, open));
        else if (merged) DecisionWords.Write(runner.Output, done);
        else DecisionWords.Write(runner.Output, open);
        return ExitCode.Ok;
    }

    private static int Decide(CommandRunner runner, Fold fold, DecideRequest request)
    {
        // What is not committed is taken back when the session closes.
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Write);
        Journal.Prepare(session);
        session.BeginWrite();
        // Somebody may ask to be erased before the first transfer: the journal is made for it.
        if (!request.IsErase && !Journal.Exists(session)) return runner.Refuse($"there is no decision {request.What}", "no transfer has run yet");
        var journal = Journal.Open(session, fold.Plan.Retirement);
        using var context = new FoldContext(fold.Plan, fold.Sources, fold.Target, runner.Connections, session, mayDecide: false);
        var desk = new DecisionDesk(context, journal, request.By, runner.Time.GetUtcNow());
        var answer = request switch
        {
            { IsErase: true } => desk.Erase(request.Choice ?? ""),
            { Choice: "merge" } => desk.Merge(request.Id ?? 0, request.Into),
            { Choice: "separate" } => desk.Separate(request.Id ?? 0),
            _ => desk.Undo(request.Id ?? 0),
        };
        if (answer.ExitCode == ExitCode.Ok) session.Commit();
        return Tell(runner, answer);
    }

    private static int Tell(CommandRunner runner, DecisionAnswer answer)
    {
        var writer = answer.ExitCode == ExitCode.Ok ? runner.Output : runner.Error;
        writer.WriteLine(answer.ExitCode == ExitCode.Ok ? answer.Text : "storefold: " + answer.Text);
        if (answer.Hint is { } hint) writer.WriteLine("  " + (answer.ExitCode == ExitCode.Ok ? hint : "hint: " + hint));
        return answer.ExitCode;
    }

    private sealed record DecideRequest(string? What, string? Choice, string? Into, string By)
    {
        public bool IsErase => What is "erase";

        public long? Id => long.TryParse(What, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
