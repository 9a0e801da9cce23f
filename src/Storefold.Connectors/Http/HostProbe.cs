using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Storefold.Domains;

namespace Storefold.Connectors.Http;

/// <summary>Asks one address of a host for its first page, as a browser would that had never been there.</summary>
internal sealed class HostProbe(int httpPort, int httpsPort, TimeSpan timeout, TimeProvider time)
{
    /// <summary>The answer; a status of null when nothing answers there.</summary>
    public async Task<Probed<HttpFacts>> AskAsync(string host, IPAddress address, bool secure, CancellationToken cancel)
    {
        using var http = new BoundedHttp(Handler(address, secure), timeout, time);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{(secure ? "https" : "http")}://{host}/");
        request.Headers.UserAgent.ParseAdd("storefold-check");
        var (answer, _) = await http.SendAsync(request, cancel);
        if (answer is null) return Probed<HttpFacts>.Of(new HttpFacts(null, null, null));
        var location = answer.Headers.TryGetValues("Location", out var found) ? found.FirstOrDefault() : null;
        var hsts = answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.FirstOrDefault() : null;
        return Probed<HttpFacts>.Of(new HttpFacts((int)answer.Status, location, hsts));
    }

    private SocketsHttpHandler Handler(IPAddress address, bool secure) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        // The header is wanted, not the page; the certificate has its own probe, and nothing secret is sent.
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, secure ? httpsPort : httpPort), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
