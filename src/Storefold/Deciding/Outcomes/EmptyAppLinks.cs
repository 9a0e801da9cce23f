namespace Storefold.Deciding.Outcomes;

/// <summary>The host names no app any more, so that its links open in the browser.</summary>
/// <param name="Apple">True for <c>apple-app-site-association</c>, false for <c>assetlinks.json</c>.</param>
public sealed record EmptyAppLinks(bool Apple) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "empty_app_links";

    /// <inheritdoc/>
    public override int Status => 200;

    /// <inheritdoc/>
    public override string CacheControl => "public, max-age=3600";

    /// <summary>The document.</summary>
    public string Body => Apple ? "{\"applinks\":{\"apps\":[],\"details\":[]}}" : "[]";
}
