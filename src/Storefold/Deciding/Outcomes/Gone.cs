using Storefold.Scheduling;

namespace Storefold.Deciding.Outcomes;

/// <summary>Nothing is here any more, and nothing takes its place.</summary>
/// <param name="Standing">The site.</param>
/// <param name="Reason"><c>plan</c>, <c>ended</c>, <c>method</c>, <c>callback</c> or <c>no_target</c>.</param>
/// <param name="ForProgram">True for problem+json (RFC 9457) instead of a page.</param>
public sealed record Gone(SiteStanding Standing, string Reason, bool ForProgram) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "gone";

    /// <inheritdoc/>
    public override int Status => 410;
}
