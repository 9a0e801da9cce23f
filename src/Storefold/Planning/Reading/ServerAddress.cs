using System.Globalization;

namespace Storefold.Planning.Reading;

/// <summary>
/// Where a database on a server is: <c>postgres://user:password@host:5432/shop?sslmode=require</c>. Parts are percent-decoded.
/// What is wrong with an address is said without repeating any of it, as a person may have put a password into it.
/// </summary>
/// <param name="Kind">Kind of server.</param>
/// <param name="User">Who connects; never empty.</param>
/// <param name="Password">Empty where the server asks for none.</param>
/// <param name="Host">Host, lower case; empty where a socket is named.</param>
/// <param name="Port">Port from 1 to 65535.</param>
/// <param name="Database">Name of the database; never empty.</param>
/// <param name="Options">Options by their names; those that the kind knows.</param>
public sealed record ServerAddress(
    ServerKind Kind, string User, string Password, string Host, int Port, string Database, IReadOnlyDictionary<string, string> Options)
{
    private const int LongestPart = 1000;

    /// <summary>The local socket, or null.</summary>
    public string? Socket => Options.GetValueOrDefault(Kind.Socket);

    /// <summary>Server and database without the user and secrets: the same text for the same database.</summary>
    public string Place
    {
        get
        {
            var host = Socket ?? (Host is "localhost" or "127.0.0.1" or "::1" ? "localhost" : Host);
            var schema = Options.TryGetValue("schema", out var name) ? "/" + name : "";
            return string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}/{Database}{schema}");
        }
    }

    /// <summary>What may be shown: user, host, port and database.</summary>
    public string Display
    {
        get
        {
            var host = Socket ?? (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host);
            return string.Create(CultureInfo.InvariantCulture, $"{Kind.Schemes[0]}://{User}@{host}:{Port}/{Database}");
        }
    }

    /// <summary>A number of seconds among the options.</summary>
    public int Seconds(string option, int standard) =>
        Options.TryGetValue(option, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : standard;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address with its secrets; parts may be percent-encoded.</param>
    /// <param name="kind">The kind that it starts like.</param>
    /// <param name="address">The address, or null.</param>
    /// <returns>What is wrong with it, as the rest of a sentence about the connection, and what to do; or null.</returns>
    public static (string Reason, string Hint)? Read(string text, ServerKind kind, out ServerAddress? address)
    {
        address = null;
        var rest = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (!kind.Claims(text) || !rest.StartsWith("//", StringComparison.Ordinal)) return ("is not an address with //", kind.Example);
        if (text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            return ("has a space or control character in it", "write it as %20 or the like, or put the secret alone into the variable");
        if (rest.Contains('#', StringComparison.Ordinal)) return ("has a # in it", "write # as %23");
        rest = rest[2..];
        var (before, query) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        var (authority, path) = Cut(before, before.IndexOf('/', StringComparison.Ordinal));
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? ("", "") : Cut(authority[..at], authority.IndexOf(':', StringComparison.Ordinal));
        if (user.Length == 0) return ("names no user", kind.Example);
        if (path.Length == 0) return ("names no database", $"{kind.Example}: the database comes after the last slash");
        if (ServerOptions.Read(query, kind, out var options) is { } wrong) return wrong;
        if (ReadHost(authority[(at + 1)..], kind, options, out var host, out var port) is { } misplaced) return misplaced;
        string?[] parts = [Decode(user), Decode(password), Decode(path)];
        if (parts is not [{ } plainUser, { } plainPassword, { } database] || database.Contains('/', StringComparison.Ordinal))
            return ("has a % that starts no %XX, or a slash too many", "write a % itself as %25, and a slash in a name as %2F");
        address = new ServerAddress(kind, plainUser, plainPassword, host, port, database, options);
        return null;
    }

    internal static string? Decode(string text)
    {
        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return null;
        }

        var decoded = Uri.UnescapeDataString(text);
        return decoded.Length <= LongestPart && !decoded.Any(char.IsControl) ? decoded : null;
    }

    private static (string Reason, string Hint)? ReadHost(
        string text, ServerKind kind, IReadOnlyDictionary<string, string> options, out string host, out int port)
    {
        port = kind.Port;
        var number = text.LastIndexOf(':') is var colon && colon > text.LastIndexOf(']') ? text[(colon + 1)..] : null;
        host = (number is null ? text : text[..colon]).ToLowerInvariant();
        if (number is not null && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            return ("has a port that is none", $"{kind.Example}: ports go from 1 to 65535; {kind.Port} is the usual one");
        var socket = options.GetValueOrDefault(kind.Socket);
        if (socket is not null && host.Length > 0)
            return ($"names a host and a socket ({kind.Socket}=)", "leave one of them out");
        if (socket is not null && !socket.StartsWith('/'))
            return ($"has an option {kind.Socket}= that is no absolute path", $"write the host behind the @, and in {kind.Socket}= only a local socket");
        if (socket is not null) return null;
        var bare = host is ['[', .. var inner, ']'] ? inner : null;
        if (bare is not null) host = bare;
        var kindOfHost = Uri.CheckHostName(host);
        return kindOfHost is UriHostNameType.Unknown || bare is not null != (kindOfHost is UriHostNameType.IPv6)
            ? (host.Length == 0 ? "names no host" : "has a host that is none", kind.Example)
            : null;
    }

    /// <summary>The text before a separator and behind it; everything and nothing where it is not there.</summary>
    private static (string Before, string After) Cut(string text, int at) => at < 0 || at >= text.Length ? (text, "") : (text[..at], text[(at + 1)..]);
}
