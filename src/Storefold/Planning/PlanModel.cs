using NodaTime;
using Storefold.Shop;

namespace Storefold.Planning;

/// <summary>
/// The checked plan: everything resolved (secrets, zones, instants, paths), immutable. Made by <c>PlanReader</c> only;
/// whoever holds one need not validate again.
/// </summary>
/// <param name="Retirement">Name of the retirement, lower-case with dashes.</param>
/// <param name="File">The plan file as named by the person; for diagnostics.</param>
/// <param name="Sha256">SHA-256 of the plan file's bytes, lower-case hex.</param>
/// <param name="Sources">Where the data comes from, at least one.</param>
/// <param name="Target">Where the data goes.</param>
/// <param name="Sites">The sites, in the order of the plan: a row in several is booked under the first retiring one.</param>
/// <param name="AllowedHosts">Hosts that a target address may name.</param>
/// <param name="Loyalty">One rule per source programme; empty when no points move.</param>
/// <param name="Coupons">Rules for coupons.</param>
/// <param name="Accounts">Rules for matching accounts.</param>
/// <param name="Limits">Guards and sizes.</param>
public sealed record PlanModel(
    string Retirement,
    string File,
    string Sha256,
    IReadOnlyList<SourceModel> Sources,
    TargetModel Target,
    IReadOnlyList<SiteModel> Sites,
    IReadOnlyList<string> AllowedHosts,
    IReadOnlyList<LoyaltyRule> Loyalty,
    CouponRules Coupons,
    AccountRules Accounts,
    LimitRules Limits)
{
    /// <summary>The timetable; null where the plan has none: it can be transferred, but not rehearsed, run or served.</summary>
    public TimetableModel? Timetable { get; init; }

    /// <summary>What the notices say.</summary>
    public required NoticeRules Notices { get; init; }

    /// <summary>Who helps customers.</summary>
    public required SupportRules Support { get; init; }

    /// <summary>Channels that updates are posted to.</summary>
    public IReadOnlyList<ChannelModel> Channels { get; init; } = [];

    /// <summary>Apps that stop working.</summary>
    public IReadOnlyList<AppModel> Apps { get; init; } = [];

    /// <summary>Domains that change hands.</summary>
    public IReadOnlyList<DomainModel> Domains { get; init; } = [];

    /// <summary>How the gate answers.</summary>
    public GateRules Gate { get; init; } = GateRules.Default;

    /// <summary>The sites that retire, in the order of the plan.</summary>
    public IEnumerable<SiteModel> RetiringSites => Sites.Where(site => site.Retires);
}

/// <summary>A connection to one database: the driver's name and what it needs.</summary>
/// <param name="Driver"><c>sqlite</c>, <c>postgres</c>, <c>mariadb</c>, <c>files</c> or <c>http</c>.</param>
/// <param name="Location">
/// For <c>sqlite</c>: absolute path of the file. For <c>files</c>: of the folder. For a server: its address with the secret; never shown.
/// </param>
/// <param name="Display">What may be shown and logged: no secrets.</param>
/// <param name="Home">Folder of the plan, where a driver may keep what it needs besides.</param>
public sealed record ConnectionModel(string Driver, string Location, string Display, string? Home = null)
{
    /// <summary>
    /// Of a target over HTTP: absolute path of the SQLite file that holds its journal, since Storefold can keep no tables there. Null for
    /// everything else.
    /// </summary>
    public string? Journal { get; init; }

    /// <summary>Line of the plan that it stands on; 0 where it stands in none.</summary>
    public int Line { get; init; }
}

/// <summary>One source shop.</summary>
/// <param name="Name">Name in the plan; the first part of every key.</param>
/// <param name="Number">Stable number in the ID map: position in the plan from 1.</param>
/// <param name="Pack">Name of the pack.</param>
/// <param name="Connection">Where it is.</param>
/// <param name="Zone">Zone of times that the database stores as local times; UTC where the plan is silent.</param>
/// <param name="AllowWrites">The writes that the plan allows by name: <c>loyalty.freeze</c>, <c>loyalty.debit</c>.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record SourceModel(
    string Name, int Number, string Pack, ConnectionModel Connection, DateTimeZone Zone, IReadOnlyList<string> AllowWrites,
    int Line)
{
    /// <summary>What the names of its tables begin with, where that is not what the pack says; else null.</summary>
    public string? TablePrefix { get; init; }
}

/// <summary>The target shop.</summary>
/// <param name="Pack">Name of the pack.</param>
/// <param name="Connection">Where it is.</param>
/// <param name="Zone">As for sources.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record TargetModel(string Pack, ConnectionModel Connection, DateTimeZone Zone, int Line)
{
    /// <summary>True where it goes on selling while the move goes on: rows that it changes or gets meanwhile are no differences.</summary>
    public bool Trades { get; init; }

    /// <summary>As for sources.</summary>
    public string? TablePrefix { get; init; }
}

