using NodaTime;

namespace Storefold.Planning.Reading;

/// <summary>
/// The freeze of a points programme. Between the end of purchases and the move of points, and where a timetable stands
/// for it, the moment of the move: the last site's.
/// </summary>
internal static class FreezeReader
{
    private const string Key = "freeze_at";

    /// <summary>The instant; null after reporting why there is none.</summary>
    public static Instant? Read(Section section, TimetableDraft? timetable, PlanContext context)
    {
        if (section.Value(Key) is { } value)
        {
            var freeze = Times.Read(value, section.Name(Key), context.Now, context.Findings);
            if (freeze is { } at && timetable is { Sound: true }) Check(at, value.Line, section, timetable.Model);
            return freeze;
        }

        if (section.Has(Key) || section.Excuses(Key)) return null;
        if (timetable is not null) return Latest(timetable.Model.Find(Milestone.LoyaltyMoves));
        section.Findings.Error(PlanCodes.Required, section.LineOf(Key),
            $"{section.Name(Key)} is missing, and no timetable stands in for it",
            "write when points stop: date, time and zone, such as 2024-10-21 00:00 Europe/London");
        return null;
    }

    private static void Check(Instant freeze, int line, Section section, TimetableModel timetable)
    {
        const string Leave = "or leave freeze_at out: it is then loyalty_moves";
        var stop = timetable.Find(Milestone.PurchasesStop);
        if (stop is not null && Latest(stop) is { } stopped && freeze < stopped)
        {
            var site = stop.At.First(pair => pair.Value == stopped).Key;
            section.Findings.Error(PlanCodes.FreezeOrder, line,
                $"{section.Name(Key)} ({freeze}) is before purchases stop at the site {site} ({stopped}); "
                + $"see line {stop.Line}",
                $"write {stopped} or later, as purchases earn and spend points, {Leave}");
        }
        else if (timetable.Find(Milestone.LoyaltyMoves) is { } moves && Latest(moves) is { } moved && freeze > moved)
        {
            section.Findings.Error(PlanCodes.FreezeOrder, line,
                $"{section.Name(Key)} ({freeze}) is after loyalty_moves ({moved}); see line {moves.Line}",
                $"write {moved} or earlier, or a later loyalty_moves, as points move once they are frozen, {Leave}");
        }
    }

    private static Instant? Latest(MilestoneModel? milestone) =>
        milestone is { At.Count: > 0 } ? milestone.At.Values.Max() : null;
}
