using System.Text.RegularExpressions;
using Storefold.Packs.Sql;

namespace Storefold.Journaling;

/// <summary>
/// The tables that Storefold keeps in the target database, all with the prefix <c>storefold_</c>, so that a target row, its
/// place in the ID map and the checkpoint become durable in one transaction. The script is written once, with the types of
/// <see cref="SqlDialect.TypeOf"/> in braces: <c>{key}</c> is a native key, <c>{word}</c> and <c>{name}</c> are texts that may be part of
/// a key.
/// </summary>
internal static partial class JournalSchema
{
    /// <summary>Raised with every change of the tables; a journal of another version is refused.</summary>
    public const string Version = "2";

    /// <summary>The table by which a journal is known. It is made last, so that one that was half made is none yet.</summary>
    public const string Known = "storefold_meta";

    private const string Script = """
        CREATE TABLE IF NOT EXISTS storefold_run(
          id {id}, started_at {int} NOT NULL, finished_at {int}, plan_sha256 {text} NOT NULL,
          only_entities {text} NOT NULL, holder {int} NOT NULL);
        CREATE TABLE IF NOT EXISTS storefold_checkpoint(
          run {int} NOT NULL, step {word} NOT NULL, last_key {key}, done {int} NOT NULL, PRIMARY KEY(run, step)){table};
        CREATE TABLE IF NOT EXISTS storefold_id_map(
          entity {int} NOT NULL, source {int} NOT NULL, source_key {key} NOT NULL, target_key {key}, fate {int} NOT NULL,
          site {word}, rule {word}, source_fp {bytes}, expected_fp {bytes}, version {int} NOT NULL, late {int} NOT NULL,
          tombstone {int} NOT NULL, moved_as {int} NOT NULL, PRIMARY KEY(entity, source, source_key)){table};
        CREATE INDEX IF NOT EXISTS storefold_id_map_by_target ON storefold_id_map(target_key, entity){where target_key IS NOT NULL};
        CREATE INDEX IF NOT EXISTS storefold_id_map_late ON storefold_id_map(entity, source, source_key){where late > 0};
        CREATE TABLE IF NOT EXISTS storefold_part_map(
          row {int} NOT NULL, source {int} NOT NULL, parent_key {key} NOT NULL, part_key {key} NOT NULL, target_key {key} NOT NULL,
          PRIMARY KEY(row, source, parent_key, part_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_quarantine(
          id {id}, run {int} NOT NULL, source {int} NOT NULL, entity {int} NOT NULL, row {word} NOT NULL,
          source_key {key}, part_key {key}, site {word}, code {word} NOT NULL, field {text}, detail {text} NOT NULL, raw {text} NOT NULL);
        CREATE INDEX IF NOT EXISTS storefold_quarantine_by_key ON storefold_quarantine(entity, source, source_key);
        CREATE TABLE IF NOT EXISTS storefold_books(
          run {int} NOT NULL, step {word} NOT NULL, section {word} NOT NULL, site {word} NOT NULL, name {word} NOT NULL, fate {word} NOT NULL,
          rule {word} NOT NULL, value {text} NOT NULL, PRIMARY KEY(run, step, section, site, name, fate, rule)){table};
        CREATE TABLE IF NOT EXISTS storefold_natural_key(
          side {int} NOT NULL, kind {word} NOT NULL, value {name} NOT NULL, owner {key} NOT NULL,
          PRIMARY KEY(side, kind, value, owner)){table};
        CREATE TABLE IF NOT EXISTS storefold_own(
          entity {int} NOT NULL, target_key {key} NOT NULL, fp {bytes} NOT NULL, natural_keys {bytes} NOT NULL, since {int} NOT NULL,
          PRIMARY KEY(entity, target_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_match(
          id {id}, source {int} NOT NULL, source_key {key} NOT NULL, kind {word} NOT NULL, target_key {key}, reasons {text} NOT NULL,
          choice {text}, choice_key {key}, decided_by {text}, decided_at {int}, held {int} NOT NULL, UNIQUE(source, source_key));
        CREATE TABLE IF NOT EXISTS storefold_holding(
          source {int} NOT NULL, source_key {key} NOT NULL, target_key {key} NOT NULL, email {text}, PRIMARY KEY(source, source_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_alias(
          kind {word} NOT NULL, old {name} NOT NULL, new {text} NOT NULL, source {int} NOT NULL, source_key {key} NOT NULL, reason {text} NOT NULL,
          PRIMARY KEY(kind, source, source_key, old)){table};
        CREATE TABLE IF NOT EXISTS storefold_points(
          source {int} NOT NULL, account {key} NOT NULL, site {word} NOT NULL, idempotency_key {text} NOT NULL, input_hash {text} NOT NULL,
          state {word} NOT NULL, programme {text} NOT NULL, into_programme {text} NOT NULL, rate {text} NOT NULL, balance {text} NOT NULL,
          expired {text} NOT NULL, written_off {text} NOT NULL, converted {text} NOT NULL, target {text} NOT NULL, rounding {text} NOT NULL,
          flag {text}, PRIMARY KEY(source, account)){table};
        CREATE TABLE IF NOT EXISTS storefold_ledger(
          posting {name} NOT NULL, line {int} NOT NULL, account {text} NOT NULL, unit {word} NOT NULL, side {word} NOT NULL,
          amount {text} NOT NULL, state {word} NOT NULL, PRIMARY KEY(posting, line)){table};
        CREATE TABLE IF NOT EXISTS storefold_tombstone(digest {name} PRIMARY KEY, scope {word} NOT NULL, at {int} NOT NULL){table};
        CREATE TABLE IF NOT EXISTS storefold_removal(
          entity {int} NOT NULL, target_key {key} NOT NULL, remove_root {int} NOT NULL, source {int} NOT NULL, source_key {key} NOT NULL,
          remove_parts {int} NOT NULL, fp {bytes}, PRIMARY KEY(entity, target_key, source, source_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_vanished(
          run {int} NOT NULL, entity {int} NOT NULL, source {int} NOT NULL, source_key {key} NOT NULL,
          PRIMARY KEY(run, entity, source, source_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_ahead(
          entity {int} NOT NULL, source {int} NOT NULL, source_key {key} NOT NULL, PRIMARY KEY(entity, source, source_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_part_removal(
          row {int} NOT NULL, target_key {key} NOT NULL, PRIMARY KEY(row, target_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_log(
          id {id}, at {int} NOT NULL, what {text} NOT NULL, subject {text} NOT NULL, before_value {text}, after_value {text});
        CREATE TABLE IF NOT EXISTS storefold_redirect(
          site {word} NOT NULL, path {text} NOT NULL, kind {int} NOT NULL, target {text}, reason {text} NOT NULL,
          UNIQUE(site, path));
        CREATE TABLE IF NOT EXISTS storefold_order_link(
          id {id}, source {int} NOT NULL, number {text} NOT NULL, target {text}, secret_hash {text});
        CREATE TABLE IF NOT EXISTS storefold_milestone(
          milestone {word} NOT NULL, site {word} NOT NULL, planned {int} NOT NULL, at {int} NOT NULL, overridden_by {text}, reason {text},
          checks {text} NOT NULL, PRIMARY KEY(milestone, site)){table};
        CREATE TABLE IF NOT EXISTS storefold_hold(
          milestone {word} NOT NULL, site {word} NOT NULL, since {int} NOT NULL, at {int} NOT NULL, checks {text} NOT NULL,
          PRIMARY KEY(milestone, site)){table};
        CREATE TABLE IF NOT EXISTS storefold_promise(
          milestone {word} NOT NULL, site {word} NOT NULL, told_at {int} NOT NULL, promised {int} NOT NULL,
          PRIMARY KEY(milestone, site, told_at)){table};
        CREATE TABLE IF NOT EXISTS storefold_override(
          id {id}, milestone {word} NOT NULL, code {word} NOT NULL, person {text} NOT NULL, reason {text} NOT NULL,
          at {int} NOT NULL, used_at {int});
        CREATE TABLE IF NOT EXISTS storefold_late_order(
          source {int} NOT NULL, source_key {key} NOT NULL, site {word} NOT NULL, placed_at {int} NOT NULL,
          PRIMARY KEY(source, source_key)){table};
        CREATE TABLE IF NOT EXISTS storefold_draft(
          id {id}, channel {word} NOT NULL, site {word} NOT NULL, update_id {name} NOT NULL, milestone {word},
          locale {word} NOT NULL, text {text} NOT NULL, state {word} NOT NULL, decided_by {text}, decided_at {int}, reason {text},
          attempts {int} NOT NULL, next_attempt_at {int}, unanswered_since {int}, last_error {text}, remote_id {text},
          posted_at {int}, UNIQUE(channel, site, update_id));
        CREATE TABLE IF NOT EXISTS storefold_meta(name {word} PRIMARY KEY, value {text} NOT NULL){table};
        """;

    /// <summary>The script in a dialect.</summary>
    public static string For(SqlDialect dialect) => Render(Script, dialect);

    /// <summary>A script of tables of ours in a dialect.</summary>
    public static string Render(string script, SqlDialect dialect) => Placeholder().Replace(script, found => found.Groups["word"].Value switch
    {
        "id" => dialect.TypeOf(ColumnType.Id),
        "int" => dialect.TypeOf(ColumnType.Integer),
        "word" => dialect.TypeOf(ColumnType.Word),
        "name" => dialect.TypeOf(ColumnType.Name),
        "text" => dialect.TypeOf(ColumnType.Text),
        "key" => dialect.TypeOf(ColumnType.Key),
        "bytes" => dialect.TypeOf(ColumnType.Bytes),
        "table" => dialect.TableOptions,
        "where" => dialect.IndexWhere(found.Groups["rest"].Value),
        var other => throw new InvalidOperationException($"There is no type {other}."),
    });

    [GeneratedRegex(@"\{(?<word>[a-z]+)( (?<rest>[^}]+))?\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    /// <summary>True for a table of ours.</summary>
    public static bool IsOurs(string table) => table.StartsWith("storefold_", StringComparison.OrdinalIgnoreCase);
}
