using System.Text.RegularExpressions;

namespace Storefold.Planning.Reading;

/// <summary>
/// Connections: <c>sqlite:shop.db</c>, <c>postgres://shop:${PASSWORD}@db/shop</c>. Secrets come from the environment only,
/// as <c>${NAME}</c>; what they expand to is never shown, so neither messages nor <see cref="ConnectionModel.Display"/> hold
/// more than the plan file does, and messages hold less: they never quote a connection, as a person may have put a password
/// into it.
/// </summary>
internal static partial class Connections
{
    /// <summary>The kinds of server that there is a driver for.</summary>
    private static readonly IReadOnlyList<ServerKind> Servers = [ServerKind.Postgres, ServerKind.MariaDb];

    /// <summary>The kinds of database that there is a driver for.</summary>
    public static readonly IReadOnlyList<string> Known =
        ["sqlite", FilesAddress.Scheme, .. Servers.Select(server => server.Schemes[0]), "https", "http"];

    private const int LongestPath = 4000;

    private const string Example = "write sqlite: and the path of the file, such as sqlite:shop.db";

    /// <summary>Stands where the connection was reported.</summary>
    public static readonly ConnectionModel None = new("", "", "");

    /// <summary>The connection of a section; <see cref="None"/> after reporting.</summary>
    public static ConnectionModel Read(Section section, string folder, Func<string, string?> environment)
    {
        const string Key = "connection";
        if (section.Value(Key) is not { } value) return None;
        var (name, findings) = (section.Name(Key), section.Findings);
        if (HoldsSecret(value.Text))
        {
            findings.Error(PlanCodes.InlineSecret, value.Line, $"{name} holds a password in plain text",
                "put it into an environment variable and write ${NAME} in its place");
            return None;
        }

        // What a variable holds of a user's name or password is taken as it is, whatever characters stand in it.
        var encoded = Servers.Any(server => server.Claims(value.Text)) || HttpAddress.Claims(value.Text) ? value.Text.LastIndexOf('@') : 0;
        if (Secrets.Expand(value, name, environment, findings, encoded) is not { } text) return None;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var driver = colon > 0 ? text[..colon] : "";
        if (driver is "sqlite") return Sqlite(text[(colon + 1)..], value, name, folder, findings);
        if (driver is FilesAddress.Scheme) return FilesAddress.Read(text[(colon + 1)..], value, name, folder, findings);
        if (HttpAddress.Claims(text)) return HttpAddress.Read(text, value, name, folder, findings);
        if (Servers.FirstOrDefault(known => known.Claims(text)) is { } server) return Server(text, server, value, name, findings);

        // Only a word that stands in the plan itself is quoted: what a variable holds may be a secret.
        var shown = Scheme().IsMatch(driver) && value.Text.StartsWith(driver + ":", StringComparison.Ordinal);
        findings.Error(PlanCodes.UnknownDriver, value.Line,
            shown ? $"{name}: there is no driver for {driver}:" : $"{name} does not start with a kind of database",
            $"known: {Words.List(Known.Select(known => known + ":"))}; {Example}");
        return None;
    }

    /// <summary>Whether a password stands in it in plain text.</summary>
    public static bool HoldsSecret(string connection) => InlineSecret().IsMatch(connection);

    /// <summary>The same file under all its names: relative parts and symbolic links resolved.</summary>
    public static string RealPath(string path)
    {
        var real = path;
        try
        {
            for (var links = 0; links < 40; links++)
            {
                if (FirstLink(real) is not { } link) return real;
                var rest = Path.GetRelativePath(link.FullName, real);
                var target = Path.Combine(Path.GetDirectoryName(link.FullName) ?? "/", link.LinkTarget ?? "");
                real = Path.GetFullPath(rest is "." ? target : Path.Combine(target, rest));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What cannot be looked at is compared as it is written; connecting will say the rest.
        }

        return real;
    }

    private static FileSystemInfo? FirstLink(string path)
    {
        Stack<string> parts = [];
        for (var part = path; !string.IsNullOrEmpty(part); part = Path.GetDirectoryName(part)) parts.Push(part);
        foreach (var part in parts)
        {
            FileSystemInfo entry = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (entry.LinkTarget is not null) return entry;
        }

        return null;
    }

    private static ConnectionModel Sqlite(string path, ScalarNode value, string name, string folder, Findings findings)
    {
        var reason = path switch
        {
            "" or "." or ".." => "names no file",
            ":memory:" => "names a database in memory, which ends with the command",
            _ when path.StartsWith("//", StringComparison.Ordinal) => "starts with //",
            _ when path.StartsWith("file:", StringComparison.Ordinal) => "names a URI",
            _ when path.EndsWith('/') || path.EndsWith('\\') => "names a folder",
            _ when path.AsSpan().ContainsAny('?', ';') => "holds options, which are not part of it",
            _ when path.Any(char.IsControl) || path.Length > LongestPath => "is not the path of a file",
            _ => null,
        };
        if (reason is null) return new ConnectionModel("sqlite", Path.GetFullPath(path, folder), value.Text) { Line = value.Line };
        findings.Error(PlanCodes.Connection, value.Line, $"{name} {reason}",
            $"{Example}; it counts from the plan's folder, or write sqlite:/ and the rest of an absolute path");
        return None;
    }

    private static ConnectionModel Server(string text, ServerKind kind, ScalarNode value, string name, Findings findings)
    {
        if (ServerAddress.Read(text, kind, out _) is not var (reason, hint)) return new ConnectionModel(kind.Driver, text, value.Text) { Line = value.Line };
        findings.Error(PlanCodes.Connection, value.Line, $"{name} {reason}", hint);
        return None;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]{0,19}\z", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Scheme();

    // password=abc, or user:abc@ behind the scheme; not password=${NAME} and not user:${NAME}@.
    [GeneratedRegex(@"(password|passwd|pwd|secret|token)\s*=\s*(?!\$\{)[^\s;&]"
        + @"|^[^:/]*:(//)?[^:/@]*:(?!\$\{[^}]*\}@)[^@]+@",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex InlineSecret();
}
