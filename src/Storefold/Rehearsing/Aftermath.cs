using NodaTime;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Shop;

namespace Storefold.Rehearsing;

/// <summary>What is asked of the databases once a rehearsal is over.</summary>
internal static class Aftermath
{
    /// <summary>The orders after the stop, as the journal lists them.</summary>
    public static IReadOnlyList<OrderAfterStop> LateOrders(RehearsalSetup setup, IReadOnlyList<TrafficResult> traffic)
    {
        using var target = setup.Connections.Open(setup.Target.Model.Connection, SessionUse.Read);
        var told = traffic.SelectMany(result => result.Happened).ToLookup(one => one.Subject, one => one.Detail, StringComparer.Ordinal);
        List<OrderAfterStop> found = [];
        foreach (var group in new MilestoneBook(target).LateOrders().GroupBy(order => order.Source))
        {
            var source = setup.Sources.First(source => source.Number == group.Key);
            using var session = setup.Connections.Open(source.Model.Connection, SessionUse.Read);
            using var reader = new AggregateReader(session, source.Pack, ShopModel.Order, source.Codec);
            var numbers = reader.ReadKeys([.. group.Select(order => order.Key)]).ToDictionary(order => order.Key, order => order["number"].AsText());
            found.AddRange(group.Select(order =>
            {
                var number = numbers.GetValueOrDefault(order.Key) ?? order.Key.ToString();
                return new OrderAfterStop(number, order.Site, order.PlacedAt, told[number].FirstOrDefault() ?? "");
            }));
        }

        return [.. found.OrderBy(order => order.At).ThenBy(order => order.Number, StringComparer.Ordinal)];
    }

    /// <summary>What needed a person, or will.</summary>
    public static IReadOnlyList<NeededPerson> Needed(RehearsalSetup setup, int approved, IEnumerable<MilestoneOutcome> outcomes)
    {
        List<NeededPerson> needed = [];
        if (outcomes.Any(outcome => outcome is { Passed: true, Event.Milestone: Milestone.SourceErased }))
            needed.Add(new("Confirm that the source may be erased", "Given by the rehearsal. For real: storefold decide PLAN confirm source_erased."));
        if (approved > 0)
            needed.Add(new($"Approve {approved} posts for social channels", "Given by the rehearsal. For real: storefold decide PLAN drafts."));
        if (setup.Plan.Timetable?.Find(Milestone.DomainHandover) is not null)
            needed.Add(new("Look at the findings about the domains", "Not asked in a rehearsal. For real: storefold check domains PLAN."));

        using var target = setup.Connections.Open(setup.Target.Model.Connection, SessionUse.Read);
        if (Journal.Peek(target) is null) return needed;
        using var matches = new MatchBook(target);
        var waiting = matches.All().Where(entry => entry.Waits).GroupBy(entry => entry.Kind, StringComparer.Ordinal);
        foreach (var kind in waiting.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            needed.Add(kind.Key is "challenge"
                ? new($"{kind.Count()} customers prove at their first login that an account is theirs", "Their history waits for them until then.")
                : new($"{kind.Count()} pairs of accounts for a person to judge", "They wait. storefold decide PLAN lists them."));
        }

        needed.AddRange(new JournalReader(target).QuarantineCounts().Select(count => new NeededPerson(
            $"{count.Rows} rows of {count.Row} are kept aside",
            $"{count.Code}{(count.Field is null ? "" : " in " + count.Field)}. storefold status PLAN --quarantine lists them.")));
        needed.AddRange(outcomes.Where(outcome => !outcome.Passed).Select(outcome => new NeededPerson(
            $"{outcome.Event} is held back", string.Join(" ", outcome.Checks.Where(check => !check.Go).Select(check => $"{check.Code}: {check.Detail}")))));
        return needed;
    }
}
