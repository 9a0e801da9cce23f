using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Ids that were reserved in the target and not used yet, shared by the workers of a run. Blocks grow, so that a run of a few
/// rows leaves a small gap and one of millions asks seldom.
/// </summary>
internal sealed class IdReserve
{
    private const int FirstBlock = 16, LargestBlock = 4096;

    private readonly ConcurrentDictionary<RowDef, Block> _blocks = new();

    /// <summary>The next id of a row; <paramref name="reserve"/> brings as many as it is asked for.</summary>
    public long Next(RowDef row, Func<int, List<long>> reserve)
    {
        var block = _blocks.GetOrAdd(row, _ => new Block());
        if (block.Ids.Count == 0)
        {
            foreach (var id in reserve(block.Size)) block.Ids.Enqueue(id);
            block.Size = Math.Min(LargestBlock, block.Size * 2);
        }

        return block.Ids.Dequeue();
    }

    /// <summary>Of one row; only one worker at a time writes rows of one entity.</summary>
    private sealed class Block
    {
        public Queue<long> Ids { get; } = new();

        public int Size { get; set; } = FirstBlock;
    }
}

/// <summary>
/// Gives out target ids. Text ids are derived from the source key, so they are the same in every run. Integers come from the
/// pack's <c>allocate.sql</c> (or <c>allocate.ROW.sql</c>), so that the target's own inserts cannot take the same: where the file
/// holds <c>{count}</c> it reserves as many ids and returns them, one a row; else it returns the highest id in use, and is asked
/// again in every write transaction.
/// </summary>
internal sealed class TargetIds(ISqlSession target, PackModel pack, IdReserve reserve)
{
    private readonly Dictionary<RowDef, long> _last = [];
    private readonly Dictionary<RowDef, string> _allocate = [];

    /// <summary>Forgets the highest ids: a new transaction sees the target anew. Reserved ids stay ours.</summary>
    public void NewTransaction() => _last.Clear();

    /// <summary>The next id for a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="source">Number of the source.</param>
    /// <param name="parent">Source key of the aggregate.</param>
    /// <param name="identity">For parts, identity within it; absent for roots.</param>
    public Value Next(RowDef row, int source, in Value parent, in Value identity)
    {
        if (pack.Target?.Ids.TryGetValue(row.Name, out var pattern) is true) return Derive(pattern, row, source, parent, identity);
        if (!pack.Entities[row.Entity].IntegerKey) return Derive("{hex}", row, source, parent, identity);
        var sql = AllocateSql(row);
        if (sql.Contains("{count}", StringComparison.Ordinal)) return Value.Of(reserve.Next(row, block => Reserve(row, sql, block)));
        if (!_last.TryGetValue(row, out var last))
        {
            last = Ids(sql).FirstOrDefault();
        }

        _last[row] = last + 1;
        return Value.Of(last + 1);
    }

    private List<long> Reserve(RowDef row, string sql, int block)
    {
        var ids = Allocate(sql.Replace("{count}", block.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        if (ids.Count == block) return ids;
        throw new PackException($"Pack {pack.Name}: allocate.sql gave {ids.Count} ids of {block} for {row.Name}.");
    }

    /// <summary>Runs the statements of the file; the last one returns the ids.</summary>
    private List<long> Allocate(string script)
    {
        var statements = SqlScript.Split(script);
        foreach (var sql in statements.SkipLast(1))
        {
            using var statement = target.Prepare(sql);
            statement.Run();
        }

        return Ids(statements[^1]);
    }

    private List<long> Ids(string query)
    {
        using var statement = target.Prepare(query);
        return [.. statement.Rows().Select(cells => cells[0].IsNull ? 0 : cells[0].AsInteger())];
    }

    /// <summary>The row's file, read once: it is asked for with every id.</summary>
    private string AllocateSql(RowDef row)
    {
        if (!_allocate.TryGetValue(row, out var sql)) _allocate[row] = sql = ReadAllocateSql(row);
        return sql;
    }

    private string ReadAllocateSql(RowDef row)
    {
        var sql = pack.Sql(target.Dialect, $"allocate.{row.Name}.sql") ?? pack.Sql(target.Dialect, "allocate.sql") ?? "";
        if (!sql.Contains("{table}", StringComparison.Ordinal) && !sql.Contains("{key}", StringComparison.Ordinal)) return sql;
        if (!pack.Entities[row.Entity].Tables.TryGetValue(row.Name, out var tables) || tables is not [var table])
            throw new PackException($"Pack {pack.Name} does not declare one table for {row.Name}, so its ids cannot be allocated.");
        return sql.Replace("{table}", table.Table, StringComparison.Ordinal).Replace("{key}", table.Key, StringComparison.Ordinal);
    }

    private static Value Derive(string pattern, RowDef row, int source, in Value parent, in Value identity)
    {
        var name = identity.IsNull ? $"{row.Name}/{source}/{parent}" : $"{row.Name}/{source}/{parent}/{identity}";
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        return Value.Of(pattern
            .Replace("{hex}", Convert.ToHexStringLower(digest), StringComparison.Ordinal)
            .Replace("{uuid}", new Guid(digest, bigEndian: true).ToString(), StringComparison.Ordinal)
            .Replace("{ulid}", Ulid(digest), StringComparison.Ordinal));
    }

    /// <summary>128 bits as 26 letters of Crockford's alphabet, as ULIDs are written; their order is that of the bits.</summary>
    private static string Ulid(ReadOnlySpan<byte> digest)
    {
        const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var rest = new UInt128(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(digest), System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(digest[8..]));
        Span<char> letters = stackalloc char[26];
        for (var at = letters.Length - 1; at >= 0; at--)
        {
            letters[at] = Alphabet[(int)(rest & 31)];
            rest >>= 5;
        }

        return new string(letters);
    }
}
