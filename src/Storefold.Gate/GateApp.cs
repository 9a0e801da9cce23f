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
    private readonly Action<string> _report;

    public GateApp(GateOptions options, ReactionBook reactions)
    {
        _views = new ViewHolder(options);
        _arrival = new Arrival(new TrustedProxies(options.Plan.Gate.TrustedProxies), options.Plan.Gate.CountryHeader);
        _writer = new OutcomeWriter(options.Desk, reactions);
        _reactions = reactions;
        _decide = options.Plan.Gate.Prefix + "/decide";
        _report = options.Report;
    }

    /// <summary>The view of this second.</summary>
    public GateView View => _views.Current();

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not BadHttpRequestException and not IOException)
        {
            // Only what failed, never for whom.
            _report($"an answer failed: {failure.GetType().Name}");
            if (context.Response.HasStarted) return;
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.Headers.CacheControl = "no-store";
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var edge = EdgeOf(context);
        var request = _arrival.Read(context, asking: edge is not null);
        var view = _views.Current();
        var outcome = Ladder.Decide(view, request);
        if (edge is "nginx")
        {
            WriteVerdict(context.Response, outcome);
            return;
        }

        if (edge is null && outcome is OwnPage { Kind: OwnPageKind.Reactions } page) await _reactions.TakeAsync(context, page);
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
