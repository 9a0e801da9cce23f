namespace Storefold.BrowserTests.Support;

/// <summary>The pages of the sample as <c>storefold notices</c> writes them, made once: site, phase, locale, page.</summary>
internal static class PublicPages
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Their folder.</summary>
    public static Task<string> FolderAsync() => Made.Value;

    /// <summary>The pages of a locale of the site with all languages, from all phases or one; the banner is no page of its own.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string locale, string phase = "*")
    {
        var site = Path.Combine(await FolderAsync(), "global");
        return [.. Directory.EnumerateDirectories(site, phase).Order(StringComparer.Ordinal)
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(folder, locale), "*.html").Order(StringComparer.Ordinal))
            .Where(file => !file.EndsWith("banner.html", StringComparison.Ordinal))];
    }

    private static async Task<string> MakeAsync()
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var (exit, _, error) = await CommandLine.RunAsync("notices", Repository.File("samples/poco/plan.yaml"), "--out", folder.File("pages"));
        Assert.True(exit == 0, error);
        return folder.File("pages");
    }
}
