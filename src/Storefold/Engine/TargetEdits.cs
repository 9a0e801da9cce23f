using Storefold.Engine.Posting;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Finds target rows that are not what a transfer last wrote: somebody edited them there. They are reported and neither
/// overwritten nor removed.
/// </summary>
internal sealed class TargetEdits(FoldContext context, SourceSide source, EntityDef def)
{
    /// <summary>The target's rows behind these entries as they stand, by target key.</summary>
    public Dictionary<Value, Aggregate> Read(IEnumerable<MapEntry> entries) => Read(entries.Select(entry => entry.TargetKey));

    /// <summary>These rows of the target as they stand, by key.</summary>
    public Dictionary<Value, Aggregate> Read(IEnumerable<Value> keys) =>
        context.TargetReader(def).ReadKeys([.. keys.Distinct()]).ToDictionary(aggregate => aggregate.Key);

    /// <summary>True when the row is not what was last written for an entry.</summary>
    public bool IsEdited(MapEntry entry, Aggregate onTarget) => !entry.ExpectedFp.IsNull && PrintOf(entry, onTarget) != entry.ExpectedFp;

    /// <summary>Fingerprint over what a row of the target has of an entry.</summary>
    public Value PrintOf(MapEntry entry, Aggregate onTarget)
    {
        var ownsRoot = entry.MovedAs == Fate.Created;
        var moved = ownsRoot && !IsShared(entry) ? null : context.MovedParts(def, source.Number, entry.SourceKey);
        return context.FingerprintOnTarget(onTarget, ownsRoot, moved);
    }

    /// <summary>True when a row is not what a batch left there that was posted and never booked.</summary>
    public bool IsEdited(PostedAggregate left, bool ownsRoot, Aggregate onTarget) =>
        context.FingerprintOnTarget(onTarget, ownsRoot, left.Parts) != left.Print;

    /// <summary>True when other source aggregates were merged into the row that was made for this one.</summary>
    private bool IsShared(MapEntry entry) => context.Map.BehindTarget(def, entry.TargetKey).Count > 1;
}
