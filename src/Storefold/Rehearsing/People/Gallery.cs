using NodaTime;
using Storefold.Deciding;
using Storefold.Notices;
using Storefold.Scheduling;

namespace Storefold.Rehearsing.People;

/// <summary>
/// What the gate rested on in the last second before each milestone and the first after it. Decisions are pure, so people can
/// be sent through all of it afterwards, when it is known which addresses are worth trying.
/// </summary>
internal sealed class Gallery
{
    private readonly List<(Instant At, GateView View)> _views = [];

    /// <summary>Keeps a view.</summary>
    public void Hang(Instant at, GateView view) => _views.Add((at, view));

    /// <summary>Sends everybody through.</summary>
    public IReadOnlyList<(Persona Persona, IReadOnlyList<Sighting> Sightings)> Visit(IEnumerable<Persona> people, NoticeDesk desk)
    {
        var words = new OutcomeWords(desk);
        return [.. people.Select(persona => (persona, (IReadOnlyList<Sighting>)[.. persona.Asks.Select(ask => Look(ask, words))]))];
    }

    private Sighting Look(Ask ask, OutcomeWords words)
    {
        List<Sight> sights = [];
        foreach (var (at, view) in _views)
        {
            var answer = words.Of(Ladder.Decide(view, ask.Request), ask, view);
            var phase = PhaseOf(ask, view);
            if (sights.Count == 0 || sights[^1].Answer != answer) sights.Add(new Sight(at, phase, answer));
        }

        return new Sighting(ask, sights);
    }

    /// <summary>A site that goes on has no phases; the first retiring one's are shown beside it.</summary>
    private static Phase PhaseOf(Ask ask, GateView view)
    {
        if (view.Standings.GetValueOrDefault(ask.Site.Name) is { } own) return own.Phase;
        return view.Standings.Count == 0 ? Phase.Before : view.Standings[view.Plan.RetiringSites.First().Name].Phase;
    }
}
