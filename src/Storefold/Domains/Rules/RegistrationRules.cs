namespace Storefold.Domains.Rules;

/// <summary>What the registry says: end, locks, holds (status words of RFC 8056).</summary>
internal static class RegistrationRules
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(60);
    private static readonly string[] Holds = ["client hold", "server hold", "redemption period", "pending delete", "inactive"];

    public static IEnumerable<DomainFinding> Find(DomainCase about) =>
        about.Picture.Domains.SelectMany(domain => domain.Registration.Answer is { } facts ? Find(domain.Name, facts, about) : []);

    private static IEnumerable<DomainFinding> Find(string domain, RegistrationFacts facts, DomainCase about)
    {
        if (!facts.IsRegistered)
        {
            yield return DomainFinding.Error(
                "registration_missing", domain, "The registry does not know it.",
                "is it written as it is registered? A domain that has lapsed can be taken by anybody");
            yield break;
        }

        if (facts.ExpiresAt is { } end && (end - about.Now < Soon || end < about.RedirectsUntil)) yield return Ends(domain, end, about);
        var holds = Holds.Intersect(facts.Statuses, StringComparer.Ordinal).ToList();
        if (holds.Count > 0)
        {
            yield return DomainFinding.Error(
                "registration_on_hold", domain, $"The registry keeps it out of the DNS or is about to delete it: {string.Join(", ", holds)}.",
                "have the registrar lift it today");
        }

        if (about.IsHandedOver) yield break;
        if (Locked(domain, facts, about) is { } locked) yield return locked;
        if (facts.ChangedHandsAt is { } changed && about.HandoverAt is { } handover && handover - changed < Soon)
        {
            yield return DomainFinding.Warning(
                "registration_recent", domain, $"It was registered or transferred on {DomainCase.Day(changed)}, less than 60 days before the handover.",
                "registrars may refuse a transfer for 60 days (ICANN transfer policy): hand it over within the registrar, or later");
        }
    }

    private static DomainFinding Ends(string domain, DateTimeOffset end, DomainCase about)
    {
        const string Hint = "renew it now, and agree who renews it after the handover";
        if (end <= about.Now) return DomainFinding.Error("registration_ends", domain, $"Its registration ended on {DomainCase.Day(end)}.", Hint);
        return end - about.Now < Soon
            ? DomainFinding.Error("registration_ends", domain, $"Its registration ends on {DomainCase.Day(end)}.", Hint)
            : DomainFinding.Warning("registration_ends", domain, $"Its registration ends on {DomainCase.Day(end)}, before redirects do.", Hint);
    }

    private static DomainFinding? Locked(string domain, RegistrationFacts facts, DomainCase about)
    {
        var byRegistry = facts.Statuses.Contains("server transfer prohibited", StringComparer.Ordinal);
        if (!byRegistry && !facts.Statuses.Contains("client transfer prohibited", StringComparer.Ordinal)) return null;
        var hint = byRegistry
            ? "ask the registrar why the registry locked it; that takes days"
            : "unlock it at the registrar shortly before the handover, and send the authorisation code on a separate way";
        return new DomainFinding(
            "transfer_locked", about.IsHandoverNear ? DomainSeverity.Error : DomainSeverity.Warning, domain,
            $"It cannot be transferred now: {(byRegistry ? "server" : "client")} transfer prohibited.", hint);
    }
}
