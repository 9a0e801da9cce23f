using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>A run: one pass over everything that the plan moves. An unfinished one is gone on with.</summary>
/// <param name="Id">Number, also the version in the ID map.</param>
/// <param name="Resumed">True when an earlier process left it unfinished.</param>
/// <param name="Holder">Number of the process within the run: each that goes on with it takes the next one.</param>
public sealed record Run(long Id, bool Resumed, long Holder);

/// <summary>
/// The journal in the target database: runs, checkpoints and quarantine. Its writes are made inside the transaction that
/// the caller has open, so that they are as durable as the rows they speak of.
/// </summary>
public sealed class Journal
{
    /// <summary>What the log calls a write to a source; its before-value is the site whose row was written.</summary>
    public const string SourceWrite = "source_write";

    private const string RehearsalMeta = "rehearsal";

    private const string LogColumns = "at, what, subject, before_value, after_value";

    private readonly ISqlSession _target;
    private RowBuffer? _log;

    private Journal(ISqlSession target) => _target = target;

    /// <summary>
    /// Makes the journal's tables where the database would end a transaction with that. Call it before the transaction in which
    /// the journal is opened.
    /// </summary>
    /// <returns>True when there was no journal.</returns>
    public static bool Prepare(ISqlSession target)
    {
        if (!target.Sql.DdlCommits) return false;
        var isNew = !Exists(target);
        target.Execute(JournalSchema.For(target.Sql));
        return isNew;
    }

    /// <summary>Takes back what <see cref="Prepare"/> made for a run that was not to leave anything.</summary>
    public static void Remove(ISqlSession target)
    {
        var tables = target.Tables().Keys.Where(JournalSchema.IsOurs);
        foreach (var table in tables.OrderByDescending(table => string.Equals(table, JournalSchema.Known, StringComparison.OrdinalIgnoreCase)))
            target.Execute($"DROP TABLE {table}");
    }

    /// <summary>Opens the journal for writing, making its tables when they are missing. Call it inside a transaction.</summary>
    /// <exception cref="PackException">The journal was written by another version, or for another retirement.</exception>
    public static Journal Open(ISqlSession target, string retirement)
    {
        var journal = new Journal(target);
        var makes = !target.Sql.DdlCommits;
        if (makes && !Exists(target)) target.Execute(JournalSchema.For(target.Sql));
        if (journal.Meta("version") is null)
        {
            journal.SetMeta("version", JournalSchema.Version);
            journal.SetMeta("retirement", retirement);
        }

        journal.RequireOurs(retirement);

        // Tables that were added since the journal was made; what is there stays as it is.
        if (makes) target.Execute(JournalSchema.For(target.Sql));
        return journal;
    }

    /// <summary>The journal on a further session of a process that has opened it.</summary>
    public static Journal Of(ISqlSession target) => new(target);

    /// <summary>The journal for reading, or null when no transfer has written one.</summary>
    public static Journal? Peek(ISqlSession target) => Exists(target) ? new Journal(target) : null;

    /// <summary>The journal for reading, or null when no transfer has written one.</summary>
    /// <exception cref="PackException">The journal was written by another version, or for another retirement.</exception>
    public static Journal? Peek(ISqlSession target, string retirement)
    {
        if (Peek(target) is not { } journal) return null;
        journal.RequireOurs(retirement);
        return journal;
    }

    /// <summary>True for a table that Storefold keeps in a target.</summary>
    public static bool IsOurs(string table) => JournalSchema.IsOurs(table);

    /// <summary>True when the target holds a journal.</summary>
    public static bool Exists(ISqlSession target) => target.HasTable(JournalSchema.Known);

