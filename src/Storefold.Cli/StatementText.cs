using System.Globalization;
using Storefold.Certifying;
using Storefold.Certifying.Statements;

namespace Storefold.Cli;

/// <summary>Says in plain words what a checked statement proves, and what it does not.</summary>
internal static class StatementText
{
    public static void Write(TextWriter output, StatementOutcome outcome)
    {
        output.WriteLine(outcome.Message);
        foreach (var problem in outcome.Problems) output.WriteLine("  " + Shown(problem));
        if (outcome.Statement is not { } statement || !outcome.IsProven) return;
        output.WriteLine($"It is of customer {Shown(statement.Source)}/{Shown(statement.Key)}. {Shown(statement.Account.Words)}");
        foreach (var count in statement.Counts.Where(count => count.Total > 0))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {count.Kind.Replace('_', ' ')}: {count.Total:N0}; {count.Moved:N0} moved, {count.Waits:N0} wait, "
                + $"{count.NotMoved.Values.Sum():N0} did not move"));
        }

        foreach (var line in statement.Points)
        {
            output.WriteLine(line.Conversion is { } sum
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"  points of {Shown(line.Programme)}: {line.Balance} - expired {sum.Expired} - written off {sum.WrittenOff} = {sum.Converted}; "
                    + $"x {sum.Rate} + rounding {sum.Rounding} = {sum.Points} {Shown(sum.Into)}")
                : string.Create(CultureInfo.InvariantCulture, $"  points of {Shown(line.Programme)}: {line.Balance} did not move"));
        }

        if (outcome.Problems.Count == 0) output.WriteLine("All its sums hold.");
        output.WriteLine(outcome.Certificate.Status == SignatureStatus.Trusted
            ? "This proves that exactly this statement was fixed when the certificate was signed: nobody can change it without being found out. "
                + "It does not prove that the old shop's own figures were right."
            : "It proves nothing until the certificate itself is trusted: check it with the issuer's published key, --key.");
    }

    /// <summary>A file from elsewhere must not steer the terminal.</summary>
    private static string Shown(string text) => string.Concat(text.Select(letter =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format ? '?' : letter));
}
