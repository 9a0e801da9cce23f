namespace Storefold.Tests.Support;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its folder, found from the test assembly.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>A file or folder of it.</summary>
    /// <param name="path">Path from the root, with slashes.</param>
    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, "Storefold.slnx"))) return folder;
        }

        throw new InvalidOperationException($"There is no Storefold.slnx above {start}.");
    }
}
