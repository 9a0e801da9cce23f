using System.Security.Cryptography;
using System.Text;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Who asked to be erased: keyed hashes without personal data, checked by every writer and every replay, so that an erased
/// person does not come back with the next run (model, "Privacy").
/// </summary>
public sealed class Tombstones : ITombstones
{
    private readonly HashSet<string> _digests = new(StringComparer.Ordinal);
    private readonly ISqlSession _target;
    private readonly byte[] _key;

    /// <summary>The tombstones in the target's journal.</summary>
    public Tombstones(ISqlSession target, string retirement)
    {
        _target = target;
        _key = Encoding.UTF8.GetBytes("storefold/tombstone/" + retirement);
        foreach (var row in target.Rows("SELECT digest FROM storefold_tombstone")) _digests.Add(row[0].ToString());
    }

    /// <summary>Notes an erasure of a customer.</summary>
    public void Erase(string source, in Value customer, DateTimeOffset now)
    {
        var digest = Digest(source, customer);
        if (!_digests.Add(digest)) return;
        _target.Run("INSERT INTO storefold_tombstone(digest, scope, at) VALUES (?1, 'customer', ?2)",
            Value.Of(digest), Value.Of(Clock.ToMicroseconds(now)));
    }

    /// <inheritdoc/>
    public bool IsErased(SourceModel source, Aggregate aggregate) =>
        _digests.Count > 0 && aggregate.Def == ShopModel.Customer && _digests.Contains(Digest(source.Name, aggregate.Key));

    private string Digest(string source, in Value customer) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{source}/customer/{customer}")));
}
