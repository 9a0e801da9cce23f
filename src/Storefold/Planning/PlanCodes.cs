namespace Storefold.Planning;

/// <summary>The names of everything that can be wrong with a plan; docs/plan.md explains each.</summary>
public static class PlanCodes
{
    /// <summary>There is no such file.</summary>
    public const string NotFound = "plan.not_found";

    /// <summary>The path names a folder.</summary>
    public const string NotAFile = "plan.not_a_file";

    /// <summary>The file cannot be opened or read.</summary>
    public const string Unreadable = "plan.unreadable";

    /// <summary>Nothing is written in it.</summary>
    public const string Empty = "plan.empty";

    /// <summary>Larger than a plan can be.</summary>
    public const string TooLarge = "plan.too_large";

    /// <summary>Holds control characters: not a text file.</summary>
    public const string Binary = "plan.binary";

    /// <summary>Text in another encoding than UTF-8.</summary>
    public const string NotUtf8 = "plan.not_utf8";

    /// <summary>A line is indented with a tab.</summary>
    public const string Tab = "plan.tab";

    /// <summary>Not YAML.</summary>
    public const string Syntax = "plan.syntax";

    /// <summary>An anchor or alias.</summary>
    public const string Alias = "plan.alias";

    /// <summary>A YAML tag.</summary>
    public const string Tag = "plan.tag";

    /// <summary>Nested deeper than any plan.</summary>
    public const string TooDeep = "plan.too_deep";

    /// <summary>More than one YAML document.</summary>
    public const string Documents = "plan.documents";

    /// <summary>The same key twice.</summary>
    public const string DuplicateKey = "plan.duplicate_key";

    /// <summary>A key that no plan has.</summary>
    public const string UnknownKey = "plan.unknown_key";

    /// <summary>A key that every plan needs is missing or empty.</summary>
    public const string Required = "plan.required";

    /// <summary>The starter's placeholder still stands there.</summary>
    public const string FillIn = "plan.fill_in";

    /// <summary>A list where a value belongs, or the like.</summary>
    public const string WrongKind = "plan.wrong_kind";

    /// <summary>A value that cannot be, such as a number out of range.</summary>
    public const string BadValue = "plan.bad_value";

    /// <summary>Not one of the values there are.</summary>
    public const string UnknownValue = "plan.unknown_value";

    /// <summary>The same value twice in a list; a warning.</summary>
    public const string DuplicateValue = "plan.duplicate_value";

    /// <summary>A name with characters that names do not have.</summary>
    public const string BadName = "plan.bad_name";

    /// <summary>A site selects from a source that the plan does not have.</summary>
    public const string UnknownSource = "plan.unknown_source";

    /// <summary>No site selects from this source; a warning.</summary>
    public const string UnusedSource = "plan.unused_source";

    /// <summary>A connection that its driver cannot take.</summary>
    public const string Connection = "plan.connection";

    /// <summary>A connection to a kind of database that is not known.</summary>
    public const string UnknownDriver = "plan.unknown_driver";

    /// <summary>An environment variable that is not set.</summary>
    public const string Environment = "plan.environment";

    /// <summary>A password or token in plain text.</summary>
    public const string InlineSecret = "plan.inline_secret";

    /// <summary>Source and target, or two sources, are one database.</summary>
    public const string SameDatabase = "plan.same_database";

    /// <summary>Not an IANA time zone.</summary>
    public const string UnknownZone = "plan.unknown_zone";

    /// <summary>Not a date and time, or one without the zone or offset that it needs.</summary>
    public const string BadTime = "plan.bad_time";

    /// <summary>A local time that the clock jumps over.</summary>
    public const string TimeGap = "plan.time_gap";

    /// <summary>A local time that happens twice.</summary>
    public const string TimeOverlap = "plan.time_overlap";

    /// <summary>A time many years away, probably a slip; a warning.</summary>
    public const string FarTime = "plan.far_time";

    /// <summary>A milestone that cannot come before another one.</summary>
    public const string MilestoneOrder = "plan.milestone_order";

    /// <summary>A milestone at which nothing would happen; a warning.</summary>
    public const string MilestoneUnused = "plan.milestone_unused";

    /// <summary>A freeze of points before purchases stop, or after points move.</summary>
    public const string FreezeOrder = "plan.freeze_order";

    /// <summary>Not the address of a site.</summary>
    public const string BadAddress = "plan.bad_address";

    /// <summary>Not a host.</summary>
    public const string BadHost = "plan.bad_host";

    /// <summary>Two sites have one address.</summary>
    public const string SiteOverlap = "plan.site_overlap";

    /// <summary>Two sites select the same rows.</summary>
    public const string ChannelOverlap = "plan.channel_overlap";

    /// <summary>No site of the plan retires.</summary>
    public const string NothingRetires = "plan.nothing_retires";

    /// <summary>Not a BCP-47 language tag.</summary>
    public const string BadLocale = "plan.bad_locale";

    /// <summary>Not a country, language, both or <c>fallback</c>.</summary>
    public const string BadTargetKey = "plan.bad_target_key";

    /// <summary>Not an absolute https address that a redirect or a page may name.</summary>
    public const string TargetUrl = "plan.target_url";

    /// <summary>A target host outside the allow-list.</summary>
    public const string TargetNotAllowed = "plan.target_not_allowed";

    /// <summary>An address for customers on a site that retires itself.</summary>
    public const string TargetRetires = "plan.target_retires";

    /// <summary>Not an exact rate above zero.</summary>
    public const string BadRate = "plan.bad_rate";

    /// <summary>A file or folder that the plan names is not there.</summary>
    public const string FileNotFound = "plan.file_not_found";

    /// <summary>A site that the plan does not have.</summary>
    public const string UnknownSite = "plan.unknown_site";

    /// <summary>A site that goes on as before where only a retiring one can stand.</summary>
    public const string SiteStays = "plan.site_stays";

    /// <summary>Not the address of a channel's API.</summary>
    public const string ChannelUrl = "plan.channel_url";

    /// <summary>An app that stops serves a site that goes on.</summary>
    public const string AppServesKeptSite = "plan.app_serves_kept_site";

    /// <summary>An app cannot be told from a site or another app.</summary>
    public const string AppOverlap = "plan.app_overlap";

    /// <summary>A site that goes on lies on a domain that is handed over.</summary>
    public const string KeptSiteOnDomain = "plan.kept_site_on_domain";

    /// <summary>A host that is not under the domain that lists it.</summary>
    public const string HostOffDomain = "plan.host_off_domain";

    /// <summary>More findings than are worth listing.</summary>
    public const string TooMany = "plan.too_many";
}
