using System.Collections.Frozen;
using System.Text;
using Storefold.Planning;

namespace Storefold.Notices.Wording;

/// <summary>The texts that come with the program, by language and name.</summary>
internal static class BuiltInTexts
{
    /// <summary>The language that every other falls back to.</summary>
    public const string Last = "en";

    /// <summary>Languages with a text for everything.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "hi", "es", "fr", "de", "ar"];

    /// <summary>Names of the texts; each is a file <c>NAME.md</c>.</summary>
    public static readonly IReadOnlyList<string> Files =
        ["notice", "closed", "slipped", "banner", "support", "refused", "gone", "not-found", "updates"];

    private static readonly Lazy<FrozenDictionary<string, Template>> Templates = new(() => Languages
        .SelectMany(language => Files.Select(name => (Key: $"{language}/{name}", Name: $"texts/{language}/{name}.md")))
        .ToFrozenDictionary(
            text => text.Key, text => Sound(text.Name, found => TemplateParser.Parse(text.Name, Read(text.Name), found)),
            StringComparer.Ordinal));

    private static readonly Lazy<Words> English = new(() => Parse(Last, null));

    private static readonly Lazy<FrozenDictionary<string, Words>> Others = new(() => Languages
        .ToFrozenDictionary(
            language => language, language => language is Last ? English.Value : Parse(language, English.Value),
            StringComparer.Ordinal));

    /// <summary>A text, or null for a language that is not built in.</summary>
    public static Template? Find(string language, string name) => Templates.Value.GetValueOrDefault($"{language}/{name}");

    /// <summary>The words of a language; English for one that is not built in.</summary>
    public static Words WordsOf(string language) => Others.Value.GetValueOrDefault(language) ?? English.Value;

    /// <summary>Every key that a file of words may have.</summary>
    public static IReadOnlyCollection<string> WordKeys =>
        [.. Others.Value.Values.SelectMany(words => words.Keys).ToHashSet(StringComparer.Ordinal)];

    /// <summary>A resource of this assembly as text.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(BuiltInTexts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static Words Parse(string language, Words? behind)
    {
        var name = $"texts/{language}/words.txt";
        return Sound(name, found => Words.Parse(name, Read(name), behind, known: null, found));
    }

    private static T Sound<T>(string name, Func<List<Diagnostic>, T> read)
    {
        List<Diagnostic> found = [];
        var result = read(found);
        return found.Count == 0 ? result : throw new InvalidOperationException($"{name}: {found[0]}");
    }
}
