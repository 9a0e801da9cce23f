using System.Globalization;

namespace Storefold.Domains.Rules;

/// <summary>What browsers were told by Strict-Transport-Security (RFC 6797), and still remember after the close.</summary>
internal static class HstsRules
{
    private const long Month = 30 * 24 * 3600;

    public static IEnumerable<DomainFinding> Find(DomainCase about)
    {
        var promises = about.Picture.Hosts.Select(host => (Host: host, Promise: Parse(host.Web?.Secure.Answer?.StrictTransportSecurity))).ToList();
        foreach (var (host, promise) in promises)
        {
            if (promise is { MaxAge: < Month })
            {
                yield return DomainFinding.Warning(
                    "hsts_dropped", host.Name, $"It tells browsers to forget HSTS after {promise.MaxAge} s.",
                    "keep max-age at a month or more as long as redirects last: a shorter one lets strangers in the same network answer for the host");
            }

            if (CertificateRules.Problem(host, about.Now) is null) continue;
            var binding = promises.FirstOrDefault(other => other.Promise is { IncludesSubDomains: true, MaxAge: > 0 }
                && !string.Equals(other.Host.Name, host.Name, StringComparison.Ordinal) && DomainNames.IsUnder(host.Name, other.Host.Name));
            if (binding.Host is null) continue;
            yield return DomainFinding.Error(
                "hsts_without_certificate", host.Name,
                $"{binding.Host.Name} made browsers insist on https for every name below it"
                + $"{(binding.Promise?.IsPreload is true ? ", by preload even those that never came" : "")}, and this host has no good certificate.",
                "give the host a certificate: browsers offer no way around it, so its redirects are not seen");
        }
    }

    private static Promise? Parse(string? header)
    {
        if (header is null) return null;
        long? age = null;
        var (sub, preload) = (false, false);
        foreach (var part in header.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith("max-age", StringComparison.OrdinalIgnoreCase) && part.Split('=', 2, StringSplitOptions.TrimEntries) is [_, var value]
                && long.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) age = seconds;
            sub |= part.Equals("includeSubDomains", StringComparison.OrdinalIgnoreCase);
            preload |= part.Equals("preload", StringComparison.OrdinalIgnoreCase);
        }

        // Without max-age browsers ignore the header.
        return age is { } known ? new Promise(known, sub, preload) : null;
    }

    private sealed record Promise(long MaxAge, bool IncludesSubDomains, bool IsPreload);
}
