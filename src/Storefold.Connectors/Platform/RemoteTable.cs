using System.Text.Json;

namespace Storefold.Connectors.Platform;

/// <summary>A table that a platform offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Keys">Columns that rows are found by: they get an index in the copy.</param>
/// <param name="By">Entities by whose keys its rows can be asked for.</param>
internal sealed record RemoteTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Keys, IReadOnlyList<string> By)
{
    /// <summary>Version of the protocol, docs/http.md.</summary>
    public const string Protocol = "storefold/1";

    private const int MostTables = 1000, MostColumns = 1998;

    /// <summary>The tables in a platform's answer for <c>tables</c>.</summary>
    public static IReadOnlyList<RemoteTable> Read(string platform, byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (!root.TryGetProperty("protocol", out var protocol) || protocol.GetString() is not Protocol)
                throw PlatformFault.Of(platform, $"it does not say that it speaks {Protocol}");
            var tables = root.GetProperty("tables").EnumerateArray().Select(table => new RemoteTable(
                table.GetProperty("name").GetString() ?? "", Names(table, "columns"), Names(table, "keys"), Names(table, "by"))).ToList();
            if (tables.Find(table => !table.IsSound()) is { } unsound) throw PlatformFault.Of(platform, $"its table '{unsound.Name}' is not described well");
            return tables.Count <= MostTables ? tables : throw PlatformFault.Of(platform, $"it lists more than {MostTables} tables");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw PlatformFault.Of(platform, "its list of tables is not the JSON that docs/http.md describes");
        }
    }

    /// <summary>Whether a statement names it.</summary>
    public bool IsNamedIn(string sql)
    {
        for (var at = sql.IndexOf(Name, StringComparison.OrdinalIgnoreCase); at >= 0; at = sql.IndexOf(Name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + Name.Length;
            if ((at == 0 || !IsWord(sql[at - 1])) && (end == sql.Length || !IsWord(sql[end]))) return true;
        }

        return false;
    }

    private static IReadOnlyList<string> Names(JsonElement table, string name) =>
        table.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    private bool IsSound() =>
        Name.Length is > 0 and <= 200 && !Name.StartsWith("storefold_", StringComparison.OrdinalIgnoreCase)
        && !Name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) && !Name.Any(char.IsControl)
        && Columns.Count is > 0 and <= MostColumns && Columns.All(column => column.Length > 0)
        && Columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() == Columns.Count
        && Keys.All(key => Columns.Contains(key, StringComparer.OrdinalIgnoreCase));
}
