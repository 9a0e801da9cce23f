namespace Storefold.Planning;

/// <summary>One key of the plan file.</summary>
/// <param name="Name">As written.</param>
/// <param name="About">What it says, in one sentence; the hint where it is missing.</param>
/// <param name="Required">Whether a plan without it is refused.</param>
/// <param name="Default">What counts where it is not written, as it would be written; null where nothing does.</param>
/// <param name="Choices">The values there are; null where they are open.</param>
public sealed record PlanKey(
    string Name, string About, bool Required = false, string? Default = null, IReadOnlyList<string>? Choices = null);

/// <summary>The keys of one place of the plan file.</summary>
/// <param name="Path">Where: <c>sites.*</c>; <c>*</c> is a name that the plan chooses. Empty for the top.</param>
/// <param name="Keys">In the order in which they are documented.</param>
public sealed record PlanSection(string Path, IReadOnlyList<PlanKey> Keys);

/// <summary>
/// Every key of the plan file, once. The reader takes required keys, defaults, choices and hints from here; a test
/// holds schema/plan.schema.json and docs/plan.md to the same table.
/// </summary>
public static class PlanKeys
{
    private const string Zone = "IANA time zone, such as Europe/London";

    private const string TablePrefix = "what the names of its tables begin with, where that is not what the pack says, such as shop_";

    /// <summary>The writes to a source that a plan can allow.</summary>
    public static readonly IReadOnlyList<string> Writes = ["loyalty.freeze", "loyalty.debit"];

    /// <summary>The top of the file.</summary>
    public static readonly PlanSection Root = new("",
    [
        new("retirement", "name of the retirement: lower-case letters, digits and dashes", Required: true),
        new("sources", "the shops that the data comes from, by a name of your choice", Required: true),
        new("target", "the shop that the data goes to", Required: true),
        new("sites", "the storefronts, by a name of your choice", Required: true),
        new("allowed_hosts", "every host that a target address may name", Required: true),
        new("timetable", "when what happens; leave it out for a transfer by hand"),
        new("loyalty", "one rule per points programme of the sources; leave it out when no points move"),
        new("coupons", "rules for coupons"),
        new("accounts", "rules for matching accounts"),
        new("notices", "what the notices say"),
        new("support", "who helps customers"),
        new("channels", "social channels that updates are posted to, by a name of your choice"),
        new("apps", "apps that stop working, by a name of your choice"),
        new("domains", "domains that change hands, by the domain"),
        new("gate", "how the gate answers"),
        new("limits", "guards and sizes"),
    ]);

    /// <summary>One source.</summary>
    public static readonly PlanSection Source = new("sources.*",
    [
        new("pack", "name of the pack that knows the platform, a folder of packs/", Required: true),
        new("connection", "where the database is, such as sqlite:shop.db; secrets only as ${NAME}", Required: true),
        new("time_zone", Zone + ": the zone of local times in that database", Default: "UTC"),
        new("table_prefix", TablePrefix),
        new("allow_writes", "the writes to this source that the plan allows", Default: "[]", Choices: Writes),
    ]);

    /// <summary>The target.</summary>
    public static readonly PlanSection Target = new("target",
    [
        new("pack", "name of the pack that knows the platform, a folder of packs/", Required: true),
        new("connection", "where the database is, such as sqlite:shop.db; secrets only as ${NAME}", Required: true),
        new("time_zone", Zone + ": the zone of local times in that database", Default: "UTC"),
        new("table_prefix", TablePrefix),
        new("trades", "true where the shop goes on selling while the move goes on: what it changes and gets of its own is counted, "
            + "and no difference", Default: "false"),
        new("journal", "file of the journal of a target over HTTP, from the plan's folder; left out, it stands beside the plan"),
    ]);

