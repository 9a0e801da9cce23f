namespace Storefold.DatabaseTests.Support;

/// <summary>Programs of this machine. Where one is missing the calling test is skipped, or fails with CI=true.</summary>
internal static class Programs
{
    private static readonly string[] Folders =
    [
        // The newest server first; Debian keeps its programs out of the path.
        .. Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(folder => folder + "/bin")
            : [],
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/usr/sbin", "/usr/local/sbin", "/usr/bin", "/opt/homebrew/bin",
    ];

    /// <summary>Path of a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="package">The package of Debian that holds it.</param>
    public static string Find(string name, string package)
    {
        var found = Array.Find(Folders, folder => File.Exists(Path.Combine(folder, name)));
        if (found is null) TestData.GoWithout($"{name} is missing (Debian: {package})");
        return Path.Combine(found, name);
    }

    /// <summary>Runs one to its end; anything but success is an error.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var answer = Tool.Run(program, "/", arguments);
        return answer.ExitCode == 0
            ? answer.Output
            : throw new InvalidOperationException($"{program} answers {answer.ExitCode}: {answer.All}");
    }

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
