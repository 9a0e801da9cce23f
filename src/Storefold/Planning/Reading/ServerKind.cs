namespace Storefold.Planning.Reading;

/// <summary>What the addresses of one kind of database server are made of.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Schemes">What such an address starts with; the first is the one that hints name.</param>
/// <param name="Port">Port where the address names none.</param>
/// <param name="Socket">The option that names a local socket (its folder or path) in place of a host.</param>
/// <param name="Options">Options and the values that they take: words, or nothing for any text; <c>seconds</c> for a number.</param>
public sealed record ServerKind(
    string Driver, IReadOnlyList<string> Schemes, int Port, string Socket, IReadOnlyDictionary<string, IReadOnlyList<string>> Options)
{
    /// <summary>The word among an option's values that stands for a whole number of seconds, 0 for no limit.</summary>
    public const string Seconds = "seconds";

    /// <summary>PostgreSQL. The words of <c>sslmode</c> are libpq's.</summary>
    public static readonly ServerKind Postgres = new("postgres", ["postgres", "postgresql"], 5432, "host",
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["host"] = [],
            ["sslmode"] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
            ["sslrootcert"] = [],
            ["schema"] = [],
            ["statement_timeout"] = [Seconds],
            ["connect_timeout"] = [Seconds],
        });

    /// <summary>MariaDB and MySQL.</summary>
    public static readonly ServerKind MariaDb = new("mariadb", ["mariadb", "mysql"], 3306, "socket",
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["socket"] = [],
            ["sslmode"] = ["disable", "require", "verify-ca", "verify-full"],
            ["sslrootcert"] = [],
            ["statement_timeout"] = [Seconds],
            ["connect_timeout"] = [Seconds],
        });

    /// <summary>The kind whose addresses start like this text; null where there is none.</summary>
    public static ServerKind? Of(string text) => new[] { Postgres, MariaDb }.FirstOrDefault(kind => kind.Claims(text));

    /// <summary>Whether a text starts like an address of this kind.</summary>
    public bool Claims(string text) => Schemes.Any(scheme => text.StartsWith(scheme + ":", StringComparison.Ordinal));

    /// <summary>How an address is written, for hints.</summary>
    public string Example => $"write {Schemes[0]}://USER:${{PASSWORD}}@HOST:{Port}/DATABASE";
}
