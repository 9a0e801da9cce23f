namespace Storefold.Planning.Reading;

/// <summary>Files and folders that a plan names, from its own folder. Only that they are there is looked at.</summary>
internal static class Files
{
    /// <summary>Absolute path of the folder of a key; null where there is none, or after reporting.</summary>
    public static string? Folder(Section section, string key, PlanContext context) =>
        Find(section, key, context, "folder", Directory.Exists, "file", File.Exists);

    /// <summary>Absolute path of the file of a key; null where there is none, or after reporting.</summary>
    public static string? At(Section section, string key, PlanContext context) =>
        Find(section, key, context, "file", File.Exists, "folder", Directory.Exists);

    private static string? Find(
        Section section, string key, PlanContext context, string kind, Func<string, bool> isThere, string other,
        Func<string, bool> isOther)
    {
        if (section.Value(key) is not { } value) return null;
        var path = value.Text.Any(char.IsControl) ? "" : Path.GetFullPath(value.Text, context.Folder);
        if (isThere(path)) return path;
        var shown = Words.Quote(value.Text);
        section.Findings.Error(PlanCodes.FileNotFound, value.Line,
            $"{section.Name(key)}: " + (isOther(path) ? $"{shown} is a {other}" : $"there is no {kind} {shown}"),
            $"write the path of a {kind}, from the plan's folder or absolute: {section.About(key)}");
        return null;
    }
}
