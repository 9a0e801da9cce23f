using System.Text;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>
/// The fingerprint that says whether a source aggregate changed: every field, extras and native keys included, as the
/// source has them.
/// </summary>
public sealed class SourceFingerprint(EntityDef def)
{
    private readonly Fingerprint _print = new();
    private readonly byte[][] _names = [.. def.Rows.Select(row => Encoding.UTF8.GetBytes(row.Name))];

    /// <summary>Fingerprint of an aggregate of this entity.</summary>
    public Value Of(Aggregate aggregate)
    {
        _print.Begin();
        _print.Mark(_names[0]);
        Add(aggregate.Root);
        for (var part = 0; part < aggregate.Parts.Length; part++)
        {
            _print.Mark(_names[part + 1]);
            foreach (var row in aggregate.Parts[part]) Add(row);
        }

        return _print.End();
    }

    private void Add(Row row)
    {
        _print.Add(row.Key);
        foreach (var field in row.Fields) _print.Add(field);
        if (row.Extras is null) return;
        foreach (var extra in row.Extras) _print.Add(extra);
    }
}
