using System.Text.RegularExpressions;

namespace Storefold.Packs;

/// <summary>
/// What the names of a platform's tables begin with, which some platforms let a shop choose (<c>wp_</c>, <c>oc_</c>). A pack is
/// written with the platform's usual one, so that its SQL stays SQL that can be tried as it is; where a shop has another, every word
/// that begins with the usual one begins with that instead, in SQL files and in <c>pack.yaml</c>. So do keys that the platform makes
/// with it, such as WordPress's <c>wp_capabilities</c>.
/// </summary>
/// <param name="Usual">The one that the pack is written with.</param>
/// <param name="Own">The shop's.</param>
public sealed record TablePrefix(string Usual, string Own)
{
    private readonly Regex _words = new($@"\b{Regex.Escape(Usual)}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>A text of the pack as it is for the shop.</summary>
    public string In(string text) => string.Equals(Usual, Own, StringComparison.Ordinal) ? text : _words.Replace(text, Own);
}
