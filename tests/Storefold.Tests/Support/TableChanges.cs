namespace Storefold.Tests.Support;

/// <summary>What differs between two dumps, by table.</summary>
internal static class TableChanges
{
    /// <summary>Lines like <c>orders -1 +1</c>, in order of the tables; empty where nothing differs.</summary>
    public static string Between(List<string> before, List<string> after)
    {
        var counts = new SortedDictionary<string, (int Gone, int New)>(StringComparer.Ordinal);
        foreach (var line in before.Except(after, StringComparer.Ordinal)) Count(line, 1, 0);
        foreach (var line in after.Except(before, StringComparer.Ordinal)) Count(line, 0, 1);
        return string.Join(", ", counts.Select(pair => $"{pair.Key} -{pair.Value.Gone} +{pair.Value.New}"));

        void Count(string line, int gone, int added)
        {
            var table = line[..line.IndexOf(':', StringComparison.Ordinal)];
            var so = counts.GetValueOrDefault(table);
            counts[table] = (so.Gone + gone, so.New + added);
        }
    }
}
