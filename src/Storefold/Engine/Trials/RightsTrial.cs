using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Trials;

/// <summary>
/// Asks the database for the rights that a transfer is going to need, before anything is made or written, and whether it takes the
/// statements by which a pack writes at all. Statements are compiled or explained and never carried out; staging tables, and the table
/// that stands for the journal's, are taken back.
/// </summary>
public sealed class RightsTrial
{
    /// <summary>A name of its own: of a table that is there already some databases do not ask who may make it.</summary>
    private const string Probe = "storefold_rights";

    private readonly ISqlSession _session;
    private readonly PackModel _pack;
    private readonly bool _inTransaction;
    private readonly List<MissingRight> _missing = [];
    private readonly List<string> _refused = [];

    private RightsTrial(ISqlSession session, PackModel pack, bool inTransaction) => (_session, _pack, _inTransaction) = (session, pack, inTransaction);

    /// <summary>What is missing for reading through a pack.</summary>
    public static IReadOnlyList<MissingRight> Reading(ISqlSession session, PackModel pack)
    {
        var trial = new RightsTrial(session, pack, inTransaction: false);
        if (session.Sql.HasRights) trial.Read();
        return trial._missing;
    }

    /// <summary>What is missing for writing through a pack, and for the journal, and which of its files are refused as such.</summary>
    /// <param name="session">A session that may write, without an open transaction.</param>
    /// <param name="pack">The target's pack.</param>
    /// <param name="codec">Its values.</param>
    public static (IReadOnlyList<MissingRight> Missing, IReadOnlyList<string> Refused) Writing(ISqlSession session, PackModel pack, ValueCodec codec)
    {
        if (string.Equals(session.Dialect, PackModel.HttpDialect, StringComparison.Ordinal)) return ([], []); // it writes itself
        var trial = new RightsTrial(session, pack, inTransaction: true);
        if (session.Sql.HasRights) trial.Index();
        session.BeginWrite();
        try
        {
            if (session.Sql.HasRights) trial.KeepBooks();
            trial.Write(codec);
        }
        finally
        {
            session.Rollback();
        }

        return (trial._missing, trial._refused);
    }

    /// <summary>What is missing for freezing and debiting points in a source, where the plan allows that, and which files are refused as such.</summary>
    /// <param name="session">A session that may write, without an open transaction.</param>
    /// <param name="source">The source.</param>
    public static (IReadOnlyList<MissingRight> Missing, IReadOnlyList<string> Refused) Debiting(ISqlSession session, SourceSide source)
    {
        if (!session.Sql.HasRights || !PointsMove.Debits(source)) return ([], []);
        var trial = new RightsTrial(session, source.Pack, inTransaction: true);
        session.BeginWrite();
        try
        {
            var canStage = false;
            trial.Part("CREATE TEMPORARY TABLE", null, () =>
            {
                session.Execute(PointsMove.CreateStage(session, source));
                canStage = true;
            });
            foreach (var file in canStage ? PointsMove.Files : []) trial.AskAll(file);
            session.Execute(session.Sql.DropStage(PointsMove.DebitTable));
        }
        finally
        {
            session.Rollback();
        }

        return (trial._missing, trial._refused);
    }

    private void Read()
    {
        var tables = _pack.DeclaredTables.Select(table => table.Table);
        foreach (var table in tables.Distinct(StringComparer.Ordinal)) Ask($"SELECT 1 FROM {_session.Sql.Quote(table)}");
        foreach (var row in _pack.Entities.Values.SelectMany(entity => entity.Def.Rows))
        {
            if (_pack.Sql(_session.Dialect, $"read/{row.Name}.sql") is { } sql) Ask(KeyMarker.Replace(sql, KeyRange.All, _session.Sql));
        }
    }

    /// <summary>Outside a transaction: where it is asked, the question would end one.</summary>
    private void Index()
    {
        if (_session.Sql.AskIndex(Probe) is not { } question) return;
        try
        {
            _session.Execute(question);
        }
        catch (StoreException refused) when (!refused.IsTransient)
        {
            if (refused.IsRight) Note(Grants.For(_session, refused, question));
        }
    }

