using System.Globalization;
using System.Text.RegularExpressions;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// Turns error numbers into the kinds that the commands know (numbers: MariaDB's list of error codes; 2000 to 2999 are the
/// client library's). The server quotes values of rows in some messages; those are left out.
/// </summary>
internal static partial class MariaDbErrors
{
    // The server's own numbers end far below; SIGNAL takes any.
    private const uint FirstOfNobody = 5000;

    private const RegexOptions Text = RegexOptions.Singleline | RegexOptions.ExplicitCapture;

    /// <summary>What the server says about rows, and what of it is shown. Sessions have English messages.</summary>
    private static readonly (Regex Text, string Shown)[] Texts =
    [
        (DuplicateEntry(), "Duplicate entry for key ${key}"),
        (WrongValue(), "${before}…${after}"),
        (IllegalValue(), "Illegal ${what} value"),
        (OutOfRange(), "${type} value is out of range"),
        (ForeignDuplicate(), "Foreign key constraint for table '${table}' would lead to a duplicate entry"),
        (NoPartition(), "Table has no partition for the value"),
        (NoValues(), "$_"),
    ];

    /// <summary>The statement cannot be prepared.</summary>
    public const uint NotPreparable = 1295;

    /// <summary>The transaction was taken back by the server to end a deadlock.</summary>
    public const uint Deadlock = 1213;

    public static StoreException Translate(uint code, string message, string display, string doing)
    {
        var shown = WithoutValues(code, message);
        var text = code switch
        {
            1045 or 1698 => $"{display}: the server refuses this user or password.",
            1049 => $"{display}: there is no such database.",
            _ when IsRight(code) => $"{display}: a right is missing: {shown}. GRANT it, then run again.",
            1792 or 1290 when IsReadOnly(message) => $"{display} can only be read: {shown}.",
            1021 or 1114 or 3 or 28 => $"{display}: the disk or the table space of the server is full: {shown}.",
            1040 or 1203 or 1226 => $"{display}: the server has no connection left: {shown}.",
            1205 => $"{display}: another transaction holds rows that are needed (lock wait timeout).",
            Deadlock => $"{display}: the server ended a deadlock with another transaction.",
            1969 or 3024 or 1317 => $"{display}: the server ended a statement that took too long or was interrupted (in: {Shorten(doing)}).",
            2002 or 2003 or 2005 => $"{display}: no server answers there: {shown}.",
            2006 or 2013 or 2055 or 1053 or 1927 or 1080 or 1152 or 1184 => $"{display}: the connection was lost: {shown}.",
            2026 => $"{display}: no encrypted connection: {shown}.",
            _ => $"{display}: {shown} (in: {Shorten(doing)})",
        };
        return new StoreException(text, IsTransient(code))
        {
            IsUnreachable = code is 2002 or 2003 or 2005,
            IsSchema = IsSchema(code), IsRight = IsRight(code), IsConstraint = IsConstraint(code), IsTakenBack = EndsTransaction(code),
        };
    }

    /// <summary>Whether the connection is gone with this error.</summary>
    public static bool IsLost(uint code) => code is 2006 or 2013 or 2055 or 1053 or 1927 or 1080;

    /// <summary>Whether the server may have taken back the whole transaction with this error.</summary>
    public static bool EndsTransaction(uint code) => code is Deadlock or 1205 or 1020 or 1614 or 1637;

    /// <summary>A value was changed on its way into a column, which the server only notes.</summary>
    public static StoreException Changed(uint code, string message, string display, string doing) =>
        new($"{display}: a column cannot hold a value as it is: {WithoutValues(code, message)} (in: {Shorten(doing)})") { IsConstraint = true };

    /// <summary>A part of a result was left out, which the server only notes.</summary>
    public static StoreException Cut(string message, string display, string doing) =>
        new($"{display}: the server left out a part of a result: {message} (in: {Shorten(doing)}). Raise its max_allowed_packet.")
        {
            IsSchema = true,
        };

    /// <summary>A value that no statement can carry.</summary>
    public static StoreException TooLarge(long bytes, long most, string display) =>
        new($"{display}: a row of {bytes} bytes is larger than the server takes ({most}, its max_allowed_packet).") { IsConstraint = true };

    /// <summary>Numbers of warnings that say that a result is not whole: GROUP_CONCAT or a text function reached a limit.</summary>
    public static bool CutsResult(uint code) => code is 1260 or 1301;

    /// <summary>Numbers of warnings that say that a value was changed on its way into a column.</summary>
    public static bool ChangesValue(uint code) => code is 1264 or 1265 or 1292 or 1300 or 1366 or 1406 or 1977 or 1048;

