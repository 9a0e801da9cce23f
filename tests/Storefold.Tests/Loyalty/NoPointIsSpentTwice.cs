using Storefold.Loyalty;

namespace Storefold.Tests.Loyalty;

/// <summary>
/// Case 35 and L11: every state that one account can reach, crashes, replays and late burns included.
/// </summary>
public sealed class NoPointIsSpentTwice
{
    [Fact]
    public void Case_35_in_no_reachable_state_can_points_be_spent_on_both_sides()
    {
        const int balance = 20;
        var (fault, states, edges) = Explore(balance, BrokenStep.None);
        TestContext.Current.TestOutputHelper?.WriteLine($"{states.Count} states");
        Assert.Null(fault);
        Assert.True(states.Count > 1_000, $"{states.Count} states");
        Assert.Contains(states, state =>
            state.Journal == TransferState.Closed && state.SpentInSource == 1 && state.SpentInTarget == 19);
        Assert.Contains(states, state => state.Done == TransferEvent.DebitRefused);
        Assert.Equal(states.Count, CanStillClose(states, edges));
    }

    [Theory]
    [InlineData(BrokenStep.DebitWithoutLooking)]
    [InlineData(BrokenStep.DebitTwice)]
    [InlineData(BrokenStep.CreditTwice)]
    [InlineData(BrokenStep.CreditFirst)]
    [InlineData(BrokenStep.LookAgainInsteadOfRepeating)]
    public void The_same_check_finds_every_broken_order_of_steps(BrokenStep broken)
    {
        var (fault, states, _) = Explore(4, broken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{broken}: {fault} after {states.Count} states");
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData(TransferState.Open, TransferEvent.Debit)]
    [InlineData(TransferState.Open, TransferEvent.Snapshot)]
    [InlineData(TransferState.Frozen, TransferEvent.Debit)]
    [InlineData(TransferState.Frozen, TransferEvent.Credit)]
    [InlineData(TransferState.Snapshotted, TransferEvent.Credit)]
    [InlineData(TransferState.Snapshotted, TransferEvent.Snapshot)]
    [InlineData(TransferState.Snapshotted, TransferEvent.Thaw)]
    [InlineData(TransferState.Debited, TransferEvent.Thaw)]
    [InlineData(TransferState.Debited, TransferEvent.Freeze)]
    [InlineData(TransferState.Debited, TransferEvent.DebitRefused)]
    [InlineData(TransferState.Debited, TransferEvent.Close)]
    [InlineData(TransferState.Credited, TransferEvent.Debit)]
    [InlineData(TransferState.Closed, TransferEvent.Credit)]
    public void A_step_out_of_order_is_refused(TransferState state, TransferEvent happened) =>
        Assert.Throws<InvalidOperationException>(() => TransferMachine.Next(state, happened));

    private static Explored Explore(int balance, BrokenStep broken)
    {
        var seen = new HashSet<TransferWorld> { TransferWorld.Start(balance) };
        var edges = new List<(TransferWorld, TransferWorld)>();
        var queue = new Queue<TransferWorld>(seen);
        while (queue.TryDequeue(out var world))
        {
            if (world.Fault(balance) is { } fault) return new Explored(fault, seen, edges);
            foreach (var next in world.Moves(broken))
            {
                edges.Add((world, next));
                if (seen.Add(next)) queue.Enqueue(next);
            }
        }

        return new Explored(null, seen, edges);
    }

    private sealed record Explored(
        string? Fault, HashSet<TransferWorld> States, List<(TransferWorld From, TransferWorld To)> Edges);

    private static int CanStillClose(
        HashSet<TransferWorld> states, List<(TransferWorld From, TransferWorld To)> edges)
    {
        var into = edges.ToLookup(edge => edge.To, edge => edge.From);
        var closing = states.Where(state => state.Journal == TransferState.Closed).ToHashSet();
        var queue = new Queue<TransferWorld>(closing);
        while (queue.TryDequeue(out var world))
        {
            foreach (var before in into[world])
            {
                if (closing.Add(before)) queue.Enqueue(before);
            }
        }

        return closing.Count;
    }
}
