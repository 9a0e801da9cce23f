using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// How much a run has to do, step by step: rows, and what a row of each step costs compared with others (<see cref="RowCosts"/>).
/// </summary>
internal sealed class TransferWork
{
    private readonly Dictionary<string, Step> _steps = new(StringComparer.Ordinal);

    /// <summary>Rows that the passes visit: what people are shown as the total.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows of them that earlier processes of the run have visited.</summary>
    public long RowsBefore { get; private set; }

    /// <summary>Name of the step that is done once a run has begun.</summary>
    public const string StartStep = "start";

    /// <summary>Name of the step in which a pass visits an entity.</summary>
    public static string PassStep(string source, string entity) => $"{source}/{entity}";

    /// <summary>Name of the step in which natural keys are collected.</summary>
    public static string SurveyStep(string source, string entity) => $"survey/{source}/{entity}";

    /// <summary>Name of the step in which the target's own rows are noted.</summary>
    public static string BaselineStep(string entity) => $"baseline/{entity}";

    /// <summary>Name of the step in which the rows are noted that the target has got since.</summary>
    public static string NewcomersStep(string entity) => $"newcomers/{entity}";

    /// <summary>Counts both sides, and takes off what the run has done already.</summary>
    public static TransferWork Of(FoldContext context, Journal journal, Run run, IReadOnlyList<string> only)
    {
        var work = new TransferWork();
        work.Plan(StartStep, 1, RowCosts.Start, before: 0);
        var isFirst = journal.Meta(Survey.BaselineMeta) is null;
        var onTarget = SourceCounts.Of(context.Session, context.Target.Pack);
        foreach (var (entity, rows) in ByEntity(onTarget))
        {
            if (isFirst) work.Plan(BaselineStep(entity), rows, RowCosts.Looked, before: 0);
            else if (ShopModel.Find(entity) is { } def && OwnRows.CanBeCollidedWith(def))
                work.Plan(NewcomersStep(entity), onTarget.GetValueOrDefault(entity), RowCosts.Met, before: 0); // its roots alone
        }

        var isSurveyed = journal.Checkpoint(run.Id, Survey.Step).Done;
        foreach (var source in context.Sources)
        {
            using var session = context.OpenSource(source, SessionUse.Read);
            var counts = TakenBack.Again(() => SourceCounts.Of(session, source.Pack));
            foreach (var (entity, rows) in ByEntity(counts))
            {
                if (!isSurveyed && Survey.Surveys(entity)) // its roots alone
                    work.Plan(SurveyStep(source.Model.Name, entity), counts.GetValueOrDefault(entity), RowCosts.Surveyed, before: 0);
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
        var cost = isDropped ? RowCosts.Looked : RowCosts.Of(entity, context.Session.Sql, journal.HasMoved(entity));
        Plan(step, rows, cost, before);
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
