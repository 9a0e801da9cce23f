using NodaTime;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>A milestone that was passed for a site, with everything that was found.</summary>
/// <param name="Milestone">Which.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="Planned">The hour that the plan stated then.</param>
/// <param name="At">When it was passed.</param>
/// <param name="OverriddenBy">Who let it pass although a check said no; null when all checks held.</param>
/// <param name="Reason">Why, in that person's words.</param>
/// <param name="Checks">The answers of all checks.</param>
public sealed record MilestonePass(
    Milestone Milestone, string Site, Instant Planned, Instant At, string? OverriddenBy, string? Reason, IReadOnlyList<CheckResult> Checks);

/// <summary>A milestone whose hour has come and that a check holds back for a site.</summary>
/// <param name="Milestone">Which.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="Since">When it was held back first.</param>
/// <param name="At">When it was tried last.</param>
/// <param name="Checks">The answers of all checks then; at least one says no.</param>
public sealed record MilestoneHold(Milestone Milestone, string Site, Instant Since, Instant At, IReadOnlyList<CheckResult> Checks);

/// <summary>A person's word that a milestone may pass.</summary>
/// <param name="Id">Number.</param>
/// <param name="Milestone">Of which milestone.</param>
/// <param name="Check">Code of the check that is overridden, <c>*</c> for all, or <see cref="Confirmation"/>.</param>
/// <param name="By">Who says so.</param>
/// <param name="Reason">Why, in that person's words.</param>
/// <param name="At">When it was said.</param>
/// <param name="UsedAt">When the milestone was next passed for a site, after which it counts no more; null before.</param>
public sealed record MilestoneOverride(
    long Id, Milestone Milestone, string Check, string By, string Reason, Instant At, Instant? UsedAt)
{
    /// <summary>Stands for every check.</summary>
    public const string EveryCheck = "*";

    /// <summary>Not a check that is overridden, but something that only a person can know and has confirmed.</summary>
    public const string Confirmation = "confirm";

    /// <summary>Whether it lets a check's no pass.</summary>
    public bool Covers(string code) =>
        string.Equals(Check, EveryCheck, StringComparison.Ordinal) || string.Equals(Check, code, StringComparison.Ordinal);
}

/// <summary>An order that was placed on a site after purchases had stopped there.</summary>
/// <param name="Source">Number of the source.</param>
/// <param name="Key">Native key of the order.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="PlacedAt">When it was placed.</param>
public sealed record LateOrder(int Source, Value Key, string Site, Instant PlacedAt);

/// <summary>The certificate that was issued last.</summary>
/// <param name="Run">Run that it certifies.</param>
/// <param name="At">When it was issued.</param>
public sealed record CertificateNote(long Run, Instant At);