    private void KeepBooks()
    {
        const string Make = $"CREATE TABLE {Probe}(name INT)";
        Part(Make, null, () =>
        {
            if (_session.Sql.DdlCommits) _session.Prepare(Make).Dispose();
            else _session.Execute(Make);
        });

        // A dry run takes away what it made: tables of ours that were there before stay.
        if (_session.Sql.AskDrop(Probe) is { } drop && !Journal.Exists(_session)) Part(drop, null, () => _session.Prepare(drop).Dispose());

        // Who makes a table in PostgreSQL owns it; MariaDB refuses before it looks whether there is such a table.
        if (!_session.Sql.DdlCommits && !Journal.Exists(_session)) return;
        Ask("SELECT 1 FROM storefold_meta");
        Ask("INSERT INTO storefold_meta SELECT * FROM storefold_meta");
        Ask("UPDATE storefold_meta SET value = value");
        Ask("DELETE FROM storefold_meta");
    }

    private void Write(ValueCodec codec)
    {
        var rows = _pack.WrittenRows.ToList();
        var staging = new List<Staging>();
        try
        {
            Part("CREATE TEMPORARY TABLE", null, () =>
            {
                foreach (var row in rows) staging.Add(new Staging(_session, _pack, row, codec));
            });
            if (staging.Count < rows.Count) return; // said, or not a matter of rights
            foreach (var row in rows)
            {
                Staging.Of(staging, row).StageDelete([]);
                foreach (var file in new[] { $"write/{row.Name}.sql", $"write/{row.Name}.late.sql", $"delete/{row.Name}.sql" }) AskAll(file);
                TakeNumbers(row);
            }
        }
        finally
        {
            foreach (var one in staging) one.Dispose();
            _session.Execute(_session.Sql.DropStage(Staging.DeleteTable));
        }
    }

    /// <summary>Whether numbers of a sequence may be taken is asked when one is taken; that one would be lost.</summary>
    private void TakeNumbers(RowDef row)
    {
        if (!_pack.HasIntegerIds(row) || _session.Sql.ClosedSequence is not { } question) return;
        foreach (var table in _pack.Entities[row.Entity].Tables.GetValueOrDefault(row.Name) ?? [])
        {
            foreach (var found in _session.Rows(question, Value.Of(_session.Sql.Quote(table.Table)), Value.Of(table.Key)))
                Note(Grants.Of(_session, "USAGE", "SEQUENCE " + found[0]));
        }
    }

    private void AskAll(string file)
    {
        var statements = SqlScript.Split(_pack.Sql(_session.Dialect, file) ?? "");
        // What stands on a table that the file itself makes can be tried only by carrying it out.
        var isWhole = !statements.Any(statement => statement.Contains("CREATE ", StringComparison.OrdinalIgnoreCase));
        foreach (var statement in statements) Ask(statement, isWhole ? file : null);
    }

    /// <param name="statement">What is asked about.</param>
    /// <param name="file">Its file, where a statement that the database does not take is to be told.</param>
    private void Ask(string statement, string? file = null) => Part(statement, file, () =>
    {
        if (_session.Sql.AskRights(statement) is { } question) _session.Execute(question);
        else _session.Prepare(statement).Dispose();
    });

    private void Part(string statement, string? file, Action action)
    {
        if (_inTransaction) _session.Execute("SAVEPOINT storefold_right");
        try
        {
            action();
        }
        catch (StoreException refused) when (!refused.IsTransient)
        {
            if (_inTransaction) _session.Execute("ROLLBACK TO SAVEPOINT storefold_right");
            if (refused.IsRight) Note(Grants.For(_session, refused, statement));
            else if (file is not null) _refused.Add($"{_pack.Place(_session.Dialect, file)}: {refused.Message}");
        }
    }

    private void Note(MissingRight missing)
    {
        if (!_missing.Contains(missing)) _missing.Add(missing);
    }
}
