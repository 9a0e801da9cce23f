using System.Globalization;
using System.Text;
using Storefold.Engine;

namespace Storefold.Certifying.Statements;

/// <summary>
/// A folder of statements: <c>SOURCE/00012/00012345.json</c>, a thousand to a folder, and <c>index.csv</c> that says which
/// customer's is which. <c>root.txt</c> names the tree that they belong to: statements of two certificates never mix. The index is
/// there once all are: whoever was stopped finds the one from before, or none, and writes them all again.
/// </summary>
internal sealed class StatementFolder : IDisposable
{
    private const int PerFolder = 1000;
    private const string Index = "index.csv";
    private const string Unfinished = Index + ".unfinished";

    private readonly string _folder;
    private readonly StreamWriter _index;
    private string? _last;

    private StatementFolder(string folder, StreamWriter index)
    {
        _folder = folder;
        _index = index;
    }

    /// <summary>Opens a folder that is empty, or that holds statements of the same tree.</summary>
    /// <exception cref="GuardException">It holds something else.</exception>
    public static StatementFolder Open(string folder, MerkleHash root)
    {
        Directory.CreateDirectory(folder);
        var mark = Path.Combine(folder, "root.txt");
        var isOurs = File.Exists(mark) && string.Equals(File.ReadAllText(mark).Trim(), root.Hex, StringComparison.Ordinal);
        if (!isOurs && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new GuardException(
                $"{folder} is not empty, and what it holds are not statements of this certificate.", "name another folder with --out");
        }

        File.WriteAllText(mark, root.Hex + "\n");
        var index = new StreamWriter(Path.Combine(folder, Unfinished), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        index.WriteLine("source,key,file");
        return new StatementFolder(folder, index);
    }

    /// <summary>Path of a statement below the folder.</summary>
    public static string PathOf(string source, long index) =>
        string.Create(CultureInfo.InvariantCulture, $"{source}/{index / PerFolder:D5}/{index:D8}.json");

    /// <summary>Writes one statement.</summary>
    public void Write(ProvenStatement proven)
    {
        var path = PathOf(proven.Statement.Source, proven.Proof.Index);
        var file = Path.Combine(_folder, path);
        var folder = Path.GetDirectoryName(file) ?? _folder;
        if (!string.Equals(folder, _last, StringComparison.Ordinal)) Directory.CreateDirectory(folder);
        _last = folder;
        File.WriteAllBytes(file, StatementWriter.File(proven));
        _index.WriteLine($"{proven.Statement.Source},{Quoted(proven.Statement.Key)},{path}");
    }

    /// <summary>All are written.</summary>
    public void Complete()
    {
        _index.Dispose();
        File.Move(Path.Combine(_folder, Unfinished), Path.Combine(_folder, Index), overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();

    private static string Quoted(string key) => "\"" + key.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
