using System.Text;

namespace Storefold.Tests.Tidy;

/// <summary>One file of the tree.</summary>
/// <param name="Path">Path from the root, with slashes.</param>
/// <param name="Text">Its text; empty for a binary file.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public IReadOnlyList<string> Lines { get; } = Text.TrimEnd('\n').Split('\n');

    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);
}

/// <summary>The files that git tracks, or would track: what somebody else gets.</summary>
internal static class SourceTree
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Read = new(ReadAll);

    public static IReadOnlyList<SourceFile> Files => Read.Value;

    private static List<SourceFile> ReadAll()
    {
        var answer = Tool.Run("git", Repository.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        if (answer.ExitCode != 0) TestData.GoWithout("this is not a git work tree: " + answer.Error);
        return
        [
            .. answer.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(path => File.Exists(Repository.File(path)))
                .Select(path => new SourceFile(path, TextOf(Repository.File(path)))),
        ];
    }

    private static string TextOf(string file)
    {
        var bytes = File.ReadAllBytes(file);
        return bytes.AsSpan().Contains((byte)0) ? "" : Encoding.UTF8.GetString(bytes);
    }
}
