using Storefold.Planning;

namespace Storefold.Deciding.Outcomes;

/// <summary>The old addresses as a sitemap, so that crawlers visit them once more and meet their redirects.</summary>
/// <param name="Sites">The closed sites of the host, or the one below whose address it was asked for.</param>
public sealed record OldSitemap(IReadOnlyList<SiteModel> Sites) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "old_sitemap";

    /// <inheritdoc/>
    public override int Status => 200;

    /// <inheritdoc/>
    public override string CacheControl => "public, max-age=3600";
}
