namespace Storefold.Redirects;

/// <summary>What an old address was.</summary>
public enum RedirectKind
{
    /// <summary>A page of one product.</summary>
    Product,

    /// <summary>A shelf.</summary>
    Category,

    /// <summary>Help, terms, anything else.</summary>
    Page,
}

/// <summary>Where an old address leads, as the journal keeps it.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Path">Canonical path below the site's address.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Target">
/// Path below the target address, starting with a slash; or an absolute address; or null: the target address itself.
/// </param>
/// <param name="Reason">Why, as one word: <c>same_product</c>, <c>nearest_category</c>, <c>help</c>, <c>home</c>, …</param>
public sealed record RedirectRow(string Site, string Path, RedirectKind Kind, string? Target, string Reason);

/// <summary>Where the order of an old link is now.</summary>
/// <param name="Source">Number of the source.</param>
/// <param name="Number">Number in the source.</param>
/// <param name="Target">Path of its own page below the target address, or null: people look it up.</param>
/// <param name="SecretHash">SHA-256 of the secret in the old link, lower-case hex, or null: it had none.</param>
public sealed record OrderLinkRow(int Source, string Number, string? Target, string? SecretHash);
