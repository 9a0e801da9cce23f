using Storefold.Engine.Posting;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// What has to be known before a row moves: the target's own rows with their fingerprints and natural keys, those that it has got
/// since the run before included, and the natural keys of the sources' customers and products, so that one person with two
/// retiring accounts is seen whichever comes first.
/// </summary>
internal sealed class Survey(TransferRun run)
{
    /// <summary>Name of the note that the target's own rows are known.</summary>
    public const string BaselineMeta = "baseline";

    /// <summary>Name of the step that ends it.</summary>
    public const string Step = "survey";

    private static readonly EntityDef[] Surveyed = [ShopModel.Product, ShopModel.Customer];

    /// <summary>True for an entity whose natural keys are collected from the sources.</summary>
    public static bool Surveys(string entity) => Surveyed.Any(def => string.Equals(def.Name, entity, StringComparison.Ordinal));

    public void Run()
    {
        if (run.Journal.Meta(BaselineMeta) is null) TakeBaseline();
        else NoteNewcomers();
        CollectSources();
    }

    private void TakeBaseline()
    {
        // A run that was given up may have noted some.
        var isFirst = OwnRows.AreUnknown(run.Context.Session);
        foreach (var def in OfTarget)
        {
            using var own = new OwnRows(run.Context, def, since: 0, isFirst);
            Walk(TransferWork.BaselineStep(def.Name), run.Context.OwnReader(def), snapshot: null, batch =>
            {
                own.Discard();
                foreach (var aggregate in batch.Aggregates) own.Note(aggregate);
                own.Flush();
            });
        }

        run.InTransaction(() => run.Journal.SetMeta(BaselineMeta, run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        run.Pause.Reached("survey.baseline");
    }

    /// <summary>
    /// The target goes on selling between runs: its new customers and orders are nobody's to collide with. What has no natural keys cannot
    /// be collided with. A process that goes on with a run looks again, from the first row, as it does not know how long the run has lain.
    /// </summary>
    private void NoteNewcomers()
    {
        var context = run.Context;
        foreach (var def in OfTarget.Where(OwnRows.CanBeCollidedWith))
        {
            var leftovers = LeftOver(def);
            using var own = new OwnRows(context, def, run.Id);
            using var reader = new AggregateReader(context.Session, context.Target.Pack, def, context.Target.Codec, OwnRows.PartsWithKeys(def));
            Walk(TransferWork.NewcomersStep(def.Name), reader, snapshot: null, batch =>
            {
                own.Discard();
                own.Meet(batch.Aggregates, leftovers);
                own.Flush();
            }, goesOn: false);
        }

        run.Pause.Reached("survey.newcomers");
    }

    private IEnumerable<EntityDef> OfTarget => ShopModel.Entities.Where(def => run.Context.Target.Pack.Entities.ContainsKey(def.Name));

    /// <summary>Rows that no entry of the ID map leads to although they are a transfer's: some wait for their removal, some for the ID map.</summary>
    private HashSet<Value> LeftOver(EntityDef def) =>
    [
        .. run.Context.Session.Rows("SELECT [target_key] FROM storefold_removal WHERE entity = ?1", Value.Of(def.Number)).Select(row => row[0]),
        .. PostedRows.Of(run.Context.Session, def).Where(posted => posted.Row == def.Root).Select(posted => posted.Id),
    ];

    private void CollectSources()
    {
        if (run.Journal.Checkpoint(run.Id, Step).Done) return;
        run.InTransaction(() =>
        {
            var (last, _) = run.Journal.Checkpoint(run.Id, "survey/begun");
            if (last.IsNull) run.Context.Keys.Clear(Side.Source);
            run.Journal.SaveCheckpoint(run.Id, "survey/begun", Value.Of(1), true);
        });
        foreach (var source in run.Context.Sources)
        {
            foreach (var def in Surveyed.Where(def => source.Pack.Entities.ContainsKey(def.Name)))
            {
                using var session = run.Context.OpenSource(source, SessionUse.Read);
                using var reader = new AggregateReader(session, source.Pack, def, source.Codec, parts: []);
                Walk(TransferWork.SurveyStep(source.Model.Name, def.Name), reader, session, batch => Collect(source, def, batch));
            }
        }

        run.InTransaction(() => run.Journal.SaveCheckpoint(run.Id, Step, Value.Null, true));
        run.Pause.Reached("survey.sources");
    }

    private void Collect(SourceSide source, EntityDef def, AggregateBatch batch)
    {
        foreach (var aggregate in batch.Aggregates)
        {
            if (aggregate.Skip is not null || aggregate.Rejected is not null || source.Sites.Of(aggregate.Channels).SkipRule is not null) continue;
            if (run.Context.Tombstones.IsErased(source.Model, aggregate)) continue;

            // All are new: those of the run before are cleared, and each row comes once.
            var owner = Value.Of($"{source.Number}/{aggregate.Key}");
            foreach (var (kind, value) in NaturalKeyRules.Of(def, aggregate.Root.Fields, [], "binary"))
            {
                if (kind is NaturalKeyRules.Email or NaturalKeyRules.Sku) run.Context.Keys.Add(Side.Source, kind, value, owner, isNew: true);
            }
        }
    }

    /// <summary>Walks an entity, one transaction per batch: from its checkpoint, unless it is to be seen as it is now.</summary>
    private void Walk(string step, AggregateReader reader, ISqlSession? snapshot, Action<AggregateBatch> note, bool goesOn = true)
    {
        var (last, done) = goesOn ? run.Journal.Checkpoint(run.Id, step) : (Value.Null, false);
        var throttle = new Throttle(run.Time, run.Limits.BatchSize, pauses: false, askLag: null);
        while (!done)
        {
            AggregateBatch? batch = null;
            run.InTransaction(() =>
            {
                var begun = run.Time.GetTimestamp();
                snapshot?.BeginSnapshot();
                try
                {
                    batch = reader.ReadBatch(last, throttle.BatchSize);
                    throttle.After(batch.Rows, run.Time.GetElapsedTime(begun));
                }
                finally
                {
                    snapshot?.Rollback();
                }

                note(batch);
                if (goesOn) run.Journal.SaveCheckpoint(run.Id, step, batch.Until, batch.IsLast);
            });
            last = batch!.Until;
            done = batch.IsLast;
            run.Meter.Look(step, batch.Rows);
        }

        run.Meter.Finish(step);
    }
}
