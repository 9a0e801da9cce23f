using System.Globalization;
using Storefold.Journaling;

namespace Storefold.DatabaseTests.Folding;

/// <summary>Accounts that were joined, carried out, and then not meant that way: everybody has again what is theirs.</summary>
public sealed class A_merge_on_a_server_is_taken_back
{
    private static readonly string[] Belongings =
    [
        "SELECT 'order', number FROM orders WHERE customer_id = {0}",
        "SELECT 'address', id FROM customer_addresses WHERE customer_id = {0}",
        "SELECT 'consent', id FROM customer_consents WHERE customer_id = {0}",
        "SELECT 'review', id FROM reviews WHERE customer_id = {0}",
        "SELECT 'wish', id FROM wishlist_items WHERE customer_id = {0}",
        "SELECT 'code', id FROM coupon_codes WHERE holder_customer_id = {0}",
        "SELECT 'lot', l.id FROM points_lots l JOIN points_accounts a ON a.id = l.account_id WHERE a.customer_id = {0}",
        "SELECT 'entry', e.id FROM points_entries e JOIN points_accounts a ON a.id = e.account_id WHERE a.customer_id = {0}",
        "SELECT 'account', email FROM customers WHERE id = {0}",
    ];

    private static readonly string[] Kept = ["order ", "address ", "consent ", "review ", "wish ", "code ", "lot ", "entry "];

    [Theory]
    [InlineData("sqlite", "postgres")]
    [InlineData("sqlite", "mariadb")]
    public async Task One_that_the_rules_made(string source, string target)
    {
        using var lab = new PairLab(source, target, customers: 80);
        var before = lab.TargetShop.Ask("SELECT id FROM customers").ToDictionary(row => row[0], row => Of(lab, row[0]), StringComparer.Ordinal);
        await lab.TransferAsync();
        var places = Places(lab);
        var (id, customer) = Decisions(lab, "auto").Select(row => (row.Id, places[row.Customer]))
            .First(found => Of(lab, found.Item2).Count(line => line.StartsWith("lot ", StringComparison.Ordinal)) > before[found.Item2].Count(line => line.StartsWith("lot ", StringComparison.Ordinal))
                && Of(lab, found.Item2).Exists(line => line.StartsWith("order ", StringComparison.Ordinal)));
        var together = Of(lab, customer);
        var who = Decisions(lab, "auto").Single(row => string.Equals(row.Id, id, StringComparison.Ordinal)).Customer;
        Assert.Contains($"{id}  auto", (await Decide(lab, "--merged")).Output, StringComparison.Ordinal);

        await Decide(lab, id, "separate", "--by", "Asha");
        Assert.True((await lab.TransferAsync()).Written > 0);

        var own = Places(lab)[who];
        Assert.NotEqual(customer, own, StringComparer.Ordinal);
        Assert.Equal(before[customer], Of(lab, customer));
        Assert.Equal(Things(together), Things(Of(lab, customer).Concat(Of(lab, own))));
        await AssertSettledAsync(lab);

        await Decide(lab, id, "merge", "--by", "Asha");
        await lab.TransferAsync();
        Assert.Equal(together, Of(lab, customer));
        await AssertSettledAsync(lab);
    }

