namespace Storefold.Planning;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Warning,

    /// <summary>Nothing runs until it is mended.</summary>
    Error,
}

/// <summary>
/// One finding in what a person wrote: where, what, and what to do. A check collects all of them before it answers.
/// </summary>
/// <param name="Code">Stable name, such as <c>plan.unknown_key</c>.</param>
/// <param name="File">The file as the person named it.</param>
/// <param name="Line">Line from 1, or 0 where the finding has none.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do; null where there is nothing to add.</param>
/// <param name="Severity">Error unless stated.</param>
public sealed record Diagnostic(
    string Code, string File, int Line, string Message, string? Hint = null, Severity Severity = Severity.Error)
{
    /// <summary><c>plan.yaml:12: error: message (hint)</c>.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"{File}:{Line}" : File;
        var hint = Hint is null ? "" : $"\n  hint: {Hint}";
        return $"{place}: {(Severity == Severity.Error ? "error" : "warning")}: {Message} [{Code}]{hint}";
    }
}
