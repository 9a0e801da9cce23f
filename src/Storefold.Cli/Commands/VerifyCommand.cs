using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Storefold.Verification;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold verify PLAN</c>: reads both sides back and names every row and field that differs.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var json = Arguments.Json();
        var values = new Option<bool>("--values") { Description = "Print expected and found values too. They hold customers' data." };
        var command = new Command("verify", "Reads both sides back and names every row and field that differs. Answers 1 when any does.")
        {
            plan, values, json,
        };
        command.SetAction((parsed, cancel) => runner.WithFold(parsed.GetRequiredValue(plan), async fold =>
        {
            var result = await Verifier.RunAsync(fold.Plan, fold.Sources, fold.Target, runner.Connections, report: null, cancel);
            if (parsed.GetValue(json)) WriteJson(runner.Output, result, parsed.GetValue(values));
            else WriteText(runner.Output, result, parsed.GetValue(values), fold.Target.Model.Trades);
            return result.IsClean ? ExitCode.Ok : ExitCode.No;
        }));
        return command;
    }

    private static void WriteText(TextWriter output, VerificationResult result, bool values, bool trades)
    {
        WriteLines(output, result.Mismatches, result.MismatchCount, values);
        var own = result.Own.Sum(count => count.Before + count.Came);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Rows:N0} source rows and {own:N0} of the target's own compared: "
            + $"{(result.IsClean ? "no difference" : $"{result.MismatchCount:N0} differences")}."));
        if (trades)
        {
            var changed = result.Own.Sum(count => count.Traded);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"By the target's own trade: {result.Own.Sum(count => count.Came):N0} rows came, {changed:N0} of its own changed or went, "
                + $"and so much changed in rows that moved: {result.TradedCount:N0}."));
            WriteLines(output, result.Traded, result.TradedCount + changed, values);
        }
        else if (result.Mismatches.Any(MayBeTrade))
        {
            output.WriteLine("If the target has gone on selling since, write trades: true under target: what it changed and got itself is counted then.");
        }
    }

    private static void WriteLines(TextWriter output, IReadOnlyList<Mismatch> kept, long count, bool values)
    {
        foreach (var mismatch in kept)
            output.WriteLine(values ? $"{mismatch}: expected {mismatch.Expected ?? "-"}, found {mismatch.Found ?? "-"}" : mismatch.ToString());
        if (count > kept.Count) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {count - kept.Count:N0} more"));
    }

    private static bool MayBeTrade(Mismatch mismatch) =>
        mismatch.Kind is MismatchKind.EditedOnTarget or MismatchKind.Extra or MismatchKind.OwnRowChanged or MismatchKind.OwnRowMissing;

    private static void WriteJson(TextWriter output, VerificationResult result, bool values) =>
        JsonOutput.Write(output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("rows", result.Rows);
            writer.WriteNumber("mismatch_count", result.MismatchCount);
            WriteJson(writer, "mismatches", result.Mismatches, values);
            writer.WriteNumber("traded_count", result.TradedCount);
            WriteJson(writer, "traded", result.Traded, values);
            writer.WriteNumber("came_count", result.Own.Sum(count => count.Came));
            writer.WriteEndObject();
        });

    private static void WriteJson(Utf8JsonWriter writer, string name, IReadOnlyList<Mismatch> mismatches, bool values)
    {
        writer.WriteStartArray(name);
        foreach (var mismatch in mismatches)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", mismatch.KindName);
            writer.WriteString("row", mismatch.Row);
            writer.WriteString("source", mismatch.Source);
            writer.WriteString("source_key", mismatch.SourceKey);
            writer.WriteString("target_key", mismatch.TargetKey);
            writer.WriteString("field", mismatch.Field);
            if (values)
            {
                writer.WriteString("expected", mismatch.Expected);
                writer.WriteString("found", mismatch.Found);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
