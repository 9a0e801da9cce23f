using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Engine.Trials;

/// <summary>
/// Tries a pack on a database: its tables are there, every file runs, keys come in order and by an index, parts have their
/// roots, and every row of the declared tables is read. Writing is tried on empty staging tables in transactions that are
/// taken back; numbers that a sequence gave out meanwhile are lost, as with any transaction.
/// </summary>
public static class PackTrial
{
    /// <summary>Tries reading, and writing where <paramref name="target"/> is given.</summary>
    /// <param name="source">A session for reading.</param>
    /// <param name="target">A session for writing to the same database, or null.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="codec">Its values.</param>
    public static TrialReport Run(ISqlSession source, ISqlSession? target, PackModel pack, ValueCodec codec)
    {
        var findings = new TrialFindings(pack, source.Dialect);
        var rows = new List<TriedRow>();
        List<string> written = [];
        if (!pack.Dialects.Contains(source.Dialect, StringComparer.Ordinal))
        {
            findings.Error("pack.yaml", "pack.dialect", $"The pack has no files for {source.Dialect}.",
                "it has files for " + string.Join(", ", pack.Dialects));
            return Report();
        }

        source.BeginSnapshot();
        if (Tables(source, pack, findings))
        {
            foreach (var entity in pack.Entities.Values) rows.AddRange(new ReadTrial(source, pack, codec, findings).Run(entity));
        }

        source.Rollback();
        if (target is not null && pack.Target is not null) written = new WriteTrial(target, pack, codec, findings).Run();
        return Report();

        TrialReport Report() => new(pack.Name, source.Display, source.Dialect, rows, written, findings.All);
    }

    private static bool Tables(ISqlSession session, PackModel pack, TrialFindings findings)
    {
        var tables = session.Tables();
        var declared = pack.DeclaredTables
            .Select(table => table.Table).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var missing = declared.Where(table => !tables.ContainsKey(table)).Order(StringComparer.Ordinal).ToList();
        foreach (var table in missing)
        {
            findings.Error("pack.yaml", "pack.table", $"The database has no table {table}.",
                "declare it under another name, or use the version that the pack knows");
        }

        var unknown = tables.Keys.Where(table => !table.StartsWith("storefold_", StringComparison.OrdinalIgnoreCase)
            && !declared.Contains(table, StringComparer.OrdinalIgnoreCase)
            && !pack.UncarriedTables.Keys.Contains(table, StringComparer.OrdinalIgnoreCase)).ToList();
        if (unknown.Count > 0)
        {
            findings.Warning("pack.yaml", "pack.unknown_table", "The pack does not mention " + string.Join(", ", unknown.Order(StringComparer.Ordinal)) + ".",
                "declare them, or list them under uncarried_tables with the reason");
        }

        return missing.Count == 0;
    }
}

/// <summary>Findings by file, as people know it; the same is said once.</summary>
internal sealed class TrialFindings(PackModel pack, string dialect)
{
    private readonly List<Diagnostic> _found = [];

    public IReadOnlyList<Diagnostic> All => _found;

    public void Error(string file, string code, string message, string? hint = null) => Add(new Diagnostic(code, Place(file), 0, message, hint));

    public void Warning(string file, string code, string message, string? hint = null) =>
        Add(new Diagnostic(code, Place(file), 0, message, hint, Severity.Warning));

    private string Place(string file) => file is "pack.yaml" ? Path.Combine(pack.Shown[0], file) : pack.Place(dialect, file);

    private void Add(Diagnostic found)
    {
        if (!_found.Contains(found)) _found.Add(found);
    }
}
