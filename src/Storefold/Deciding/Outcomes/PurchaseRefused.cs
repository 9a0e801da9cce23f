using Storefold.Scheduling;

namespace Storefold.Deciding.Outcomes;

/// <summary>Nothing can be bought any more; everything else works on.</summary>
/// <param name="Standing">The site.</param>
/// <param name="ForProgram">True for problem+json (RFC 9457) instead of a page.</param>
public sealed record PurchaseRefused(SiteStanding Standing, bool ForProgram) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "purchase_refused";

    /// <inheritdoc/>
    public override int Status => 403;
}
