using Storefold.Packs.Sql;

namespace Storefold.Engine;

/// <summary>
/// What a source row costs in each step, parts included: microseconds as bench/eta.sh measured them on the sample with 60,000
/// customers in files, and bench/databases.sh with 47,000 on PostgreSQL. Only the proportions count; how fast this machine and these
/// databases are is seen while the run goes on (<see cref="TransferMeter"/>).
/// </summary>
internal static class RowCosts
{
    /// <summary>A row of the target that is only looked at, for its natural keys and its fingerprint.</summary>
    public const double Looked = 4.5;

    /// <summary>A root of the target that is held against the ID map and its own rows.</summary>
    public const double Met = 7.5;

    /// <summary>A root of a source that is only looked at, for its natural keys.</summary>
    public const double Surveyed = 10;

    /// <summary>What a process costs before it is warm: its code is compiled while it runs.</summary>
    public const double Start = 250_000;

    // Points are dear because they are frozen and debited in the source first, events of parcels are many and cheap. A server is asked
    // over and over for what a file has at hand, so entities of few rows cost more there.
    // The share is what of that it costs to see that nothing has changed.
    private static readonly Dictionary<string, (double InFile, double OnServer, double Unchanged)> Moved = new(StringComparer.Ordinal)
    {
        ["product"] = (300, 300, 1), ["page"] = (57, 100, 1), ["customer"] = (15.5, 24, 0.6), ["order"] = (11, 26, 0.6), ["shipment"] = (6.5, 15, 0.55),
        ["review"] = (15, 66, 0.65), ["loyalty"] = (33.5, 65, 0.3), ["coupon"] = (18, 50, 0.6), ["stored_value"] = (12, 58, 0.45), ["case"] = (9, 72, 0.4),
        ["wishlist"] = (8, 28, 0.6),
    };

    /// <summary>What a row of an entity costs.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="target">The target's database.</param>
    /// <param name="hasMoved">True when an earlier run has moved the entity: then most of it is as it was.</param>
    public static double Of(string entity, SqlDialect target, bool hasMoved)
    {
        if (!Moved.TryGetValue(entity, out var cost)) return Looked;
        return (target.HasOneWriter ? cost.InFile : cost.OnServer) * (hasMoved ? cost.Unchanged : 1);
    }
}
