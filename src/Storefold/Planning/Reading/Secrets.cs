using System.Text;
using System.Text.RegularExpressions;

namespace Storefold.Planning.Reading;

/// <summary>
/// <c>${NAME}</c> in connections and channels, the only places where a plan can have secrets. What a variable holds
/// never stands in a finding.
/// </summary>
internal static partial class Secrets
{
    /// <summary>
    /// The text with its variables replaced; null after reporting one that is not set. What variables before the position
    /// <paramref name="encoded"/> hold is percent-encoded.
    /// </summary>
    public static string? Expand(
        ScalarNode value, string name, Func<string, string?> environment, Findings findings, int encoded = 0)
    {
        StringBuilder expanded = new();
        var complete = true;
        var at = 0;
        foreach (Match variable in Variable().Matches(value.Text))
        {
            expanded.Append(value.Text, at, variable.Index - at);
            at = variable.Index + variable.Length;
            if (!variable.Groups["name"].Success)
            {
                findings.Error(PlanCodes.Environment, value.Line, $"{name}: a $ that starts no ${{NAME}}",
                    "write a variable as ${NAME}, with letters, digits and underscores");
                complete = false;
            }
            else if (environment(variable.Groups["name"].Value) is { Length: > 0 } text)
            {
                expanded.Append(variable.Index < encoded ? Uri.EscapeDataString(text) : text);
            }
            else
            {
                var missing = variable.Groups["name"].Value;
                findings.Error(PlanCodes.Environment, value.Line,
                    $"{name}: the environment variable {missing} is not set",
                    $"set it for this command: {missing}=… storefold …");
                complete = false;
            }
        }

        return complete ? expanded.Append(value.Text, at, value.Text.Length - at).ToString() : null;
    }

    /// <summary>Whether something stands beside the variables: in a token, part of the secret itself.</summary>
    public static bool HasPlainText(string text)
    {
        var rest = Variable().Replace(text, match => match.Length == 1 ? "$" : "");
        // A $ without braces is a variable written wrongly, which expanding reports.
        return rest.Trim().Length > 0 && !rest.Contains('$', StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\$(\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\})?", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Variable();
}
