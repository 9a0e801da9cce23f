namespace Storefold.Planning;

/// <summary>What the notices say and where their texts are.</summary>
/// <param name="Brand">Name of the store that closes, as its customers know it.</param>
/// <param name="TargetBrand">Name of the store that takes over.</param>
/// <param name="TextsFolder">Absolute folder of Markdown texts by locale, or null: the built-in texts.</param>
/// <param name="Sample">True for an invented case: every page carries a visible mark.</param>
/// <param name="ControllerChange">True when another company becomes responsible for the data (GDPR controller).</param>
/// <param name="Controller">Who is responsible for the data afterwards; null where the plan is silent.</param>
/// <param name="PrivacyUrl">Where customers object, or ask for a copy of their data; absolute https, or null.</param>
/// <param name="Line">Line in the plan file; 0 where the plan is silent.</param>
public sealed record NoticeRules(
    string Brand, string TargetBrand, string? TextsFolder, bool Sample, bool ControllerChange, string? Controller,
    string? PrivacyUrl, int Line);

/// <summary>Who helps customers.</summary>
/// <param name="CentresFile">Absolute path of the CSV directory of service centres, or null.</param>
/// <param name="Sites">One entry per site that the plan names under <c>support.sites</c>.</param>
/// <param name="Line">Line in the plan file; 0 where the plan is silent.</param>
public sealed record SupportRules(string? CentresFile, IReadOnlyList<SiteSupport> Sites, int Line);

/// <summary>Support for the customers of one site.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="By"><c>social</c>, <c>centres</c> or <c>both</c>: where customers are sent first.</param>
/// <param name="Links">Name and absolute https address of each social account or platform, in the order of the plan.</param>
public sealed record SiteSupport(string Site, string By, IReadOnlyList<SupportLink> Links);

/// <summary>One place that helps.</summary>
/// <param name="Name">For people.</param>
/// <param name="Url">Absolute https address.</param>
public sealed record SupportLink(string Name, string Url);

/// <summary>One social channel that updates are posted to.</summary>
/// <param name="Name">Name in the plan.</param>
/// <param name="Kind"><c>mastodon</c> or <c>webhook</c>.</param>
/// <param name="Url">Absolute address of the API, secrets resolved: never shown. https; http on loopback only.</param>
/// <param name="UrlDisplay">What may be shown of it.</param>
/// <param name="Token">Secret token, or null.</param>
/// <param name="Locale">Language of its posts.</param>
/// <param name="Limit">Characters of a post at most.</param>
/// <param name="Sites">Retiring sites that it speaks for.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record ChannelModel(
    string Name, string Kind, string Url, string UrlDisplay, string? Token, string Locale, int Limit,
    IReadOnlyList<string> Sites, int Line)
{
    /// <summary>Without what must not be shown.</summary>
    public override string ToString() => $"{Name} ({Kind}, {UrlDisplay})";
}

/// <summary>One app whose installed copies stop working.</summary>
/// <param name="Name">Name in the plan.</param>
/// <param name="Hosts">Hosts of its API, lower-case ASCII; each answers for this app alone.</param>
/// <param name="Sites">Retiring sites that it serves.</param>
/// <param name="UserAgent">Beginning of its User-Agent on the sites' own hosts, or null.</param>
/// <param name="Status">Status after the close; 410 by default.</param>
/// <param name="ContentType">Content type after the close; <c>application/problem+json</c> by default.</param>
/// <param name="Body">Body after the close; null for the built-in RFC 9457 document.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record AppModel(
    string Name, IReadOnlyList<string> Hosts, IReadOnlyList<string> Sites, string? UserAgent, int Status,
    string ContentType, string? Body, int Line);

/// <summary>One registered domain that changes hands.</summary>
/// <param name="Name">The domain, lower-case ASCII.</param>
/// <param name="To">Who has it afterwards; for people.</param>
/// <param name="Hosts">Hosts that must keep answering: the plan's, and every host of a site or app under the domain.</param>
/// <param name="Mail">Whether mail to the domain must keep arriving.</param>
/// <param name="NameServers">Name servers after the handover; empty where the plan is silent.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record DomainModel(
    string Name, string To, IReadOnlyList<string> Hosts, bool Mail, IReadOnlyList<string> NameServers, int Line);

/// <summary>How the gate answers.</summary>
/// <param name="Prefix">Path prefix of the gate's own pages; <c>/closing</c> by default. Starts with a slash, ends without one.</param>
/// <param name="TrustedProxies">IP addresses or CIDR ranges whose X-Forwarded headers count.</param>
/// <param name="CountryHeader">Header in which a trusted proxy states the visitor's country (ISO 3166-1), or null.</param>
/// <param name="Help">Where a page without a counterpart leads; null: the site's target address.</param>
/// <param name="Gone">Paths below a site's address that answer 410 after the close; <c>*</c> at the end stands for any rest.</param>
/// <param name="Line">Line in the plan file; 0 where the plan is silent.</param>
public sealed record GateRules(
    string Prefix, IReadOnlyList<string> TrustedProxies, string? CountryHeader, string? Help, IReadOnlyList<string> Gone,
    int Line)
{
    /// <summary>Where the plan is silent.</summary>
    public static readonly GateRules Default = new("/closing", ["127.0.0.1", "::1"], null, null, [], 0);
}
