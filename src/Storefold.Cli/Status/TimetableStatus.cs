using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Cli.Status;

/// <summary>Where the timetable stands: every milestone of every retiring site, and why one is held back.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="State">Where the retirement stands.</param>
internal sealed record TimetableStatus(PlanModel Plan, RetirementState State)
{
    private const int ShownOrders = 20;

    private static readonly ZonedDateTimePattern Hour = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm z", null);

    /// <summary>As it stands now; null where the plan has no timetable.</summary>
    public static TimetableStatus? Read(Fold fold, IConnections connections, TimeProvider time) => fold.Plan.Timetable is null
        ? null
        : new TimetableStatus(
            fold.Plan, new Retirement(new RetirementSetup(fold.Plan, fold.Sources, fold.Target, connections, time)).Look());

    /// <summary>For people.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Timetable");
        var table = new TextTable("milestone", "site", "planned", "state", "passed at", "overridden by");
        foreach (var (site, one) in Milestones())
        {
            table.Add(
                Planning.Milestones.Word(one.Milestone), site.Name, At(one.At, site), Word(site, one),
                one.PassedAt is { } passed ? At(passed, site) : "", PassOf(site, one.Milestone)?.OverriddenBy ?? "");
        }

        table.Write(output);
        foreach (var (site, one) in Milestones().Where(pair => pair.One.PromisedBefore.Count > 0))
        {
            output.WriteLine(
                $"  {Planning.Milestones.Word(one.Milestone)} ({site.Name}) was announced for "
                + string.Join(", then ", one.PromisedBefore.Select(told => At(told, site))));
        }

        foreach (var held in State.Held) Write(output, held);
        Write(output, State.LateOrders);
        output.WriteLine();
    }

    /// <summary>For programs.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("timetable");
        writer.WriteString("now", State.Now.ToString());
        writer.WriteString("next_at", State.NextAt?.ToString());
        writer.WriteBoolean("complete", State.IsComplete);
        StatusJson.Each(writer, "milestones", Milestones(), pair => Write(writer, pair.Site, pair.One));
        StatusJson.Each(writer, "late_orders", State.LateOrders, order =>
        {
            writer.WriteString("source", SourceOf(order));
            writer.WriteString("key", order.Key.ToString());
            writer.WriteString("site", order.Site);
            writer.WriteString("placed_at", order.PlacedAt.ToString());
        });
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, SiteModel site, MilestoneStanding one)
    {
        writer.WriteString("milestone", Planning.Milestones.Word(one.Milestone));
        writer.WriteString("site", site.Name);
        writer.WriteString("planned", OffsetDateTimePattern.Rfc3339.Format(one.At.InZone(site.Zone).ToOffsetDateTime()));
        writer.WriteString("state", Word(site, one));
        writer.WriteString("passed_at", one.PassedAt?.ToString());
        writer.WriteBoolean("slipped", one.Slipped);
        writer.WriteStartArray("promised_before");
        foreach (var told in one.PromisedBefore) writer.WriteStringValue(told.ToString());
        writer.WriteEndArray();
        var pass = PassOf(site, one.Milestone);
        writer.WriteString("overridden_by", pass?.OverriddenBy);
        writer.WriteString("reason", pass?.Reason);
        StatusJson.Each(writer, "checks", pass?.Checks ?? HoldOf(site, one.Milestone)?.Checks ?? [], check =>
        {
            writer.WriteString("code", check.Code);
            writer.WriteBoolean("go", check.Go);
            writer.WriteString("detail", check.Detail);
            writer.WriteString("hint", check.Hint);
        });
    }

    private void Write(TextWriter output, MilestoneHold held)
    {
        var site = Plan.RetiringSites.FirstOrDefault(site => string.Equals(site.Name, held.Site, StringComparison.Ordinal));
        var since = site is null ? held.Since.ToString() : At(held.Since, site);
        output.WriteLine($"  HELD: {Planning.Milestones.Word(held.Milestone)} ({held.Site}) since {since}");
        foreach (var check in held.Checks.Where(check => !check.Go))
        {
            output.WriteLine($"    {check.Code}: {check.Detail}");
            if (check.Hint is { } hint) output.WriteLine($"      hint: {hint}");
        }

        output.WriteLine($"    or: storefold decide PLAN override {Planning.Milestones.Word(held.Milestone)} --by NAME --reason TEXT");
    }

    private void Write(TextWriter output, IReadOnlyList<LateOrder> orders)
    {
        if (orders.Count == 0) return;
        output.WriteLine($"  {orders.Count} orders were placed after purchases had stopped:");
        foreach (var order in orders.Take(ShownOrders)) output.WriteLine($"    {SourceOf(order)}/{order.Key}  {order.Site}  {order.PlacedAt}");
        if (orders.Count > ShownOrders) output.WriteLine($"    … and {orders.Count - ShownOrders} more; --json lists them all");
    }

    private IEnumerable<(SiteModel Site, MilestoneStanding One)> Milestones() => State.Sites
        .SelectMany(standing => standing.Milestones.Select(one => (standing.Site, One: one)))
        .OrderBy(pair => pair.One.At).ThenBy(pair => pair.One.Milestone);

    /// <summary>Where the journal holds back what the clock has brought for visitors, the one who drives it has to know.</summary>
    private string Word(SiteModel site, MilestoneStanding one) => HoldOf(site, one.Milestone) is not null ? "held" : one.State switch
    {
        MilestoneState.Passed => "passed",
        MilestoneState.Late => "late",
        _ => one.Slipped ? "planned, slipped" : "planned",
    };

    private MilestonePass? PassOf(SiteModel site, Milestone milestone) => State.Passed.FirstOrDefault(pass =>
        pass.Milestone == milestone && string.Equals(pass.Site, site.Name, StringComparison.Ordinal));

    private MilestoneHold? HoldOf(SiteModel site, Milestone milestone) => State.Held.FirstOrDefault(held =>
        held.Milestone == milestone && string.Equals(held.Site, site.Name, StringComparison.Ordinal));

    private string SourceOf(LateOrder order) => Plan.Sources.FirstOrDefault(source => source.Number == order.Source)?.Name ?? "?";

    private static string At(Instant instant, SiteModel site) => Hour.Format(instant.InZone(site.Zone));
}
