using System.Text.RegularExpressions;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>
/// The journal's own statements. Native keys stand in typed columns where a database needs types
/// (<see cref="SqlDialect.KeyCell"/>), so the statements mark them: <c>?3k</c> is a parameter that is a native key, and
/// <c>[source_key]</c> in the list after SELECT a result column that is one. Everything else is SQL that all dialects understand.
/// </summary>
internal static partial class JournalSql
{
    /// <summary>Compiles a statement of the journal.</summary>
    public static ISqlStatement PrepareJournal(this ISqlSession session, string sql) =>
        Wrap(session, sql, IsQuery(sql) ? session.Prepare(Plain(sql)) : new LaterStatement(session, Plain(sql)));

    /// <summary>Compiles one whose result may be large.</summary>
    public static ISqlStatement ScanJournal(this ISqlSession session, string sql) => Wrap(session, sql, session.PrepareScan(Plain(sql)));

    /// <summary>INSERT that replaces what stands under the same key; parameters in the order of the columns.</summary>
    /// <param name="session">The target.</param>
    /// <param name="table">A table of the journal.</param>
    /// <param name="columns">Names, the primary key first; native keys in brackets.</param>
    /// <param name="keys">How many of them are the primary key.</param>
    /// <param name="newest">Column that must not become smaller, or null.</param>
    public static ISqlStatement PrepareUpsert(this ISqlSession session, string table, string columns, int keys, string? newest = null) =>
        session.PrepareRows(table, columns, keys, OnDuplicate.Replace, newest, 1);

    /// <summary>INSERT that leaves what stands under the same key; parameters in the order of the columns.</summary>
    public static ISqlStatement PrepareAddNew(this ISqlSession session, string table, string columns) =>
        session.PrepareRows(table, columns, 0, OnDuplicate.Keep, null, 1);

    /// <summary>INSERT of several rows; parameters row by row.</summary>
    public static ISqlStatement PrepareRows(
        this ISqlSession session, string table, string columns, int keys, OnDuplicate onDuplicate, string? newest, int rows)
    {
        var names = Names(columns, out var native);
        var sql = onDuplicate switch
        {
            OnDuplicate.Replace => session.Sql.Upsert(table, names, keys, newest, rows),
            OnDuplicate.Keep => session.Sql.AddNew(table, names, rows),
            _ => SqlDialect.Insert(table, names, rows),
        };
        var parameters = Enumerable.Range(0, rows).SelectMany(row => native.Select(number => (row * names.Length) + number));
        return Keyed(session, new LaterStatement(session, sql), [.. parameters], []);
    }

    /// <summary><see cref="PrepareUpsert"/>, run once.</summary>
    public static void Upsert(this ISqlSession session, string table, string columns, int keys, params ReadOnlySpan<Value> values)
    {
        using var statement = session.PrepareUpsert(table, columns, keys);
        statement.Run(values);
    }

    /// <summary><see cref="PrepareAddNew"/>, run once.</summary>
    public static void AddNew(this ISqlSession session, string table, string columns, params ReadOnlySpan<Value> values)
    {
        using var statement = session.PrepareAddNew(table, columns);
        statement.Run(values);
    }

    private static bool IsQuery(string sql) => sql.StartsWith("SELECT ", StringComparison.Ordinal);

    private static ISqlStatement Wrap(ISqlSession session, string sql, ISqlStatement statement)
    {
        var parameters = KeyParameter().Matches(sql).Select(match => int.Parse(match.Groups["n"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
        return Keyed(session, statement, [.. parameters], KeyColumns(sql));
    }

    private static ISqlStatement Keyed(ISqlSession session, ISqlStatement statement, IReadOnlyCollection<int> parameters, IReadOnlyCollection<int> columns) =>
        session.Sql is SqliteDialect || parameters.Count + columns.Count == 0
            ? statement
            : new KeyedStatement(statement, session.Sql, [.. parameters], [.. columns]);

    /// <summary>Positions of the marked result columns: items between SELECT and FROM that hold a bracket.</summary>
    private static List<int> KeyColumns(string sql)
    {
        var marked = new List<int>();
        if (!IsQuery(sql)) return marked;
        var (depth, column) = (0, 0);
        for (var at = 0; at < sql.Length; at++)
        {
            if (sql[at] == '(') depth++;
            else if (sql[at] == ')') depth--;
            else if (sql[at] == ',' && depth == 0) column++;
            else if (sql[at] == '[' && !marked.Contains(column)) marked.Add(column);
            else if (depth == 0 && sql.AsSpan(at).StartsWith(" FROM ", StringComparison.Ordinal)) break;
        }

        return marked;
    }

    /// <summary>The names in a list of columns, and the numbers (from 1) of those that are native keys.</summary>
    internal static string[] Names(string columns, out List<int> native)
    {
        var names = columns.Split(", ");
        native = [.. Enumerable.Range(1, names.Length).Where(number => names[number - 1].StartsWith('['))];
        return [.. names.Select(name => name.Trim('[', ']'))];
    }

    private static string Plain(string sql) => KeyParameter().Replace(KeyColumn().Replace(sql, "${name}"), "?${n}");

    [GeneratedRegex(@"\?(?<n>\d+)k\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyParameter();

    [GeneratedRegex(@"\[(?<name>[a-z_.]+)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyColumn();

    /// <summary>
    /// A statement that writes, compiled when it is first used: a database may refuse to compile one where it may only be read,
    /// and whoever only reads the journal never uses it.
    /// </summary>
    private sealed class LaterStatement(ISqlSession session, string sql) : ISqlStatement
    {
        private ISqlStatement? _inner;

        public int ColumnCount => Inner.ColumnCount;

        private ISqlStatement Inner => _inner ??= session.Prepare(sql);

        public string ColumnName(int column) => Inner.ColumnName(column);

        public void Bind(int parameter, in Value value) => Inner.Bind(parameter, value);

        public bool Step() => Inner.Step();

        public Value Read(int column, Arena arena) => Inner.Read(column, arena);

        public void Reset() => _inner?.Reset();

        public void Dispose() => _inner?.Dispose();
    }

    /// <summary>Turns native keys into the journal's cells and back.</summary>
    private sealed class KeyedStatement(ISqlStatement inner, SqlDialect dialect, HashSet<int> parameters, HashSet<int> columns) : ISqlStatement
    {
        public int ColumnCount => inner.ColumnCount;

        public string ColumnName(int column) => inner.ColumnName(column);

        public void Bind(int parameter, in Value value)
        {
            if (parameters.Contains(parameter)) inner.Bind(parameter, dialect.KeyCell(value));
            else inner.Bind(parameter, value);
        }

        public bool Step() => inner.Step();

        public Value Read(int column, Arena arena)
        {
            var cell = inner.Read(column, arena);
            return columns.Contains(column) ? dialect.KeyOf(cell) : cell;
        }

        public void Reset() => inner.Reset();

        public void Dispose() => inner.Dispose();
    }
}