    /// <summary>The unfinished run with this selection of entities, or a new one.</summary>
    public Run BeginRun(string planSha256, string only, DateTimeOffset now)
    {
        var open = _target.Scalar(
            "SELECT id FROM storefold_run WHERE finished_at IS NULL AND only_entities = ?1 AND plan_sha256 = ?2 ORDER BY id DESC LIMIT 1",
            Value.Of(only), Value.Of(planSha256));
        if (!open.IsNull)
        {
            // Whoever else is still at it is stopped by this at its next transaction.
            _target.Run("UPDATE storefold_run SET holder = holder + 1 WHERE id = ?1", open);
            return new Run(open.AsInteger(), Resumed: true, _target.Scalar("SELECT holder FROM storefold_run WHERE id = ?1", open).AsInteger());
        }

        // An unfinished run of another plan is given up: a new run visits everything anyway.
        _target.Run("UPDATE storefold_run SET finished_at = ?1 WHERE finished_at IS NULL", Value.Of(-1));
        _target.Run(
            "INSERT INTO storefold_run(started_at, plan_sha256, only_entities, holder) VALUES (?1, ?2, ?3, 1)",
            Value.Of(Clock.ToMicroseconds(now)), Value.Of(planSha256), Value.Of(only));
        var id = _target.Scalar("SELECT max(id) FROM storefold_run").AsInteger();
        return new Run(id, Resumed: false, Holder: 1);
    }

    /// <summary>True while no other process has gone on with the run, or begun another one.</summary>
    public bool Holds(Run run) => !_target.Scalar(
        "SELECT 1 FROM storefold_run WHERE id = ?1 AND holder = ?2 AND finished_at IS NULL", Value.Of(run.Id), Value.Of(run.Holder)).IsNull;

    /// <summary>Closes a run and drops what only older runs needed.</summary>
    public void FinishRun(long run, DateTimeOffset now)
    {
        _target.Run("UPDATE storefold_run SET finished_at = ?2 WHERE id = ?1", Value.Of(run), Value.Of(Clock.ToMicroseconds(now)));
        _target.Run("DELETE FROM storefold_checkpoint WHERE run < ?1", Value.Of(run));
        _target.Run("DELETE FROM storefold_vanished WHERE run <= ?1", Value.Of(run));
        _target.Run(
            "DELETE FROM storefold_books WHERE run < ?1 "
            + "AND run NOT IN (SELECT id FROM storefold_run WHERE only_entities = '' AND finished_at > 0)", Value.Of(run));
    }

    /// <summary>Gives a run up: the next command begins a new one, which visits everything anew.</summary>
    public void GiveUp(long run) => _target.Run("UPDATE storefold_run SET finished_at = -1 WHERE id = ?1", Value.Of(run));

    /// <summary>The last finished run over all entities, or null.</summary>
    public long? LastCompleteRun()
    {
        var id = _target.Scalar("SELECT max(id) FROM storefold_run WHERE finished_at > 0 AND only_entities = ''");
        return id.IsNull ? null : id.AsInteger();
    }

    /// <summary>True when a finished run moved this entity.</summary>
    public bool HasMoved(string entity) => _target.Rows("SELECT only_entities FROM storefold_run WHERE finished_at > 0")
        .Exists(row => row[0].ToString() is var only && (only.Length == 0 || only.Split(',').Contains(entity, StringComparer.Ordinal)));

    /// <summary>Where a step of a run stands: the last key that is durable, and whether the step is done.</summary>
    public (Value LastKey, bool Done) Checkpoint(long run, string step)
    {
        var rows = _target.Rows("SELECT [last_key], done FROM storefold_checkpoint WHERE run = ?1 AND step = ?2", Value.Of(run), Value.Of(step));
        return rows.Count == 0 ? (Value.Null, false) : (rows[0][0], rows[0][1].IsTrue);
    }

    /// <summary>Notes where a step stands.</summary>
    public void SaveCheckpoint(long run, string step, in Value lastKey, bool done) => _target.Upsert(
        "storefold_checkpoint", "run, step, [last_key], done", 2, Value.Of(run), Value.Of(step), lastKey, Value.Of(done));

