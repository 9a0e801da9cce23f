using Storefold.Packs.Sql;

namespace Storefold.Journaling;

/// <summary>
/// The tables that Storefold keeps in the target database, all with the prefix <c>storefold_</c>, so that a target row, its
/// place in the ID map and the checkpoint become durable in one transaction. Columns without a type hold integer or text
/// keys as they are.
/// </summary>
internal static class JournalSchema
{
    /// <summary>Raised with every change of the tables; a journal of another version is refused.</summary>
    public const string Version = "1";

    public const string Script = """
        CREATE TABLE IF NOT EXISTS storefold_meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_run(
          id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, finished_at INTEGER, plan_sha256 TEXT NOT NULL,
          only_entities TEXT NOT NULL, holder INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS storefold_checkpoint(
          run INTEGER NOT NULL, step TEXT NOT NULL, last_key, done INTEGER NOT NULL, PRIMARY KEY(run, step)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_id_map(
          entity INTEGER NOT NULL, source INTEGER NOT NULL, source_key NOT NULL, target_key, fate INTEGER NOT NULL,
          site TEXT, rule TEXT, source_fp BLOB, expected_fp BLOB, version INTEGER NOT NULL, late INTEGER NOT NULL,
          tombstone INTEGER NOT NULL, moved_as INTEGER NOT NULL, PRIMARY KEY(entity, source, source_key)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS storefold_id_map_by_target ON storefold_id_map(entity, target_key)
          WHERE target_key IS NOT NULL;
        CREATE INDEX IF NOT EXISTS storefold_id_map_late ON storefold_id_map(entity, source, source_key) WHERE late > 0;
        CREATE TABLE IF NOT EXISTS storefold_part_map(
          row INTEGER NOT NULL, source INTEGER NOT NULL, parent_key NOT NULL, part_key NOT NULL, target_key NOT NULL,
          PRIMARY KEY(row, source, parent_key, part_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_quarantine(
          id INTEGER PRIMARY KEY, run INTEGER NOT NULL, source INTEGER NOT NULL, entity INTEGER NOT NULL, row TEXT NOT NULL,
          source_key, part_key, site TEXT, code TEXT NOT NULL, field TEXT, detail TEXT NOT NULL, raw TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS storefold_quarantine_by_key ON storefold_quarantine(entity, source, source_key);
        CREATE TABLE IF NOT EXISTS storefold_books(
          run INTEGER NOT NULL, section TEXT NOT NULL, site TEXT NOT NULL, name TEXT NOT NULL, fate TEXT NOT NULL,
          rule TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(run, section, site, name, fate, rule)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_natural_key(
          side INTEGER NOT NULL, kind TEXT NOT NULL, value NOT NULL, owner NOT NULL,
          PRIMARY KEY(side, kind, value, owner)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_own(
          entity INTEGER NOT NULL, target_key NOT NULL, fp BLOB NOT NULL, PRIMARY KEY(entity, target_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_match(
          id INTEGER PRIMARY KEY, source INTEGER NOT NULL, source_key NOT NULL, kind TEXT NOT NULL, target_key, reasons TEXT NOT NULL,
          choice TEXT, choice_key, decided_by TEXT, decided_at INTEGER, held INTEGER NOT NULL, UNIQUE(source, source_key));
        CREATE TABLE IF NOT EXISTS storefold_holding(
          source INTEGER NOT NULL, source_key NOT NULL, target_key NOT NULL, email TEXT, PRIMARY KEY(source, source_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_alias(
          kind TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, source INTEGER NOT NULL, source_key NOT NULL, reason TEXT NOT NULL,
          PRIMARY KEY(kind, source, source_key, old)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_points(
          source INTEGER NOT NULL, account NOT NULL, site TEXT NOT NULL, idempotency_key TEXT NOT NULL, input_hash TEXT NOT NULL,
          state TEXT NOT NULL, programme TEXT NOT NULL, into_programme TEXT NOT NULL, rate TEXT NOT NULL, balance TEXT NOT NULL,
          expired TEXT NOT NULL, written_off TEXT NOT NULL, converted TEXT NOT NULL, target TEXT NOT NULL, rounding TEXT NOT NULL,
          flag TEXT, PRIMARY KEY(source, account)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_ledger(
          posting TEXT NOT NULL, line INTEGER NOT NULL, account TEXT NOT NULL, unit TEXT NOT NULL, side TEXT NOT NULL,
          amount TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY(posting, line)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_tombstone(digest TEXT PRIMARY KEY, scope TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_removal(
          entity INTEGER NOT NULL, target_key NOT NULL, remove_root INTEGER NOT NULL, source INTEGER NOT NULL, source_key NOT NULL,
          remove_parts INTEGER NOT NULL, PRIMARY KEY(entity, target_key, source, source_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_vanished(
          run INTEGER NOT NULL, entity INTEGER NOT NULL, source INTEGER NOT NULL, source_key NOT NULL,
          PRIMARY KEY(run, entity, source, source_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_part_removal(
          row INTEGER NOT NULL, target_key NOT NULL, PRIMARY KEY(row, target_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_log(
          id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL, before_value TEXT, after_value TEXT);
        CREATE TABLE IF NOT EXISTS storefold_redirect(
          site TEXT NOT NULL, path TEXT NOT NULL, kind INTEGER NOT NULL, target TEXT, reason TEXT NOT NULL,
          PRIMARY KEY(site, path)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_order_link(
          id INTEGER PRIMARY KEY, source INTEGER NOT NULL, number TEXT NOT NULL, target TEXT, secret_hash TEXT);
        CREATE TABLE IF NOT EXISTS storefold_milestone(
          milestone TEXT NOT NULL, site TEXT NOT NULL, planned INTEGER NOT NULL, at INTEGER NOT NULL, overridden_by TEXT, reason TEXT,
          checks TEXT NOT NULL, PRIMARY KEY(milestone, site)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_hold(
          milestone TEXT NOT NULL, site TEXT NOT NULL, since INTEGER NOT NULL, at INTEGER NOT NULL, checks TEXT NOT NULL,
          PRIMARY KEY(milestone, site)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_promise(
          milestone TEXT NOT NULL, site TEXT NOT NULL, told_at INTEGER NOT NULL, promised INTEGER NOT NULL,
          PRIMARY KEY(milestone, site, told_at)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_override(
          id INTEGER PRIMARY KEY, milestone TEXT NOT NULL, code TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL,
          at INTEGER NOT NULL, used_at INTEGER);
        CREATE TABLE IF NOT EXISTS storefold_late_order(
          source INTEGER NOT NULL, source_key NOT NULL, site TEXT NOT NULL, placed_at INTEGER NOT NULL,
          PRIMARY KEY(source, source_key)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS storefold_draft(
          id INTEGER PRIMARY KEY, channel TEXT NOT NULL, site TEXT NOT NULL, update_id TEXT NOT NULL, milestone TEXT,
          locale TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, decided_by TEXT, decided_at INTEGER, reason TEXT,
          attempts INTEGER NOT NULL, next_attempt_at INTEGER, unanswered_since INTEGER, last_error TEXT, remote_id TEXT,
          posted_at INTEGER, UNIQUE(channel, site, update_id));
        """;

    /// <summary>True for a table of ours.</summary>
    public static bool IsOurs(string table) => table.StartsWith("storefold_", StringComparison.OrdinalIgnoreCase);
}
