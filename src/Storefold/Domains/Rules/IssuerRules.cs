namespace Storefold.Domains.Rules;

/// <summary>Whether the authority that has to renew certificates is allowed to (CAA, RFC 8659).</summary>
internal static class IssuerRules
{
    // Words in an issuer's name and its CAA names, from the authorities' own certification practice statements.
    private static readonly (string Word, string[] Names)[] Known =
    [
        ("Let's Encrypt", ["letsencrypt.org"]), ("DigiCert", ["digicert.com"]), ("Sectigo", ["sectigo.com", "comodoca.com"]), ("ZeroSSL", ["sectigo.com"]),
        ("Google Trust Services", ["pki.goog"]), ("Amazon", ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"]),
        ("GlobalSign", ["globalsign.com"]), ("GoDaddy", ["godaddy.com", "starfieldtech.com"]), ("Buypass", ["buypass.com"]), ("Microsoft", ["microsoft.com"]),
    ];

    public static IEnumerable<DomainFinding> Find(DomainCase about) => about.Picture.Hosts
        .Select(host => Find(host, about)).OfType<(string Key, DomainFinding Finding)>()
        .GroupBy(found => (found.Key, found.Finding.Code)).Select(group => group.First().Finding);

    // What holds for a whole domain is said once.
    private static (string Key, DomainFinding Finding)? Find(HostView host, DomainCase about)
    {
        if (host.Caa.Answer is not { Records.Count: > 0 } answer) return null;
        var allowed = Allowed(answer);
        if (allowed is null) return null;
        var wanted = Wanted(host, about);
        var list = allowed.Count == 0 ? "nobody" : string.Join(", ", allowed);
        if (allowed.Count == 0 || (wanted is not null && !wanted.Intersect(allowed, StringComparer.Ordinal).Any()))
        {
            var refused = wanted is null ? "" : $", and not {string.Join(" or ", wanted)}";
            return (host.Name, DomainFinding.Error(
                "caa_forbids_issuer", host.Name, $"CAA allows {list} to issue its certificates{refused}.",
                "add the authority that will renew them to the CAA records, before the next renewal"));
        }

        if (about.Options.FutureIssuer is not null || about.HandoverAt is null || about.IsHandedOver) return null;
        var subject = host.Domain ?? host.Name;
        return (subject, DomainFinding.Warning(
            "caa_limits", subject, $"CAA allows only {list} to issue certificates.",
            "ask which authority is used after the handover, and add it to the CAA records; --issuer NAME checks it"));
    }

    /// <summary>CAA names of the authority that has to renew: the one named, else the one of today; null when unknown.</summary>
    private static string[]? Wanted(HostView host, DomainCase about) => about.Options.FutureIssuer is { } future
        ? [future.ToLowerInvariant()]
        : host.Web?.Certificate.Answer is { } today ? NamesOf(today.Issuer) : null;

    /// <summary>CAA names that may issue for the host itself; null when the records limit nobody.</summary>
    private static List<string>? Allowed(DnsAnswer answer)
    {
        var issue = answer.Records.Select(record => record.Value.Split(' ', 3)).Where(parts => parts.Length == 3 && parts[1] is "issue").ToList();
        if (issue.Count == 0) return null;
        return [.. issue.Select(parts => parts[2].Split(';')[0].Trim().ToLowerInvariant()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    private static string[]? NamesOf(string issuer) =>
        Known.FirstOrDefault(known => issuer.Contains(known.Word, StringComparison.OrdinalIgnoreCase)).Names;
}