    [Theory]
    [InlineData("postgres", "mariadb", false)]
    [InlineData("mariadb", "postgres", true)]
    public async Task Two_of_two_shops_that_a_person_joined_in_one(string source, string target, bool secondFirst)
    {
        using var lab = new PairLab(source, target, customers: 80, twoSources: true);
        var before = lab.TargetShop.Ask("SELECT id FROM customers").ToDictionary(row => row[0], row => Of(lab, row[0]), StringComparer.Ordinal);
        await lab.TransferAsync();
        var places = Places(lab);
        var waiting = Decisions(lab, "review").Concat(Decisions(lab, "challenge")).Where(row => places.ContainsKey(row.Customer))
            .ToDictionary(row => row.Customer, row => row.Id);
        var one = waiting.Keys.First(who => who.Source == 1 && HasPoints(lab, places[who]));
        var other = waiting.Keys.First(who => who.Source == 2 && !string.Equals(who.Key, one.Key, StringComparison.Ordinal) && HasPoints(lab, places[who]));
        Who[] both = secondFirst ? [other, one] : [one, other];
        var had = both.Select(who => Of(lab, places[who])).ToList();
        var into = before.Keys.Order(StringComparer.Ordinal).First(name => !places.ContainsValue(name) && !HasPoints(lab, name));
        foreach (var who in both)
        {
            await Decide(lab, waiting[who], "merge", "--into", into, "--by", "Asha");
            await lab.TransferAsync();
            Assert.Equal(into, Places(lab)[who]);
        }

        Assert.Equal(Things(before[into].Concat(had[0]).Concat(had[1])), Things(Of(lab, into)));
        var merged = (await Decide(lab, "--merged")).Output;
        Assert.All(both, who => Assert.Contains($"{waiting[who]}  merge", merged, StringComparison.Ordinal));
        await AssertSettledAsync(lab);

        // The one for whom the points account was made leaves first, then the other one.
        foreach (var who in both)
        {
            await Decide(lab, waiting[who], "separate", "--by", "Asha");
            await lab.TransferAsync();
            await AssertSettledAsync(lab);
        }

        Assert.Equal(before[into], Of(lab, into));
        Assert.Equal(had, both.Select(who => Of(lab, Places(lab)[who])));
    }

    private static bool HasPoints(PairLab lab, string customer) => Of(lab, customer).Exists(line => line.StartsWith("lot ", StringComparison.Ordinal));

    private static async Task AssertSettledAsync(PairLab lab)
    {
        var verified = await lab.VerifyAsync();
        Assert.True(verified.IsClean, string.Join('\n', verified.Mismatches));
        Assert.Equal("0", lab.TargetShop.One("SELECT count(*) FROM storefold_removal"));
        Assert.Equal("0", lab.TargetShop.One("SELECT count(*) FROM storefold_ahead"));
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    private static async Task<(int Exit, string Output)> Decide(PairLab lab, params string[] rest)
    {
        var (exit, output, error) = await CommandLine.RunAsync(["decide", lab.PlanFile, .. rest]);
        Assert.True(exit == 0, error);
        return (exit, output);
    }

    private static List<string> Of(PairLab lab, string customer) =>
        [.. Belongings.SelectMany(sql => lab.TargetShop.Ask(string.Format(CultureInfo.InvariantCulture, sql, customer)).Select(row => string.Join(' ', row))).Order(StringComparer.Ordinal)];

    /// <summary>Of a customer's lines those of what can go along.</summary>
    private static List<string> Things(IEnumerable<string> lines) =>
        [.. lines.Where(line => Kept.Any(kind => line.StartsWith(kind, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    private static List<(Who Customer, string Id)> Decisions(PairLab lab, string kind) =>
        [.. Journal(lab, $"SELECT source, [source_key], id FROM storefold_match WHERE kind = '{kind}' ORDER BY id").Select(row => (new Who(int.Parse(row[0], CultureInfo.InvariantCulture), row[1]), row[2]))];

    private static Dictionary<Who, string> Places(PairLab lab) =>
        Journal(lab, "SELECT source, [source_key], [target_key] FROM storefold_id_map WHERE entity = 3 AND target_key IS NOT NULL")
            .ToDictionary(row => new Who(int.Parse(row[0], CultureInfo.InvariantCulture), row[1]), row => row[2]);

    private static List<string[]> Journal(PairLab lab, string sql)
    {
        using var session = lab.Target();
        using var statement = session.PrepareJournal(sql);
        var arena = new Shop.Arena();
        List<string[]> rows = [];
        while (statement.Step()) rows.Add([.. Enumerable.Range(0, statement.ColumnCount).Select(column => statement.Read(column, arena).ToString())]);
        return rows;
    }

    private sealed record Who(int Source, string Key);
}
