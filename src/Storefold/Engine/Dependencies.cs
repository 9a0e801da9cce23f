using Storefold.Journaling;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Entities of a chosen transfer that refer to entities which no transfer has moved: every one of their rows would be
/// quarantined as an orphan. Bad input, nothing was written.
/// </summary>
public sealed class MissingDependencyException(string message, string hint) : Exception(message)
{
    /// <summary>What to do.</summary>
    public string Hint { get; } = hint;
}

/// <summary>What has to be in the ID map before an entity can move: what its rows refer to.</summary>
internal static class Dependencies
{
    /// <summary>Refuses a choice of entities whose dependencies are neither chosen nor moved.</summary>
    /// <exception cref="MissingDependencyException">Some are missing.</exception>
    public static void Require(Journal journal, TargetSide target, IReadOnlyList<SourceSide> sources, IReadOnlyList<string> only)
    {
        foreach (var def in only.Select(ShopModel.Find).OfType<EntityDef>())
        {
            var missing = Of(def)
                .Where(needed => target.Shape(needed).Dropped is null && sources.Any(source => source.Pack.Entities.ContainsKey(needed.Name)))
                .Where(needed => !only.Contains(needed.Name, StringComparer.Ordinal) && !journal.HasMoved(needed.Name))
                .Select(needed => needed.Name).ToList();
            if (missing.Count == 0) continue;
            var names = string.Join(",", missing);
            throw new MissingDependencyException(
                $"{def.Name} refers to {string.Join(" and ", missing)}, which no finished transfer has moved.",
                $"add them: --only {names},{def.Name}; or move them first: --only {names}");
        }
    }

    private static IEnumerable<EntityDef> Of(EntityDef def) => def.Rows
        .SelectMany(row => row.Fields)
        .Where(field => field is { IsReference: true, Late: false, Target: not null })
        .Select(field => ShopModel.Find((field.Target ?? "").Split('.')[0]))
        .OfType<EntityDef>()
        .Where(needed => needed != def)
        .Distinct();
}
