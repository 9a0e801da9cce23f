using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>
/// Whatever pause point a transfer dies at: the same command, typed again, leaves both databases as if nothing had happened,
/// down to ids, quarantine, books, points and debits.
/// </summary>
public sealed class A_transfer_killed_anywhere_goes_on(ITestOutputHelper output)
{
    [Fact]
    public async Task At_every_pause_point()
    {
        using var start = new FoldLab();
        using var whole = start.Copy();
        var pauses = new Pauses();
        await whole.TransferAsync(pauses);
        var (target, source) = (whole.TargetDump(), whole.SourceDump());
        output.WriteLine($"{pauses.Points.Count} points: {string.Join(", ", pauses.Points.Distinct(StringComparer.Ordinal))}");

        using var lab = start.Copy();
        for (var point = 1; point <= pauses.Points.Count; point++)
        {
            lab.ResetTo(start);
            await lab.DieAtAsync(point);
            await lab.FinishAsync();
            var what = $"killed at {point} ({pauses.Points[point - 1]})";
            Dump.AssertSame(target, lab.TargetDump(), what + ", target");
            Dump.AssertSame(source, lab.SourceDump(), what + ", source");
        }

        await lab.AssertVerifiesAsync();
    }
}
