using System.CommandLine;
using Storefold.Cli.Looking;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold lookup PLAN WHAT</c>: where a row is now, or where it came from.</summary>
internal static class LookupCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var what = new Argument<string>("WHAT")
        {
            Description = "ENTITY/KEY or SOURCE/ENTITY/KEY. The key is the one in the source, or what people call it: an order number (the "
                + "old or the new one), the e-mail address of a customer, a SKU, a coupon code.",
        };
        var target = new Option<bool>("--target") { Description = "The key is the one in the target: says where the row came from." };
        var parts = new Option<bool>("--parts") { Description = "List the parts (lines, payments, lots) with their keys on both sides." };
        var json = Arguments.Json();
        var command = new Command(
            "lookup",
            "Finds a row on both sides: what became of it, under which key and number, with whom it was merged. Exit code 0 when it "
            + "is found, 1 when it is not. Addresses are masked.")
        {
            plan, what, target, parts, json,
        };
        command.SetAction((parsed, _) => runner.WithFold(parsed.GetRequiredValue(plan), fold =>
        {
            var text = parsed.GetRequiredValue(what);
            if (LookupRequest.Read(text, fold.Sources, out var complaint) is not { } request)
                return Task.FromResult(runner.Refuse($"'{LookupDesk.Shown(text)}': {complaint.Text}", complaint.Hint));
            if (parsed.GetValue(target) && request.Source is not null)
                return Task.FromResult(runner.Refuse(
                    "--target takes ENTITY/KEY without a source", $"such as {request.Def.Name}/{LookupDesk.Shown(request.Name)}"));
            return Task.FromResult(Look(runner, fold, request, parsed.GetValue(target), parsed.GetValue(parts), parsed.GetValue(json)));
        }));
        return command;
    }

    private static int Look(CommandRunner runner, Fold fold, LookupRequest request, bool inTarget, bool parts, bool json)
    {
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Read);
        session.BeginSnapshot();
        IReadOnlyList<FoundRow> found = [];
        var hint = "no transfer has run yet";
        if (Journal.Peek(session, fold.Plan.Retirement) is not null)
        {
            using var context = new FoldContext(fold.Plan, fold.Sources, fold.Target, runner.Connections, session, mayDecide: false);
            var desk = new LookupDesk(context, parts);
            found = inTarget ? desk.FindTarget(request.Def, request.Name) : desk.Find(request);
            hint = inTarget
                ? "the target made it itself since the first run, or it is gone"
                : "by name only what moved or was refused is found; what was left out is found by its key in the source";
        }

        if (json) JsonOutput.Write(runner.Output, writer => LookupWords.Write(writer, found));
        else LookupWords.Write(runner.Output, found);
        if (found.Count > 0) return ExitCode.Ok;
        runner.Error.WriteLine($"storefold: nothing is known of {request.Def.Name}/{LookupDesk.Shown(request.Name)}{(inTarget ? " of the target" : "")}");
        runner.Error.WriteLine("  hint: " + hint);
        return ExitCode.No;
    }
}
