namespace Storefold.Planning.Reading;

/// <summary>
/// Addresses that customers are led to: absolute, https, never on a site that retires itself, and where the gate sends
/// people by itself, on the allow-list.
/// </summary>
/// <param name="sites">The sites of the plan.</param>
/// <param name="allowed">The allow-list; null where it could not be read in full.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class Destinations(SiteBook sites, IReadOnlyList<string>? allowed, Findings findings)
{
    /// <summary>The address in a value; null after reporting that it is none.</summary>
    public static Address? Read(ScalarNode value, string where, Findings findings)
    {
        const string Https = "https://";
        var secure = value.Text.StartsWith(Https, StringComparison.OrdinalIgnoreCase);
        var plain = value.Text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        var (address, problem) = secure ? Addresses.Read(value.Text[Https.Length..])
            : (null, plain ? "it is http, which anybody on the way can change" : "it does not start with https://");
        if (address is not null) return address;
        findings.Error(PlanCodes.TargetUrl, value.Line,
            $"{where}: {Words.Quote(value.Text)} is not an address to send people to: {problem}",
            plain && !value.Text.Contains('@', StringComparison.Ordinal)
                ? $"write {Words.Bare(Https + value.Text[7..])}"
                : "write an absolute address without user, port and fragment, such as https://www.mi.com/uk");
        return null;
    }

    /// <summary>Whether a redirect may lead there; reported otherwise.</summary>
    public void Redirect(Address address, int line)
    {
        var host = address.Host;
        if (allowed is not null && !allowed.Contains(host, StringComparer.Ordinal))
            findings.Error(PlanCodes.TargetNotAllowed, line,
                $"the target host {host} is outside the allow-list",
                Words.Nearest(host, allowed) is { } near ? $"did you mean {near}? or add {host} to allowed_hosts"
                    : $"add {host} to allowed_hosts if it is yours");
        Link(address, line);
    }

    /// <summary>Whether a page may link there; reported otherwise.</summary>
    public void Link(Address address, int line)
    {
        if (sites.Owner(address) is { Retires: true } owner)
            findings.Error(PlanCodes.TargetRetires, line,
                $"this address lies on the site {owner.Name}, which retires itself",
                "name an address of a site that stays: this one would lead in a circle");
    }

    /// <summary>The address of a key that pages link to; null where there is none, or after reporting.</summary>
    public Address? LinkAt(Section section, string key)
    {
        if (section.Value(key) is not { } value) return null;
        var address = Read(value, section.Name(key), findings);
        if (address is not null) Link(address, value.Line);
        return address;
    }
}
