using System.Text;
using Storefold.Planning;

namespace Storefold.Notices.Wording;

/// <summary>The plan's own texts: <c>FOLDER/LOCALE/NAME.md</c> and <c>FOLDER/LOCALE/words.txt</c>.</summary>
internal sealed class TextFolder
{
    public const string WordsFile = "words.txt";

    private const int Largest = 256 * 1024;

    private readonly Dictionary<string, Template> _templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Words> _words = new(StringComparer.Ordinal);

    /// <summary>Locales that have a folder with at least one text.</summary>
    public IReadOnlyList<string> Locales { get; private set; } = [];

    /// <summary>Every text with its locale and name.</summary>
    public IEnumerable<(string Locale, string Name, Template Template)> All =>
        _templates.Select(pair => (pair.Key.Split('/')[0], pair.Key.Split('/')[1], pair.Value));

    /// <summary>A text, or null.</summary>
    public Template? Find(string locale, string name) => _templates.GetValueOrDefault($"{locale}/{name}");

    /// <summary>The words of a locale, or null.</summary>
    public Words? WordsOf(string locale) => _words.GetValueOrDefault(locale);

    /// <summary>Reads everything and reports what cannot be used.</summary>
    public static TextFolder Read(PlanModel plan, List<Diagnostic> findings)
    {
        var texts = new TextFolder();
        if (plan.Notices.TextsFolder is not { } folder) return texts;
        try
        {
            var locales = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList();
            foreach (var locale in locales) texts.ReadLocale(locale, findings);
            texts.Locales = [.. texts._templates.Keys.Select(key => key.Split('/')[0]).Distinct(StringComparer.Ordinal)];
            if (texts.Locales.Count > 0) return texts;
            findings.Add(new Diagnostic(
                NoticeCodes.Unused, plan.File, plan.Notices.Line,
                "the folder of texts holds none: the built-in texts are shown",
                "write texts into a folder per locale, such as en/notice.md, or take texts: out", Severity.Warning));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Diagnostic(
                NoticeCodes.Unreadable, plan.File, plan.Notices.Line, $"the folder of texts '{Shown(folder)}' cannot be read",
                "name a folder beside the plan, or leave texts: out for the built-in ones"));
        }

        return texts;
    }

    private void ReadLocale(string folder, List<Diagnostic> findings)
    {
        var locale = Path.GetFileName(folder);
        if (!Locale.IsTag(locale))
        {
            findings.Add(new Diagnostic(
                NoticeCodes.Unused, Shown(folder), 0, $"'{locale}' is no locale, so its texts are not shown",
                "name the folder after a language or locale, such as en or pt-BR", Severity.Warning));
            return;
        }

        foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal)) ReadFile(locale, path, findings);
    }

    private void ReadFile(string locale, string path, List<Diagnostic> findings)
    {
        var (file, name) = ($"{Shown(path)}", Path.GetFileName(path));
        var known = BuiltInTexts.Files.Select(text => text + ".md").Append(WordsFile).ToList();
        if (!known.Contains(name, StringComparer.Ordinal))
        {
            findings.Add(new Diagnostic(
                NoticeCodes.Unused, file, 0, $"no page shows '{name}'",
                Spelling.DidYouMean(name, known, "the texts are"), Severity.Warning));
            return;
        }

        if (Text(path, file, findings) is not { } text) return;
        if (name is WordsFile)
            _words[locale] = Words.Parse(file, text, BuiltInTexts.WordsOf(locale.Split('-')[0]), BuiltInTexts.WordKeys,
                findings);
        else
            _templates[$"{locale}/{name[..^3]}"] = TemplateParser.Parse(file, text, findings);
    }

    private static string? Text(string path, string file, List<Diagnostic> findings)
    {
        if (new FileInfo(path).Length > Largest)
        {
            findings.Add(new Diagnostic(NoticeCodes.Unreadable, file, 0, "the text is larger than 256 KiB",
                "a page of at most 50 KB is made of it"));
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            findings.Add(new Diagnostic(NoticeCodes.Unreadable, file, 0, "the text is not UTF-8", "save the file as UTF-8"));
            return null;
        }
    }

    // As short as it is clear: notices/en/notice.md.
    private static string Shown(string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return string.Join('/', parts.Skip(Math.Max(0, parts.Length - (File.Exists(path) ? 3 : 2))));
    }
}
