using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Trials;

/// <summary>Tries the read files of one entity. The caller opened a snapshot.</summary>
internal sealed class ReadTrial(ISqlSession session, PackModel pack, ValueCodec codec, TrialFindings findings)
{
    private const int BatchSize = 500, Samples = 100;

    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private readonly List<Value> _keys = [];
    private readonly List<Value> _last = [];

    public IEnumerable<TriedRow> Run(PackEntity entity)
    {
        foreach (var row in entity.Def.Rows.Where(row => pack.Reads(row, session.Dialect))) _tallies[row.Name] = new Tally();
        foreach (var (row, tally) in _tallies) tally.Compiles = Compiles(entity, row);
        if (_tallies.Values.All(tally => tally.Compiles)) ReadAll(entity);
        return [.. entity.Def.Rows.Where(row => _tallies.ContainsKey(row.Name)).Select(row => Judge(entity, row))];
    }

    private bool Compiles(PackEntity entity, string row) => Try($"read/{row}.sql", () =>
    {
        using var statement = session.Prepare(KeyMarker.Replace(FileOf(row), KeyRange.All, session.Sql, entity.IntegerKey));
        var columns = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToList();
        Columns(entity, ShopModel.FindRow(row) ?? entity.Def.Root, columns);
    });

    private void Columns(PackEntity entity, RowDef row, List<string> columns)
    {
        string[] ours = row.Part is null ? ["key", "sites", "skip"] : ["key", "parent", "ordinal", "skip"];
        var unknown = columns.Where(name => row.Find(name) is null && !ours.Contains(name, StringComparer.Ordinal)
            && !name.StartsWith("x_", StringComparison.Ordinal)).ToList();
        if (unknown.Count > 0)
        {
            findings.Error($"read/{row.Name}.sql", "pack.unknown_column", $"{row.Name} has no field {string.Join(", ", unknown)}.",
                "name extras x_something");
        }

        bool IsLost(FieldDef field) => pack.Lacks.Concat(pack.CannotHold).Any(loss => loss.Field is null
            ? string.Equals(loss.Entity, row.Name, StringComparison.Ordinal) || string.Equals(loss.Entity, entity.Def.Name, StringComparison.Ordinal)
            : string.Equals(loss.Entity, row.Name, StringComparison.Ordinal) && string.Equals(loss.Field, field.Name, StringComparison.Ordinal));
        var absent = row.Fields.Where(field => !columns.Contains(field.Name, StringComparer.Ordinal) && !IsLost(field))
            .Select(field => field.Name).ToList();
        if (absent.Count > 0)
        {
            findings.Warning($"read/{row.Name}.sql", "pack.silent_field",
                $"It does not return {string.Join(", ", absent)}, and no rule under lacks or cannot_hold says why.",
                "return them, or name the loss");
        }
    }

    private void ReadAll(PackEntity entity)
    {
        if (!Try($"read/{entity.Def.Name}.sql", () =>
        {
            using var reader = new AggregateReader(session, pack, entity.Def, codec);
            AggregateBatch batch;
            var after = Value.Null;
            do
            {
                batch = reader.ReadBatch(after, BatchSize);
                Count(entity.Def, batch);
                after = batch.Until;
            }
            while (!batch.IsLast);
            var again = reader.ReadKeys(_keys).Count;
            if (again != _keys.Count)
            {
                findings.Error($"read/{entity.Def.Name}.sql", "pack.listed", $"Of {_keys.Count} keys that were asked for, {again} came back.",
                    "the marker names another column than key");
            }
        })) return;

        foreach (var row in _tallies.Keys)
        {
            foreach (var range in Enum.GetValues<KeyRange>()) Try($"read/{row}.sql", () => Range(entity, row, range));
        }
    }

    private void Count(EntityDef def, AggregateBatch batch)
    {
        foreach (var aggregate in batch.Aggregates)
        {
            if (_keys.Count < Samples && aggregate.Rejected is null) _keys.Add(aggregate.Key);
            if (_last.Count == 2) _last.RemoveAt(0);
            _last.Add(aggregate.Key);
            Note(def.Root, aggregate.Skip is not null);
            for (var part = 0; part < def.Parts.Count; part++)
            {
                foreach (var row in aggregate.Parts[part]) Note(def.Parts[part], aggregate.Skip is not null || row.Skip is not null);
            }

            if (aggregate.Rejected is { } rejected) _tallies[rejected.Row.Name].Aside(rejected.Rejection.Code);
        }

        foreach (var stray in batch.Strays)
        {
            Note(stray.Rejected.Row, stray.Skip is not null);
            if (stray.Skip is null) _tallies[stray.Rejected.Row.Name].Aside(stray.Rejected.Rejection.Code);
        }
    }

