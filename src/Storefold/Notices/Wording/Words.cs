using Storefold.Planning;

namespace Storefold.Notices.Wording;

/// <summary>
/// The short words of one language: labels, buttons, formats; <c>key = text</c> a line, <c>#</c> for comments. What a file
/// of the plan leaves out comes from the language behind it.
/// </summary>
internal sealed class Words(IReadOnlyDictionary<string, string> texts, Words? behind)
{
    /// <summary>The text of a key; every key has one in English.</summary>
    public string this[string key] => Find(key) ?? throw new KeyNotFoundException($"There is no word '{key}'.");

    /// <summary>The text of a key, or null.</summary>
    public string? Find(string key) => texts.TryGetValue(key, out var text) ? text : behind?.Find(key);

    /// <summary>The text of a key where this very language has one, or null.</summary>
    public string? FindOwn(string key) => texts.GetValueOrDefault(key);

    /// <summary>A text with its <c>{names}</c> filled in.</summary>
    public string Fill(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = this[key];
        foreach (var (name, value) in values) text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The keys of this language itself.</summary>
    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>Reads a file; <paramref name="known"/> are the keys that mean something, null for all.</summary>
    public static Words Parse(string file, string text, Words? behind, IReadOnlyCollection<string>? known,
        List<Diagnostic> findings)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        var number = 0;
        foreach (var row in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (row.Trim() is "" || row.TrimStart().StartsWith('#')) continue;
            var equals = row.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? row.Trim() : row[..equals].Trim();
            if (equals < 0)
                findings.Add(new Diagnostic(NoticeCodes.Words, file, number, "this line is no word", "write key = text"));
            else if (known is not null && !known.Contains(key, StringComparer.Ordinal)
                && !key.StartsWith("zone.", StringComparison.Ordinal))
                findings.Add(new Diagnostic(NoticeCodes.Words, file, number, $"there is no word '{key}'",
                    Spelling.DidYouMean(key, known, "there are")));
            else
                texts[key] = row[(equals + 1)..].Trim();
        }

        return new Words(texts, behind);
    }
}
