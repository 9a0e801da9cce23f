using System.Collections.Concurrent;
using Storefold.Tests.Verification;

namespace Storefold.DatabaseTests.Verification;

/// <summary>One fold for each pair of databases, made when the first mutant asks for it.</summary>
public sealed class SpoiltPairs : IAsyncDisposable
{
    private static readonly Mutant[] Everywhere =
    [
        .. SpoiltRows.Texts, .. SpoiltRows.TimesAndMoney, .. LostAndFoundRows.Links, .. LostAndFoundRows.Lost, .. LostAndFoundRows.Extra, .. LostAndFoundRows.Own,
    ];

    private readonly ConcurrentDictionary<(string Source, string Target), Lazy<Task<SpoiltPair>>> _pairs = new();

    /// <summary>What is planted into a kind of database.</summary>
    public static IEnumerable<Mutant> Mutants(string target) => target switch
    {
        "postgres" => [.. Everywhere, .. SpoiltRows.Postgres],
        "mariadb" => [.. Everywhere, .. SpoiltRows.MariaDb],
        _ => Everywhere,
    };

    /// <summary>Every mutant by itself.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> On(string source, string target) =>
        Mutants(target).Select(mutant => new TheoryDataRow<string, string>(source, mutant.Name));

    /// <summary>All of them, as many at once as change different tables.</summary>
    public static IEnumerable<TheoryDataRow<string, string, int>> Together(string target, params string[] sources) =>
        from source in sources from number in Enumerable.Range(0, Groups(target).Count) select new TheoryDataRow<string, string, int>(source, target, number);

    /// <summary>Plants one and hears what is said about it.</summary>
    public async Task AssertFindsAsync(string source, string target, string name)
    {
        var pair = await PairAsync(source, target);
        await pair.AssertFindsAsync([Mutants(target).Single(mutant => string.Equals(mutant.Name, name, StringComparison.Ordinal))]);
    }

    /// <summary>Plants those of a group and hears what is said about them.</summary>
    public async Task AssertFindsAsync(string source, string target, int group)
    {
        var pair = await PairAsync(source, target);
        await pair.AssertFindsAsync(Groups(target)[group]);
    }

    private static List<List<Mutant>> Groups(string target)
    {
        List<(List<Mutant> Mutants, HashSet<string> Tables)> groups = [];
        foreach (var mutant in Mutants(target))
        {
            var tables = SpoiltPair.TablesOf($"{mutant.Pick}; {mutant.Change}");
            var group = groups.Find(group => !group.Tables.Overlaps(tables));
            if (group.Mutants is null) groups.Add(group = ([], []));
            group.Mutants.Add(mutant);
            group.Tables.UnionWith(tables);
        }

        return [.. groups.Select(group => group.Mutants)];
    }

    internal Task<SpoiltPair> PairAsync(string source, string target) => _pairs.GetOrAdd(
        (source, target), _ => new Lazy<Task<SpoiltPair>>(() => SpoiltPair.MakeAsync(source, target))).Value;

    /// <summary>A failure here is a failure of the class.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var made in _pairs.Values)
        {
            if (!made.IsValueCreated || !made.Value.IsCompletedSuccessfully) continue;
            using var pair = await made.Value;
            await pair.AssertIsCleanAsync();
        }
    }
}