    /// <summary>One site.</summary>
    public static readonly PlanSection Site = new("sites.*",
    [
        new("address", "host and optional path prefix without a scheme, such as www.po.co/uk", Required: true),
        new("retires", "true when the site closes, false when it goes on as before", Required: true),
        new("time_zone", Zone + ": the zone of the site's customers", Required: true),
        new("locales", "the site's languages as BCP-47 tags, such as [en-GB]", Required: true),
        new("select", "which rows belong to the site", Required: true),
        new("target", "where its customers go: addresses by country and language, and a fallback; "
            + "needed when the site retires"),
    ]);

    /// <summary>What belongs to a site.</summary>
    public static readonly PlanSection Select = new("sites.*.select",
    [
        new("source", "name of a source of this plan", Required: true),
        new("channels", "channel or store codes in that source; leave it out for every row"),
    ]);

    /// <summary>The milestones.</summary>
    public static readonly PlanSection Timetable = new("timetable",
    [
        new("notice", "when notice and banner appear: date and time, local to each site or with a zone", Required: true),
        new("purchases_stop", "from when nothing can be bought: date and time, local to each site or with a zone",
            Required: true),
        new("loyalty_moves", "when points are frozen and moved"),
        new("coupons_move", "when coupons are reissued in the target"),
        new("close", "when the sites close and redirects begin: date and time, local to each site or with a zone",
            Required: true),
        new("last_sync", "when the last catch-up runs and the certificate is issued"),
        new("domain_handover", "when the domains change hands; leave it out where they do not"),
        new("claims_end", "until when a held account can be claimed; leave it out for no end"),
        new("source_erased", "when the owner erases the source's data; leave it out where it stays"),
        new("redirects_until", "until when old addresses redirect; leave it out for no end"),
    ]);

    /// <summary>One programme.</summary>
    public static readonly PlanSection Loyalty = new("loyalty.*",
    [
        new("into", "points programme in the target", Required: true),
        new("rate", "target points per source point: a whole number or an exact fraction such as 13/10",
            Required: true),
        new("rounding", "how the converted balance of an account becomes whole points", Default: "up",
            Choices: ["up", "down", "half_even"]),
        new("negative_balances", "what happens to an account below zero", Default: "carry",
            Choices: ["carry", "write_off"]),
        new("freeze_at", "when points stop: date, time and zone, such as 2024-10-21 00:00 Europe/London; "
            + "needed when there is no timetable"),
        new("minimum_validity_days", "days that moved points stay valid at least, counted from the freeze",
            Default: "0"),
        new("frozen_window_days", "days between freeze and reissue, added to what would expire in them", Default: "0"),
    ]);

    /// <summary>Coupons.</summary>
    public static readonly PlanSection Coupons = new("coupons",
    [
        new("suffix", "appended to a code that the target has already with other terms, such as -POCO"),
        new("public_codes", "whether codes without a holder move", Default: "once", Choices: ["once", "skip"]),
        new("expired", "whether coupons that ended before the transfer move as history", Default: "carry",
            Choices: ["carry", "skip"]),
    ]);

    /// <summary>Accounts.</summary>
    public static readonly PlanSection Accounts = new("accounts",
    [
        new("dormant_after_months", "months without use after which an account is not merged by itself",
            Default: "18"),
        new("high_value_orders", "accounts with more orders than this go to a person; null for no bound",
            Default: "null"),
        new("passwords", "whether passwords move where the target understands them", Default: "carry",
            Choices: ["carry", "reset"]),
        new("as_of", "the moment that use is judged at: date, time and zone, such as 2024-10-21 00:00 Europe/London"),
    ]);

    /// <summary>Limits.</summary>
    public static readonly PlanSection Limits = new("limits",
    [
        new("batch_size", "rows of an entity per transaction", Default: "2000"),
        new("vanished_percent", "a catch-up stops when more than this share is gone from the source", Default: "5"),
        new("quarantined_percent", "a transfer answers no when more than this share is quarantined; null for no bound",
            Default: "null"),
        new("sync_every_minutes", "minutes between catch-ups while storefold run waits for a milestone", Default: "60"),
        new("workers", "workers of a transfer, side by side", Default: "1"),
        new("throttle", "whether reading pauses while a source answers slowly or is behind as a replica", Default: "false"),
    ]);

