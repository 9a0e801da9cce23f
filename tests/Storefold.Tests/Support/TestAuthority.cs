using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Storefold.Tests.Support;

/// <summary>A certificate authority of a test's own.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2045, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private byte _serial = 1;

    public TestAuthority()
    {
        var request = new CertificateRequest("O=Test Authority, CN=Test Root", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(Begin, End);
    }

    /// <summary>What to trust.</summary>
    public X509Certificate2Collection Roots => [_root];

    /// <summary>A server's certificate with its key.</summary>
    public X509Certificate2 Issue(DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + names[0], key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        using var issued = request.Create(_root, notBefore ?? Begin, notAfter ?? End, [_serial++]);
        using var withKey = issued.CopyWithPrivateKey(key);
        // A key that lives in memory only is not enough for a server on every platform.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }
}
