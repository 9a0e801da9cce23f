using NodaTime;

namespace Storefold.Planning.Reading;

/// <summary>A timetable and whether it can be held against the rest of the plan: false after an error in it.</summary>
internal sealed record TimetableDraft(TimetableModel Model, bool Sound);

/// <summary>
/// The <c>timetable</c> of a plan: the instant of each milestone at each retiring site. What is not written and has a
/// default follows another milestone, instant for instant.
/// </summary>
internal sealed class TimetableReader
{
    private readonly Section _section;
    private readonly Dictionary<Milestone, MilestoneModel> _found = [];
    private readonly Dictionary<Milestone, Milestone> _follows = [];

    private TimetableReader(Section section) => _section = section;

    /// <summary>The timetable; null where the plan has none. One that could not be read is empty, and reported.</summary>
    public static TimetableDraft? Read(Section root, IReadOnlyList<SiteDraft> sites, PlanContext context)
    {
        var before = context.Findings.Errors;
        var reader = new TimetableReader(root.Inner(PlanKeys.Timetable, "timetable"));
        if (!root.Stands("timetable") && !root.Excuses("timetable")) return null;
        reader.Written([.. sites.Where(site => site.Retires is true)], context);
        reader.Defaults(pointsMove: root.Has("loyalty"), unsure: root.Excuses("loyalty"));
        TimetableOrder.Check(reader._found, reader._follows, context.Findings);
        IReadOnlyList<MilestoneModel> milestones =
            [.. Milestones.All.Where(reader._found.ContainsKey).Select(milestone => reader._found[milestone])];
        var model = new TimetableModel(milestones, reader._section.Line);
        return new TimetableDraft(model, Sound: context.Findings.Errors == before);
    }

    private void Written(IReadOnlyList<SiteDraft> retiring, PlanContext context)
    {
        foreach (var milestone in Milestones.All)
        {
            var word = Milestones.Word(milestone);
            if (_section.Value(word) is not { } value) continue;
            if (Times.ReadAt(value, _section.Name(word), retiring, context.Now, context.Findings) is { } at)
                _found.Add(milestone, new MilestoneModel(milestone, at, value.Text.Trim(), value.Line));
        }
    }

    private void Defaults(bool pointsMove, bool unsure)
    {
        if (pointsMove) Follow(Milestone.LoyaltyMoves, Milestone.PurchasesStop);
        else if (!unsure && _found.Remove(Milestone.LoyaltyMoves, out var idle))
            _section.Findings.Warning(PlanCodes.MilestoneUnused, idle.Line,
                "timetable.loyalty_moves: the plan has no loyalty rules, so no points move then",
                "add a rule under loyalty, or remove loyalty_moves; it is left out of the timetable");
        Follow(Milestone.CouponsMove, pointsMove ? Milestone.LoyaltyMoves : Milestone.PurchasesStop);
        Follow(Milestone.LastSync, Milestone.Close);
    }

    private void Follow(Milestone milestone, Milestone other)
    {
        var word = Milestones.Word(milestone);
        if (_section.Has(word) || _section.Excuses(word) || !_found.TryGetValue(other, out var followed)) return;
        _found.Add(milestone, followed with { Milestone = milestone });
        _follows.Add(milestone, other);
    }
}
