using Storefold.Packs.Sql;

namespace Storefold.Connectors.Platform;

/// <summary>What is wrong with a platform's answers, in words that hold no token and nobody's data.</summary>
internal static class PlatformFault
{
    /// <summary>The platform breaks the protocol, or the plan names the wrong one: a person has to mend it.</summary>
    public static StoreException Of(string platform, string what) => new($"{platform}: {what}") { IsSchema = true };

    /// <summary>The same may go well later.</summary>
    public static StoreException Later(string platform, string what) => new($"{platform}: {what}", isTransient: true);

    /// <summary>Nobody answered.</summary>
    public static StoreException Away(string platform, string what) => new($"{platform}: {what}", isTransient: true) { IsUnreachable = true };

    /// <summary>An answer of an unexpected status.</summary>
    public static StoreException Status(string platform, string path, int status) => status switch
    {
        401 or 403 => Of(platform, $"the token is refused (status {status} for {path}); a token with the right to do it is needed"),
        404 or 405 => Of(platform, $"it does not know {path} (status {status}); docs/http.md says what a platform has to answer"),
        408 or 425 or 429 or >= 500 => Later(platform, $"it answered {status} for {path}, also when asked again"),
        _ => Of(platform, $"it answered {status} for {path}"),
    };
}
