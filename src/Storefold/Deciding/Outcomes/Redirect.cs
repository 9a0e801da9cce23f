namespace Storefold.Deciding.Outcomes;

/// <summary>The counterpart of an old address.</summary>
/// <param name="Permanent">301, or 302 in a rehearsal and for what only one person may follow.</param>
/// <param name="Location">Absolute, ASCII, on a host of the allow-list.</param>
/// <param name="Caching">Cache-Control.</param>
/// <param name="Reason">Why this address, as one word: <c>same_product</c>, <c>nearest_category</c>, <c>help</c>, …</param>
/// <param name="ByLanguage">True where another Accept-Language leads elsewhere.</param>
public sealed record Redirect(bool Permanent, string Location, string Caching, string Reason, bool ByLanguage) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "redirect";

    /// <inheritdoc/>
    public override int Status => Permanent ? 301 : 302;

    /// <inheritdoc/>
    public override string CacheControl => Caching;
}
