using System.Security.Cryptography;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Planning.Reading;
using Storefold.Shop;

namespace Storefold.Connectors.Platform;

/// <summary>
/// A platform over HTTP as a database: its tables are copied into a scratch database, where packs ask them with SQLite's SQL. Of a target,
/// the session's own database is the journal's file, and aggregates are posted (<see cref="IBatchTarget"/>).
/// A session that only reads fetches each table once, when it is first read; one that writes asks for the rows of single aggregates each
/// time, so that it sees what was edited on the platform meanwhile.
/// </summary>
internal sealed class HttpSession : ISqlSession, IRemoteRows, IBatchTarget
{
    private const string BookedTable = "storefold_outbox";

    private readonly SqliteSession _own;
    private readonly HttpPlatform _platform;
    private readonly TableCopy _copy;
    private readonly Outbox? _outbox;
    private readonly SessionUse _use;
    private readonly bool _isTarget;
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> _some = new(StringComparer.Ordinal);
    private readonly List<long> _posted = [];
    private IReadOnlyList<RemoteTable>? _tables;
    private bool _isMade;

    private HttpSession(SqliteSession own, HttpPlatform platform, Outbox? outbox, SessionUse use, bool isTarget)
    {
        (_own, _platform, _outbox, _use, _isTarget) = (own, platform, outbox, use, isTarget);
        _copy = new TableCopy(own, platform);
    }

    /// <inheritdoc/>
    public string Dialect => PackModel.HttpDialect;

    /// <inheritdoc/>
    public SqlDialect Sql => SqliteDialect.Instance;

    /// <inheritdoc/>
    public string Display => _platform.Display;

    /// <inheritdoc/>
    public bool Sends { get; private set; } = true;