/// <summary>One storefront.</summary>
/// <param name="Name">Name in books and certificate.</param>
/// <param name="Host">Host of its address, lower case, ASCII.</param>
/// <param name="PathPrefix">Path prefix of its address: empty, or starting with a slash and not ending with one.</param>
/// <param name="Retires">False for a site that goes on as before.</param>
/// <param name="Zone">Its time zone.</param>
/// <param name="Locales">BCP-47 tags, at least one.</param>
/// <param name="Source">Name of its source.</param>
/// <param name="Channels">Channel or store codes in that source; empty means every row of the source.</param>
/// <param name="TargetAddresses">Key <c>GB</c>, <c>en</c>, <c>GB/en</c> or <c>fallback</c>; value an absolute https URL.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record SiteModel(
    string Name, string Host, string PathPrefix, bool Retires, DateTimeZone Zone, IReadOnlyList<string> Locales,
    string Source, IReadOnlyList<string> Channels, IReadOnlyDictionary<string, string> TargetAddresses, int Line);

/// <summary>How an exact result becomes a whole number of the target's smallest unit.</summary>
public enum RoundingRule
{
    /// <summary>Towards plus infinity: in the customer's favour. The default.</summary>
    Up,

    /// <summary>Towards minus infinity.</summary>
    Down,

    /// <summary>To the nearest, halves to the even neighbour.</summary>
    HalfEven,
}

/// <summary>What happens to an account whose balance is below zero.</summary>
public enum NegativeBalances
{
    /// <summary>Moves as negative. The default.</summary>
    Carry,

    /// <summary>Is written off, by this explicit rule.</summary>
    WriteOff,
}

/// <summary>How one source programme turns into the target's.</summary>
/// <param name="Programme">Programme in the source; <c>*</c> for every one.</param>
/// <param name="Into">Programme in the target.</param>
/// <param name="Rate">Target points per source point, exact.</param>
/// <param name="Rounding">Rounding, once per account.</param>
/// <param name="Negative">Rule for negative balances.</param>
/// <param name="FreezeAt">The freeze instant: lots that expire by then expire first (L7).</param>
/// <param name="MinimumValidityDays">A moved lot is valid at least this long after the freeze; 0 for no minimum.</param>
/// <param name="FrozenWindowDays">Days between freeze and reissue, added to what would expire inside them (L6).</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record LoyaltyRule(
    string Programme, string Into, Rational Rate, RoundingRule Rounding, NegativeBalances Negative, Instant FreezeAt,
    int MinimumValidityDays, int FrozenWindowDays, int Line);

/// <summary>What happens to a code that the target already has with other terms, and to rules it cannot express.</summary>
/// <param name="Suffix">Appended to a clashing code, such as <c>-POCO</c>.</param>
/// <param name="PublicCodes">Whether codes without a holder move: <c>once</c> as one code, or <c>skip</c>.</param>
/// <param name="Expired">Whether coupons that ended before the transfer move as history: <c>carry</c> or <c>skip</c>.</param>
public sealed record CouponRules(string Suffix, string PublicCodes, string Expired);

/// <summary>Rules for matching accounts.</summary>
/// <param name="DormantAfterMonths">An account neither verified nor used for longer is not merged by itself.</param>
/// <param name="HighValueOrders">Accounts with more orders than this go to a person; null for no bound.</param>
/// <param name="Passwords"><c>carry</c> where the target understands the scheme, or <c>reset</c>.</param>
/// <param name="AsOf">The instant that recency is judged at.</param>
public sealed record AccountRules(int DormantAfterMonths, int? HighValueOrders, string Passwords, Instant AsOf);

/// <summary>Guards and sizes.</summary>
/// <param name="BatchSize">Aggregates per batch.</param>
/// <param name="VanishedPercent">A sweep stops when more than this share of an entity is gone from the source.</param>
/// <param name="QuarantinedPercent">A finished transfer answers "no" when more than this share is quarantined; null: no bound.</param>
/// <param name="SyncEveryMinutes">How often <c>storefold run</c> catches up between milestones.</param>
/// <param name="Workers">Workers of a transfer, side by side.</param>
/// <param name="Throttle">Whether reading pauses while a source answers slowly or its replicas are behind.</param>
public sealed record LimitRules(
    int BatchSize, decimal VanishedPercent, decimal? QuarantinedPercent, int SyncEveryMinutes = 60, int Workers = 1, bool Throttle = false)
{
    /// <summary>More workers than entities have nothing to do.</summary>
    public const int MostWorkers = 16;
}
