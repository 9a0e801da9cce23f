using System.Text.Json;
using Storefold.Matching;

namespace Storefold.Cli.Deciding;

/// <summary>Decisions for people and for programs.</summary>
internal static class DecisionWords
{
    public const string NextTransfer = "the next storefold transfer carries it out";

    public static void Write(TextWriter output, IReadOnlyList<OpenDecision> open)
    {
        if (open.Count == 0)
        {
            output.WriteLine("Nothing waits for a decision.");
            return;
        }

        foreach (var decision in open)
        {
            output.WriteLine($"{decision.Id}  {decision.Kind}  {decision.Customer}  {decision.Email}");
            foreach (var reason in decision.Reasons) output.WriteLine("    " + Sentence(reason));
            foreach (var (key, email) in decision.Candidates) output.WriteLine($"    in the target: customer {key}  {email}");
            if (decision.Choice is { } choice) output.WriteLine($"    decided: {choice}; {NextTransfer}");
        }

        output.WriteLine();
        var waiting = open.Count(decision => decision.Choice is null);
        output.WriteLine($"{waiting} wait, {open.Count - waiting} are decided and not carried out yet.");
        output.WriteLine("challenge: the customer has to prove that both accounts are theirs. review: somebody has to look.");
        output.WriteLine("storefold decide PLAN ID merge [--into KEY] | separate | undo");
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<OpenDecision> open)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("decisions");
        foreach (var decision in open)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", decision.Id);
            writer.WriteString("kind", decision.Kind);
            writer.WriteString("customer", decision.Customer);
            writer.WriteString("email", decision.Email);
            writer.WriteString("choice", decision.Choice);
            writer.WriteStartArray("reasons");
            foreach (var reason in decision.Reasons) writer.WriteStringValue(reason);
            writer.WriteEndArray();
            writer.WriteStartArray("candidates");
            foreach (var (key, email) in decision.Candidates)
            {
                writer.WriteStartObject();
                writer.WriteString("key", key);
                writer.WriteString("email", email);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(TextWriter output, IEnumerable<MergedAccount> merged)
    {
        var count = 0;
        foreach (var account in merged)
        {
            count++;
            output.WriteLine($"{account.Id}  {account.Decided}  {account.Customer} is customer {account.Target} of the target  {account.Email}");
        }

        output.WriteLine(count == 0 ? "No account was merged." : $"{count} merged accounts. storefold decide PLAN ID separate takes a merge back.");
    }

    public static void Write(Utf8JsonWriter writer, IEnumerable<MergedAccount> merged)
    {
        writer.WriteStartObject();
        Status.StatusJson.Each(writer, "merged", merged, account =>
        {
            writer.WriteNumber("id", account.Id);
            writer.WriteString("decided", account.Decided);
            writer.WriteString("customer", account.Customer);
            writer.WriteString("target", account.Target);
            writer.WriteString("email", account.Email);
        });
        writer.WriteEndObject();
    }

    private static string Sentence(string reason) =>
        MatchReasons.Codes.Contains(reason, StringComparer.Ordinal) ? MatchReasons.Text(reason) : reason;
}
