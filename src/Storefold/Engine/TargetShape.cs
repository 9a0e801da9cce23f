using System.Text;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// What of one row of the model the target keeps: worked out once from its pack, so that nothing is looked up by name per
/// row.
/// </summary>
public sealed class RowShape
{
    private readonly int[] _owned;
    private readonly LossRule?[] _losses;

    internal RowShape(PackModel target, RowDef row)
    {
        Def = row;
        Dropped = target.DropsRow(row.Name) ?? (row.Part is null ? null : target.DropsRow(row.Entity));
        _losses = [.. row.Fields.Select(field => target.DropsField(row, field))];
        _owned = [.. row.Fields.Where(field => _losses[field.Ordinal] is null && !field.Derived).Select(field => field.Ordinal)];
        Name = Encoding.UTF8.GetBytes(row.Name);
        IsWritten = target.Writes(row);
    }

    /// <summary>The row.</summary>
    public RowDef Def { get; }

    /// <summary>Rule by which the target keeps none of these rows; null when it keeps them.</summary>
    public LossRule? Dropped { get; }

    /// <summary>Fields that a transfer owns on the target and the verifier compares.</summary>
    public ReadOnlySpan<int> Owned => _owned;

    /// <summary>The rule by which the target drops one field, or null.</summary>
    public LossRule? LossOf(int ordinal) => _losses[ordinal];

    /// <summary>True when the pack has a write file for it.</summary>
    public bool IsWritten { get; }

    internal byte[] Name { get; }
}

/// <summary>The target's shape of one entity, and the fingerprint that its aggregates have there.</summary>
public sealed class TargetShape
{
    private readonly Fingerprint _print = new();

    /// <summary>Shape of <paramref name="def"/> in a target.</summary>
    public TargetShape(PackModel target, EntityDef def)
    {
        Def = def;
        Rows = [.. def.Rows.Select(row => new RowShape(target, row))];
        Dropped = Rows[0].Dropped ?? (target.Entities.ContainsKey(def.Name) ? null : NoPlace(target, def));
    }

    /// <summary>The entity.</summary>
    public EntityDef Def { get; }

    /// <summary>Root and parts.</summary>
    public IReadOnlyList<RowShape> Rows { get; }

    /// <summary>Rule by which the target has no place for the entity at all; null when it has.</summary>
    public LossRule? Dropped { get; }

    /// <summary>
    /// Fingerprint over the owned fields; parts in the order of their target ids. Both sides use it: the expected rows and
    /// the rows read back.
    /// </summary>
    /// <param name="root">Fields of the root; null when the root is not the transfer's own (merged).</param>
    /// <param name="parts">Rows of each part with their target id.</param>
    public Value FingerprintOf(Value[]? root, IReadOnlyList<IReadOnlyList<(Value Id, Value[] Fields)>> parts)
    {
        _print.Begin();
        if (root is not null)
        {
            _print.Mark(Rows[0].Name);
            Add(Rows[0], root);
        }

        for (var part = 0; part < parts.Count; part++)
        {
            if (Rows[part + 1].Dropped is not null || !Rows[part + 1].IsWritten) continue;
            _print.Mark(Rows[part + 1].Name);
            foreach (var (id, fields) in InIdOrder(parts[part]))
            {
                _print.Add(id);
                Add(Rows[part + 1], fields);
            }
        }

        return _print.End();
    }

    private static IEnumerable<(Value Id, Value[] Fields)> InIdOrder(IReadOnlyList<(Value Id, Value[] Fields)> rows)
    {
        for (var index = 1; index < rows.Count; index++)
        {
            if (Value.CompareKeys(rows[index - 1].Id, rows[index].Id) > 0)
                return rows.OrderBy(row => row.Id, Comparer<Value>.Create((a, b) => Value.CompareKeys(a, b)));
        }

        return rows;
    }

    private void Add(RowShape row, Value[] fields)
    {
        foreach (var ordinal in row.Owned) _print.Add(fields[ordinal]);
    }

    private static LossRule NoPlace(PackModel target, EntityDef def) =>
        new($"no_{def.Name}", def.Name, null, $"{target.Title} has no place for it");
}
