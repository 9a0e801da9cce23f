using System.Net;

namespace Storefold.Planning.Reading;

/// <summary>
/// The <c>channels</c> of a plan. Address and token may hold secrets, so that no finding quotes them, not even what
/// stands in the plan.
/// </summary>
internal static class ChannelReader
{
    private const int MastodonLimit = 500;
    private const int WebhookLimit = 280;

    public static IReadOnlyList<ChannelModel> Read(Section root, SiteBook sites, PlanContext context)
    {
        List<ChannelModel> channels = [];
        foreach (var entry in root.Named("channels", "write one channel at least, or leave channels out"))
        {
            Names.Check(entry.Key, "channels", entry.Line, root.Findings);
            var path = "channels." + Words.Bare(entry.Key);
            var section = new Section(PlanKeys.Channel, path, entry.Line, entry.Value, root.Findings);
            channels.Add(Channel(entry, section, sites, context));
        }

        return channels;
    }

    private static ChannelModel Channel(MapEntry entry, Section section, SiteBook sites, PlanContext context)
    {
        var kind = section.Choice("kind");
        var token = Token(section, kind, context);
        var named = sites.NamedAt(section, "sites",
            (PlanCodes.SiteStays, "leave it out: a channel speaks for the sites that close"));
        IReadOnlyList<string> spoken = named ?? [.. sites.Closing.Select(site => site.Name)];
        var locale = section.Value("locale") is { } tag
            ? SiteReader.Locale(tag, section.Name("locale"), section.Findings)
            : sites.Closing.FirstOrDefault(site => spoken.Contains(site.Name, StringComparer.Ordinal))
                ?.Locales.FirstOrDefault();
        var limit = section.Whole("limit", 50, 100_000) ?? (kind is "mastodon" ? MastodonLimit : WebhookLimit);
        return new ChannelModel(entry.Key, kind, Url(section, context), section.Text("url"), token, locale ?? "", limit,
            spoken, entry.Line);
    }

    private static string Url(Section section, PlanContext context)
    {
        const string Key = "url";
        if (section.Value(Key) is not { } value) return "";
        if (Connections.HoldsSecret(value.Text)) Inline(section, Key, value);
        else if (Secrets.Expand(value, section.Name(Key), context.Environment, section.Findings) is { } text)
        {
            if (Problem(text) is not { } problem) return text;
            section.Findings.Error(PlanCodes.ChannelUrl, value.Line, $"{section.Name(Key)} {problem}",
                "write the absolute https address of the channel's API, such as https://social.example");
        }

        return "";
    }

    private static string? Token(Section section, string kind, PlanContext context)
    {
        const string Key = "token";
        if (section.Value(Key) is not { } value)
        {
            if (kind is "mastodon" && !section.Has(Key) && !section.Excuses(Key))
                section.Findings.Error(PlanCodes.Required, section.Line,
                    $"{section.Name(Key)} is missing, and mastodon takes no post without one",
                    $"put it into an environment variable and write {Key}: ${{NAME}}");
            return null;
        }

        if (Secrets.HasPlainText(value.Text))
        {
            Inline(section, Key, value);
            return null;
        }

        var token = Secrets.Expand(value, section.Name(Key), context.Environment, section.Findings)?.Trim();
        if (token is null || (token.Length > 0 && token.All(letter => letter is > ' ' and <= '~'))) return token;
        section.Findings.Error(PlanCodes.BadValue, value.Line,
            $"{section.Name(Key)} holds characters that no token has",
            "see that the environment variable holds the token alone, on one line");
        return null;
    }

    private static void Inline(Section section, string key, ScalarNode value) =>
        section.Findings.Error(PlanCodes.InlineSecret, value.Line, $"{section.Name(key)} holds a secret in plain text",
            "put it into an environment variable and write ${NAME} in its place");

    /// <summary>What is wrong with the address of an API, without quoting it; null when nothing is.</summary>
    private static string? Problem(string text)
    {
        if (text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '\\'))
            return "has a character that no address has";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return "is not an absolute address";
        if (url.Scheme is "http" && !IsThisMachine(url)) return "is http, which anybody on the way can read and change";
        if (url.Scheme is not ("http" or "https")) return "is not https";
        if (url.UserInfo.Length > 0) return "names a user";
        return url.Fragment.Length > 0 ? "has a fragment (#)" : null;
    }

    private static bool IsThisMachine(Uri url) =>
        url.Host is "localhost"
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var number) && IPAddress.IsLoopback(number));
}
