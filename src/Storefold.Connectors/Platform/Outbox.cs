using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Platform;

/// <summary>A batch in the outbox.</summary>
internal sealed record OutboxEntry(long Id, string Key, string Entity, byte[] Body);

/// <summary>
/// Batches that were handed to a platform and are not booked in the journal, in a file of their own beside it: an entry has to be durable
/// before its batch is sent, while the journal's transaction is still open and may never be committed.
/// </summary>
internal sealed class Outbox : IDisposable
{
    private readonly SqliteSession _file;

    public Outbox(string journal)
    {
        _file = SqliteSession.Open(journal + "-outbox", SqliteAccess.Create);
        // What is removed is overwritten: bodies hold customers' data.
        _file.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
        _file.Execute("CREATE TABLE IF NOT EXISTS outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, entity TEXT NOT NULL, body BLOB NOT NULL)");
    }

    /// <summary>Keeps a batch, durably, and returns its number.</summary>
    public long Add(string key, string entity, byte[] body)
    {
        Run("INSERT INTO outbox(key, entity, body) VALUES (?1, ?2, ?3)", Value.Of(key), Value.Of(entity), Value.OfBytes(body, 0, body.Length));
        using var last = _file.Prepare("SELECT last_insert_rowid()");
        last.Step();
        return last.Read(0, new Arena()).AsInteger();
    }

    /// <summary>All of them in the order in which they were sent.</summary>
    public IReadOnlyList<OutboxEntry> All()
    {
        var entries = new List<OutboxEntry>();
        var arena = new Arena();
        using var rows = _file.Prepare("SELECT id, key, entity, body FROM outbox ORDER BY id");
        while (rows.Step())
        {
            entries.Add(new OutboxEntry(
                rows.Read(0, arena).AsInteger(), rows.Read(1, arena).ToString(), rows.Read(2, arena).ToString(), rows.Read(3, arena).Utf8.ToArray()));
        }

        return entries;
    }

    /// <summary>Forgets one.</summary>
    public void Remove(long id) => Run("DELETE FROM outbox WHERE id = ?1", Value.Of(id));

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Run(string sql, params ReadOnlySpan<Value> parameters)
    {
        using var statement = _file.Prepare(sql);
        for (var at = 0; at < parameters.Length; at++) statement.Bind(at + 1, parameters[at]);
        statement.Step();
    }
}
