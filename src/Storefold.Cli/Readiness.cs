using Storefold.Engine;
using Storefold.Engine.Trials;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli;

/// <summary>
/// Whether both sides are there and are what the plan says: they open, have the tables of their pack, every file of the
/// pack compiles against them, and the users have the rights that it takes. Nothing is written.
/// </summary>
internal static class Readiness
{
    /// <summary>Code of a finding that says nothing about the plan: a database is locked, full or damaged.</summary>
    public const string WorldFailed = "check.world_failed";

    /// <summary>Both sides.</summary>
    public static IReadOnlyList<Diagnostic> Check(Fold fold, IConnections connections)
    {
        List<Diagnostic> found =
            [.. fold.Sources.SelectMany(source => Check(source, fold.Plan.File, connections)), .. Check(fold.Target, fold.Plan.File, connections)];
        return found.Count > 0 ? found : SameDatabase(fold.Plan.File, fold.Sources, fold.Target, connections);
    }

    /// <summary>
    /// Databases that are one under two names: an alias of the host, a socket beside the port. The plan compares addresses, the
    /// databases themselves know better. A fold into its own source would double the shop with each run.
    /// </summary>
    public static IReadOnlyList<Diagnostic> SameDatabase(
        string planFile, IReadOnlyList<SourceSide> sources, TargetSide target, IConnections connections)
    {
        var found = new List<Diagnostic>();
        var seen = new List<(SourceSide Source, string Identity)>();
        foreach (var source in sources)
        {
            if (IdentityOf(source.Model.Connection, connections) is not { } identity) continue;
            // Two platforms may well share a database, each with tables of its own.
            Compare($"Source '{source.Model.Name}'", source.Model.Connection, LineOf(source.Model.Connection, source.Model.Line), identity,
                seen.Where(other => string.Equals(other.Source.Pack.Name, source.Pack.Name, StringComparison.Ordinal)));
            seen.Add((source, identity));
        }

        if (IdentityOf(target.Model.Connection, connections) is { } own)
        {
            Compare("The target", target.Model.Connection, LineOf(target.Model.Connection, target.Model.Line), own, seen);
        }

        return found;

        void Compare(string side, ConnectionModel connection, int line, string identity, IEnumerable<(SourceSide Source, string Identity)> others)
        {
            if (others.FirstOrDefault(other => string.Equals(other.Identity, identity, StringComparison.Ordinal)).Source is not { } same) return;
            found.Add(new Diagnostic(
                PlanCodes.SameDatabase, planFile, line,
                $"{side} at {connection.Display} is the database of source '{same.Model.Name}', by another name.", "write the address of the other database"));
        }
    }

    /// <summary>A source.</summary>
    public static IReadOnlyList<Diagnostic> Check(SourceSide source, string planFile, IConnections connections) => CheckSide(
        planFile, LineOf(source.Model.Connection, source.Model.Line), $"Source '{source.Model.Name}'", source.Pack, source.Model.Connection,
        source.Model.AllowWrites.Count > 0 ? SessionUse.Write : SessionUse.Read, connections,
        session => RightsTrial.Debiting(session, source),
        session => EngineTrial.Debiting(session, source));

    /// <summary>The target.</summary>
    public static IReadOnlyList<Diagnostic> Check(TargetSide target, string planFile, IConnections connections) =>
        NoPlaceForJournal(target.Model.Connection, planFile) ?? CheckSide(
            planFile, LineOf(target.Model.Connection, target.Model.Line), "The target", target.Pack, target.Model.Connection,
            IsToBeMade(target.Model.Connection) ? SessionUse.Read : SessionUse.Write, connections,
            session => RightsTrial.Writing(session, target.Pack, target.Codec),
            session => EngineTrial.Writing(session, target.Pack));

    /// <summary>What findings mean for the shell: mend the input first, then the world.</summary>
    public static int ExitCodeOf(IEnumerable<Diagnostic> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (errors.Count == 0) return ExitCode.Ok;
        return errors.TrueForAll(finding => string.Equals(finding.Code, WorldFailed, StringComparison.Ordinal)) ? ExitCode.WorldFailed : ExitCode.BadInput;
    }

