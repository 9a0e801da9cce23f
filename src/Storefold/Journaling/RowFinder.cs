using System.Text.Json;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>A changed number or code, with the row that it belongs to.</summary>
/// <param name="Source">Number of the source.</param>
/// <param name="Key">Key there: of the order, or of the coupon's code.</param>
/// <param name="Names">Old and new name.</param>
public sealed record RowAlias(int Source, Value Key, AliasInfo Names);

/// <summary>Why a row of an aggregate was refused. What the shop stored in it is not here.</summary>
public sealed record RowRefusal(string Row, Value PartKey, string Code, string? Field);

/// <summary>
/// Questions about single rows that only people ask, so they may read a whole table of the few: aliases and quarantine. Reads
/// only; the journal's tables must exist.
/// </summary>
public sealed class RowFinder(ISqlSession target)
{
    private const string AliasColumns = "SELECT a.source, [a.source_key], a.kind, a.old, a.new, a.reason FROM ";

    /// <summary>Aliases in which somebody goes by this name, the old one or the new one.</summary>
    public IReadOnlyList<RowAlias> Aliases(string kind, string name) => Read(target.Rows(
        AliasColumns + "storefold_alias a WHERE a.kind = ?1 AND (a.old = ?2 OR a.new = ?2) ORDER BY a.source, a.source_key", Value.Of(kind), Value.Of(name)));

    /// <summary>Aliases of one row.</summary>
    public IReadOnlyList<RowAlias> AliasesOf(string kind, int source, in Value key) => Read(target.Rows(
        AliasColumns + "storefold_alias a WHERE a.kind = ?1 AND a.source = ?2 AND a.source_key = ?3k ORDER BY a.old",
        Value.Of(kind), Value.Of(source), key));

    /// <summary>Aliases of the parts of one aggregate.</summary>
    public IReadOnlyList<RowAlias> AliasesOfParts(string kind, RowDef part, int source, in Value parent) => Read(target.Rows(
        AliasColumns + "storefold_part_map p JOIN storefold_alias a ON a.kind = ?1 AND a.source = p.source AND a.source_key = p.part_key "
        + "WHERE p.row = ?2 AND p.source = ?3 AND p.parent_key = ?4k ORDER BY a.old",
        Value.Of(kind), Value.Of(IdMap.RowNumber(part)), Value.Of(source), parent));

    /// <summary>The aggregates that have a part of this identity.</summary>
    public IReadOnlyList<Value> ParentsOf(RowDef part, int source, in Value identity) =>
        [.. target.Rows(
            "SELECT [parent_key] FROM storefold_part_map WHERE row = ?1 AND source = ?2 AND part_key = ?3k ORDER BY parent_key",
            Value.Of(IdMap.RowNumber(part)), Value.Of(source), identity).Select(row => row[0])];

    /// <summary>Refusals of an aggregate and of its parts.</summary>
    public IReadOnlyList<RowRefusal> Refusals(EntityDef def, int source, in Value key) =>
        [.. target.Rows(
            "SELECT row, [part_key], code, field FROM storefold_quarantine WHERE entity = ?1 AND source = ?2 AND source_key = ?3k ORDER BY id",
            Value.Of(def.Number), Value.Of(source), key)
            .Select(row => new RowRefusal(row[0].ToString(), row[1], row[2].ToString(), row[3].AsText()))];

    /// <summary>Refused rows whose field says what is asked for: they have no place in the index of natural keys.</summary>
    public IReadOnlyList<(int Source, Value Key)> RefusedWith(RowDef row, string field, Func<string, bool> isMeant)
    {
        var found = new List<(int, Value)>();
        var arena = new Arena();
        using var statement = target.PrepareJournal("SELECT source, [source_key], raw FROM storefold_quarantine WHERE row = ?1 ORDER BY id");
        statement.BindAll(Value.Of(row.Name));
        while (statement.Step())
        {
            var key = statement.Read(1, arena);
            if (!key.IsNull && Field(statement.Read(2, new Arena()).ToString(), field) is { } value && isMeant(value))
                found.Add(((int)statement.Read(0, arena).AsInteger(), key));
        }

        return found;
    }

    /// <summary>True for a row of the target's own.</summary>
    public bool IsOwn(EntityDef def, in Value targetKey) => !target.Scalar(
        "SELECT 1 FROM storefold_own WHERE entity = ?1 AND target_key = ?2k", Value.Of(def.Number), targetKey).IsNull;

    private static string? Field(string json, string field)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(field, out var value) ? value.GetString() : null;
    }

    private static List<RowAlias> Read(List<Value[]> rows) => rows.ConvertAll(row => new RowAlias(
        (int)row[0].AsInteger(), row[1], new AliasInfo(row[2].ToString(), row[3].ToString(), row[4].ToString(), row[5].ToString())));
}
