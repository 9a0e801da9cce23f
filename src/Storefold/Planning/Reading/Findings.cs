using System.Globalization;

namespace Storefold.Planning.Reading;

/// <summary>
/// Collects what a check finds. A hint is not optional: whoever reports something says what to do about it.
/// </summary>
internal sealed class Findings(string file)
{
    /// <summary>More than this many help nobody; the rest is counted.</summary>
    private const int Listed = 100;

    private readonly List<Diagnostic> _found = [];
    private int _more;

    /// <summary>Errors so far, listed or not.</summary>
    public int Errors { get; private set; }

    public void Error(string code, int line, string message, string hint)
    {
        Errors++;
        Add(new Diagnostic(code, file, line, message, hint));
    }

    public void Warning(string code, int line, string message, string hint) =>
        Add(new Diagnostic(code, file, line, message, hint, Severity.Warning));

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        List<Diagnostic> all = [.. _found.OrderBy(finding => finding.Line)];
        if (_more > 0)
        {
            var more = _more.ToString(CultureInfo.InvariantCulture);
            all.Add(new(PlanCodes.TooMany, file, 0, $"{more} more findings are not listed",
                "mend the first ones and check again", Errors > 0 ? Severity.Error : Severity.Warning));
        }

        return all;
    }

    private void Add(Diagnostic finding)
    {
        if (_found.Count < Listed) _found.Add(finding);
        else _more++;
    }
}
