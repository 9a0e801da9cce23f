using System.Buffers;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>What became of the signature.</summary>
public enum SignatureStatus
{
    /// <summary>It holds, and the key is the one that the checker gave.</summary>
    Trusted,

    /// <summary>It holds, but only against the key in the file itself: anyone could have made it.</summary>
    Untrusted,

    /// <summary>It does not hold, is missing, or is another key's than the one given.</summary>
    Invalid,

    /// <summary>The file is no certificate.</summary>
    Malformed,
}

/// <summary>The answer to "can I rely on this file?".</summary>
/// <param name="Status">What became of the signature.</param>
/// <param name="Message">The same in a sentence.</param>
/// <param name="Position">Where a malformed file is wrong: line and byte, or the path of a member; else null.</param>
/// <param name="KeyId">Id of the key that the file names; null when there is none.</param>
/// <param name="Certificate">What the file states; null when it is malformed.</param>
/// <param name="Problems">Identities that do not hold, recomputed from the file alone.</param>
/// <param name="Breaches">What the certificate itself states as not as promised.</param>
public sealed record VerificationOutcome(
    SignatureStatus Status,
    string Message,
    string? Position,
    string? KeyId,
    Certificate? Certificate,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Breaches)
{
    /// <summary>Signed by the given key, and the books balance: the only "yes".</summary>
    public bool IsAccepted => Status == SignatureStatus.Trusted && Problems.Count == 0;
}

/// <summary>
/// Checks a certificate from the file alone: its form, its signature, and all its arithmetic. Needs no plan and no
/// database. A signature says who stated the figures; that they add up is checked apart from it, whatever it says.
/// </summary>
public static class CertificateVerifier
{
    /// <summary>Checks a certificate file.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="publicKeyPem">The key that the checker trusts, or null.</param>
    /// <exception cref="FormatException">The given key is none; says nothing about the file.</exception>
    public static VerificationOutcome Verify(ReadOnlyMemory<byte> file, string? publicKeyPem = null)
    {
        var trusted = publicKeyPem is null ? null : PublicKey.FromPem(publicKeyPem);
        try
        {
            var read = CertificateReader.Read(file);
            var (status, message) = CheckSignature(file.Span, read.Signature, trusted);
            return new(
                status, message, Position: null, read.Signature?.Key.KeyId, read.Certificate,
                [.. read.Contradictions, .. read.Certificate.Problems()], read.Certificate.Breaches());
        }
        catch (ShapeException shape)
        {
            return Malformed(shape.Path, $"This is not a certificate: {shape.Path} {shape.Message}.");
        }
        catch (OverflowException)
        {
            return Malformed("fates", "This is not a certificate: its counts add up to more than any shop holds.");
        }
    }

    private static (SignatureStatus Status, string Message) CheckSignature(
        ReadOnlySpan<byte> file, CertificateSignature? signature, PublicKey? trusted)
    {
        if (signature is null) return (SignatureStatus.Invalid, "The certificate bears no signature.");
        var canonical = new ArrayBufferWriter<byte>(Math.Max(file.Length, 1));
        if (!CanonicalJson.TryCanonicaliseWithout(file, "signature"u8, canonical)
            || !signature.Key.Verify(canonical.WrittenSpan, signature.Value))
        {
            return (SignatureStatus.Invalid, "The signature does not hold: the file was changed after it was signed.");
        }

        if (trusted is null)
        {
            return (
                SignatureStatus.Untrusted,
                "The signature holds, but only against the key in the file itself, which anyone could have made. "
                + "Check it against the issuer's published key.");
        }

        return trusted == signature.Key
            ? (SignatureStatus.Trusted, "The signature holds and is the given key's.")
            : (
                SignatureStatus.Invalid,
                $"The file is signed with the key {signature.Key.KeyId}, not with the given one, {trusted.KeyId}.");
    }

    private static VerificationOutcome Malformed(string position, string message) =>
        new(SignatureStatus.Malformed, message, position, KeyId: null, Certificate: null, [], []);
}
