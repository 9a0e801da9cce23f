using NodaTime;
using Storefold.Planning;

namespace Storefold.Notices;

/// <summary>Why something was announced.</summary>
public enum UpdateKind
{
    /// <summary>Ahead of a milestone: there is still time to act.</summary>
    Reminder,

    /// <summary>A milestone has come.</summary>
    Reached,

    /// <summary>Another hour holds than the one that was told.</summary>
    Moved,

    /// <summary>The hour has come, and what was told for it is not done.</summary>
    Late,
}

/// <summary>The words of an update in one language; plain text.</summary>
/// <param name="Title">One line.</param>
/// <param name="Text">One paragraph.</param>
public sealed record UpdateText(string Title, string Text);

/// <summary>
/// One thing that the public is told about one site: an entry of the feed, and the matter of a post. Made from plan and
/// standing alone, so asking again gives the same updates with the same keys.
/// </summary>
/// <param name="Key">Unique per site and stable: <c>close</c>, <c>close.late</c>, <c>close.moved.20250107T180000Z</c>.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="At">Since when it holds; not after the standing's instant.</param>
/// <param name="Kind">Why.</param>
/// <param name="Milestone">What it is about.</param>
/// <param name="Texts">Title and text by locale, for every locale that the site is offered in.</param>
public sealed record Update(
    string Key, string Site, Instant At, UpdateKind Kind, Milestone Milestone, IReadOnlyDictionary<string, UpdateText> Texts)
{
    /// <summary>The words in a locale, or in the nearest language that there is.</summary>
    public UpdateText In(string locale) => Texts.TryGetValue(locale, out var exact) ? exact
        : Texts.FirstOrDefault(pair =>
            string.Equals(pair.Key.Split('-')[0], locale.Split('-')[0], StringComparison.Ordinal)).Value
        ?? Texts.First().Value;
}