    /// <summary>
    /// The message without the values of rows. A trigger of the shop may raise words of its own under any number: about rows only
    /// what the server itself says is shown.
    /// </summary>
    public static string WithoutValues(uint code, string message)
    {
        if (code is 1916 or 1917 or 1918 or 1919) return Quoted().Replace(message, "…");
        if (!IsConstraint(code)) return message.TrimEnd('.');
        foreach (var (text, shown) in Texts)
        {
            if (text.Match(message) is { Success: true } known) return known.Result(shown).TrimEnd('.');
        }

        return string.Create(CultureInfo.InvariantCulture, $"a trigger of the shop refused it [{code}]");
    }

    private static bool IsTransient(uint code) => code is
        1205 or Deadlock or 1020 or 1637 or 1614 or 1317 or 1412 or 1615 // locks, what changed meanwhile, an interrupted statement
        or 2002 or 2003 or 2005 or 2006 or 2013 or 2055 or 1053 or 1927 or 1080 or 1152 or 1158 or 1159 or 1160 or 1161 or 1184
        or 1040 or 1203 or 1226 // no connection left
        or 1021 or 1114 or 3 or 28 // full
        or 1969 or 3024; // timeouts

    private static bool IsConstraint(uint code) => code is
        1022 or 1048 or 1062 or 1169 or 1216 or 1217 or 1364 or 1451 or 1452 or 1557 or 1586 or 1761 or 1762 // keys, NOT NULL
        or 1264 or 1265 or 1292 or 1300 or 1366 or 1367 or 1406 or 1411 or 1416 or 1441 or 1690 or 1977 // what a column cannot hold
        or 1642 or 1643 or 1644 or >= FirstOfNobody // SIGNAL
        or 3819 or 4025 or 1525 or 1526 or 1748 or 1118 or 1153 or 2020; // checks, triggers, partitions, sizes

    private static bool IsSchema(uint code) => code is
        1044 or 1045 or 1049 or 1698 or 1142 or 1143 or 1227 or 1370 or 1290 or 1792 // rights
        or 1046 or 1050 or 1051 or 1052 or 1054 or 1064 or 1065 or 1066 or 1103 or 1109 or 1110 or 1111 or 1115 or 1136 or 1146
        or 1148 or 1149 or 1166 or 1210 or 1222 or 1235 or 1241 or 1242 or 1267 or 1270 or 1271 or 1273 or 1305 or 1318 or 1347
        or 1356 or 1471 or 1582 or 1583 or 1630 or 1665 or 2026 or 2031 or 2034 or 2057 or 2059 or 2061 or NotPreparable;

    private static bool IsRight(uint code) => code is 1044 or 1142 or 1143 or 1227 or 1370;

    private static bool IsReadOnly(string message) => message.Contains("READ ONLY", StringComparison.OrdinalIgnoreCase)
        || message.Contains("read-only", StringComparison.OrdinalIgnoreCase);

    private static string Shorten(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 160 ? line : line[..160] + "…";
    }

    [GeneratedRegex("^Duplicate entry '.*' for key (?<key>'[^']*')$", Text, Timeout.Infinite)]
    private static partial Regex DuplicateEntry();

    // Incorrect string value: '...' for column `db`.`table`.`column` at row 1
    [GeneratedRegex("^(?<before>[\\w ]*(value|string): )'.*'(?<after> for (column `.*` at row [0-9]+|function [\\w]+))?$", Text, Timeout.Infinite)]
    private static partial Regex WrongValue();

    [GeneratedRegex("^Illegal (?<what>\\w+) '.*' value found during parsing$", Text, Timeout.Infinite)]
    private static partial Regex IllegalValue();

    [GeneratedRegex("^(?<type>[\\w ]+) value is out of range in '.*'$", Text, Timeout.Infinite)]
    private static partial Regex OutOfRange();

    [GeneratedRegex("^Foreign key constraint for table '(?<table>[^']*)', record '.*' would lead to a duplicate entry", Text, Timeout.Infinite)]
    private static partial Regex ForeignDuplicate();

    [GeneratedRegex("^Table has no partition for value .*$", Text, Timeout.Infinite)]
    private static partial Regex NoPartition();

    // What of names the server puts between quotation marks has none itself, unless somebody made it so.
    [GeneratedRegex("^(Column '[^']*' cannot be null|Field '[^']*' doesn't have a default value|Data (too long|truncated) for column '[^']*'"
        + "|Out of range value for column '[^']*' at row|Cannot (add or update a child|delete or update a parent) row: a foreign key constraint fails"
        + "|CONSTRAINT `[^`]*` failed for |Check constraint '[^']*' is violated|Can't write[;,] |Found a row not matching the given partition set"
        + "|Cannot convert '\\w+' character 0x[0-9A-F]+ to '\\w+'$|Datetime function: \\w+ field overflow|Cannot get geometry object from data"
        + "|Row size too large|Got a packet bigger than)", Text, Timeout.Infinite)]
    private static partial Regex NoValues();

    [GeneratedRegex("'.*'", Text, Timeout.Infinite)]
    private static partial Regex Quoted();
}
