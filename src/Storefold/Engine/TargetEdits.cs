using System.Collections.Frozen;
using Storefold.Engine.Posting;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>What is to go from the target at the end of a run.</summary>
/// <param name="TargetKey">The row that an aggregate leaves.</param>
/// <param name="WithRoot">Whether the row itself goes: it was made for this aggregate.</param>
/// <param name="WithParts">Whether its parts go; else they have followed it.</param>
/// <param name="Source">Number of the source.</param>
/// <param name="SourceKey">Key of the aggregate there.</param>
internal sealed record Leaving(Value TargetKey, bool WithRoot, bool WithParts, int Source, Value SourceKey);

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

    /// <summary>Fingerprint over what is going to be removed of a row of the target that an aggregate leaves.</summary>
    /// <param name="context">Both sides.</param>
    /// <param name="leaving">What leaves.</param>
    /// <param name="onTarget">The row.</param>
    public static Value PrintOf(FoldContext context, Leaving leaving, Aggregate onTarget)
    {
        var def = onTarget.Def;
        IReadOnlySet<Value>[]? parts = !leaving.WithParts ? [.. def.Parts.Select(_ => FrozenSet<Value>.Empty)]
            : leaving.WithRoot ? null
            : context.MovedParts(def, leaving.Source, leaving.SourceKey);
        return context.FingerprintOnTarget(onTarget, leaving.WithRoot, parts);
    }

    /// <summary>True when a row is not what a batch left there that was posted and never booked.</summary>
    public bool IsEdited(PostedAggregate left, bool ownsRoot, Aggregate onTarget) =>
        context.FingerprintOnTarget(onTarget, ownsRoot, left.Parts) != left.Print;

    /// <summary>True when other source aggregates were merged into the row that was made for this one.</summary>
    private bool IsShared(MapEntry entry) => context.Map.BehindTarget(def, entry.TargetKey).Count > 1;
}
