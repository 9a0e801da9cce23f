using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>
/// The place of staging tables and write files where the target takes aggregates as a whole: collects a batch, sends it, and puts the ids
/// that come back into what was sent. In a dry run nothing is sent and the refs stay.
/// </summary>
internal sealed class BatchPost(
    EntityDef def, TargetSide side, IBatchTarget target, Dictionary<Value, Value> posted, Dictionary<Value, PostedAggregate> left)
{
    private readonly List<Projected> _staged = [];
    private BatchAnswer? _answer;
    private int _source;

    /// <summary>False in a dry run: what is new has no id, and cannot be asked for.</summary>
    public bool Sends => target.Sends;

    /// <summary>True when something was sent since <see cref="Begin"/>: it cannot be taken back.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Number of the source that its aggregates are of.</summary>
    public int Source
    {
        set => _source = value;
    }

    /// <summary>Whether a row was in a batch that was posted and never booked, and its id.</summary>
    public bool WasPosted(in Value name, out Value id) => posted.TryGetValue(name, out id);

    /// <summary>What a batch that was never booked left of an aggregate that has its id; null where there was none, or it is another row now.</summary>
    public PostedAggregate? LeftOf(Projected projected) =>
        left.TryGetValue(RefOf(projected), out var known) && known.TargetKey == projected.Root.Id ? known : null;

    /// <summary>Forgets that: the journal knows it now.</summary>
    public void ForgetLeft(ISqlSession journal, Projected projected)
    {
        if (left.Remove(RefOf(projected))) PostedAggregates.Forget(journal, RefOf(projected));
    }

    /// <summary>Begins a batch.</summary>
    public void Begin() => HasSent = false;

    /// <summary>Adds an aggregate.</summary>
    public void Stage(Projected projected) => _staged.Add(projected);

    /// <summary>Forgets what was added.</summary>
    public void Clear() => _staged.Clear();

    /// <summary>Sends what was added, and deletions.</summary>
    public void Send(IReadOnlyList<(string Row, List<Value> Ids)> deletes)
    {
        _answer = null;
        if (!target.Sends || (_staged.Count == 0 && deletes.Count == 0)) return;
        var news = _staged.SelectMany(NewRows).Select(row => row.Id).ToHashSet();
        var body = new BatchBody(def, side.Codec);
        foreach (var projected in _staged) body.Add(projected, _source, news);
        foreach (var (row, ids) in deletes) body.Delete(row, ids);
        var expected = _staged.ToDictionary(projected => RefOf(projected).ToString(), ExpectedOf, StringComparer.Ordinal);
        var answer = target.Post(def.Name, body.ToArray());
        HasSent = true;
        _answer = BatchAnswer.Read(answer, expected, side.Pack);
        foreach (var projected in _staged) Settle(projected);
    }

    /// <summary>Why the target refused an aggregate of the last batch; null where it did not.</summary>
    public string? RefusalOf(Projected projected) => _answer?.Refused.GetValueOrDefault(RefOf(projected));

    /// <summary>The id that the target gave in place of a ref; any other id as it is.</summary>
    public Value IdOf(in Value id) => _answer is not null && _answer.Ids.TryGetValue(id, out var given) ? given : id;

    private Value RefOf(Projected projected) => TargetIds.Reference(def.Root, _source, projected.Source.Key, Value.Null);

    private Expected ExpectedOf(Projected projected)
    {
        var parts = new Dictionary<string, RowDef>(StringComparer.Ordinal);
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            foreach (var row in projected.Parts[part].Where(row => row.IsNew)) parts[row.Id.ToString()] = def.Parts[part];
        }

        return new Expected(def.Root, projected.Root.IsNew, parts);
    }

    private void Settle(Projected projected)
    {
        Settle(projected.Root, def.Root);
        if (projected.IsMerged) projected.MergeInto = IdOf(projected.MergeInto);
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            foreach (var row in projected.Parts[part]) Settle(row, def.Parts[part]);
        }
    }

    private void Settle(ProjectedRow row, RowDef of)
    {
        row.Id = IdOf(row.Id);
        foreach (var field in of.Fields.Where(field => field.IsReference)) row.Fields[field.Ordinal] = IdOf(row.Fields[field.Ordinal]);
    }

    private static IEnumerable<ProjectedRow> NewRows(Projected projected) =>
        projected.Parts.SelectMany(rows => rows).Append(projected.Root).Where(row => row.IsNew);
}
