using Storefold.Planning;

namespace Storefold.Domains;

/// <summary>What the rules judge: the plan, what the probes brought back, and the moment.</summary>
internal sealed record DomainCase(PlanModel Plan, DomainPicture Picture, DomainOptions Options, DateTimeOffset Now)
{
    // What must be done soon before the handover is an error from here on.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>When the last site's domains change hands, or null.</summary>
    public DateTimeOffset? HandoverAt => Last(Milestone.DomainHandover);

    /// <summary>Until when redirects must answer, or null.</summary>
    public DateTimeOffset? RedirectsUntil => Last(Milestone.RedirectsUntil);

    /// <summary>True once the domains are the other company's.</summary>
    public bool IsHandedOver => Options.HandedOver ?? (HandoverAt is { } at && at <= Now);

    /// <summary>True in the last two weeks before the handover, and when it is late.</summary>
    public bool IsHandoverNear => !IsHandedOver && HandoverAt is { } at && at - Now <= Soon;

    /// <summary>A day, as messages write it.</summary>
    public static string Day(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private DateTimeOffset? Last(Milestone milestone) => Plan.Timetable?.Find(milestone) is { At.Count: > 0 } model
        ? model.At.Values.Max().ToDateTimeOffset()
        : null;
}
