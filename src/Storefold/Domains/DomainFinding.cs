namespace Storefold.Domains;

/// <summary>How bad a finding about a domain is.</summary>
public enum DomainSeverity
{
    /// <summary>Worth knowing; the handover may go on.</summary>
    Warning,

    /// <summary>Somebody could not be asked, so nobody knows.</summary>
    Unknown,

    /// <summary>Visitors, mail or a kept site would be hurt.</summary>
    Error,
}

/// <summary>One finding of <c>storefold check domains</c>.</summary>
/// <param name="Code">Stable name, such as <c>certificate_expired</c>; docs/domains.md lists all.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Host">The host or domain that it is about.</param>
/// <param name="Message">What was found, in one sentence.</param>
/// <param name="Hint">What to do.</param>
public sealed record DomainFinding(string Code, DomainSeverity Severity, string Host, string Message, string Hint)
{
    internal static DomainFinding Error(string code, string host, string message, string hint) =>
        new(code, DomainSeverity.Error, host, message, hint);

    internal static DomainFinding Warning(string code, string host, string message, string hint) =>
        new(code, DomainSeverity.Warning, host, message, hint);

    internal static DomainFinding Unknown(string code, string host, string message, string hint) =>
        new(code, DomainSeverity.Unknown, host, message, hint);
}
