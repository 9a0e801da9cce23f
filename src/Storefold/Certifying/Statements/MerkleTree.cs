using System.Buffers;
using System.Security.Cryptography;

namespace Storefold.Certifying.Statements;

/// <summary>
/// The Merkle tree of RFC 9162, 2.1 (the same as RFC 6962's): a leaf is hashed behind a 0 byte and a node behind a 1 byte,
/// so that no node passes for a leaf; a range is split at the largest power of two below its length. It holds hashes
/// only, 64 bytes for each leaf. Pure; one thread at a time.
/// </summary>
public sealed class MerkleTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>Name of the algorithm in files.</summary>
    public const string Algorithm = "sha256-rfc9162";

    /// <summary>Root of a tree without leaves: the hash of nothing.</summary>
    public static readonly MerkleHash Empty = MerkleHash.Of(SHA256.HashData([]));

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    private readonly ArrayBufferWriter<byte> _leaves = new();
    private List<byte[]>? _levels;

    /// <summary>Leaves so far.</summary>
    public long Count => _leaves.WrittenCount / HashBytes;

    /// <summary>The root over the leaves so far.</summary>
    public MerkleHash Root => Count == 0 ? Empty : MerkleHash.Of(Levels()[^1]);

    /// <summary>Hash of a leaf with this content.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>Hash of a node with these children.</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashBytes];
        HashNode(left, right, hash);
        return hash;
    }

    /// <summary>Appends a leaf by its hash.</summary>
    public void Add(ReadOnlySpan<byte> leafHash)
    {
        if (leafHash.Length != HashBytes) throw new ArgumentException("A hash has 32 bytes.", nameof(leafHash));
        _leaves.Write(leafHash);
        _levels = null;
    }

    /// <summary>Hash of a leaf.</summary>
    public ReadOnlySpan<byte> Leaf(long index) => At(_leaves.WrittenSpan, Checked(index));

    /// <summary>The proof that the leaf is in the tree as it is now.</summary>
    public InclusionProof Prove(long index)
    {
        var at = Checked(index);
        var path = new List<byte[]>();
        foreach (var level in Levels())
        {
            var sibling = at ^ 1;
            if (sibling < level.Length / HashBytes) path.Add(At(level, sibling).ToArray());
            at >>= 1;
        }

        return new InclusionProof(index, Count, path);
    }

    // Pairing neighbours level by level and taking a last odd one up unchanged is the same tree as the RFC's recursion.
    private List<byte[]> Levels()
    {
        if (_levels is not null) return _levels;
        var levels = new List<byte[]> { _leaves.WrittenSpan.ToArray() };
        while (levels[^1].Length > HashBytes) levels.Add(Above(levels[^1]));
        return _levels = levels;
    }

    private static byte[] Above(byte[] level)
    {
        var count = level.Length / HashBytes;
        var above = new byte[(count + 1) / 2 * HashBytes];
        for (var index = 0; index < count / 2; index++)
        {
            HashNode(At(level, 2 * index), At(level, (2 * index) + 1), above.AsSpan(index * HashBytes, HashBytes));
        }

        if (count % 2 == 1) At(level, count - 1).CopyTo(above.AsSpan(above.Length - HashBytes));
        return above;
    }

    private static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> node = stackalloc byte[1 + (2 * HashBytes)];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashBytes)..]);
        SHA256.HashData(node, hash);
    }

    private static ReadOnlySpan<byte> At(ReadOnlySpan<byte> level, int index) => level.Slice(index * HashBytes, HashBytes);

    private int Checked(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (int)index;
    }
}
