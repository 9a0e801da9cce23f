using System.Buffers.Text;

namespace Storefold.Certifying;

/// <summary>The <c>signature</c> member: ES256 (RFC 7518, 3.4) over the canonical form of everything else.</summary>
/// <param name="Key">The key that the file itself names.</param>
/// <param name="Value">r and s, 32 bytes each.</param>
internal sealed record CertificateSignature(PublicKey Key, byte[] Value)
{
    public const string Member = "signature";
    public const string Algorithm = "ES256";
    public const int ValueBytes = 64;

    public string ValueText => Base64Url.EncodeToString(Value);
}
