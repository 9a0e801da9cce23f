using NodaTime;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Scheduling;
using Storefold.Tests.Support;

namespace Storefold.Tests.Retiring;

/// <summary>A sample retirement and the clock that it is driven by.</summary>
internal sealed class RetirementLab : IDisposable
{
    /// <summary>All ten milestones; the sample's UK site is in London, its global one on UTC.</summary>
    public const string Timetable =
        """
        timetable:
          notice: 2024-09-23 10:00
          purchases_stop: 2024-10-21 00:00 Europe/London
          loyalty_moves: 2024-10-21 00:00 Europe/London
          coupons_move: 2024-12-12 00:00 Europe/London
          close: 2024-12-31 18:00
          last_sync: 2025-01-14 03:00 UTC
          domain_handover: 2025-02-03 10:00 UTC
          claims_end: 2025-12-31 23:59
          source_erased: 2026-01-31 12:00 UTC
          redirects_until: 2029-12-31 23:59

        """;

    public static readonly DateTimeOffset Start = new(2024, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public RetirementLab(int customers = 12, bool nasty = false, string timetable = Timetable)
        : this(new FoldLab(customers, nasty: nasty, batchSize: 1000), new SimulatedClock(Start))
    {
        // The freeze comes with the timetable's own milestone.
        var fold = File.ReadAllLines(Fold.PlanFile).Where(line => !line.TrimStart().StartsWith("freeze_at:", StringComparison.Ordinal));
        File.WriteAllText(Fold.PlanFile, string.Concat(fold.Select(line => line + "\n")) + timetable);
    }

    private RetirementLab(FoldLab fold, SimulatedClock clock)
    {
        Fold = fold;
        Clock = clock;
    }

    public FoldLab Fold { get; }

    public SimulatedClock Clock { get; }

    public PlanModel Plan => Fold.Fold.Plan;

    /// <summary>Checks that a test plugs in.</summary>
    public List<IMilestoneCheck> Checks { get; } = [];

    /// <summary>Steps that a test plugs in.</summary>
    public List<IMilestoneStep> Steps { get; } = [];

    /// <summary>A lab that starts where this one stands.</summary>
    public RetirementLab Copy()
    {
        var copy = new RetirementLab(Fold.Copy(), new SimulatedClock(Clock.GetUtcNow()));
        copy.Checks.AddRange(Checks);
        copy.Steps.AddRange(Steps);
        return copy;
    }

    public Retirement Retirement(IPausePoints? pause = null, IConnections? connections = null) => new(
        new RetirementSetup(Plan, Fold.Fold.Sources, Fold.Fold.Target, connections ?? new Connections(), Clock)
        {
            Pause = pause ?? NoPausePoints.Instance, Checks = Checks, Steps = Steps,
        });

    /// <summary>Moves the clock and does what is due then.</summary>
    public Task<RetirementState> AdvanceToAsync(Instant instant, IPausePoints? pause = null)
    {
        Clock.MoveTo(instant.ToDateTimeOffset());
        return Retirement(pause).AdvanceAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Does what is due up to and with a milestone of all its sites.</summary>
    public async Task<RetirementState> AdvanceThroughAsync(Milestone last)
    {
        RetirementState? state = null;
        var now = Instant.FromDateTimeOffset(Clock.GetUtcNow());
        foreach (var at in Hours().Where(at => at > now && at <= HourOf(last))) state = await AdvanceToAsync(at);
        return state ?? throw new InvalidOperationException($"{last} is over.");
    }

    /// <summary>Every instant at which something is due.</summary>
    public List<Instant> Hours() => [.. Retirement().Events.Select(one => one.At).Distinct()];

    /// <summary>When a milestone has come for all its sites.</summary>
    public Instant HourOf(Milestone milestone) => Retirement().Events.Where(one => one.Milestone == milestone).Max(one => one.At);

    public RetirementState Look() => Retirement().Look();

    /// <summary>What a person says of a milestone.</summary>
    public void Say(Milestone milestone, string check, string by = "Ada", string reason = "seen and accepted") => Write(book =>
        book.Override(milestone, check, by, reason, Instant.FromDateTimeOffset(Clock.GetUtcNow())));

    /// <summary>An order that reaches the source by another route, a copy of one that is there.</summary>
    public void PlaceOrder(string site, string number, DateTimeOffset placed) => Fold.Source(
        $"""
        CREATE TEMP TABLE placed AS SELECT * FROM orders WHERE site = '{site}' AND state = 'placed' AND is_test = 0 ORDER BY id LIMIT 1;
        UPDATE placed SET id = (SELECT max(id) + 1 FROM orders), number = '{number}', placed_ms = {placed.ToUnixTimeMilliseconds()},
          reserved_code_id = NULL, promo_codes = '[]', link_hash = NULL, checkout_ref = '{number}';
        INSERT INTO orders SELECT * FROM placed;
        """);

    /// <summary>Notes that a certificate was issued for what the target holds now.</summary>
    public void IssueCertificate()
    {
        var run = long.Parse(Fold.Target("SELECT max(id) FROM storefold_run WHERE finished_at > 0 AND only_entities = ''")!);
        Write(book => book.NoteCertificate(new CertificateNote(run, Instant.FromDateTimeOffset(Clock.GetUtcNow()))));
    }

    public void Dispose() => Fold.Dispose();

    /// <summary>The sample's plan without its own timetable, and with the freeze where the timetable puts it.</summary>
    private void Write(Action<MilestoneBook> write)
    {
        using var session = SqliteSession.Open(Fold.Mi, SqliteAccess.ReadWrite);
        session.BeginWrite();
        Journal.Open(session, Plan.Retirement);
        write(new MilestoneBook(session));
        session.Commit();
    }
}

/// <summary>A check that says what a test wants.</summary>
internal sealed class SaysNo(Milestone milestone, string code = "weather") : IMilestoneCheck
{
    public bool No { get; set; } = true;

    public bool Concerns(Milestone wanted) => wanted == milestone;

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([new CheckResult(code, !No, No ? "It rains." : "It is dry.", No ? "wait" : null)]);
}
