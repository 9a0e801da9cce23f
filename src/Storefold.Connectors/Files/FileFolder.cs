using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Files;

/// <summary>
/// A folder of exports and the scratch database that they are read into: <c>.storefold/files.sqlite</c> in the folder, or
/// beside the plan where the folder can only be read. One process at a time reads files; others wait for it, and then find
/// them read.
/// </summary>
internal sealed class FileFolder
{
    private static readonly string[] Kinds = [".csv", ".jsonl", ".ndjson"];

    private readonly string _folder;
    private readonly string _home;
    private IReadOnlyList<(string Name, long Size, long Changed)> _verified = [];
    private bool _opened;

    public FileFolder(string folder, string? home)
    {
        _folder = folder;
        if (!Directory.Exists(folder)) throw new StoreException($"There is no folder {folder}.") { IsSchema = true };
        _home = ScratchFolder(folder, home);
    }

    /// <summary>The scratch database.</summary>
    public string Database => Path.Combine(_home, "files.sqlite");

    /// <summary>Rows that become durable together.</summary>
    public int Portion { get; init; } = 10_000;

    /// <summary>Called after each durable portion.</summary>
    public Action<FileState>? Reached { get; init; }

    /// <summary>True for JSON lines, false for CSV.</summary>
    public static bool IsJson(string name) => !name.EndsWith(Kinds[0], StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what is new or changed in the folder, and forgets files that are gone.</summary>
    /// <exception cref="StoreException">A file is not what its ending says, or cannot be read.</exception>
    public IReadOnlyList<FileLoad> Refresh()
    {
        var files = Files();
        var now = files.ConvertAll(file => (file.Name, file.Length, file.LastWriteTimeUtc.Ticks));
        if (_opened && now.SequenceEqual(_verified)) return [];
        try
        {
            using var alone = Wait();
            using var scratch = SqliteSession.Open(Database, SqliteAccess.Create);
            scratch.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            var loads = Load(scratch, files);
            (_verified, _opened) = (now, true);
            return loads;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The exports in {_folder} cannot be read: {failure.Message}", isTransient: failure is IOException, failure);
        }
    }

    private List<FileLoad> Load(SqliteSession scratch, List<FileInfo> files)
    {
        var catalogue = new FileCatalogue(scratch);
        catalogue.Create();
        var known = catalogue.Read();
        foreach (var gone in known.Keys.Where(name => !files.Exists(file => string.Equals(file.Name, name, StringComparison.Ordinal))))
            catalogue.Forget(gone, TableOf(gone));
        var loader = new FileLoader(scratch, catalogue) { Portion = Portion, Reached = Reached };
        var loads = new List<FileLoad>();
        foreach (var file in files)
        {
            var state = known.GetValueOrDefault(file.Name);
            if (state?.IsOf(file) is true) continue;
            loads.Add(loader.Load(file.FullName, TableOf(file.Name), state));
        }

        return loads;
    }

    private List<FileInfo> Files()
    {
        var files = new DirectoryInfo(_folder).EnumerateFiles()
            .Where(file => Kinds.Contains(file.Extension, StringComparer.OrdinalIgnoreCase) && !file.Name.StartsWith('.'))
            .OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new StoreException($"There are no exports in {_folder}: files that end in {string.Join(", ", Kinds)}.") { IsSchema = true };
        foreach (var same in files.GroupBy(file => TableOf(file.Name), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            throw FileFault.Of(same.Last().Name, $"{same.First().Name} stands beside it and would be the same table", "remove one of them");
        var ours = files.Find(file => TableOf(file.Name).StartsWith("storefold_", StringComparison.OrdinalIgnoreCase)
            || TableOf(file.Name).StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase));
        return ours is null ? files : throw FileFault.Of(ours.Name, "names that begin with storefold_ or sqlite_ are taken", "give it another name");
    }

    private static string TableOf(string name) => Path.GetFileNameWithoutExtension(name);

    private FileStream Wait()
    {
        const int Patience = 3_000, Pause = 100; // five minutes: another process may be reading a large export
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(_home, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static string ScratchFolder(string folder, string? home)
    {
        var own = Path.Combine(folder, ".storefold");
        if (CanWrite(own)) return own;
        var beside = home is null ? null : Path.Combine(home, ".storefold", Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
        if (beside is not null && CanWrite(beside)) return beside;
        throw new StoreException($"{own} cannot be written; what was read of the exports is kept there.") { IsSchema = true };
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            // Locked by another process, which therefore could write; or a file system that is mounted for reading.
            return File.Exists(Path.Combine(folder, "lock"));
        }
    }
}
