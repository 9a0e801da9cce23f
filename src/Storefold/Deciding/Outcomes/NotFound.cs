using Storefold.Scheduling;

namespace Storefold.Deciding.Outcomes;

/// <summary>There is no such page of ours.</summary>
/// <param name="Standing">The site.</param>
/// <param name="ForProgram">True for problem+json (RFC 9457) instead of a page.</param>
public sealed record NotFound(SiteStanding Standing, bool ForProgram) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "not_found";

    /// <inheritdoc/>
    public override int Status => 404;
}
