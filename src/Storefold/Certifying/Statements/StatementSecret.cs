using System.Security.Cryptography;
using System.Text;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>
/// The secret that the nonces of all statements come from. It stays in the journal: whoever has only the certificate, or
/// somebody else's proof, can test no guess about a customer.
/// </summary>
internal sealed class StatementSecret
{
    private const string Name = "statement_secret";

    private readonly byte[] _key;

    private StatementSecret(byte[] key) => _key = key;

    /// <summary>The journal's secret, made when it has none yet. No transaction may be open.</summary>
    public static StatementSecret Of(ISqlSession target, Journal journal)
    {
        if (journal.Meta(Name) is { } kept) return new(Convert.FromHexString(kept));
        target.BeginWrite();
        try
        {
            // Somebody else may have made it meanwhile.
            var key = journal.Meta(Name) is { } other ? Convert.FromHexString(other) : RandomNumberGenerator.GetBytes(MerkleTree.HashBytes);
            journal.SetMeta(Name, Convert.ToHexStringLower(key));
            target.Commit();
            return new(key);
        }
        finally
        {
            target.Rollback();
        }
    }

    /// <summary>64 hexadecimal digits for one customer, the same every time.</summary>
    public string Nonce(string source, in Value key) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"storefold/statement/{source}/{key.Kind}/{key}")));
}
