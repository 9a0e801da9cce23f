namespace Storefold.Tests.Vendure;

[Collection(VendureFoldCollection.Name)]
public sealed class VendureFoldsTwiceTests(SharedVendureFold shared)
{
    private readonly VendureFold _fold = shared.Get();

    [Fact]
    public void The_fold_completes_and_verification_finds_no_difference()
    {
        Assert.False(_fold.First.Resumed);
        Assert.Equal(0, _fold.Number("SELECT count(*) FROM storefold_run WHERE finished_at IS NULL OR finished_at < 0"));
        Assert.Empty(_fold.Verified.Mismatches.Select(found => $"{found}: expected {found.Expected}, found {found.Found}"));
        Assert.Equal(_fold.First.Rows, _fold.Verified.Rows);
        Assert.Equal(_fold.First.Figures.OrderBy(Text, StringComparer.Ordinal), _fold.Verified.Figures.OrderBy(Text, StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_of_a_real_shop_is_quarantined()
    {
        Assert.Empty(_fold.Lines("SELECT row, source_key, code, field, detail FROM storefold_quarantine LIMIT 20"));
        Assert.DoesNotContain(_fold.First.Figures.Keys, key => key.Fate is "quarantined" or "erased" or "none");
    }

    [Fact]
    public void The_dry_run_predicts_the_run_exactly_and_leaves_nothing_behind()
    {
        Assert.True(_fold.DryRun.DryRun);
        Assert.Equal(_fold.First.Figures.OrderBy(Text, StringComparer.Ordinal), _fold.DryRun.Figures.OrderBy(Text, StringComparer.Ordinal));
        Assert.Equal((_fold.First.Rows, _fold.First.Written), (_fold.DryRun.Rows, _fold.DryRun.Written));
        Same(_fold.Before(), _fold.AfterDryRun);
    }

    [Fact]
    public void The_same_command_again_writes_nothing_and_changes_nothing()
    {
        Assert.True(_fold.First.Written > 20_000, $"{_fold.First.Written} rows were written first");
        Assert.Equal(0, _fold.Second.Written);
        Assert.Equal(_fold.First.Rows, _fold.Second.Rows);
        Assert.Equal(_fold.First.Figures.OrderBy(Text, StringComparer.Ordinal), _fold.Second.Figures.OrderBy(Text, StringComparer.Ordinal));
        Same(_fold.AfterFirst, _fold.AfterSecond);
        Assert.True(_fold.VerifiedAgain.IsClean);
    }

    [Fact]
    public void What_the_target_had_before_is_as_it_was()
    {
        foreach (var table in _fold.Before().Keys.Where(table => !table.StartsWith("sqlite_", StringComparison.Ordinal)))
            Assert.Empty(_fold.Lines($"SELECT '{table}', * FROM own.\"{table}\" EXCEPT SELECT '{table}', * FROM main.\"{table}\" LIMIT 3"));
    }

    [Fact]
    public void The_certificate_counts_the_targets_own_rows_as_untouched_but_for_the_named_merges()
    {
        foreach (var own in _fold.Verified.Own)
        {
            var table = _fold.Fold.Target.Pack.Entities[own.Entity].Tables[own.Entity][0].Table;
            Assert.Equal((own.Entity, _fold.Number($"SELECT count(*) FROM own.{table}"), 0L), (own.Entity, own.Before, own.Changed));
            Assert.Equal(own.Before, own.Untouched + own.Merged);
        }

        Assert.Equal(
            _fold.Number("SELECT count(*) FROM own.planted WHERE kind = 'auto'"),
            _fold.Verified.Own.Single(own => own.Entity is "customer").Merged);
    }

    private static string Text<T>(T figure) => $"{figure}";

    private static void Same(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> found)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (table, rows) in expected) Assert.Equal((table, rows), (table, found[table]));
    }
}
