namespace Storefold.Certifying.Statements;

/// <summary>That a leaf is in a Merkle tree (RFC 9162, 2.1.3): whoever has leaf, path and root can check it.</summary>
/// <param name="Index">Position of the leaf from 0.</param>
/// <param name="Size">Leaves of the tree.</param>
/// <param name="Path">Hashes of the siblings from the leaf up, 32 bytes each.</param>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<byte[]> Path)
{
    /// <summary>True when the path leads from the leaf's hash to the root.</summary>
    public bool Holds(ReadOnlySpan<byte> leafHash, MerkleHash root)
    {
        if (leafHash.Length != MerkleTree.HashBytes || Index < 0 || Index >= Size) return false;
        var (at, last) = (Index, Size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in Path)
        {
            if (last == 0 || sibling.Length != MerkleTree.HashBytes) return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && MerkleHash.Of(hash) == root;
    }
}
