namespace Storefold.Planning.Reading;

/// <summary>Values that are shown to people or stand in a header: one line of text, not too long.</summary>
internal static class Plain
{
    private const int Longest = 200;

    /// <summary>The text of a key; null where there is none, or after reporting.</summary>
    public static string? Read(Section section, string key) =>
        section.Value(key) is { } value && Check(value.Text, section.Name(key), value.Line, section.Findings)
            ? value.Text.Trim() : null;

    /// <summary>Whether it is one line, and not too long; reported otherwise.</summary>
    public static bool Check(string text, string where, int line, Findings findings)
    {
        if (text.Length <= Longest && !text.Any(char.IsControl)) return true;
        findings.Error(PlanCodes.BadValue, line, $"{where} is more than one line of at most {Longest} characters",
            "write it shorter, on one line");
        return false;
    }
}