    /// <summary>Tables with their engines.</summary>
    public static string Named(IReadOnlyList<UntransactedTable> tables) => string.Join(", ", tables.Select(table => $"{table.Table} ({table.Engine})"));

    /// <summary>The statements that give them transactions.</summary>
    public static string Cure(IReadOnlyList<UntransactedTable> tables) => string.Join("; ", tables.Select(table => table.Cure));

    /// <summary>A failed connection as a finding.</summary>
    public static Diagnostic Failed(StoreException failed, string file, int line, string side) => failed.IsSchema
        ? new Diagnostic("check.connection", file, line, $"{side}: {failed.Message}", "the connection stands in the plan; relative paths start at its folder")
        : new Diagnostic(
            WorldFailed, file, line, $"{side}: {failed.Message}", failed.IsUnreachable ? Unreachable : "try again when it is free, or there is room again");

    /// <summary>What helps where nobody answers.</summary>
    public const string Unreachable = "start the server, or mend host and port of the address";

    /// <summary>The line of a connection; that of its section where it stands in none.</summary>
    public static int LineOf(ConnectionModel connection, int section) => connection.Line > 0 ? connection.Line : section;

    /// <summary>Opened for writing, a platform over HTTP gets its journal; looking makes none.</summary>
    private static bool IsToBeMade(ConnectionModel connection) => connection.Journal is { } journal && !File.Exists(journal);

    private static IReadOnlyList<Diagnostic>? NoPlaceForJournal(ConnectionModel connection, string file) =>
        !IsToBeMade(connection) || Path.GetDirectoryName(connection.Journal) is not { } folder || Directory.Exists(folder) ? null
        : [new Diagnostic(
            "check.journal", file, connection.Line, $"The target's journal cannot be made: there is no folder {folder}.",
            "make it, or name another file under journal")];

    private static string? IdentityOf(ConnectionModel connection, IConnections connections)
    {
        using var session = connections.Open(connection, SessionUse.Read);
        if (session.Sql.Identity is not { } query) return null;
        using var statement = session.Prepare(query);
        return statement.Step() ? $"{connection.Driver} {statement.Read(0, new Arena())}" : null;
    }

    private static IReadOnlyList<Diagnostic> CheckSide(
        string file, int line, string side, PackModel pack, ConnectionModel connection, SessionUse use, IConnections connections,
        Func<ISqlSession, (IReadOnlyList<MissingRight> Missing, IReadOnlyList<string> Refused)> tryWriting,
        Func<ISqlSession, IReadOnlyList<UntransactedTable>> untransacted)
    {
        try
        {
            using var session = connections.Open(connection, use);
            if (use == SessionUse.Write)
            {
                session.BeginWrite();
                session.Rollback();
            }

            var misfits = Misfits(PackFit.Check(session, pack)).ToList();
            if (misfits.Count > 0) return misfits;
            var reading = RightsTrial.Reading(session, pack);
            var (writing, refused) = tryWriting(session);
            var rights = Misfits(refused).Concat(reading.Concat(writing).Distinct().Select(missing => new Diagnostic(
                "check.rights", file, line, $"{side} at {connection.Display}: {missing.Message}.", missing.Grant ?? "grant the user of the plan that right")));
            return [.. rights, .. Untransacted(untransacted(session))];
        }
        catch (StoreException failed)
        {
            return [Failed(failed, file, line, side)];
        }

        IEnumerable<Diagnostic> Misfits(IEnumerable<string> misfits) => misfits.Select(misfit => new Diagnostic(
            "check.schema", file, line, $"{side} at {connection.Display} does not fit pack {pack.Name}: {misfit}",
            "is it the right database, and the right pack?"));

        IEnumerable<Diagnostic> Untransacted(IReadOnlyList<UntransactedTable> tables)
        {
            if (tables.Count == 0) yield break;
            yield return new Diagnostic("check.no_transactions", file, line,
                $"{side} at {connection.Display} would be written in tables without transactions, so nothing could be taken back there: {Named(tables)}.",
                Cure(tables));
        }
    }
}
