using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>A run as the journal knows it.</summary>
/// <param name="Id">Number.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended; null while it is unfinished.</param>
/// <param name="PlanSha256">The plan that it followed.</param>
/// <param name="Only">Entities that it was limited to, separated by commas; empty for all.</param>
/// <param name="StepsDone">Steps that are done, such as <c>poco/order</c>; only the newest run has them.</param>
/// <param name="OpenStep">The step that was under way, or null.</param>
public sealed record RunInfo(
    long Id, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string PlanSha256, string Only, IReadOnlyList<string> StepsDone, string? OpenStep);

/// <summary>How many rows one refusal keeps in quarantine.</summary>
public sealed record QuarantineCount(string Row, string Code, string? Field, long Rows);

/// <summary>A quarantined row. Detail and raw row hold what the shop stored, personal data included.</summary>
/// <param name="Source">Number of the source.</param>
/// <param name="Row">Row of the model.</param>
/// <param name="Key">Key of its aggregate.</param>
/// <param name="PartKey">Key of the row in it.</param>
/// <param name="Site">Site that it is booked under.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Field">The field, or null.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Raw">The row as JSON.</param>
public sealed record QuarantinedRow(
    int Source, string Row, Value Key, Value PartKey, string? Site, string Code, string? Field, string Detail, string Raw);

/// <summary>A number or code that had to change.</summary>
public sealed record AliasInfo(string Kind, string Old, string New, string Reason);

/// <summary>What people ask the journal. Reads only; its tables must exist (<see cref="Journal.Exists"/>).</summary>
public sealed class JournalReader(ISqlSession target)
{
    private const string RunColumns = "SELECT id, started_at, finished_at, plan_sha256, only_entities FROM storefold_run ";

    /// <summary>The last finished run over all entities, or null.</summary>
    public RunInfo? LastComplete() => One(RunColumns + "WHERE finished_at > 0 AND only_entities = '' ORDER BY id DESC LIMIT 1");

    /// <summary>The unfinished run, or null.</summary>
    public RunInfo? Unfinished() => One(RunColumns + "WHERE finished_at IS NULL ORDER BY id DESC LIMIT 1");

    /// <summary>The last run that came to its end, whatever it was limited to; null before there is one.</summary>
    public RunInfo? LastFinished() => One(RunColumns + "WHERE finished_at > 0 ORDER BY id DESC LIMIT 1");

    /// <summary>Refusals with their number of rows.</summary>
    public IReadOnlyList<QuarantineCount> QuarantineCounts() =>
        [.. target.Rows("SELECT row, code, field, count(*) FROM storefold_quarantine GROUP BY row, code, field ORDER BY row, code, field")
            .Select(row => new QuarantineCount(row[0].ToString(), row[1].ToString(), row[2].AsText(), row[3].AsInteger()))];

    /// <summary>Quarantined rows, of one row of the model or of all.</summary>
    public IEnumerable<QuarantinedRow> Quarantined(string? row)
    {
        var where = row is null ? "" : "WHERE row = ?1 ";
        using var statement = target.PrepareJournal(
            $"SELECT source, row, [source_key], [part_key], site, code, field, detail, raw FROM storefold_quarantine {where}ORDER BY id");
        if (row is not null) statement.BindAll(Value.Of(row));
        while (statement.Step())
        {
            var arena = new Arena();
            yield return new QuarantinedRow(
                (int)statement.Read(0, arena).AsInteger(), statement.Read(1, arena).ToString(), statement.Read(2, arena), statement.Read(3, arena),
                statement.Read(4, arena).AsText(), statement.Read(5, arena).ToString(), statement.Read(6, arena).AsText(),
                statement.Read(7, arena).ToString(), statement.Read(8, arena).ToString());
        }
    }

    /// <summary>Numbers and codes that had to change.</summary>
    public IReadOnlyList<AliasInfo> Aliases() =>
        [.. target.Rows("SELECT kind, old, new, reason FROM storefold_alias ORDER BY kind, old, new")
            .Select(row => new AliasInfo(row[0].ToString(), row[1].ToString(), row[2].ToString(), row[3].ToString()))];

    /// <summary>The target's own rows as they were counted before the first row moved, by entity; empty before that.</summary>
    public IReadOnlyDictionary<string, long> OwnRows()
    {
        var names = ShopModel.Entities.ToDictionary(entity => (long)entity.Number, entity => entity.Name);
        return target.Rows("SELECT entity, count(*) FROM storefold_own WHERE since = 0 GROUP BY entity")
            .ToDictionary(row => names[row[0].AsInteger()], row => row[1].AsInteger(), StringComparer.Ordinal);
    }

    private RunInfo? One(string sql)
    {
        if (target.Rows(sql) is not [var run]) return null;
        var steps = target.Rows("SELECT step, done FROM storefold_checkpoint WHERE run = ?1 ORDER BY step", run[0]);
        return new RunInfo(
            run[0].AsInteger(), Clock.ToInstant(run[1].AsInteger()), run[2].IsNull ? null : Clock.ToInstant(run[2].AsInteger()),
            run[3].ToString(), run[4].ToString(),
            [.. steps.Where(step => step[1].IsTrue).Select(step => step[0].ToString())],
            steps.Find(step => !step[1].IsTrue)?[0].ToString());
    }
}
