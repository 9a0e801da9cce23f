using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Decides the one fate of a source aggregate: a ladder, first rung that holds. Transfer and verification ask the same
/// judge, so what was moved and what is expected cannot drift apart.
/// </summary>
public sealed class Judge
{
    /// <summary>Refusal code of rows that a constraint or trigger of the target did not take.</summary>
    public const string TargetRefused = "target_refused";

    private readonly SourceSide _source;
    private readonly TargetShape _shape;
    private readonly Projection _projection;
    private readonly ITombstones _tombstones;
    private readonly Func<int, IReadOnlyList<string>> _extraNames;

    /// <summary>A judge for one entity of one source.</summary>
    public Judge(
        SourceSide source, TargetShape shape, Projection projection, ITombstones tombstones,
        Func<int, IReadOnlyList<string>> extraNames)
    {
        _source = source;
        _shape = shape;
        _projection = projection;
        _tombstones = tombstones;
        _extraNames = extraNames;
    }

    /// <summary>The fate of an aggregate.</summary>
    /// <param name="aggregate">As read.</param>
    /// <param name="known">What the ID map knows of it, or null.</param>
    /// <param name="arena">Where new text goes.</param>
    public Judgement Of(Aggregate aggregate, MapEntry? known, Arena arena)
    {
        var (site, siteRule) = _source.Sites.Of(aggregate.Channels);
        // First of all: a refused row would be kept raw, and of an erased person nothing is kept.
        if (siteRule is null && _tombstones.IsErased(_source.Model, aggregate))
            return new Judgement { Source = aggregate, Fate = Fate.Erased, Site = site };
        if (aggregate.Rejected is { } rejected) return Refused(aggregate, site, rejected);
        if (aggregate.Skip is { } skip) return Left(aggregate, site, skip);
        if (siteRule is not null) return Left(aggregate, site, siteRule);
        if (_shape.Dropped is { } dropped) return Left(aggregate, site, dropped.Rule);

        var work = new ProjectionWork
        {
            Aggregate = aggregate, Source = _source, Known = known, ExtraNames = _extraNames, Arena = arena,
        };
        var projected = _projection.Project(work);
        if (work.Rejected is { } refused) return Refused(aggregate, site, refused);
        if (work.Skipped is { } rule || projected is null) return Left(aggregate, site, work.Skipped ?? "not_projected");
        return new Judgement
        {
            Source = aggregate,
            Fate = projected.IsMerged ? Fate.Merged : Fate.Created,
            Site = site,
            Projected = projected,
            SkippedParts = work.SkippedParts,
            Losses = work.Losses,
        };
    }

    /// <summary>The fate of an aggregate that is fine by all rules of ours and that the target refused all the same.</summary>
    public Judgement RefusedByTarget(Aggregate aggregate, RejectedRow? rejected) => new()
    {
        Source = aggregate, Fate = Fate.Quarantined, Site = _source.Sites.Of(aggregate.Channels).Site, Rule = TargetRefused, Rejected = rejected,
    };

    private static Judgement Refused(Aggregate aggregate, string site, RejectedRow rejected) => new()
    {
        Source = aggregate, Fate = Fate.Quarantined, Site = site, Rule = rejected.Rejection.Code, Rejected = rejected,
    };

    private static Judgement Left(Aggregate aggregate, string site, string rule) =>
        new() { Source = aggregate, Fate = Fate.Skipped, Site = site, Rule = rule };
}

/// <summary>Who asked to be erased.</summary>
public interface ITombstones
{
    /// <summary>True when the aggregate belongs to somebody who was erased.</summary>
    bool IsErased(Planning.SourceModel source, Aggregate aggregate);
}
