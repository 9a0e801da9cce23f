namespace Storefold.Planning.Reading;

/// <summary>Folders of exports: <c>files:export</c>, from the plan's folder or absolute. They are sources only.</summary>
internal static class FilesAddress
{
    public const string Scheme = "files";

    private const int LongestPath = 4000;

    /// <summary>The connection; <see cref="Connections.None"/> after reporting.</summary>
    public static ConnectionModel Read(string path, ScalarNode value, string name, string folder, Findings findings)
    {
        var reason = path switch
        {
            "" => "names no folder",
            _ when path.StartsWith("//", StringComparison.Ordinal) => "starts with //",
            _ when path.Any(char.IsControl) || path.Length > LongestPath => "is not the path of a folder",
            _ => null,
        };
        if (reason is null)
            return new ConnectionModel(Scheme, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder)), value.Text, folder) { Line = value.Line };
        findings.Error(PlanCodes.Connection, value.Line, $"{name} {reason}",
            "write files: and the folder that holds the exports, such as files:export; it counts from the plan's folder");
        return Connections.None;
    }

    /// <summary>Reports a target that could only be read.</summary>
    public static void RefuseTarget(TargetModel target, Section section)
    {
        if (!target.Connection.Driver.Is(Scheme)) return;
        section.Findings.Error(PlanCodes.Connection, section.Value("connection")?.Line ?? target.Line,
            $"{section.Name("connection")} names exports, which can only be read",
            "name the target's database");
    }
}