    /// <summary>What the notices say.</summary>
    public static readonly PlanSection Notices = new("notices",
    [
        new("brand", "name of the store that closes, as its customers know it"),
        new("target_brand", "name of the store that takes over"),
        new("texts", "folder of Markdown texts by locale, from the plan's folder; leave it out for the built-in texts"),
        new("sample", "true for an invented case: every page says so", Default: "false"),
        new("controller_change", "whether another company becomes responsible for the customers' data", Default: "same",
            Choices: ["same", "different"]),
        new("controller", "who is responsible for the customers' data afterwards; needed when that changes"),
        new("privacy_url", "where customers object or ask for a copy of their data: an https address"),
    ]);

    /// <summary>Who helps.</summary>
    public static readonly PlanSection Support = new("support",
    [
        new("service_centres", "CSV file of service centres, from the plan's folder"),
        new("sites", "who helps the customers of a site, by the site's name"),
    ]);

    /// <summary>Who helps the customers of one site.</summary>
    public static readonly PlanSection SiteSupport = new("support.sites.*",
    [
        new("by", "where customers are sent first", Required: true, Choices: ["social", "centres", "both"]),
        new("links", "social accounts and platforms that help: a name and an https address each"),
    ]);

    /// <summary>One channel.</summary>
    public static readonly PlanSection Channel = new("channels.*",
    [
        new("kind", "what the channel's API speaks", Required: true, Choices: ["mastodon", "webhook"]),
        new("url", "https address of the API, http on this machine only; secrets only as ${NAME}", Required: true),
        new("token", "access token as ${NAME}, never in plain text; needed for mastodon"),
        new("locale", "language of its posts as a BCP-47 tag, such as en-GB"),
        new("limit", "characters of a post at most"),
        new("sites", "retiring sites that it speaks for; leave it out for all"),
    ]);

    /// <summary>One app.</summary>
    public static readonly PlanSection App = new("apps.*",
    [
        new("hosts", "hosts of the app's API that no site has", Default: "[]"),
        new("sites", "every site that the app serves", Required: true),
        new("user_agent", "how the app's User-Agent begins, to know it on the hosts of sites"),
        new("after_close", "what installed copies are answered after the close"),
    ]);

    /// <summary>What an app is answered.</summary>
    public static readonly PlanSection AfterClose = new("apps.*.after_close",
    [
        new("status", "HTTP status", Default: "410"),
        new("content_type", "media type of the answer, never HTML", Default: "application/problem+json"),
        new("body", "the answer as the app understands it; leave it out for a problem document (RFC 9457)"),
    ]);

    /// <summary>One domain.</summary>
    public static readonly PlanSection Domain = new("domains.*",
    [
        new("to", "who has the domain afterwards", Required: true),
        new("hosts", "further hosts under the domain that must keep answering", Default: "[]"),
        new("mail", "whether mail to the domain must keep arriving", Default: "true"),
        new("name_servers", "name servers after the handover", Default: "[]"),
    ]);

    /// <summary>How the gate answers.</summary>
    public static readonly PlanSection Gate = new("gate",
    [
        new("prefix", "path below each site's address where the gate's own pages are", Default: "/closing"),
        new("trusted_proxies", "IP addresses and ranges (CIDR) whose X-Forwarded headers count",
            Default: """["127.0.0.1", "::1"]"""),
        new("country_header", "header in which a trusted proxy states the visitor's country"),
        new("help", "where a page without a counterpart leads: an https address on one of allowed_hosts"),
        new("gone", "paths below a site's address that answer 410 after the close; * at the end is any rest",
            Default: "[]"),
    ]);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<PlanSection> Sections =
    [
        Root, Source, Target, Site, Select, Timetable, Loyalty, Coupons, Accounts, Notices, Support, SiteSupport, Channel,
        App, AfterClose, Domain, Gate, Limits,
    ];
}
