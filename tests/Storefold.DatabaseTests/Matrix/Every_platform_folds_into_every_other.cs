using Storefold.Certifying;

namespace Storefold.DatabaseTests.Matrix;

/// <summary>
/// Each platform that can be read into each that can be written, both with the demo data of the real platform. What a pair
/// should come to is counted by each platform's own client, without the packs.
/// </summary>
public sealed class Every_platform_folds_into_every_other
{
    public static IEnumerable<TheoryDataRow<string, string>> Pairs =>
        from source in Platforms.Sources from target in Platforms.Targets select new TheoryDataRow<string, string>(source, target);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task It_verifies_clean_the_books_balance_and_a_second_run_changes_nothing(string source, string target)
    {
        var (from, into) = (Platforms.Of(source), Platforms.Of(target));
        using var lab = new MatrixLab(from, into);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (before, sold) = (lab.Target.Rows(), lab.Target.Ordered(into));

        var t0 = watch.Elapsed;
        var first = await lab.TransferAsync();
        var t1 = watch.Elapsed;
        var stated = await lab.StateAsync();
        var t2 = watch.Elapsed;
        var after = lab.Target.Rows();
        var t3 = watch.Elapsed;
        var second = await lab.TransferAsync();
        var t4 = watch.Elapsed;
        var log = new System.Text.StringBuilder();
        log.AppendLine($"## {source} -> {target}: rows {first.Rows} written {first.Written} second {second.Written} image {t0.TotalSeconds:0.0} transfer {(t1 - t0).TotalSeconds:0.0} state {(t2 - t1).TotalSeconds:0.0} image {(t3 - t2).TotalSeconds:0.0} second {(t4 - t3).TotalSeconds:0.0}");
        foreach (var c in stated.Complaints) log.AppendLine("  COMPLAINT " + c);
        if (stated.Complaints.Count > 0) log.AppendLine(await lab.DifferencesAsync());
        foreach (var ((row, code), n) in lab.Aside()) log.AppendLine($"  aside {row} {code} {n}");
        var again = lab.Target.Rows();
        foreach (var (table, rows) in again) if (!rows.SequenceEqual(after.GetValueOrDefault(table, []), StringComparer.Ordinal)) log.AppendLine("  CHANGED2 " + table);
        foreach (var (table, rows) in before)
        {
            var gone = Missing(rows, after.GetValueOrDefault(table, []));
            if (gone.Count > 0) log.AppendLine($"  OWN {table} {gone.Count} of {rows.Count}: {gone[0][..Math.Min(150, gone[0].Length)]}");
        }
        foreach (var own in stated.Certificate.Books.TargetOwn.Where(o => o.Merged + o.Changed > 0)) log.AppendLine($"  own {own.Entity} before {own.Before} merged {own.Merged} changed {own.Changed}");
        var there = lab.Source.Ordered(from);
        var now = lab.Target.Ordered(into);
        var money = stated.Certificate.Books.Money.Where(m => m.What.ToString() == "order.total_grand");
        foreach (var m in money)
        {
            var cur = m.Currency.ToString();
            var delta = now.GetValueOrDefault(cur).Total - sold.GetValueOrDefault(cur).Total;
            var src = there.GetValueOrDefault(cur).Total;
            var ok = delta == m.Target && src == m.Target + m.Quarantined;
            log.AppendLine($"  money {cur} src {src} cert {m.Source} not {string.Join(",", m.NotCarried)} quar {m.Quarantined} target {m.Target} delta {delta} {(ok ? "ok" : "DIFF")} n {there.GetValueOrDefault(cur).Orders} {now.GetValueOrDefault(cur).Orders - sold.GetValueOrDefault(cur).Orders}");
        }
        foreach (var p in stated.Certificate.Books.Points) log.AppendLine($"  points {p.Programme} src {p.Source} quar {p.Quarantined} target {p.Target}");
        File.AppendAllText("/tmp/db/matrix.log", log.ToString());
        Assert.Empty(stated.Complaints);
        Assert.Equal(0, second.Written);
    }

    private static List<string> Missing(List<string> before, List<string> after)
    {
        var left = after.CountBy(row => row, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. before.Where(row => (left[row] = left.GetValueOrDefault(row) - 1) < 0)];
    }
}
