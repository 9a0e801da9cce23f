using System.Security.Cryptography;
using System.Text;

namespace Storefold.Certifying;

/// <summary>
/// The private key that certificates are signed with: P-256 in a PKCS#8 PEM file that only its owner can read. Nobody
/// but the holder of the file can issue a certificate that verifies against the published half.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa _key;

    private SigningKey(ECDsa key, bool isExposed)
    {
        _key = key;
        IsExposed = isExposed;
        Public = PublicKey.Of(key);
    }

    /// <summary>The half that may be published.</summary>
    public PublicKey Public { get; }

    /// <summary>True when others than the owner can read or write the file; worth a warning.</summary>
    public bool IsExposed { get; }

    /// <summary>Makes a key and writes its file with mode 0600.</summary>
    /// <exception cref="IOException">The file exists (a key is never replaced), or cannot be written.</exception>
    public static SigningKey Create(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(path, options))
        {
            file.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            file.Flush(flushToDisk: true);
        }

        return new(key, isExposed: false);
    }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="FormatException">Not an unencrypted PEM file with a private key on P-256.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SigningKey Load(string path)
    {
        var pem = File.ReadAllText(path);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            // A public key imports as well; it is found here and not when the certificate is due.
            key.SignData([], HashAlgorithmName.SHA256);
            return new(key, IsReadableByOthers(path));
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException($"{path} is not a PEM file with a private EC key on P-256.", bad);
        }
    }

    /// <summary>The ES256 signature: r and s, 32 bytes each.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data) =>
        _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static bool IsReadableByOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None;
}
