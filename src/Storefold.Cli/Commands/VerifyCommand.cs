using System.CommandLine;
using System.Globalization;
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
            else WriteText(runner.Output, result, parsed.GetValue(values));
            return result.IsClean ? ExitCode.Ok : ExitCode.No;
        }));
        return command;
    }

    private static void WriteText(TextWriter output, VerificationResult result, bool values)
    {
        foreach (var mismatch in result.Mismatches)
            output.WriteLine(values ? $"{mismatch}: expected {mismatch.Expected ?? "-"}, found {mismatch.Found ?? "-"}" : mismatch.ToString());
        if (result.MismatchCount > result.Mismatches.Count)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {result.MismatchCount - result.Mismatches.Count:N0} more"));
        var own = result.Own.Sum(count => count.Before);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Rows:N0} source rows and {own:N0} of the target's own compared: "
            + $"{(result.IsClean ? "no difference" : $"{result.MismatchCount:N0} differences")}."));
    }

    private static void WriteJson(TextWriter output, VerificationResult result, bool values) =>
        JsonOutput.Write(output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("rows", result.Rows);
            writer.WriteNumber("mismatch_count", result.MismatchCount);
            writer.WriteStartArray("mismatches");
            foreach (var mismatch in result.Mismatches)
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
            writer.WriteEndObject();
        });
}
