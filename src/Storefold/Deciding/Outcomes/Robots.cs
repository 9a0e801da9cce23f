namespace Storefold.Deciding.Outcomes;

/// <summary>After the close crawlers may see everything: otherwise they would never meet the redirects.</summary>
/// <param name="Sitemaps">Absolute addresses of the old sitemaps.</param>
public sealed record Robots(IReadOnlyList<string> Sitemaps) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "robots";

    /// <inheritdoc/>
    public override int Status => 200;

    /// <inheritdoc/>
    public override string CacheControl => "public, max-age=3600";
}