    private void Note(RowDef row, bool isSkipped)
    {
        var tally = _tallies[row.Name];
        tally.Read++;
        if (isSkipped) tally.Skipped++;
    }

    /// <summary>Runs a file over one kind of range, as a transfer would; the first row is enough.</summary>
    private void Range(PackEntity entity, string row, KeyRange range)
    {
        var some = _keys.Count > 0 ? _keys[0] : entity.IntegerKey ? Value.Of(0) : Value.Of("");
        var sql = KeyMarker.Replace(FileOf(row), range, session.Sql, entity.IntegerKey);
        if (range == KeyRange.After && string.Equals(row, entity.Def.Name, StringComparison.Ordinal)) sql = LimitMarker.Limit(sql, "1");
        using var statement = session.Prepare(sql);
        if (range == KeyRange.Listed) statement.Bind(1, Value.Of(entity.IntegerKey ? $"[{some}]" : "[\"\"]"));
        else if (range is KeyRange.After or KeyRange.Between or KeyRange.UpTo) statement.Bind(1, some);
        if (range == KeyRange.Between) statement.Bind(2, _keys.Count > 0 ? _keys[^1] : some);
        statement.Step();
        statement.Reset();
    }

    private TriedRow Judge(PackEntity entity, RowDef row)
    {
        var tally = _tallies[row.Name];
        var file = $"read/{row.Name}.sql";
        long? declared = null;
        if (entity.Tables.TryGetValue(row.Name, out var tables))
        {
            Try("pack.yaml", () => declared = tables.Sum(table => SourceCounts.Count(session, table)));
            if (declared is { } counted && counted != tally.Read && !tally.Failed)
            {
                findings.Error(file, "pack.books", $"Its declared tables hold {counted} rows and it returned {tally.Read}.",
                    "return every row; name why one does not move in skip");
            }
        }
        else if (tally.Read > 0)
        {
            findings.Error(file, "pack.undeclared",
                $"No table is declared for {row.Name}, so nothing would show a row that the file loses.", "declare it under entities");
        }
        else
        {
            findings.Warning(file, "pack.undeclared", $"No table is declared for {row.Name}; there was none of it to read here.",
                "declare it under entities, unless the platform has no table of it");
        }

        foreach (var (code, count) in tally.Refused)
        {
            findings.Warning(file, "pack.aside", $"{count} rows would be kept aside as {code}.",
                code is "orphan"
                    ? "their root does not exist: a damaged shop, or a wrong join"
                    : "a damaged shop, or values that the file or values: has wrong");
        }

        bool? indexed = null;
        if (tally.Compiles)
        {
            var trial = new IndexTrial(session, pack, findings);
            Try(file, () => indexed = trial.Check(row, FileOf(row.Name), entity.IntegerKey, _last, tally.Read));
        }

        return new TriedRow(row.Name, declared, tally.Read, tally.Skipped, tally.Refused, indexed);
    }

    private string FileOf(string row) => pack.Sql(session.Dialect, $"read/{row}.sql") ?? "";

    /// <summary>Runs something that a mistake in a file ends; the snapshot begins anew, as a server ends it too.</summary>
    private bool Try(string file, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (PackException wrong)
        {
            findings.Error(file, "pack.contract", wrong.Message, "docs/packs.md says what a file returns");
        }
        catch (StoreException refused) when (refused is { IsTransient: false })
        {
            findings.Error(file, "pack.sql", refused.Message);
        }

        foreach (var tally in _tallies.Values) tally.Failed = true;
        session.Rollback();
        session.BeginSnapshot();
        return false;
    }

    private sealed class Tally
    {
        private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal);

        public long Read { get; set; }

        public long Skipped { get; set; }

        public bool Compiles { get; set; }

        public bool Failed { get; set; }

        public IReadOnlyDictionary<string, long> Refused => _refused;

        public void Aside(string code) => _refused[code] = _refused.GetValueOrDefault(code) + 1;
    }
}