    /// <summary>Keeps a refused row with its raw form.</summary>
    public void Quarantine(long run, int source, EntityDef entity, in Value key, string? site, RejectedRow rejected) => _target.Run(
        "INSERT INTO storefold_quarantine(run, source, entity, row, source_key, part_key, site, code, field, detail, raw) "
        + "VALUES (?1, ?2, ?3, ?4, ?5k, ?6k, ?7, ?8, ?9, ?10, ?11)",
        Value.Of(run), Value.Of(source), Value.Of(entity.Number), Value.Of(rejected.Row.Name), key, rejected.Key, Value.Of(site),
        Value.Of(rejected.Rejection.Code), Value.Of(rejected.Rejection.Field), Value.Of(JournalText.Visible(rejected.Rejection.Detail)),
        Value.Of(JournalText.Visible(rejected.Raw)));

    /// <summary>Forgets refusals of earlier runs of one entity: the run has just judged every row anew.</summary>
    public void ForgetOlderQuarantine(long run, int source, EntityDef entity) => _target.Run(
        "DELETE FROM storefold_quarantine WHERE run < ?1 AND source = ?2 AND entity = ?3",
        Value.Of(run), Value.Of(source), Value.Of(entity.Number));

    /// <summary>A fact about the journal as a whole, or null.</summary>
    public string? Meta(string name) =>
        _target.Scalar("SELECT value FROM storefold_meta WHERE name = ?1", Value.Of(name)).AsText();

    /// <summary>Notes a fact about the journal as a whole.</summary>
    public void SetMeta(string name, string value) =>
        _target.Upsert("storefold_meta", "name, value", 1, Value.Of(name), Value.Of(value));

    /// <summary>Notes that both sides are copies of a rehearsal: what is erased for real is still there.</summary>
    public static void MarkAsRehearsal(ISqlSession target) => new Journal(target).SetMeta(RehearsalMeta, "1");

    /// <summary>Whether both sides are copies of a rehearsal.</summary>
    public static bool IsRehearsal(ISqlSession target) => Peek(target)?.Meta(RehearsalMeta) is not null;

    /// <summary>Puts a change on record, with the value before and after it.</summary>
    public void Log(DateTimeOffset now, string what, string subject, string? before, string? after) => _target.Run(
        $"INSERT INTO storefold_log({LogColumns}) VALUES (?1, ?2, ?3, ?4, ?5)",
        LogRow(now, what, subject, before, after));

    /// <summary>The same for many changes: they are on record with the next <see cref="Flush"/>.</summary>
    public void LogLater(DateTimeOffset now, string what, string subject, string? before, string? after)
    {
        _log ??= new RowBuffer(_target, "storefold_log", LogColumns, keys: 0, OnDuplicate.Refuse, types: "itttt");
        _log.Add(LogRow(now, what, subject, before, after));
    }

    /// <summary>Sends what waits for the log. Call it before the transaction ends.</summary>
    public void Flush() => _log?.Flush();

    /// <summary>Forgets what waited, after a transaction was taken back.</summary>
    public void Discard() => _log?.Discard();

    private static Value[] LogRow(DateTimeOffset now, string what, string subject, string? before, string? after) =>
    [
        Value.Of(Clock.ToMicroseconds(now)), Value.Of(what), Value.Of(JournalText.Visible(subject)), Value.Of(JournalText.Visible(before)),
        Value.Of(JournalText.Visible(after)),
    ];

    private void RequireOurs(string retirement)
    {
        Require("version", JournalSchema.Version, "it was written by another version of Storefold");
        Require("retirement", retirement, "a target takes one retirement at a time");
    }

    /// <summary>Writes to the source rows of a site.</summary>
    public long SourceWrites(string site) => _target.Scalar(
        "SELECT count(*) FROM storefold_log WHERE what = ?1 AND before_value = ?2", Value.Of(SourceWrite), Value.Of(site)).AsInteger();

    private void Require(string name, string wanted, string why)
    {
        var found = Meta(name);
        if (!string.Equals(found, wanted, StringComparison.Ordinal))
            throw new PackException($"The journal in {_target.Display} is of {name} '{found}', not '{wanted}': {why}.");
    }
}
