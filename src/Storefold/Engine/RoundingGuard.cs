using System.Globalization;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Refuses rows of which a column of the target would keep something else than was written: some databases round or cut on assignment
/// and say nothing. It asks only where the types of a statement allow that; elsewhere nothing is asked.
/// </summary>
internal sealed class RoundingGuard : IDisposable
{
    private readonly ISqlStatement _question;
    private readonly Arena _arena = new();
    private readonly string _place;

    private RoundingGuard(ISqlStatement question, string place) => (_question, _place) = (question, place);

    /// <summary>The guard of a statement; null where it needs none. Inside a transaction, with the staging tables there.</summary>
    public static RoundingGuard? Of(ISqlSession session, string statement)
    {
        if (session.Sql.RoundingColumns is not { } question || WriteStatement.Read(statement) is not { } write) return null;
        session.Execute("SAVEPOINT storefold_guard");
        RoundingGuard? guard = null;
        try
        {
            guard = Of(session, question, write);
        }
        catch (StoreException refused) when (refused.IsSchema)
        {
            // A statement of a form that cannot be asked so; the database itself says what else is wrong with it.
            session.Execute("ROLLBACK TO SAVEPOINT storefold_guard");
        }

        session.Execute("RELEASE SAVEPOINT storefold_guard");
        return guard;
    }

    /// <summary>Throws where what is staged would not be kept as it is.</summary>
    /// <exception cref="StoreException">With the column; the same rows in smaller parts may be kept.</exception>
    public void Check()
    {
        var where = _question.Step() ? _question.Read(0, _arena).ToString() : null;
        _question.Reset();
        if (where is null) return;
        throw new StoreException($"{_place}: a column cannot hold a value as it is: {where} would round or cut it.") { IsConstraint = true };
    }

    public void Dispose() => _question.Dispose();

    private static RoundingGuard? Of(ISqlSession session, string question, WriteStatement write)
    {
        var narrow = session.Rows(question, Value.Of(write.Table))
            .Select(row => (Name: row[0].ToString(), Type: row[1].ToString(), Kind: row[2].ToString()))
            .Where(column => write.Columns.Contains(column.Name, StringComparer.Ordinal)).ToList();
        if (narrow.Count == 0) return null;
        var names = string.Join(", ", Enumerable.Range(0, write.Columns.Count).Select(Column));
        var query = $"({write.Query}) AS q({names})";
        // No row of the query is read for this.
        var types = string.Join(", ", narrow.Select(column => $"CAST(pg_typeof({Of(column.Name)}) AS text)"));
        var sent = session.Rows($"SELECT {types} FROM (SELECT 1) AS one LEFT JOIN {query} ON false")[0];
        var found = narrow.Select((column, at) => (Condition: session.Sql.Rounds(Of(column.Name), sent[at].ToString(), column.Kind, column.Type), column))
            .Where(one => one.Condition is not null).ToList();
        if (found.Count == 0) return null;
        var answers = found.Select(one => $"WHEN {one.Condition} THEN {Text($"{write.Table.Trim('"')}.{one.column.Name} ({one.column.Type})")}");
        var any = string.Join(" OR ", found.Select(one => one.Condition));
        return new RoundingGuard(session.Prepare($"SELECT CASE {string.Join(' ', answers)} END FROM {query} WHERE {any} LIMIT 1"), session.Display);

        string Of(string column) => "q." + Column(write.Columns.Index().First(one => string.Equals(one.Item, column, StringComparison.Ordinal)).Index);
    }

    private static string Column(int place) => string.Create(CultureInfo.InvariantCulture, $"c{place}");

    private static string Text(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
