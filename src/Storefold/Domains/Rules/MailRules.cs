namespace Storefold.Domains.Rules;

/// <summary>Mail to and from a domain, before and after the handover.</summary>
internal static class MailRules
{
    public static IEnumerable<DomainFinding> Find(DomainCase about) => about.Picture.Domains.SelectMany(domain =>
        domain.Model.Mail ? Arriving(domain, about) : NotRefused(domain) is { } finding ? [finding] : []);

    private static IEnumerable<DomainFinding> Arriving(DomainView domain, DomainCase about)
    {
        if (domain.Mail.Mx.Answer is { } mx && !mx.Records.Any(record => !Mx.IsNull(record)))
        {
            yield return DomainFinding.Error(
                "mail_missing", domain.Name,
                $"{(mx.Records.Count == 0 ? "It has no MX record" : "Its null MX refuses all mail")}, and the plan says that mail must arrive.",
                "make MX records for it, or set mail: false in the plan");
        }

        foreach (var server in domain.Mail.Servers)
        {
            if (server.IsMissing)
            {
                yield return DomainFinding.Error(
                    "mail_server_missing", domain.Name, $"Its mail server {server.Name} has no address.", "mend the MX record, or give the server an address");
            }

            if (about.Plan.Domains.FirstOrDefault(other => DomainNames.IsUnder(server.Name, other.Name)) is { } inside)
            {
                yield return DomainFinding.Warning(
                    "mail_server_on_transferred", domain.Name, $"Its mail server {server.Name} lies on {inside.Name}, which changes hands.",
                    "name a mail server on a domain that stays, or see that the new owner keeps this one running and its records in the zone");
            }
        }

        if (domain.Mail.Txt.Answer is { } txt)
        {
            var spf = txt.Records.Count(record => IsSpf(record.Value));
            if (spf != 1)
            {
                yield return DomainFinding.Warning(
                    spf == 0 ? "spf_missing" : "spf_several", domain.Name,
                    spf == 0 ? "It has no SPF record." : $"It has {spf} SPF records, so that none counts (RFC 7208).",
                    "publish one TXT record that begins with v=spf1 and names who sends mail for it");
            }
        }

        if (domain.Mail.Dmarc.Answer is { } dmarc && !dmarc.Records.Any(record => record.Value.StartsWith("v=DMARC1", StringComparison.Ordinal)))
        {
            yield return DomainFinding.Warning(
                "dmarc_missing", domain.Name, $"It has no DMARC record at _dmarc.{domain.Name}.",
                "publish one: v=DMARC1; p=quarantine, then p=reject once the reports are clean");
        }
    }

    private static DomainFinding? NotRefused(DomainView domain)
    {
        if (domain.Mail.Mx.Answer is not { } mx || domain.Mail.Txt.Answer is not { } txt) return null;
        List<string> wanted = [];
        if (!(mx.Records.Count == 1 && Mx.IsNull(mx.Records[0]))) wanted.Add("MX 0 .");
        if (!txt.Records.Any(record => string.Equals(record.Value.Trim(), "v=spf1 -all", StringComparison.OrdinalIgnoreCase))) wanted.Add("TXT v=spf1 -all");
        return wanted.Count == 0
            ? null
            : DomainFinding.Warning(
                "mail_not_refused", domain.Name, $"The plan says that it has no mail, and it does not say so itself: {string.Join(" and ", wanted)} missing.",
                "publish them, and v=DMARC1; p=reject at _dmarc: otherwise mail to it hangs for days, and anybody sends in the old shop's name");
    }

    private static bool IsSpf(string text) =>
        text.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase);
}
