using Storefold.Planning.Reading;

namespace Storefold.Planning;

/// <summary>What a person may have meant by a word that is not known: the same guess for keys, channels and commands.</summary>
public static class Spelling
{
    /// <summary>The known word that differs by the fewest slips; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => Words.Nearest(word, known);

    /// <summary>"did you mean x?" where something is near, else <paramref name="otherwise"/> and what there is.</summary>
    public static string DidYouMean(string word, IReadOnlyCollection<string> known, string otherwise) =>
        Words.DidYouMean(word, known, otherwise);
}
