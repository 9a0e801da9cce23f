using Storefold.Samples.Poco;
using Storefold.Tests.Support;

namespace Storefold.Tests.Verification;

/// <summary>What leaves the meaning as it is raises nothing: an alarm that cries wolf is soon not read any more.</summary>
public sealed class No_false_alarm(SpoiltSample sample) : IClassFixture<SpoiltSample>
{
    public static TheoryData<string, string> Harmless => new()
    {
        { "the database is vacuumed", "VACUUM" },
        { "an index is added", "CREATE INDEX by_city ON customer_addresses (city); ANALYZE" },
        { "a column of the platform's own is added", "ALTER TABLE orders ADD COLUMN warehouse TEXT DEFAULT 'north'" },
        {
            "JSON is written with its keys in another order",
            """UPDATE order_lines SET options = '{"size":{"h":2,"w":1},"colour":"red"}' WHERE sku = '00715'"""
        },
        {
            "JSON is written with spaces and escapes",
            """UPDATE order_lines SET options = '{ "colour" : "r\u0065d", "size": {"w":1.0, "h":2} }' WHERE sku = '00715'"""
        },
        { "a quantity gets a trailing zero", "UPDATE order_lines SET qty = qty || '.0' WHERE sku = '00715'" },
        { "a zero is written as minus zero", "UPDATE reviews SET rating_worst = '-0' WHERE rating_worst = '0'" },
        {
            "times lose decimals that say nothing",
            "UPDATE order_payments SET at = replace(at, '.000000Z', 'Z'); UPDATE orders SET placed_at = replace(placed_at, 'Z', '+00:00')"
        },
        { "an instant is written with another offset", "UPDATE orders SET placed_at = '2024-03-31T02:00:00+01:00' WHERE number = '0001234'" },
    };

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task A_change_without_meaning_raises_none(string name, string change)
    {
        using var lab = sample.Copy();
        lab.Mi(change);

        var (exit, differences) = await lab.VerifyCommandAsync();

        Assert.True(exit == 0, $"{name}: {string.Join(", ", differences)}");
    }

    [Fact]
    public async Task A_run_that_finds_nothing_to_do_raises_none_and_writes_nothing()
    {
        using var lab = sample.Copy();

        var again = await lab.FoldAsync();

        Assert.Equal(0, again.Written);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_sample_verifies_clean(int seed)
    {
        using var lab = MutantLab.Sample(SampleOptions.Default with { Seed = seed, Customers = 30, NastyRows = seed % 2 == 0 });
        await lab.FoldAsync();
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(100, 20)];
}
