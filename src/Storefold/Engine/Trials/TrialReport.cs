using Storefold.Planning;

namespace Storefold.Engine.Trials;

/// <summary>What trying a pack on a database showed.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Database">The database, without secrets.</param>
/// <param name="Dialect">The folder whose files ran.</param>
/// <param name="Rows">Every row of the model that the pack reads.</param>
/// <param name="Written">Files that ran on empty staging tables: write, late, delete and allocate.</param>
/// <param name="Findings">What is wrong, by file.</param>
public sealed record TrialReport(
    string Pack, string Database, string Dialect, IReadOnlyList<TriedRow> Rows, IReadOnlyList<string> Written, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>True when the pack can be used on that database.</summary>
    public bool IsGood => Findings.All(found => found.Severity != Severity.Error);
}

/// <summary>One row of the model, as read.</summary>
/// <param name="Row">Name of the row.</param>
/// <param name="Declared">Rows in the declared tables; null where none are declared.</param>
/// <param name="Read">Rows that its file returned.</param>
/// <param name="Skipped">Of those, left out by a skip rule, with their whole aggregate or alone.</param>
/// <param name="Aside">Of those, refused, by reason: such as <c>orphan</c>, <c>duplicate_key</c>, <c>not_a_number</c>.</param>
/// <param name="Indexed">Whether an index serves its key; null where the database could not be asked.</param>
public sealed record TriedRow(string Row, long? Declared, long Read, long Skipped, IReadOnlyDictionary<string, long> Aside, bool? Indexed);
