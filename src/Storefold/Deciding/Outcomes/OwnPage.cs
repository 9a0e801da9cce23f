using Storefold.Scheduling;

namespace Storefold.Deciding.Outcomes;

/// <summary>Pages of our own.</summary>
public enum OwnPageKind
{
    /// <summary>The notice.</summary>
    Notice,

    /// <summary>Who helps.</summary>
    Support,

    /// <summary>Who helps, for programs.</summary>
    SupportJson,

    /// <summary>Updates as an Atom feed.</summary>
    Feed,

    /// <summary>The dates as a calendar file.</summary>
    Calendar,

    /// <summary>Takes a reaction to the notice (POST).</summary>
    Reactions,

    /// <summary>The banner as a fragment of HTML.</summary>
    Banner,

    /// <summary>The banner as a script for edges that cannot change pages.</summary>
    BannerScript,
}

/// <summary>A page under the gate's own prefix.</summary>
/// <param name="Standing">The site that it is about.</param>
/// <param name="Kind">Which.</param>
/// <param name="Query">Query of the request without its question mark; may be empty.</param>
public sealed record OwnPage(SiteStanding Standing, OwnPageKind Kind, string Query) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "own_page";

    /// <inheritdoc/>
    public override int Status => Kind == OwnPageKind.Reactions ? 303 : 200;

    /// <inheritdoc/>
    public override string CacheControl => Kind == OwnPageKind.Reactions ? "no-store" : "public, max-age=60";
}
