using System.Collections.Frozen;
using Storefold.Planning;

namespace Storefold.Notices.Wording;

/// <summary>Every placeholder and condition that a text may use. docs/notices.md explains them; a test holds the two together.</summary>
internal static class Names
{
    /// <summary>The milestones that the public is told about. The last catch-up is ours alone.</summary>
    public static readonly IReadOnlyList<Milestone> PublicMilestones =
        [.. Milestones.All.Where(one => one != Milestone.LastSync)];

    private static readonly string[] Listed =
    [
        "brand", "target", "site", "site_url", "notice_url", "support_url", "feed_url", "calendar_url", "target_url",
        "help_url",
        "privacy_url", "controller", "kept_sites", "support_links", "last_order_day", "coupon_suffix", "rates",
        "example_from", "example_to",
        "what", "old", "new",
        .. PublicMilestones.SelectMany(one => new[] { Milestones.Word(one), Milestones.Word(one) + ".day" }),
    ];

    private static readonly FrozenDictionary<string, int> Indices =
        Listed.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);

    /// <summary>Names for <c>{{…}}</c>.</summary>
    public static readonly IReadOnlyCollection<string> Placeholders = Listed;

    /// <summary>Names for <c>{{if …}}</c>.</summary>
    public static readonly IReadOnlyCollection<string> Conditions =
    [
        "loyalty", "rounding_up", "rounding_down", "public_coupons", "app", "kept_sites", "controller",
        "controller_change", "privacy_url",
        "passwords_kept", "social", "centres", "support_links", "late", "ended",
        .. PublicMilestones.SelectMany(one =>
            new[] { "", ".done", ".late", ".moved" }.Select(state => Milestones.Word(one) + state)),
    ];

    /// <summary>Placeholders whose value is an address: the only ones that a link may lead to.</summary>
    public static bool IsAddress(string name) => name.EndsWith("_url", StringComparison.Ordinal);

    /// <summary>Position of a placeholder, or -1.</summary>
    public static int IndexOf(string name) => Indices.GetValueOrDefault(name, -1);

    /// <summary>The placeholder at a position; the empty name for none.</summary>
    public static string At(int index) => index < Listed.Length ? Listed[index] : "";
}
