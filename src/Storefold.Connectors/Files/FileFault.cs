using System.Globalization;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Files;

/// <summary>What is wrong with an export, with its place. What stands in the file is never quoted: it may be somebody's name.</summary>
internal static class FileFault
{
    /// <summary>The file has to be mended: <c>orders.csv:12: what is wrong (byte 4711); what to do</c>.</summary>
    public static StoreException At(string file, long line, long offset, string what, string todo) => new(
        string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {what} (byte {offset}); {todo}")) { IsSchema = true };

    /// <summary>The file as a whole.</summary>
    public static StoreException Of(string file, string what, string todo) => new($"{file}: {what}; {todo}") { IsSchema = true };

    /// <summary>The same may go well later.</summary>
    public static StoreException Later(string file, string what) => new($"{file}: {what}", isTransient: true);
}
