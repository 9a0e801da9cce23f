using System.Text.Unicode;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Postgres;

/// <summary>What PostgreSQL can hold as text: valid UTF-8 without U+0000.</summary>
internal static class PostgresText
{
    /// <summary>Refuses other text before the server does: there, it would end the transaction.</summary>
    /// <exception cref="StoreException">It cannot be held.</exception>
    public static void Require(ReadOnlySpan<byte> text, string? column = null)
    {
        var where = column is null ? "" : $" of {column}";
        if (text.Contains((byte)0))
            throw new StoreException($"A text{where} holds the character U+0000, which PostgreSQL cannot store.") { IsConstraint = true };
        if (!Utf8.IsValid(text))
            throw new StoreException($"A text{where} is not valid UTF-8, which PostgreSQL cannot store.") { IsConstraint = true };
    }
}
