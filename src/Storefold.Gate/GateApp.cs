using Microsoft.AspNetCore.Http;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;

namespace Storefold.Gate;

/// <summary>One request: taken in, decided, written. It decides nothing itself.</summary>
internal sealed class GateApp
{
    private readonly ViewHolder _views;
    private readonly Arrival _arrival;
    private readonly OutcomeWriter _writer;
    private readonly ReactionBook _reactions;
    private readonly string _decide;

    public GateApp(GateOptions options, ReactionBook reactions)
    {
        _views = new ViewHolder(options);
        _arrival = new Arrival(new TrustedProxies(options.Plan.Gate.TrustedProxies), options.Plan.Gate.CountryHeader);
        _writer = new OutcomeWriter(options.Desk, reactions);
        _reactions = reactions;
        _decide = options.Plan.Gate.Prefix + "/decide";
    }

    /// <summary>The view of this second.</summary>
    public GateView View => _views.Current();

    public async Task HandleAsync(HttpContext context)
    {
        var request = _arrival.Read(context);
        var view = _views.Current();
        if (EdgeOf(context) is { } edge)
        {
            var answer = Ladder.Decide(view, request);
            if (edge is "nginx") WriteVerdict(context.Response, answer);
            else await _writer.WriteAsync(context, view, request, answer);
            return;
        }

        var outcome = Ladder.Decide(view, request);
        if (outcome is OwnPage { Kind: OwnPageKind.Reactions } page) await _reactions.TakeAsync(context, page);
        await _writer.WriteAsync(context, view, request, outcome);
    }

    /// <summary>The edge that asks for a decision, or null: then the request is answered for itself.</summary>
    private string? EdgeOf(HttpContext context)
    {
        var raw = Arrival.RawTarget(context);
        var question = raw.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? raw : raw[..question];
        if (!path.Equals(_decide, StringComparison.OrdinalIgnoreCase) || !_arrival.IsAsking(context)) return null;
        return question < 0 ? "" : QueryText.Value(raw[(question + 1)..], "edge") ?? "";
    }

    /// <summary>nginx turns every other status of a subrequest into 500, so it gets yes or no and fetches the answer itself.</summary>
    private static void WriteVerdict(HttpResponse response, Outcome outcome)
    {
        response.StatusCode = outcome.Passes ? StatusCodes.Status204NoContent : StatusCodes.Status403Forbidden;
        OutcomeWriter.WriteHead(response, outcome);
        if (!outcome.Passes) response.ContentLength = 0;
    }
}
