using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Storefold.Domains;

namespace Storefold.Connectors.Tls;

/// <summary>Connects to an address and looks at the certificate that it shows for a host.</summary>
/// <param name="port">The HTTPS port.</param>
/// <param name="roots">Authorities to trust instead of this machine's; null for those.</param>
/// <param name="timeout">Time limit of a connection with its handshake.</param>
/// <param name="time">The clock of the time limit.</param>
internal sealed class TlsProbe(int port, X509Certificate2Collection? roots, TimeSpan timeout, TimeProvider time)
{
    private static readonly SocketError[] NoWay =
    [
        SocketError.NetworkUnreachable, SocketError.AddressFamilyNotSupported, SocketError.AddressNotAvailable, SocketError.AccessDenied,
    ];

    /// <summary>Whether the address takes connections.</summary>
    public async Task<Probed<Reachability>> ConnectAsync(IPAddress address, CancellationToken cancel)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        return await WithinAsync(
            async stop =>
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), stop);
                return Probed<Reachability>.Of(new Reachability(true));
            },
            failure => failure is SocketException { SocketErrorCode: var code } && NoWay.Contains(code)
                ? Probed<Reachability>.Failed($"this machine has no way to {Family(address)} addresses")
                : Probed<Reachability>.Of(new Reachability(false)),
            cancel);
    }

    /// <summary>The certificate.</summary>
    public async Task<Probed<CertificateFacts>> CertificateAsync(string host, IPAddress address, CancellationToken cancel)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        return await WithinAsync(
            async stop =>
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), stop);
                return await ShakeHandsAsync(socket, host, stop);
            },
            failure => failure is AuthenticationException or IOException
                ? Probed<CertificateFacts>.Of(CertificateFacts.None("what answers on the HTTPS port does not speak TLS for this host"))
                : Probed<CertificateFacts>.Failed(failure is null ? "the handshake came to no end in time" : "the connection broke off"),
            cancel);
    }

    private async Task<Probed<CertificateFacts>> ShakeHandsAsync(Socket socket, string host, CancellationToken cancel)
    {
        CertificateFacts? facts = null;
        await using var stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = Policy(),
            // Whatever it is, it is looked at and judged later; nothing is sent over this connection.
            RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
            {
                if (certificate is X509Certificate2 shown) facts = Describe(shown, chain);
                return true;
            },
        };
        await stream.AuthenticateAsClientAsync(options, cancel);
        return Probed<CertificateFacts>.Of(facts ?? CertificateFacts.None("the server shows none"));
    }

    // Dates are judged by the plan's clock, so the chain is built as if no date counted.
    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
        };
        if (roots is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    private static CertificateFacts Describe(X509Certificate2 certificate, X509Chain? chain) => new(
        null, Names(certificate), Issuer(certificate), Utc(certificate.NotBefore), Utc(certificate.NotAfter),
        [.. (chain?.ChainStatus ?? []).Where(status => status.Status is not (X509ChainStatusFlags.NoError or X509ChainStatusFlags.NotTimeValid))
            .Select(status => Words(status.Status)).Distinct(StringComparer.Ordinal)]);

    private static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime());

    private static List<string> Names(X509Certificate2 certificate) =>
    [
        .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames())
            .Select(name => name.ToLowerInvariant()),
    ];

    private static string Issuer(X509Certificate2 certificate)
    {
        var parts = certificate.IssuerName.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements)
            .ToLookup(part => part.GetSingleElementType().Value, part => part.GetSingleElementValue(), StringComparer.Ordinal);
        return parts["2.5.4.10"].FirstOrDefault() ?? parts["2.5.4.3"].FirstOrDefault() ?? "";
    }

    private static string Words(X509ChainStatusFlags status) => status switch
    {
        X509ChainStatusFlags.UntrustedRoot => "its authority is not one that browsers know",
        X509ChainStatusFlags.PartialChain => "an intermediate certificate is missing",
        X509ChainStatusFlags.Revoked => "it is revoked",
        X509ChainStatusFlags.NotSignatureValid => "a signature is wrong",
        _ => status.ToString(),
    };

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, Func<Exception?, T> otherwise, CancellationToken cancel)
    {
        using var clock = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, clock.Token);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return otherwise(null);
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException)
        {
            return otherwise(failure);
        }
    }

    private static string Family(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
}
