using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Storefold.BrowserTests.Support.Chromium))]

namespace Storefold.BrowserTests.Support;

/// <summary>
/// The system's own Chromium, started once for all tests. Where it is missing the calling test is skipped, and fails with
/// <c>CI=true</c>.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_playwright, program);
    }

    /// <summary>A browser of its own in which the names of a town lead to it.</summary>
    internal async Task<TownBrowser> InAsync(Town town)
    {
        if (_playwright is null || Find() is not { } program)
        {
            TestData.GoWithout("Chromium is missing (Debian: chromium)");
            throw new InvalidOperationException();
        }

        return new TownBrowser(await LaunchAsync(_playwright, program, "--host-resolver-rules=" + town.HostRules));
    }

    /// <summary>A fresh visitor.</summary>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="scripts">Whether pages may run scripts; ours need none.</param>
    /// <param name="locale">Language of the visitor's browser.</param>
    /// <param name="dark">Whether the visitor prefers dark pages.</param>
    public async Task<IBrowserContext> VisitorAsync(int width = 1280, bool scripts = true, string locale = "en-GB", bool dark = false)
    {
        if (_browser is null) TestData.GoWithout("Chromium is missing (Debian: chromium)");
        return await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            JavaScriptEnabled = scripts, Locale = locale, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            // Pages forbid all scripts; the checker is one.
            BypassCSP = true,
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, string program, params string[] more) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage", .. more],
        });

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
