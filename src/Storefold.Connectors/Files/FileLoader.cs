using Storefold.Connectors.Sqlite;

namespace Storefold.Connectors.Files;

/// <summary>What was read of one file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="From">Offset that reading began at.</param>
/// <param name="To">Offset that was reached.</param>
/// <param name="Rows">Rows that were read.</param>
internal sealed record FileLoad(string File, long From, long To, long Rows);

/// <summary>
/// Reads one export into its table, in portions that are durable with the offset that they reach. What was interrupted goes on
/// from there, and so does a file that grew at its end; a file that begins with other bytes than were read is read anew.
/// </summary>
internal sealed class FileLoader(SqliteSession scratch, FileCatalogue catalogue)
{
    /// <summary>Rows that become durable together.</summary>
    public int Portion { get; init; } = 10_000;

    /// <summary>Called after each durable portion; for tests that interrupt.</summary>
    public Action<FileState>? Reached { get; init; }

    /// <summary>Reads what is new.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">Its table.</param>
    /// <param name="known">How far it was read; null for a new one.</param>
    public FileLoad Load(string path, string table, FileState? known)
    {
        var seen = new FileInfo(path);
        var (size, changed) = (seen.Length, seen.LastWriteTimeUtc.Ticks);
        if (known is not null)
        {
            using var again = new ByteSource(path);
            if (again.Resume(known.Offset, known.Line, known.Hash)) return Read(again, table, known, size, changed);
        }

        using var source = new ByteSource(path);
        return Read(source, table, null, size, changed);
    }

    private FileLoad Read(ByteSource source, string table, FileState? known, long size, long changed)
    {
        scratch.BeginWrite();
        try
        {
            var records = Open(source, known);
            using var rows = new FileTable(scratch, table);
            if (known is null) rows.Create(records.Columns);
            else rows.GoOn(known.Columns, known.Offset);
            var number = known?.Rows ?? 0;
            var (from, inPortion) = (known?.Offset ?? 0, 0);
            FileState At(long rowsBefore, long ofSize) => new(
                source.Name, [.. records.Columns], source.Offset, source.Line, rowsBefore, records.CanGoOn ? source.Hash() : [], ofSize, changed);

            while (records.Next())
            {
                rows.Add(number + 1, records);
                if (!records.IsClosed)
                {
                    // The last row has no end of line: should the file go on, this row is read again.
                    return Finish(rows, records, At(number, size), from, number + 1 - (known?.Rows ?? 0));
                }

                records.Take();
                number++;
                if (++inPortion < Portion) continue;
                inPortion = 0;
                catalogue.Write(At(number, -1));
                scratch.Commit();
                Reached?.Invoke(At(number, -1));
                scratch.BeginWrite();
            }

            return Finish(rows, records, At(number, size), from, number - (known?.Rows ?? 0));
        }
        catch
        {
            scratch.Rollback();
            throw;
        }
    }

    private FileLoad Finish(FileTable rows, IRecords records, FileState state, long from, long count)
    {
        rows.Index(records.Columns);
        catalogue.Write(state);
        scratch.Commit();
        return new FileLoad(state.Name, from, Math.Max(state.Offset, state.Size), count);
    }

    private static IRecords Open(ByteSource source, FileState? known) => (FileFolder.IsJson(source.Name), known) switch
    {
        (true, _) => new JsonRecords(source, known?.Columns ?? []),
        (false, null) => CsvRecords.Begin(source),
        (false, _) => CsvRecords.GoOn(source, known.Columns),
    };
}