    /// <summary>Opens a session; the platform is asked when something of it is needed.</summary>
    public static ISqlSession Open(ConnectionModel connection, SessionUse use, Patience patience)
    {
        var address = HttpAddress.Parse(connection.Location) ?? throw new StoreException("This is no address of a platform.") { IsSchema = true };
        if (use == SessionUse.Write && connection.Journal is null)
            throw PlatformFault.Of(address.Display, "a source over HTTP can only be read; take loyalty.freeze and loyalty.debit out of allow_writes");
        var journal = connection.Journal;
        var keepsFile = journal is not null && (use == SessionUse.Write || File.Exists(journal));
        var own = SqliteSession.Open(keepsFile ? journal ?? "" : "", SqliteAccess.Create);
        try
        {
            if (keepsFile) own.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            // On disk and without a name: a large shop does not fit into memory, and nothing stays behind.
            own.Execute($"PRAGMA temp_store = FILE; ATTACH '' AS {TableCopy.Schema}");
            return new HttpSession(
                own, new HttpPlatform(address, patience), use == SessionUse.Write && journal is not null ? new Outbox(journal) : null, use, keepsFile);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ISqlStatement Prepare(string sql)
    {
        if (sql.Contains("storefold_", StringComparison.Ordinal)) return _own.Prepare(sql);
        Make();
        var statement = _own.Prepare(sql);
        var named = Named([sql]);
        return named.Count == 0 ? statement : new RemoteStatement(statement, () => LoadMissing(named.Where(table => !_some.Contains(table.Name))));
    }

    /// <inheritdoc/>
    public ISqlStatement PrepareScan(string sql) => Prepare(sql);

    /// <inheritdoc/>
    public ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns) => _own.Bulk(table, columns);

    /// <inheritdoc/>
    public void Execute(string script)
    {
        _own.Execute(script);
        if (script.StartsWith("ROLLBACK", StringComparison.Ordinal)) ForgetCopies();
    }

    /// <inheritdoc/>
    public void BeginSnapshot()
    {
        // The copies are the session's own, so nothing changes under it; only a journal has other writers.
        if (_isTarget) _own.BeginSnapshot();
    }

    /// <inheritdoc/>
    public void BeginWrite()
    {
        if (_use != SessionUse.Write) throw PlatformFault.Of(Display, "this session only reads");
        _own.BeginWrite();
    }

    /// <inheritdoc/>
    public void Commit()
    {
        if (!_isTarget) return;
        _own.Commit();
        foreach (var id in _posted) _outbox?.Remove(id);
        _posted.Clear();
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        if (!_isTarget) return;
        _own.Rollback();
        _posted.Clear();
        ForgetCopies();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables()
    {
        var tables = new Dictionary<string, IReadOnlyList<string>>(_own.Tables(), StringComparer.OrdinalIgnoreCase);
        foreach (var table in Catalogue()) tables[table.Name] = table.Columns;
        return tables;
    }

    /// <inheritdoc/>
    public bool HasTable(string name) => name.StartsWith("storefold_", StringComparison.OrdinalIgnoreCase)
        ? _own.Tables().ContainsKey(name)
        : Tables().ContainsKey(name);

    /// <inheritdoc/>
    public void Fetch(string entity, IReadOnlyList<string> sql, IReadOnlyCollection<Value>? keys)
    {
        Make();
        foreach (var table in Named(sql))
        {
            if (_use == SessionUse.Read || keys is null) LoadMissing([table]);
            else Load(table, entity, table.By.Contains(entity, StringComparer.Ordinal) ? keys : null);
        }
    }

    /// <inheritdoc/>
    public void HoldBack() => Sends = false;

    /// <inheritdoc/>
    public byte[] Post(string entity, byte[] body)
    {
        if (_outbox is null || !Sends) throw new InvalidOperationException("This session sends nothing.");
        var (key, path) = (RandomNumberGenerator.GetHexString(32, lowercase: true), PathOf(entity));
        var id = _outbox.Add(key, entity, body);
        var answer = _platform.Post(path, body, key);
        _whole.Clear();
        if (IsRefusal(answer))
        {
            _outbox.Remove(id);
            throw new StoreException($"{Display}: {PostRefusal.Of(answer)}") { IsConstraint = true };
        }

        return Booked(id, path, answer);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OpenBatch> LeftOver()
    {
        var isThere = _own.Tables().ContainsKey(BookedTable);
        return [.. (_outbox?.All() ?? []).Select(entry => new OpenBatch(entry.Id, entry.Entity, entry.Body, isThere && IsBooked(entry.Id)))];
    }

    /// <inheritdoc/>
    public byte[]? Withdraw(OpenBatch batch)
    {
        var entry = _outbox?.All().FirstOrDefault(entry => entry.Id == batch.Id) ?? throw new InvalidOperationException("The batch has left the outbox.");
        var path = PathOf(entry.Entity);
        var answer = _platform.Withdraw(path, entry.Key);
        if (answer.Status is not 204 && !IsRefusal(answer)) return Booked(entry.Id, path, answer);
        Forget(batch);
        return null;
    }

    /// <inheritdoc/>
    public void Forget(OpenBatch batch) => _outbox?.Remove(batch.Id);

    /// <inheritdoc/>
    public void Dispose()
    {
        _outbox?.Dispose();
        _own.Dispose();
        _platform.Dispose();
    }

    private static string PathOf(string entity) => $"{entity}/batch";

    /// <summary>Whether nothing of the batch was done, for good: then nothing is left open.</summary>
    private static bool IsRefusal(PlatformAnswer answer) => answer.Status is 400 or 413 or 422 && !PostRefusal.IsReusedKey(answer.Body);

    /// <summary>The lines that were answered to a batch that was carried out, which the journal's next commit books.</summary>
    private byte[] Booked(long id, string path, PlatformAnswer answer)
    {
        if (answer.Status is 409 or 422)
        {
            throw PlatformFault.Of(Display, $"{path}: it knows the key of this batch with another content. Its store of Idempotency-Keys is "
                + "wrong; nothing was booked");
        }

        if (answer.Status != 200) throw PlatformFault.Status(Display, path, answer.Status);
        _ = JsonLines.Of(Display, path, answer);
        Book(id);
        return answer.Body;
    }

    /// <summary>Within the journal's transaction: when it is committed, the batch is booked, whether or not the outbox gets to know.</summary>
    private void Book(long id)
    {
        if (_posted.Count == 0) _own.Execute($"CREATE TABLE IF NOT EXISTS {BookedTable}(id INTEGER PRIMARY KEY); DELETE FROM {BookedTable}");
        _own.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"INSERT OR IGNORE INTO {BookedTable} VALUES ({id})"));
        _posted.Add(id);
    }

    private bool IsBooked(long id)
    {
        using var found = _own.Prepare($"SELECT 1 FROM {BookedTable} WHERE id = ?1");
        found.Bind(1, Value.Of(id));
        return found.Step();
    }

    private IReadOnlyList<RemoteTable> Catalogue() => _tables ??= RemoteTable.Read(Display, _platform.Get("tables").Body);

    private void Make()
    {
        if (_isMade) return;
        _copy.Create(Catalogue());
        _isMade = true;
    }

    private void LoadMissing(IEnumerable<RemoteTable> tables)
    {
        foreach (var table in tables.Where(table => !_whole.Contains(table.Name))) Load(table, "", null);
    }

    private void Load(RemoteTable table, string entity, IReadOnlyCollection<Value>? keys)
    {
        _copy.Load(table, entity, keys);
        var (now, before) = keys is null ? (_whole, _some) : (_some, _whole);
        now.Add(table.Name);
        before.Remove(table.Name);
    }

    private List<RemoteTable> Named(IReadOnlyList<string> sql) => [.. Catalogue().Where(table => sql.Any(table.IsNamedIn))];

    private void ForgetCopies()
    {
        _whole.Clear();
        _some.Clear();
        _isMade = false;
    }
}
