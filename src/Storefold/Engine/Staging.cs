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
    private readonly ISqlSession _target;
    private readonly ValueCodec _codec;
    private readonly ISqlStatement _insert;
    private readonly ISqlStatement _clear;
    private readonly List<ISqlStatement> _write;
    private readonly List<ISqlStatement> _late;
    private readonly FieldDef[] _plain;
    private readonly FieldDef[] _references;
    private int _staged;

    public Staging(ISqlSession target, PackModel pack, RowDef row, ValueCodec codec)
    {
        _target = target;
        _codec = codec;
        Row = row;
        _plain = [.. row.Fields.Where(field => !field.IsReference)];
        _references = [.. row.Fields.Where(field => field.IsReference)];
        var table = TableOf(row);
        var columns = new List<string> { "id", "parent_id", "ordinal", "is_new" };
        columns.AddRange(_plain.Select(field => field.Name));
        columns.AddRange(_references.Select(field => field.Name + "_id"));
        var names = string.Join(", ", columns.Select(name => $"\"{name}\""));
        target.Execute($"CREATE TEMP TABLE {table}({names})");
        _insert = target.Prepare(
            $"INSERT INTO temp.{table}({names}) VALUES ({string.Join(", ", Enumerable.Range(1, columns.Count).Select(n => "?" + n))})");
        _clear = target.Prepare($"DELETE FROM temp.{table}");
        _write = Script(pack.Sql(target.Dialect, $"write/{row.Name}.sql") ?? "");
        _late = row.Part is null ? Script(pack.Sql(target.Dialect, $"write/{row.Name}.late.sql") ?? "") : [];
    }

    public RowDef Row { get; }

    /// <summary>Rows waiting to be written.</summary>
    public int Count => _staged;

    /// <summary>Name of the staging table of a row.</summary>
    public static string TableOf(RowDef row) => "stage_" + row.Name.Replace('.', '_');

    /// <summary>Stages one row.</summary>
    public void Add(ProjectedRow row, in Value parentId, int ordinal, string? currency, Arena arena)
    {
        _insert.Bind(1, row.Id);
        _insert.Bind(2, parentId);
        _insert.Bind(3, Value.Of(ordinal));
        _insert.Bind(4, Value.Of(row.IsNew));
        var parameter = 5;
        foreach (var field in _plain)
        {
            if (_codec.Encode(field, row.Fields[field.Ordinal], currency, arena, out var cell) is { } refusal)
                throw new InvalidOperationException($"{Row.Name}.{field.Name} was staged though it does not fit: {refusal}.");
            _insert.Bind(parameter++, cell);
        }

        foreach (var field in _references) _insert.Bind(parameter++, row.Fields[field.Ordinal]);
        _insert.Step();
        _staged++;
    }

    /// <summary>Runs the write file over what is staged.</summary>
    public void Write()
    {
        if (_staged == 0) return;
        foreach (var statement in _write) statement.Run();
    }

    /// <summary>Runs the late file over what is staged.</summary>
    public void WriteLate()
    {
        if (_staged == 0) return;
        foreach (var statement in _late) statement.Run();
    }

    /// <summary>Empties the table. Also called after a transaction was taken back.</summary>
    public void Clear()
    {
        if (_staged == 0) return;
        _clear.Run();
        _staged = 0;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _clear.Dispose();
        foreach (var statement in _write.Concat(_late)) statement.Dispose();
        _target.Execute($"DROP TABLE IF EXISTS temp.{TableOf(Row)}");
    }

    private List<ISqlStatement> Script(string sql) => [.. SqlScript.Split(sql).Select(_target.Prepare)];
}
