using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Trials;

/// <summary>Runs the write, late, delete and allocate files of a pack on empty staging tables; every transaction is taken back.</summary>
internal sealed class WriteTrial(ISqlSession target, PackModel pack, ValueCodec codec, TrialFindings findings)
{
    private readonly List<string> _ran = [];

    /// <summary>The files that ran.</summary>
    public List<string> Run()
    {
        var rows = pack.WrittenRows.ToList();
        foreach (var entity in rows.GroupBy(row => row.Entity, StringComparer.Ordinal))
        {
            List<RowDef> all = [.. entity];
            foreach (var row in all)
            {
                InTransaction($"write/{row.Name}.sql", all, _ => Script($"write/{row.Name}.sql"));
                if (row.Part is null) InTransaction($"write/{row.Name}.late.sql", all, _ => Script($"write/{row.Name}.late.sql"));
                InTransaction($"delete/{row.Name}.sql", all, staging =>
                {
                    Staging.Of(staging, row).StageDelete([]);
                    Script($"delete/{row.Name}.sql");
                });
                Allocate(row);
            }
        }

        return _ran;
    }

    private void Script(string file)
    {
        if (pack.Sql(target.Dialect, file) is not { } sql) return;
        foreach (var statement in SqlScript.Split(sql)) target.Run(statement);
        _ran.Add(file);
    }

    private void Allocate(RowDef row)
    {
        if (!pack.HasIntegerIds(row)) return;
        var own = pack.Sql(target.Dialect, $"allocate.{row.Name}.sql") is null ? "allocate.sql" : $"allocate.{row.Name}.sql";
        InTransaction(own, [], _ =>
        {
            new TargetIds(target, pack, new IdReserve()).Next(row, 1, Value.Of(1), Value.Null);
            if (!_ran.Contains(own, StringComparer.Ordinal)) _ran.Add(own);
        });
    }

    private void InTransaction(string file, List<RowDef> rows, Action<List<Staging>> action)
    {
        if (pack.Sql(target.Dialect, file) is null) return;
        var staging = new List<Staging>();
        target.BeginWrite();
        try
        {
            foreach (var row in rows)
            {
                // A staging table compiles its write file with it.
                (var asked, file) = (file, $"write/{row.Name}.sql");
                staging.Add(new Staging(target, pack, row, codec));
                file = asked;
            }

            action(staging);
        }
        catch (StoreException refused) when (!refused.IsTransient)
        {
            findings.Error(file, "pack.sql", refused.Message);
        }
        catch (PackException wrong)
        {
            findings.Error(file, "pack.contract", wrong.Message);
        }
        finally
        {
            End(rows, staging);
        }
    }

    /// <summary>Takes everything back; staging tables too, where the database does not do that with the transaction.</summary>
    private void End(List<RowDef> rows, List<Staging> staging)
    {
        target.Rollback();
        foreach (var one in staging) one.Dispose();
        foreach (var row in rows) target.Execute(target.Sql.DropStage(Staging.TableOf(row)));
        target.Execute(target.Sql.DropStage("stage_delete"));
    }
}
