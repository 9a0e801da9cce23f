namespace Storefold.Planning.Reading;

/// <summary>
/// A platform that is reached over HTTP: <c>https://${TOKEN}@api.example/v1</c>. What stands before the <c>@</c> is the bearer token.
/// </summary>
/// <param name="Base">The address without the token; ends with a slash.</param>
/// <param name="Token">The token; empty where the platform asks for none.</param>
public sealed record HttpAddress(Uri Base, string Token)
{
    /// <summary>Name of the driver.</summary>
    public const string Driver = "http";

    private const string Example = "write https://${TOKEN}@HOST/PATH";

    /// <summary>The same text for the same platform.</summary>
    public string Place => Base.AbsoluteUri;

    /// <summary>What may be shown.</summary>
    public string Display => Base.AbsoluteUri.TrimEnd('/');

    /// <summary>Whether a text starts like such an address.</summary>
    public static bool Claims(string text) =>
        text.StartsWith("https:", StringComparison.Ordinal) || text.StartsWith("http:", StringComparison.Ordinal);

    /// <summary>The address; null where it is none.</summary>
    public static HttpAddress? Parse(string text)
    {
        if (!Claims(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0) return null;
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0) return null;
        var path = uri.AbsolutePath.TrimEnd('/') + "/";
        return new HttpAddress(new Uri(uri.GetLeftPart(UriPartial.Scheme) + uri.Authority + path), Uri.UnescapeDataString(uri.UserInfo));
    }

    /// <summary>The connection; <see cref="Connections.None"/> after reporting. Nothing of the address is repeated.</summary>
    internal static ConnectionModel Read(string text, ScalarNode value, string name, string folder, Findings findings)
    {
        var written = value.Text;
        var at = written.LastIndexOf('@');
        var slashes = written.IndexOf("//", StringComparison.Ordinal);
        if (at > slashes && slashes >= 0 && Secrets.HasPlainText(written[(slashes + 2)..at]))
        {
            findings.Error(PlanCodes.InlineSecret, value.Line, $"{name} holds a token in plain text",
                "put it into an environment variable and write ${NAME} before the @");
            return Connections.None;
        }

        if (Complaint(text) is not var (reason, hint)) return new ConnectionModel(Driver, text, value.Text, folder) { Line = value.Line };
        findings.Error(PlanCodes.Connection, value.Line, $"{name} {reason}", hint);
        return Connections.None;
    }

    /// <summary>The target's connection with its journal, which stands in a file of its own.</summary>
    internal static ConnectionModel WithJournal(ConnectionModel connection, Section section, string retirement, PlanContext context)
    {
        const string Key = "journal";
        var written = section.Value(Key);
        if (connection.Driver.Is(Driver))
        {
            var file = written?.Text is { Length: > 0 } named ? named : (retirement.Length > 0 ? retirement : "storefold") + ".journal";
            if (!file.Any(char.IsControl) && !file.EndsWith('/')) return connection with { Journal = Path.GetFullPath(file, context.Folder) };
            section.Findings.Error(PlanCodes.Connection, written?.Line ?? section.Line, $"{section.Name(Key)} is not the path of a file",
                "write the path of a file, from the plan's folder");
        }
        else if (written is not null && connection.Driver.Length > 0)
        {
            section.Findings.Error(PlanCodes.Connection, written.Line, $"{section.Name(Key)} is for a target over HTTP only",
                "remove it: a database holds its own journal");
        }

        return connection;
    }

    private static (string Reason, string Hint)? Complaint(string text)
    {
        if (text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            return ("has a space or control character in it", "put the token alone into the variable");
        if (Parse(text) is not { } address) return ("is no address of a platform", Example + ", without ? and #");
        if (!address.Token.All(letter => letter is > ' ' and <= '~'))
            return ("has a token with characters that no token has", "see that the environment variable holds the token alone, on one line");
        return address.Base.Scheme is "http" && !address.Base.IsLoopback
            ? ("is not encrypted: customers' data and the token could be read on the way", $"{Example}; http:// is for this machine only")
            : null;
    }
}
