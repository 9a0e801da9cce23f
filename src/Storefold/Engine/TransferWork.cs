using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// How much a run has to do, step by step: rows, and what a row of each step costs compared with others. Only the proportions
/// count; how fast this machine and these databases are is seen while the run goes on (<see cref="TransferMeter"/>).
/// </summary>
internal sealed class TransferWork
{
    /// <summary>What reading a row costs that is only looked at, for its natural keys or its fingerprint.</summary>
    private const double Looked = 15;

    /// <summary>
    /// What moving a row costs, parts included: microseconds a row on SQLite, as bench/eta.sh measured them on the sample with
    /// 20,000 customers. Points are dear because they are frozen and debited in the source first, events of parcels are many and
    /// cheap. A run that writes nothing has nearly the same proportions, so there is one table for both.
    /// </summary>
    private static readonly Dictionary<string, double> Moved = new(StringComparer.Ordinal)
    {
        ["product"] = 100, ["page"] = 100, ["customer"] = 88, ["order"] = 79, ["shipment"] = 44, ["review"] = 65, ["loyalty"] = 195,
        ["coupon"] = 170, ["stored_value"] = 150, ["case"] = 95, ["wishlist"] = 85,
    };

    private readonly Dictionary<string, Step> _steps = new(StringComparer.Ordinal);

    /// <summary>Rows that the passes visit: what people are shown as the total.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows of them that earlier processes of the run have visited.</summary>
    public long RowsBefore { get; private set; }

    /// <summary>Name of the step in which a pass visits an entity.</summary>
    public static string PassStep(string source, string entity) => $"{source}/{entity}";

    /// <summary>Name of the step in which natural keys are collected.</summary>
    public static string SurveyStep(string source, string entity) => $"survey/{source}/{entity}";

    /// <summary>Name of the step in which the target's own rows are noted.</summary>
    public static string BaselineStep(string entity) => $"baseline/{entity}";

    /// <summary>Counts both sides, and takes off what the run has done already.</summary>
    public static TransferWork Of(FoldContext context, Journal journal, Run run, IReadOnlyList<string> only)
    {
        var work = new TransferWork();
        if (journal.Meta(Survey.BaselineMeta) is null)
        {
            foreach (var (entity, rows) in ByEntity(SourceCounts.Of(context.Session, context.Target.Pack)))
                work.Plan(BaselineStep(entity), rows, Looked, before: 0);
        }

        var isSurveyed = journal.Checkpoint(run.Id, Survey.Step).Done;
        foreach (var source in context.Sources)
        {
            using var session = context.OpenSource(source, SessionUse.Read);
            var counts = SourceCounts.Of(session, source.Pack);
            foreach (var (entity, rows) in ByEntity(counts))
            {
                if (!isSurveyed && Survey.Surveys(entity)) // its roots alone
                    work.Plan(SurveyStep(source.Model.Name, entity), counts.GetValueOrDefault(entity), Looked, before: 0);
                if (only.Count == 0 || only.Contains(entity, StringComparer.Ordinal)) work.PlanPass(context, journal, run, source, entity, rows);
            }
        }

        return work;
    }

    /// <summary>Adds a step of some rows.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="cost">What a row costs, compared with others.</param>
    /// <param name="before">Rows that were done before.</param>
    public void Plan(string step, long rows, double cost, long before) => _steps[step] = new Step(rows, cost) { Done = Math.Min(rows, before) };

    /// <summary>Notes rows that were done, and returns what they cost. More than was planned costs nothing: it is no part of the estimate.</summary>
    public double Do(string step, long rows)
    {
        if (!_steps.TryGetValue(step, out var planned)) return 0;
        var counted = Math.Min(rows, planned.Rows - planned.Done);
        planned.Done += counted;
        return counted * planned.Cost;
    }

    /// <summary>A step came to its end, with however many rows.</summary>
    public void Finish(string step)
    {
        if (_steps.TryGetValue(step, out var planned)) planned.Done = planned.Rows;
    }

    /// <summary>What is left.</summary>
    public double Left => _steps.Values.Sum(step => (step.Rows - step.Done) * step.Cost);

    private static IEnumerable<(string Entity, long Rows)> ByEntity(IReadOnlyDictionary<string, long> counts) =>
        counts.GroupBy(pair => pair.Key.Split('.', 2)[0], StringComparer.Ordinal).Select(group => (group.Key, group.Sum(pair => pair.Value)));

    private void PlanPass(FoldContext context, Journal journal, Run run, SourceSide source, string entity, long rows)
    {
        var step = PassStep(source.Model.Name, entity);
        var before = (long)Tallies.Load(context.Session, run.Id, step).Figures
            .Where(pair => string.Equals(pair.Key.Section, BatchTally.RowsSection, StringComparison.Ordinal)).Sum(pair => pair.Value);
        var isDropped = ShopModel.Find(entity) is not { } def || context.Target.Shape(def).Dropped is not null;
        Plan(step, rows, isDropped ? Looked : Moved.GetValueOrDefault(entity, Looked), before);
        if (journal.Checkpoint(run.Id, step).Done) Finish(step);
        Rows += rows;
        RowsBefore += before;
    }

    private sealed class Step(long rows, double cost)
    {
        public long Rows => rows;

        public double Cost => cost;

        public long Done { get; set; }
    }
}
