using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Cli;

/// <summary>
/// Whether both sides are there and are what the plan says: they open, have the tables of their pack, and every file of the
/// pack compiles against them. Nothing is written.
/// </summary>
internal static class Readiness
{
    public static IReadOnlyList<Diagnostic> Check(Fold fold, IConnections connections)
    {
        var findings = new List<Diagnostic>();
        foreach (var source in fold.Sources)
        {
            var use = source.Model.AllowWrites.Count > 0 ? SessionUse.Write : SessionUse.Read;
            CheckSide(fold.Plan.File, source.Model.Line, $"Source '{source.Model.Name}'", source.Pack, source.Model.Connection, use, connections, findings);
        }

        var target = fold.Target;
        CheckSide(
            fold.Plan.File, target.Model.Line, "The target", target.Pack, target.Model.Connection, SessionUse.Write, connections, findings);
        return findings;
    }

    private static void CheckSide(
        string file, int line, string side, PackModel pack, ConnectionModel connection, SessionUse use, IConnections connections, List<Diagnostic> findings)
    {
        try
        {
            using var session = connections.Open(connection, use);
            if (use == SessionUse.Write)
            {
                session.BeginWrite();
                session.Rollback();
            }

            findings.AddRange(PackFit.Check(session, pack).Select(misfit =>
                new Diagnostic(
                    "check.schema", file, line, $"{side} at {connection.Display} does not fit pack {pack.Name}: {misfit}",
                    "is it the right database, and the right pack?")));
        }
        catch (StoreException failed)
        {
            findings.Add(new Diagnostic(
                "check.connection", file, line, $"{side}: {failed.Message}",
                "the connection stands in the plan; relative paths start at its folder"));
        }
    }
}
