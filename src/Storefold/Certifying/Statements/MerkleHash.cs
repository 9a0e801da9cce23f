namespace Storefold.Certifying.Statements;

/// <summary>A SHA-256 hash as 64 lower-case hexadecimal digits: the root of a Merkle tree.</summary>
public readonly record struct MerkleHash
{
    private const int Digits = 2 * MerkleTree.HashBytes;

    private readonly string? _hex;

    private MerkleHash(string hex) => _hex = hex;

    /// <summary>The digits; of the default value those of the empty tree.</summary>
    public string Hex => _hex ?? MerkleTree.Empty._hex ?? "";

    /// <summary>The hash with these bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static MerkleHash Of(ReadOnlySpan<byte> bytes) => bytes.Length == MerkleTree.HashBytes
        ? new(Convert.ToHexStringLower(bytes))
        : throw new ArgumentException("A hash has 32 bytes.", nameof(bytes));

    /// <summary>The hash with these digits, if they are any.</summary>
    public static bool TryParse(string? hex, out MerkleHash hash)
    {
        hash = default;
        if (hex is not { Length: Digits } || !hex.All(char.IsAsciiHexDigitLower)) return false;
        hash = new(hex);
        return true;
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToBytes() => Convert.FromHexString(Hex);

    /// <inheritdoc/>
    public bool Equals(MerkleHash other) => string.Equals(Hex, other.Hex, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hex);

    /// <summary>The digits.</summary>
    public override string ToString() => Hex;
}
