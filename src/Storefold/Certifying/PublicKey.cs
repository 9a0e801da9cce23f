using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Storefold.Certifying;

/// <summary>
/// A P-256 public key, as in the JWK of a certificate. Its id is the thumbprint of RFC 7638, so an id cannot be claimed
/// for another key.
/// </summary>
public sealed record PublicKey
{
    internal const string KeyType = "EC";
    internal const string Curve = "P-256";
    private const int CoordinateBytes = 32;

    private readonly ECPoint _point;

    private PublicKey(ECPoint point)
    {
        _point = point;
        X = Base64Url.EncodeToString(point.X);
        Y = Base64Url.EncodeToString(point.Y);
        // RFC 7638, 3: the required members only, in the order of their names, without white space.
        var jwk = $$"""{"crv":"{{Curve}}","kty":"{{KeyType}}","x":"{{X}}","y":"{{Y}}"}""";
        KeyId = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(jwk)));
    }

    /// <summary>x coordinate, base64url.</summary>
    public string X { get; }

    /// <summary>y coordinate, base64url.</summary>
    public string Y { get; }

    /// <summary>RFC 7638 thumbprint, base64url.</summary>
    public string KeyId { get; }

    /// <summary>The key as PEM (<c>BEGIN PUBLIC KEY</c>), as openssl reads it.</summary>
    public string Pem
    {
        get
        {
            using var key = Open();
            return key.ExportSubjectPublicKeyInfoPem() + "\n";
        }
    }

    /// <summary>The key in a PEM text; a private key's text gives its public half.</summary>
    /// <exception cref="FormatException">No PEM, an encrypted key, or a key that is not on P-256.</exception>
    public static PublicKey FromPem(string pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            return Of(key);
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            throw new FormatException("The key is not a PEM file with an EC key on P-256 (BEGIN PUBLIC KEY).", bad);
        }
    }

    /// <summary>The key with these coordinates, if there is such a point on the curve.</summary>
    internal static bool TryCreate(string x, string y, out PublicKey? key)
    {
        key = null;
        if (!TryDecode(x, CoordinateBytes, out var left)) return false;
        if (!TryDecode(y, CoordinateBytes, out var right)) return false;
        try
        {
            var candidate = new PublicKey(new ECPoint { X = left, Y = right });
            using var opened = candidate.Open();
            key = candidate;
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    internal static PublicKey Of(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var wanted = ECCurve.NamedCurves.nistP256.Oid.Value;
        return string.Equals(parameters.Curve.Oid.Value, wanted, StringComparison.Ordinal)
            ? new PublicKey(parameters.Q)
            : throw new CryptographicException("The key is not on P-256.");
    }

    /// <summary>
    /// Decodes base64url of a known length. Only the one text that encoding gives is accepted: the last character has
    /// bits to spare, and a file in which they differ must not pass for the one that was written.
    /// </summary>
    internal static bool TryDecode(string text, int length, out byte[] bytes)
    {
        bytes = new byte[length];
        return text.Length == Base64Url.GetEncodedLength(length)
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var written)
            && written == length
            && string.Equals(Base64Url.EncodeToString(bytes), text, StringComparison.Ordinal);
    }

    /// <summary>True when the value is this key's ES256 signature of the data.</summary>
    internal bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = Open();
        return key.VerifyData(
            data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => string.Equals(KeyId, other?.KeyId, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(KeyId);

    private ECDsa Open() => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = _point });
}
