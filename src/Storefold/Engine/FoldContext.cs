using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Both sides opened for one command: plan, packs, sessions, journal and the books that live in it. The single owner of the
/// target session; transfer, verification and decisions each make one and dispose it.
/// </summary>
public sealed class FoldContext : IDisposable
{
    private readonly IConnections _connections;
    private readonly Dictionary<(int Entity, Value Key), Aggregate?> _readAhead = [];
    private readonly Dictionary<(EntityDef Def, bool BelievesNotes), AggregateReader> _targetReaders = [];

    /// <summary>Opens the target and what the journal keeps there. The journal's tables must exist.</summary>
    public FoldContext(PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target, IConnections connections, ISqlSession session, bool mayDecide)
    {
        Plan = plan;
        Sources = sources;
        Target = target;
        _connections = connections;
        Session = session;
        Map = new IdMap(session);
        References = new References(Map);
        Keys = new NaturalKeys(session);
        Matches = new MatchBook(session);
        Aliases = new AliasBook(session);
        Points = new PointsBook(session);
        Tombstones = new Tombstones(session, plan.Retirement);
        MayDecide = mayDecide;
    }

    /// <summary>The plan.</summary>
    public PlanModel Plan { get; }

    /// <summary>The sources in plan order.</summary>
    public IReadOnlyList<SourceSide> Sources { get; }

    /// <summary>The target.</summary>
    public TargetSide Target { get; }

    /// <summary>The target's session.</summary>
    public ISqlSession Session { get; }

    /// <summary>The ID map.</summary>
    public IdMap Map { get; }

    /// <summary>Where references lead.</summary>
    public References References { get; }

    /// <summary>Natural keys.</summary>
    public NaturalKeys Keys { get; }

    /// <summary>Decisions about customers.</summary>
    public MatchBook Matches { get; }

    /// <summary>Changed numbers and codes.</summary>
    public AliasBook Aliases { get; }

    /// <summary>The points books.</summary>
    public PointsBook Points { get; }

    /// <summary>Erased people.</summary>
    public Tombstones Tombstones { get; }

    /// <summary>True in a transfer; false where decisions are only recalled.</summary>
    public bool MayDecide { get; }

    /// <summary>Opens a session on a source.</summary>
    public ISqlSession OpenSource(SourceSide source, SessionUse use) => _connections.Open(source.Model.Connection, use);

    /// <summary>Reads what transfers moved into the target, on its own session.</summary>
    public AggregateReader TargetReader(EntityDef def) => Reader(def, believesNotes: true);

    /// <summary>Reads what the target has of its own, or may have: notes that only a transfer should have left there are not believed.</summary>
    public AggregateReader OwnReader(EntityDef def) => Reader(def, believesNotes: false);

    /// <summary>Aggregates of the target that may be its own; those that were fetched ahead without asking.</summary>
    public IReadOnlyList<Aggregate> ReadTarget(EntityDef def, IReadOnlyCollection<Value> keys)
    {
        if (!keys.All(key => _readAhead.ContainsKey((def.Number, key)))) return OwnReader(def).ReadKeys(keys);
        return [.. keys.Select(key => _readAhead[(def.Number, key)]).OfType<Aggregate>()];
    }

    /// <summary>Fetches aggregates of the target that are going to be asked for, until something is written.</summary>
    public void ReadTargetAhead(EntityDef def, IReadOnlyCollection<Value> keys)
    {
        if (keys.Count == 0) return;
        foreach (var key in keys) _readAhead[(def.Number, key)] = null;
        foreach (var aggregate in OwnReader(def).ReadKeys(keys)) _readAhead[(def.Number, aggregate.Key)] = aggregate;
    }

    /// <summary>Forgets what was read of the target: it has been written.</summary>
    public void ForgetRead() => _readAhead.Clear();

    /// <summary>Forgets what was fetched ahead for a batch.</summary>
    public void ForgetAhead()
    {
        _readAhead.Clear();
        Map.ForgetAhead();
        Keys.ForgetAhead();
        Matches.ForgetAhead();
        Aliases.ForgetAhead();
        Points.ForgetAhead();
    }

    /// <summary>Sends what waits for the journal. Call it before a transaction ends.</summary>
    public void Flush()
    {
        Map.Flush();
        Keys.Flush();
        Matches.Flush();
        Points.Flush();
    }

    /// <summary>Forgets what waited, after a transaction was taken back.</summary>
    public void Discard()
    {
        Map.Discard();
        Keys.Discard();
        Matches.Discard();
        Points.Discard();
        References.Clear();
        ForgetAhead();
    }

    /// <summary>The projection of an entity.</summary>
    public Projection ProjectionOf(EntityDef def)
    {
        if (def == ShopModel.Customer)
            return new CustomerProjection(Target, References, Plan.Accounts, Matches, Keys, Map, keys => ReadTarget(def, keys), MayDecide);
        if (def == ShopModel.Product) return new ProductProjection(Target, References, Keys);
        if (def == ShopModel.Order) return new OrderProjection(Target, References, Keys, Aliases, Plan.Coupons.Suffix, MayDecide);
        if (def == ShopModel.Coupon)
            return new CouponProjection(Target, References, Plan, Keys, Aliases, keys => OwnReader(def).ReadKeys(keys), MayDecide);
        if (def == ShopModel.Loyalty) return new LoyaltyProjection(Target, References, Plan, Keys);
        return new Projection(def, Target, References);
    }

    /// <summary>The judge of an entity of one source.</summary>
    public Judge JudgeOf(SourceSide source, EntityDef def, AggregateReader reader) =>
        new(source, Target.Shape(def), ProjectionOf(def), Tombstones, reader.ExtraNames);

    /// <summary>
    /// The rows of a target aggregate that transfers own: for a root of ours everything, for a merged one the parts that were
    /// moved into it. Used to compare what stands there with what is expected.
    /// </summary>
    public Value FingerprintOnTarget(Aggregate onTarget, bool ownsRoot, IReadOnlySet<Value>[]? ownParts)
    {
        var parts = new IReadOnlyList<(Value, Value[])>[onTarget.Parts.Length];
        for (var part = 0; part < parts.Length; part++)
        {
            var own = ownParts?[part];
            parts[part] = [.. onTarget.Parts[part].Where(row => own is null || own.Contains(row.Key)).Select(row => (row.Key, row.Fields))];
        }

        return Target.Shape(onTarget.Def).FingerprintOf(ownsRoot ? onTarget.Root.Fields : null, parts);
    }

    /// <summary>Target ids of the parts that one source aggregate has in the target.</summary>
    public IReadOnlySet<Value>[] MovedParts(EntityDef def, int source, Value sourceKey) =>
        [.. def.Parts.Select(part => (IReadOnlySet<Value>)Map.Parts(IdMap.RowNumber(part), source, sourceKey).Select(pair => pair.TargetKey).ToHashSet())];

    private AggregateReader Reader(EntityDef def, bool believesNotes)
    {
        if (!_targetReaders.TryGetValue((def, believesNotes), out var reader))
        {
            reader = new AggregateReader(Session, Target.Pack, def, Target.Codec, believesNotes: believesNotes);
            _targetReaders[(def, believesNotes)] = reader;
        }

        return reader;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var reader in _targetReaders.Values) reader.Dispose();
        Map.Dispose();
        Keys.Dispose();
        Matches.Dispose();
        Aliases.Dispose();
        Points.Dispose();
        Session.Dispose();
    }
}
