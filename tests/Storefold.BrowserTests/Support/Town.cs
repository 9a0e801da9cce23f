using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Playwright;
using Storefold.Tests.Gate;

namespace Storefold.BrowserTests.Support;

/// <summary>
/// Everything that a shopper's browser meets on one day: nginx as in docs/gate.md, behind it the old shop and the gate, and
/// the new shop under its own name. Names lead to the loopback; nothing goes beyond it.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly GateProcess _gate;
    private readonly Nginx _edge;
    private readonly int _newShop;

    private Town(TempFolder folder, GateProcess gate, Nginx edge, int newShop) =>
        (_folder, _gate, _edge, _newShop) = (folder, gate, edge, newShop);

    public int Port => _edge.Port;

    public static async Task<Town> OpenAsync(string plan, string at)
    {
        var folder = new TempFolder();
        WriteCertificate(folder);
        var gate = await GateProcess.StartAsync(plan, at);
        var (oldShop, newShop) = (Nginx.FreePort(), Nginx.FreePort());
        var edge = await Nginx.StartAsync(Nginx.DocumentedEdge(oldShop, gate.Port) + Shops(folder, oldShop, newShop));
        return new Town(folder, gate, edge, newShop);
    }

    /// <summary>Chromium's words for where names lead.</summary>
    public string HostRules => string.Create(
        CultureInfo.InvariantCulture,
        $"MAP www.po.co:80 127.0.0.1:{Port}, MAP app.po.co:80 127.0.0.1:{Port}, MAP www.poco.in:80 127.0.0.1:{Port}, MAP www.mi.com:443 127.0.0.1:{_newShop}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        await _gate.DisposeAsync();
        _folder.Dispose();
    }

    private static string Shops(TempFolder folder, int oldShop, int newShop) => $$"""
        server {
          listen 127.0.0.1:{{oldShop}};
          default_type text/html;
          location / { return 200 '<!DOCTYPE html><html lang="en"><title>Old shop</title><body><main><h1>Old shop</h1><p>$request_uri</p></main></body></html>'; }
        }
        server {
          listen 127.0.0.1:{{newShop}} ssl;
          ssl_certificate {{folder.File("new-shop.pem")}};
          ssl_certificate_key {{folder.File("new-shop.key")}};
          default_type text/html;
          location / { return 200 '<!DOCTYPE html><html lang="en"><title>New shop</title><body><main><h1>New shop</h1><p>$request_uri</p></main></body></html>'; }
        }
        """;

    private static void WriteCertificate(TempFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=www.mi.com", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(folder.File("new-shop.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.File("new-shop.key"), key.ExportPkcs8PrivateKeyPem());
    }
}

/// <summary>A browser in which the names of a town lead to it.</summary>
internal sealed class TownBrowser(IBrowser browser) : IAsyncDisposable
{
    /// <summary>Goes to an address and says what a person meets there.</summary>
    public async Task<string> VisitAsync(Person person, string address, string screenshot)
    {
        await using var visitor = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = person.Width, Height = 800 }, Locale = person.Language, IgnoreHTTPSErrors = true,
        });
        var page = await visitor.NewPageAsync();
        var answer = await page.GotoAsync("http://" + address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Screenshots.File(screenshot), FullPage = true });
        var heading = await page.Locator("h1").First.InnerTextAsync();
        var url = new Uri(page.Url);
        if (url.Host is "www.mi.com") return "new shop " + url.PathAndQuery;
        if (heading is "Old shop") return await page.GetByRole(AriaRole.Region).CountAsync() > 0 ? "old shop, banner" : "old shop";
        return string.Create(CultureInfo.InvariantCulture, $"{answer?.Status} {heading}");
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();
}

/// <summary>Somebody with a browser.</summary>
/// <param name="Name">For screenshots.</param>
/// <param name="Language">Of the browser.</param>
/// <param name="Width">Of the window, in CSS pixels.</param>
internal sealed record Person(string Name, string Language, int Width);
