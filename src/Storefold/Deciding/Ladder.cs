using Storefold.Deciding.Outcomes;

namespace Storefold.Deciding;

/// <summary>The one ladder from request to outcome.</summary>
public static class Ladder
{
    /// <summary>Decides one request. Pure: no clock, no network, no file; it never throws, whatever it is asked.</summary>
    public static Outcome Decide(GateView view, GateRequest request)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(request);
        return new UnknownHost();
    }
}
