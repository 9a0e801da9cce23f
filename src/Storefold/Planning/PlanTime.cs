using NodaTime;
using Storefold.Planning.Reading;

namespace Storefold.Planning;

/// <summary>Reads an instant that a person typed, in the form that a plan file uses.</summary>
public static class PlanTime
{
    /// <summary>The instant, or null together with what is wrong and what to do.</summary>
    /// <param name="text">Such as <c>2024-10-21 00:00 Europe/London</c> or <c>2024-10-20T23:00:00Z</c>.</param>
    /// <param name="where">What the person was asked for: <c>--at</c>.</param>
    /// <param name="problem">The finding; null with an instant.</param>
    public static Instant? Read(string text, string where, out Diagnostic? problem)
    {
        var findings = new Findings(where);
        var instant = Times.Read(new ScalarNode(text, Quoted: true, Line: 0), where, NodaConstants.UnixEpoch, findings);
        problem = instant is null ? findings.InOrder().FirstOrDefault(finding => finding.Severity == Severity.Error) : null;
        return instant;
    }
}
