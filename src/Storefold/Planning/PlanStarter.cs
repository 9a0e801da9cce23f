using System.Globalization;
using System.Text;
using Storefold.Planning.Reading;

namespace Storefold.Planning;

/// <summary>What <c>storefold init</c> knows already; everything may be missing.</summary>
public sealed record StarterFacts
{
    /// <summary>Name of the retirement.</summary>
    public string? Retirement { get; init; }

    /// <summary>The detected pack of the source.</summary>
    public string? Pack { get; init; }

    /// <summary>Connection of the source as it should stand in the plan: relative to the plan's folder.</summary>
    public string? Connection { get; init; }

    /// <summary>Channel or store codes of the source; each becomes a site.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The pack of the target.</summary>
    public string? TargetPack { get; init; }

    /// <summary>Where the schema lies as seen from the plan, for editors.</summary>
    public string Schema { get; init; } = "schema/plan.schema.json";
}

/// <summary>
/// The commented starter of <c>storefold init</c>. It is a valid plan but for the places marked FILL_IN, which the
/// reader reports as <see cref="PlanCodes.FillIn"/> and nothing else: <c>storefold check</c> lists what is left to do.
/// </summary>
public static class PlanStarter
{
    private const int MostSites = 100;

    /// <summary>The text of the starter, with LF line ends.</summary>
    public static string Write(StarterFacts facts)
    {
        var text = new StringBuilder();
        var connection = facts.Connection is { } given && !Connections.HoldsSecret(given) ? given : null;
        text.Append(CultureInfo.InvariantCulture, $"""
            # yaml-language-server: $schema={facts.Schema}
            # The plan of a retirement. docs/plan.md explains every key.
            # {Words.FillIn} stands where only you know the answer; storefold check lists what is left.

            retirement: {Value(facts.Retirement)}    # lower-case letters, digits and dashes

            # Where the data comes from. It is only read.
            sources:
              shop:
                pack: {Value(facts.Pack)}    # a folder of packs/
                connection: {Value(connection)}    # such as sqlite:shop.db; secrets only as ${"{NAME}"}
                # time_zone: Europe/London    # zone of local times in that database; UTC where it is not written
                # allow_writes: [loyalty.freeze, loyalty.debit]    # only when points move

            # Where it goes.
            target:
              pack: {Value(facts.TargetPack)}
              connection: {Words.FillIn}

            # The storefronts. One that goes on as before has retires: false, and needs no target.
            sites:

            """);
        var first = AppendSites(text, facts.Channels);
        text.Append($"""

            # Every host that a target address above may name.
            allowed_hosts: [{Words.FillIn}]

            # When what happens: storefold rehearse, run and serve need it. Take the # away, and put your dates in.
            # timetable:
            #   notice: 2024-09-23 10:00    # without a zone: at that hour of each site
            #   purchases_stop: 2024-10-21 00:00 Europe/London    # with a zone: one instant for all sites
            #   close: 2024-12-31 18:00
            #   last_sync: 2025-01-14 03:00 UTC    # the last catch-up; the certificate
            #   domain_handover: 2025-02-03 10:00 UTC    # remove what is not part of it
            #   claims_end: 2025-12-31 23:59
            #   source_erased: 2026-01-31 12:00 UTC
            #   redirects_until: 2029-12-31 23:59

            # One rule per points programme; "*" is every programme. Take the # away when points move.
            # loyalty:
            #   "*":
            #     into: points    # programme in the target
            #     rate: 13/10    # exact: a whole number or a fraction
            #     freeze_at: 2024-10-21 00:00 Europe/London    # when earning and spending stop; with a timetable its loyalty_moves

            accounts:
              as_of: {Words.FillIn}    # moment that use is judged at: 2024-10-21 00:00 Europe/London
              dormant_after_months: 18    # longer unused: a person decides about a merge

            # What customers see and who helps them; docs/plan.md has every key, and channels for posts.
            # notices:
            #   brand: Old Store
            #   target_brand: New Store
            # support:
            #   sites:
            #     {first}: {"{ by: social, links: { X: https://x.example/old-store } }"}
            # apps:
            #   store-app: {"{"} hosts: [app.old.example], sites: [{first}] {"}"}    # every site that it serves
            # domains:
            #   old.example: {"{ to: New Store, mail: true }"}
            # gate: {"{ prefix: /closing, country_header: X-Country }"}

            # coupons: {"{ suffix: -OLD, public_codes: once, expired: carry }"}
            # limits: {"{ batch_size: 2000, vanished_percent: 5, quarantined_percent: null, sync_every_minutes: 60, workers: 1, throttle: false }"}

            """);
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Returns the first site's name.</summary>
    private static string AppendSites(StringBuilder text, IReadOnlyList<string> channels)
    {
        const string Alone = "main";
        if (channels.Count == 0) AppendSite(text, Alone, null);
        string? first = null;
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var channel in channels.Distinct(StringComparer.Ordinal).Take(MostSites))
        {
            var stem = Names.Suggest(channel) is { Length: > 0 } suggested ? suggested : "site";
            var name = stem;
            for (var number = 2; !names.Add(name); number++)
                name = string.Create(CultureInfo.InvariantCulture, $"{stem[..Math.Min(stem.Length, 55)]}-{number}");
            AppendSite(text, name, channel);
            first ??= name;
        }

        if (channels.Count > MostSites) text.Append("  # There are more channels: add a site for each.\n");
        return first ?? Alone;
    }

    private static void AppendSite(StringBuilder text, string name, string? channel)
    {
        var channels = channel is null ? "" : $", channels: [{Value(channel)}]";
        text.Append($"""
              {name}:
                address: {Words.FillIn}    # host and path prefix without https://, such as www.po.co/uk
                retires: {Words.FillIn}    # true or false
                time_zone: {Words.FillIn}    # such as Europe/London
                locales: [{Words.FillIn}]    # such as [en-GB]
                select: {"{"} source: shop{channels} {"}"}
                target:
                  # GB/en: https://www.mi.com/uk    # by country and language, by GB or en alone
                  fallback: {Words.FillIn}    # for everybody else, such as https://www.mi.com/

            """);
    }

    /// <summary>As YAML: plain where that is safe, else in double quotes.</summary>
    private static string Value(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Words.FillIn;
        var plain = char.IsAsciiLetterOrDigit(text[0]) && text is not ("null" or "Null" or "NULL")
            && text[^1] != ':' && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:$".Contains(letter));
        if (plain) return text;

        StringBuilder quoted = new("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (rune.Value is >= ' ' and <= '~') quoted.Append(rune);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return quoted.Append('"').ToString();
    }
}
