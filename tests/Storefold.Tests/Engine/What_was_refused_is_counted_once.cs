using System.Globalization;
using Storefold.Journaling;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>
/// A batch that is refused late, when its rows and those of the journal are sent, is tried again in halves: what was counted until
/// then must not be counted a second time.
/// </summary>
public sealed class What_was_refused_is_counted_once
{
    [Theory]
    [InlineData(50)]
    [InlineData(1000)]
    public async Task The_figures_are_those_of_the_shop_and_a_conflict_is_one(int batchSize)
    {
        using var lab = new FoldLab(nasty: false, batchSize: batchSize);
        var first = (await lab.TransferAsync()).Figures;
        var moved = "SELECT id FROM orders WHERE state = 'placed' ORDER BY id";
        var (edited, refused) = (lab.Source(moved + " LIMIT 1 OFFSET 1")!, lab.Source(moved + " LIMIT 1 OFFSET 4")!);
        lab.Target($"UPDATE orders SET phone = 'edited here' WHERE id = (SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {edited})");
        lab.Target(
            $"CREATE TRIGGER refuse BEFORE INSERT ON storefold_id_map WHEN NEW.entity = 4 AND NEW.source_key = {refused} AND NEW.fate <> 4 "
            + "BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        lab.Source($"UPDATE orders SET contact_phone = '1' WHERE id IN ({edited}, {refused})");

        var figures = (await lab.TransferAsync()).Figures;

        Assert.Equal("target_refused", lab.Target($"SELECT code FROM storefold_quarantine WHERE row = 'order' AND source_key = {refused}"));
        Assert.Equal(decimal.Parse(lab.Source("SELECT count(*) FROM orders")!, CultureInfo.InvariantCulture), Sum(figures, "rows", "order"));
        Assert.Equal(decimal.Parse(lab.Source("SELECT count(*) FROM order_lines")!, CultureInfo.InvariantCulture), Sum(figures, "rows", "order.line"));
        Assert.Equal(Sum(first, "money", "order.total_grand"), Sum(figures, "money", "order.total_grand"));
        Assert.Equal(1, Sum(figures, "conflict", "order"));
    }

    private static decimal Sum(IReadOnlyDictionary<TallyKey, decimal> figures, string section, string name) =>
        figures.Where(pair => (pair.Key.Section, pair.Key.Name) == (section, name)).Sum(pair => pair.Value);
}
