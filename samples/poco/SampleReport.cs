namespace Storefold.Samples.Poco;

/// <summary>What a sample holds: rows per table of both shops, and what was planted on purpose, by kind.</summary>
public sealed class SampleReport
{
    private readonly SortedDictionary<string, long> _poco = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _mi = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _planted = new(StringComparer.Ordinal);

    /// <summary>Rows per table of the source.</summary>
    public IReadOnlyDictionary<string, long> Poco => _poco;

    /// <summary>Rows per table of the target.</summary>
    public IReadOnlyDictionary<string, long> Mi => _mi;

    /// <summary>How often each kind of clash and each odd case was planted.</summary>
    public IReadOnlyDictionary<string, int> Planted => _planted;

    /// <summary>Rows of both shops.</summary>
    public long Rows => _poco.Values.Sum() + _mi.Values.Sum();

    internal void Plant(string kind, int times = 1) => _planted[kind] = _planted.GetValueOrDefault(kind) + times;

    internal void CountPoco(SampleTable table) => _poco[table.Name] = table.Rows;

    internal void CountMi(SampleTable table) => _mi[table.Name] = table.Rows;
}
