using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// The staging table of one row of the model and the pack's files that write from it. Staging is what lets a pack be
/// plain SQL over sets.
/// </summary>
internal sealed class Staging : IDisposable
{
    internal const string DeleteTable = "stage_delete";

    private readonly ISqlSession _target;
    private readonly PackModel _pack;
    private readonly ValueCodec _codec;
    private readonly ISqlBulk _bulk;
    private readonly Lazy<List<(RoundingGuard? Guard, ISqlStatement Statement)>> _write;
    private readonly Lazy<List<(RoundingGuard? Guard, ISqlStatement Statement)>> _late;
    private readonly FieldDef[] _plain;
    private readonly FieldDef[] _references;
    private readonly Value[] _cells;
    private readonly StageColumn _idColumn;
    private readonly bool _hasTimes;
    private int _staged;
    private bool _hasOld;
    private bool _isTouched;

    public Staging(ISqlSession target, PackModel pack, RowDef row, ValueCodec codec)
    {
        _target = target;
        _pack = pack;
        _codec = codec;
        Row = row;
        _plain = [.. row.Fields.Where(field => !field.IsReference)];
        _references = [.. row.Fields.Where(field => field.IsReference)];
        _hasTimes = target.Sql.HasTimes && codec.HasNativeTimes;
        var table = TableOf(row);
        var root = ShopModel.Find(row.Entity)?.Root ?? row;
        _idColumn = new StageColumn("id", KeyType(pack, row));
        StageColumn[] columns =
        [
            _idColumn, new("parent_id", KeyType(pack, root)), new("ordinal", StageType.Integer), new("is_new", StageType.Integer),
            .. _plain.Select(field => new StageColumn(field.Name, TypeOf(field, pack))),
            .. _references.Select(field => new StageColumn(field.Name + "_id", KeyType(pack, ShopModel.FindRow(field.Target ?? "") ?? root))),
        ];
        _cells = new Value[columns.Length];
        target.Execute(target.Sql.CreateStage(table, columns));
        _bulk = target.Bulk(table, columns);

        // Not before they are needed: a file may look at the staging tables of the other rows of its aggregate.
        _write = Script(pack, $"write/{row.Name}.sql");
        _late = Script(pack, $"write/{row.Name}.late.sql");
    }

    public RowDef Row { get; }

    /// <summary>Rows waiting to be written.</summary>
    public int Count => _staged;

    /// <summary>Name of the staging table of a row.</summary>
    public static string TableOf(RowDef row) => "stage_" + row.Name.Replace('.', '_');

    /// <summary>Stages one row.</summary>
    public void Add(ProjectedRow row, in Value parentId, int ordinal, string? currency, Arena arena)
    {
        RemoveOld();
        _isTouched = true;
        _cells[0] = row.Id;
        _cells[1] = parentId;
        _cells[2] = Value.Of(ordinal);
        _cells[3] = Value.Of(row.IsNew);
        var at = 4;
        foreach (var field in _plain)
        {
            var value = row.Fields[field.Ordinal];
            if (_hasTimes && field.Type == FieldType.Time) _cells[at++] = value;
            else if (_codec.Encode(field, value, currency, arena, out var cell) is { } refusal)
                throw new InvalidOperationException($"{Row.Name}.{field.Name} was staged though it does not fit: {refusal}.");
            else _cells[at++] = cell;
        }

        foreach (var field in _references) _cells[at++] = row.Fields[field.Ordinal];
        _bulk.Add(_cells);
        _staged++;
    }

    /// <summary>Runs the write file over what is staged.</summary>
    public void Write() => Run(_write, $"write/{Row.Name}.sql");

    /// <summary>
    /// Brings all that was added into the table, and what was written before out of it. To be called before any file of the
    /// batch runs.
    /// </summary>
    public void Complete()
    {
        RemoveOld();
        if (_staged > 0) _bulk.Complete();
    }

    /// <summary>Runs the late file over what is staged.</summary>
    public void WriteLate() => Run(_late, $"write/{Row.Name}.late.sql");

    /// <summary>The one that holds the ids of a row as the pack makes them.</summary>
    public static Staging Of(IEnumerable<Staging> staging, RowDef row) =>
        staging.First(one => string.Equals(one.Row.Name, row.Name, StringComparison.Ordinal));

    /// <summary>Lists rows for the delete file, in the table <c>stage_delete</c>.</summary>
    public void StageDelete(IReadOnlyList<Value> ids)
    {
        StageColumn[] columns = [_idColumn];
        _target.Execute(_target.Sql.DropStage(DeleteTable));
        _target.Execute(_target.Sql.CreateStage(DeleteTable, columns));
        using var bulk = _target.Bulk(DeleteTable, columns);
        foreach (var id in ids) bulk.Add([id]);
        bulk.Complete();
    }

    /// <summary>
    /// Forgets what is staged. Also called after a transaction, or a part of one, was taken back: then the table may hold again what
    /// had been removed from it.
    /// </summary>
    public void Clear()
    {
        _bulk.Discard();
        _hasOld = _isTouched;
        _staged = 0;
    }

    /// <summary>The table is empty: the database emptied it with the end of the transaction before.</summary>
    public void IsEmptied() => (_hasOld, _isTouched) = (false, false);

    public void Dispose()
    {
        _bulk.Dispose();
        foreach (var script in new[] { _write, _late }.Where(script => script.IsValueCreated))
        {
            foreach (var (guard, statement) in script.Value)
            {
                guard?.Dispose();
                statement.Dispose();
            }
        }

        _target.Execute(_target.Sql.DropStage(TableOf(Row)));
    }

    /// <summary>Before the first row comes: a driver may send rows at once.</summary>
    private void RemoveOld()
    {
        if (!_hasOld) return;
        _target.Execute($"DELETE FROM {_target.Sql.Stage(TableOf(Row))}");
        _hasOld = false;
    }

    private static StageType KeyType(PackModel pack, RowDef row) => pack.HasIntegerIds(row) ? StageType.Integer : StageType.Text;

    private StageType TypeOf(FieldDef field, PackModel pack) => field.Type switch
    {
        FieldType.Integer => StageType.Integer,
        FieldType.Boolean => StageType.Boolean,
        FieldType.Decimal => StageType.Decimal,
        FieldType.Money => pack.Values.Money == MoneyEncoding.Minor ? StageType.Integer : StageType.Decimal,
        FieldType.Time => _hasTimes ? StageType.Time : _codec.HasNativeTimes ? StageType.Text : StageType.Integer,
        FieldType.Json => StageType.Json,
        _ => StageType.Text,
    };

    private void Run(Lazy<List<(RoundingGuard? Guard, ISqlStatement Statement)>> script, string file)
    {
        if (_staged == 0) return;
        PackFile.Named(_pack, _target.Dialect, file, () =>
        {
            foreach (var (guard, statement) in script.Value)
            {
                guard?.Check();
                statement.Run();
            }
        });
    }

    private Lazy<List<(RoundingGuard? Guard, ISqlStatement Statement)>> Script(PackModel pack, string path) =>
        new(() => [.. SqlScript.Split(pack.Sql(_target.Dialect, path) ?? "").Select(sql => (RoundingGuard.Of(_target, sql), _target.Prepare(sql)))]);
}
