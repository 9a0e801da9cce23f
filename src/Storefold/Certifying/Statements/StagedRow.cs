using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>One thing of a customer: what the source says of it, and beside it what the journal knows.</summary>
internal sealed class StagedRow
{
    /// <summary>The columns of <see cref="Read"/>; tables s, m, p, a, o, h and c as in <see cref="StatementStage"/>.</summary>
    public const string Columns =
        "s.source, [s.owner], s.kind, s.old, s.extra, s.amount, [m.target_key], m.fate, m.rule, m.site, m.tombstone, m.moved_as, "
        + "[p.target_key], a.new, o.state, o.input_hash, [h.source_key], c.kind";

    public required int Source { get; init; }

    public required Value Owner { get; init; }

    public required EntityDef Kind { get; init; }

    /// <summary>Number or code in the source; of points the hash of what was converted; of a code its end.</summary>
    public string? Old { get; init; }

    public string? Extra { get; init; }

    public string? Amount { get; init; }

    /// <summary>Fate of the aggregate as its target row stands.</summary>
    public Fate Fate { get; init; }

    public string? Rule { get; init; }

    public string? Site { get; init; }

    public bool HasPart { get; init; }

    /// <summary>Number or code in the target, where it had to change.</summary>
    public string? Renamed { get; init; }

    public string? PointsState { get; init; }

    public string? InputHash { get; init; }

    public bool IsHeld { get; init; }

    /// <summary>Kind of the decision about an account, or null.</summary>
    public string? Match { get; init; }

    public bool IsMoved => Fate is Fate.Created or Fate.Merged && (Kind != ShopModel.Coupon || HasPart);

    /// <summary>Why it did not move.</summary>
    public string Reason => Fate switch
    {
        Fate.Erased => "erased",
        Fate.Created or Fate.Merged => Extra ?? "code_left_out",
        Fate.None => "not_transferred",
        _ => Rule ?? "not_transferred",
    };

    /// <summary>True for what the books leave to a site that goes on, or to none.</summary>
    public bool StaysBehind => Rule is SiteBook.KeptSite or SiteBook.NoSiteRule && Fate == Fate.Skipped;

    public static StagedRow Read(ISqlStatement row, Arena arena)
    {
        var hasTarget = !row.Read(6, arena).IsNull;
        var fate = row.Read(7, arena) is { IsNull: false } known && !row.Read(10, arena).IsTrue ? (Fate)known.AsInteger() : Fate.None;
        if (fate == Fate.Quarantined && hasTarget) fate = (Fate)row.Read(11, arena).AsInteger();
        return new StagedRow
        {
            Source = (int)row.Read(0, arena).AsInteger(),
            Owner = row.Read(1, arena),
            Kind = KindOf(row.Read(2, arena).AsInteger()),
            Old = row.Read(3, arena).AsText(),
            Extra = row.Read(4, arena).AsText(),
            Amount = row.Read(5, arena).AsText(),
            Fate = fate,
            Rule = row.Read(8, arena).AsText(),
            Site = row.Read(9, arena).AsText(),
            HasPart = !row.Read(12, arena).IsNull,
            Renamed = row.Read(13, arena).AsText(),
            PointsState = row.Read(14, arena).AsText(),
            InputHash = row.Read(15, arena).AsText(),
            IsHeld = !row.Read(16, arena).IsNull,
            Match = row.Read(17, arena).AsText(),
        };
    }

    private static EntityDef KindOf(long number)
    {
        foreach (var entity in ShopModel.Entities)
        {
            if (entity.Number == number) return entity;
        }

        throw new InvalidOperationException($"There is no entity {number}.");
    }
}
