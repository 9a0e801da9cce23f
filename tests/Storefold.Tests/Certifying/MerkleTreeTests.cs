using System.Security.Cryptography;
using Storefold.Certifying.Statements;

namespace Storefold.Tests.Certifying;

/// <summary>The tree of RFC 9162, 2.1, held against known roots, against its definition, and against forgers.</summary>
[Trait("Category", "Seeded")]
public sealed class MerkleTreeTests
{
    // Leaves and roots as the Certificate Transparency implementations test themselves with.
    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_roots_are_those_of_other_implementations(int leaves, string root) =>
        Assert.Equal(root, Tree(Leaves.Take(leaves).Select(Convert.FromHexString)).Root.Hex);

    [Fact]
    public void The_proofs_are_those_of_the_RFCs_example_with_seven_leaves()
    {
        var tree = Tree(Leaves.Take(7).Select(Convert.FromHexString));
        var (a, b, c, d) = (Leaf(0), Leaf(1), Leaf(2), Leaf(3));
        var (e, f, j) = (Leaf(4), Leaf(5), Leaf(6));
        var (g, h, i) = (MerkleTree.NodeHash(a, b), MerkleTree.NodeHash(c, d), MerkleTree.NodeHash(e, f));
        var (k, l) = (MerkleTree.NodeHash(g, h), MerkleTree.NodeHash(i, j));

        Assert.Equal([b, h, l], tree.Prove(0).Path);
        Assert.Equal([c, g, l], tree.Prove(3).Path);
        Assert.Equal([f, j, k], tree.Prove(4).Path);
        Assert.Equal([i, k], tree.Prove(6).Path);
        Assert.Equal(MerkleTree.NodeHash(k, l), tree.Root.ToBytes());

        static byte[] Leaf(int at) => MerkleTree.LeafHash(Convert.FromHexString(Leaves[at]));
    }

    [Fact]
    public void It_is_the_tree_that_the_RFC_defines_and_every_leaf_proves_itself()
    {
        var random = Seed.Random(91);
        foreach (var size in Enumerable.Range(1, 70).Append(255).Append(256).Append(257))
        {
            var leaves = RandomLeaves(random, size);
            var tree = Tree(leaves);
            Assert.Equal(Defined(leaves), tree.Root.ToBytes());
            for (var index = 0; index < size; index++)
            {
                var proof = tree.Prove(index);
                Assert.True(proof.Holds(MerkleTree.LeafHash(leaves[index]), tree.Root), $"leaf {index} of {size}");
                Assert.True(proof.Path.Count <= (int)Math.Ceiling(Math.Log2(size)));
            }
        }
    }

    [Fact]
    public void No_altered_byte_index_size_or_path_proves_anything()
    {
        var random = Seed.Random(92);
        foreach (var size in new[] { 1, 2, 3, 5, 6, 7, 8, 13, 16, 33 })
        {
            var leaves = RandomLeaves(random, size);
            var tree = Tree(leaves);
            for (var index = 0; index < size; index++)
            {
                var (proof, leaf) = (tree.Prove(index), MerkleTree.LeafHash(leaves[index]));
                foreach (var forged in Forgeries(proof, random))
                    Assert.False(forged.Holds(leaf, tree.Root), $"{index}/{size} as {forged.Index}/{forged.Size} with {forged.Path.Count} hashes");
                Assert.False(proof.Holds(Flipped(leaf, random), tree.Root));
                Assert.False(proof.Holds(leaf, MerkleHash.Of(Flipped(tree.Root.ToBytes(), random))));
                Assert.False(proof.Holds(leaf.AsSpan(1), tree.Root));
                if (size > 1) Assert.False(proof.Holds(MerkleTree.LeafHash(leaves[(index + 1) % size]), tree.Root));
            }
        }
    }

    [Fact]
    public void A_node_passes_for_no_leaf_and_a_leaf_for_no_node()
    {
        var leaves = RandomLeaves(Seed.Random(93), 4);
        var tree = Tree(leaves);
        byte[] left = [.. MerkleTree.LeafHash(leaves[0]), .. MerkleTree.LeafHash(leaves[1])];

        // Whoever could give out the concatenated children as the content of a leaf would have a tree of two with the same root.
        var right = tree.Prove(0).Path[1];
        Assert.False(new InclusionProof(0, 2, [right]).Holds(MerkleTree.LeafHash(left), tree.Root));
        Assert.NotEqual(tree.Root, Tree([left, [.. MerkleTree.LeafHash(leaves[2]), .. MerkleTree.LeafHash(leaves[3])]]).Root);
        Assert.NotEqual(SHA256.HashData(left), MerkleTree.NodeHash(left.AsSpan(0, 32), left.AsSpan(32)));
    }

    [Fact]
    public void An_index_outside_the_tree_has_no_proof()
    {
        var tree = Tree(RandomLeaves(Seed.Random(94), 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Prove(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Prove(-1));
    }

    private static IEnumerable<InclusionProof> Forgeries(InclusionProof proof, Random random)
    {
        foreach (var index in new[] { proof.Index - 1, proof.Index + 1, proof.Size, -1 }.Where(index => index != proof.Index)) yield return proof with { Index = index };
        yield return proof with { Size = 0 };
        yield return proof with { Size = proof.Size * 2 };
        yield return proof with { Size = proof.Index };
        yield return proof with { Path = [.. proof.Path, new byte[32]] };
        if (proof.Path.Count == 0) yield break;
        yield return proof with { Path = [.. proof.Path.Skip(1)] };
        yield return proof with { Path = [.. proof.Path.SkipLast(1)] };
        for (var at = 0; at < proof.Path.Count; at++) yield return proof with { Path = [.. proof.Path.Select((hash, index) => index == at ? Flipped(hash, random) : hash)] };
        yield return proof with { Path = [proof.Path[0][..31], .. proof.Path.Skip(1)] };
        if (proof.Path.Count > 1) yield return proof with { Path = [.. proof.Path.Reverse()] };
    }

    private static byte[] Flipped(byte[] hash, Random random)
    {
        byte[] changed = [.. hash];
        changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private static List<byte[]> RandomLeaves(Random random, int count)
    {
        var leaves = new List<byte[]>();
        for (var leaf = 0; leaf < count; leaf++)
        {
            var content = new byte[random.Next(80)];
            random.NextBytes(content);
            leaves.Add([.. BitConverter.GetBytes(leaf), .. content]);
        }

        return leaves;
    }

    private static MerkleTree Tree(IEnumerable<byte[]> leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves) tree.Add(MerkleTree.LeafHash(leaf));
        return tree;
    }

    // RFC 9162, 2.1.1, word for word.
    private static byte[] Defined(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 1) return MerkleTree.LeafHash(leaves[0]);
        var k = 1;
        while (k * 2 < leaves.Count) k *= 2;
        return MerkleTree.NodeHash(Defined([.. leaves.Take(k)]), Defined([.. leaves.Skip(k)]));
    }
}
