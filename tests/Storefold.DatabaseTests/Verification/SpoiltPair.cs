using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;
using Storefold.Tests.Verification;

namespace Storefold.DatabaseTests.Verification;

/// <summary>
/// A transferred sample between two kinds of database, into which one mutant after the other is planted and taken out
/// again. A few rows of the source are set by hand, so that it holds what generated shops rarely do.
/// </summary>
internal sealed partial class SpoiltPair : IDisposable
{
    private readonly PairLab _lab;
    private readonly Dictionary<(string Kind, string Entity), string> _keys = [];

    private int _planted;

    private SpoiltPair(PairLab lab) => _lab = lab;

    public static async Task<SpoiltPair> MakeAsync(string source, string target)
    {
        var lab = new PairLab(source, target, customers: 40, seed: 7, special: RareRows.OfZoe, batchSize: 500);
        await lab.TransferAsync();
        var pair = new SpoiltPair(lab);
        pair.ReadKeys();
        using (var session = lab.Target()) lab.TargetShop.Keep(session.Tables().Keys.Where(table => !table.EndsWith("_id", StringComparison.Ordinal)));
        await pair.AssertIsCleanAsync();
        return pair;
    }

    public PairLab Lab => _lab;

    /// <summary>Tables that a script changes or looks into.</summary>
    public static IReadOnlyList<string> TablesOf(string script) =>
        [.. Named().Matches(script).Select(match => match.Groups["table"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Plants mutants, verifies, takes them out again and compares what was said.</summary>
    public async Task AssertFindsAsync(IReadOnlyList<Mutant> mutants)
    {
        var shop = _lab.TargetShop;
        var planted = mutants.Select(Fill).ToList();
        var change = string.Join("; ", planted.Select(one => one.Change));
        int exit;
        IReadOnlyList<string> found;
        try
        {
            shop.Run(change);
            _planted += mutants.Count;
            (exit, found) = await VerifyAsync();
        }
        finally
        {
            shop.Restore(TablesOf(change));
        }

        Assert.Equal(string.Join('\n', planted.SelectMany(one => one.Findings).Order(StringComparer.Ordinal)), string.Join('\n', found));
        Assert.Equal(1, exit);
    }

    /// <summary>The mutant with keys and words of this pair.</summary>
    private Mutant Fill(Mutant mutant)
    {
        var picked = _lab.TargetShop.Ask(Expand(mutant.Pick));
        Assert.True(picked is [[not ("NULL" or ""), not ("NULL" or "")]], $"the sample has no row for {mutant.Name}");
        string With(string text) => Expand(text
            .Replace("{id}", picked[0][0], StringComparison.Ordinal).Replace("{other}", picked[0][1], StringComparison.Ordinal));
        return mutant with { Change = With(mutant.Change), Findings = [.. mutant.Findings.Select(With)] };
    }

    /// <summary>Exit code of <c>storefold verify --json</c> and the differences that it printed: kind, row, target key, field.</summary>
    public async Task<(int Exit, IReadOnlyList<string> Differences)> VerifyAsync()
    {
        var (exit, output, error) = await CommandLine.RunAsync("verify", _lab.PlanFile, "--json");
        Assert.Equal("", error);
        using var json = JsonDocument.Parse(output);
        return (exit, [.. json.RootElement.GetProperty("mismatches").EnumerateArray().Select(Described).Order(StringComparer.Ordinal)]);
    }

    /// <summary>With everything taken out again there is nothing to be said.</summary>
    public async Task AssertIsCleanAsync()
    {
        var (exit, differences) = await VerifyAsync();
        Assert.True(exit == 0, $"after {_planted} mutants, all taken out again: {string.Join(", ", differences)}");
    }

    public void Dispose() => _lab.Dispose();

    private static string Described(JsonElement found)
    {
        string? Text(string name) => found.GetProperty(name).GetString();
        if (Text("kind") is "edited_on_target" or "missing" or "not_transferred")
            Assert.True(Text("source") is "poco" && Text("source_key") is not null, $"{found} does not name its source row");
        return $"{Text("kind")} {Text("row")} {Text("target_key") ?? "-"} {Text("field") ?? "-"}";
    }

    /// <summary>
    /// Puts what differs from dialect to dialect in its place: <c>{ours:order}</c> (keys that the transfer made),
    /// <c>{joined:…}</c>, <c>{own:…}</c>, <c>{parts:49}</c> (keys in the part map), <c>{key 12}</c> (as the journal has it) and
    /// <c>{later at 1 hour}</c>.
    /// </summary>
    private string Expand(string sql)
    {
        sql = Keys().Replace(sql, match => _keys.GetValueOrDefault((match.Groups["kind"].Value, match.Groups["what"].Value), "(-1)"));
        sql = Key().Replace(sql, match => NativeKey(long.Parse(match.Groups["key"].Value, CultureInfo.InvariantCulture)));
        return Later().Replace(sql, match => Shifted(match.Groups["column"].Value, match.Groups["count"].Value, match.Groups["unit"].Value));
    }

    private string Shifted(string column, string count, string unit) => _lab.TargetShop.Kind switch
    {
        "postgres" => $"{column} + interval '{count} {unit}'",
        "mariadb" => $"{column} + INTERVAL {count} {unit}",
        _ when unit is "microsecond" => $"replace({column}, '.000000Z', '.00000{count}Z')",
        _ => $"strftime('%Y-%m-%dT%H:%M:', {column}, '{count} {unit}') || substr({column}, 18)",
    };

    private string NativeKey(long key)
    {
        if (_lab.TargetShop.Kind is "sqlite") return key.ToString(CultureInfo.InvariantCulture);
        using var session = _lab.Target();
        var bytes = Convert.ToHexString(session.Sql.KeyCell(Value.Of(key)).Utf8);
        return _lab.TargetShop.Kind is "postgres" ? $"'\\x{bytes}'::bytea" : $"x'{bytes}'";
    }

    private void ReadKeys()
    {
        using var session = _lab.Target();
        foreach (var entity in ShopModel.Entities)
        {
            Read("ours", entity.Name, $"SELECT [target_key] FROM storefold_id_map WHERE entity = {entity.Number} AND fate = 1");
            Read("joined", entity.Name, $"SELECT [target_key] FROM storefold_id_map WHERE entity = {entity.Number} AND fate = 2");
            Read("own", entity.Name, $"SELECT [target_key] FROM storefold_own WHERE entity = {entity.Number}");
        }

        Read("parts", "customer.address", "SELECT [target_key] FROM storefold_part_map WHERE row = 49");

        void Read(string kind, string what, string sql)
        {
            using var statement = session.PrepareJournal(sql);
            var arena = new Arena();
            List<string> keys = ["-1"];
            while (statement.Step()) keys.Add(statement.Read(0, arena).ToString());
            _keys[(kind, what)] = $"({string.Join(", ", keys)})";
        }
    }

    [GeneratedRegex(@"\{(?<kind>ours|joined|own|parts):(?<what>[a-z_.]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys();

    [GeneratedRegex(@"\{key (?<key>\d+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\{later (?<column>\w+) (?<count>-?\d+) (?<unit>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Later();

    [GeneratedRegex(@"\b(UPDATE|INTO|FROM|JOIN) (?<table>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
