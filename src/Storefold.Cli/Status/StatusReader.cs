using Storefold.Announcing;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Cli.Status;

/// <summary>Reads where a retirement stands from the journal, and counts the source for comparison. Nothing is written.</summary>
internal static class StatusReader
{
    public static StatusFigures Read(Fold fold, IConnections connections, TimeProvider time) =>
        Read(fold, connections) with { Timetable = TimetableStatus.Read(fold, connections, time) };

    private static StatusFigures Read(Fold fold, IConnections connections)
    {
        var nothing = new StatusFigures(
            fold.Plan.Retirement, null, null, null, 0, [], [], new Dictionary<string, int>(StringComparer.Ordinal), 0, []);
        using var session = connections.Open(fold.Target.Model.Connection, SessionUse.Read);
        session.BeginSnapshot();
        if (Journal.Peek(session, fold.Plan.Retirement) is null) return nothing;
        var reader = new JournalReader(session);
        var (complete, unfinished) = (reader.LastComplete(), reader.Unfinished());
        var isErased = new MilestoneBook(session).HasPassed(Milestone.SourceErased);
        var counts = isErased ? [] : SourceRows(fold, connections);
        using var points = new PointsBook(session);
        var figures = (unfinished ?? complete) is { } run
            ? RunFigures.Of(Tallies.Load(session, run.Id).Figures, points.Totals())
            : null;
        using var matches = new MatchBook(session);
        var decisions = matches.All();
        return nothing with
        {
            Complete = complete,
            Unfinished = unfinished,
            Figures = figures,
            SourceIsErased = isErased,
            SourceRows = counts.Values.Sum(),
            Unexplained = unfinished is null && figures is not null && !isErased ? figures.Unexplained(counts) : [],
            Aliases = reader.Aliases(),
            Waiting = decisions.Where(entry => entry.Waits).GroupBy(entry => entry.Kind, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Due = decisions.Count(entry => entry.IsDue),
            Quarantine = reader.QuarantineCounts(),
            Drafts = DraftBook.Exists(session) ? new DraftBook(session).All() : [],
        };
    }

    private static Dictionary<string, long> SourceRows(Fold fold, IConnections connections)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var source in fold.Sources)
        {
            using var session = connections.Open(source.Model.Connection, SessionUse.Read);
            session.BeginSnapshot();
            foreach (var (row, rows) in SourceCounts.Of(session, source.Pack)) counts[row] = counts.GetValueOrDefault(row) + rows;
        }

        return counts;
    }
}
