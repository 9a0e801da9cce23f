using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>One entity of one source.</summary>
/// <param name="Def">Entity.</param>
/// <param name="Source">Source.</param>
internal sealed record Pass(EntityDef Def, SourceSide Source);

/// <summary>
/// Which passes may run beside each other, so that the result is the same for any number of workers. A pass waits for the
/// entities of its source that it refers to, and for the same entity of the sources before: there it matters who comes first,
/// for numbers, codes, merges and ids.
/// </summary>
internal sealed class PassSchedule(IReadOnlyList<Pass> passes)
{
    private readonly HashSet<Pass> _begun = [];
    private readonly HashSet<Pass> _done = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _change = New();

    /// <summary>The next pass that nothing stands in the way of; null when no pass is left to begin.</summary>
    public async Task<Pass?> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_begun.Count == passes.Count) return null;
                var ready = passes.FirstOrDefault(pass => !_begun.Contains(pass) && passes.All(other => _done.Contains(other) || !Waits(pass, other)));
                if (ready is not null)
                {
                    _begun.Add(ready);
                    return ready;
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancel);
        }
    }

    /// <summary>Notes that a pass has come to its end.</summary>
    public void Done(Pass pass)
    {
        lock (_lock)
        {
            _done.Add(pass);
            _change.SetResult();
            _change = New();
        }
    }

    /// <summary>True when a pass may not begin before another one is done.</summary>
    public static bool Waits(Pass pass, Pass other)
    {
        if (pass == other) return false;
        if (pass.Def == other.Def) return other.Source.Number < pass.Source.Number;
        // Customers of several sources may share one points account, so all of them come first (AheadPass).
        if (pass.Def == ShopModel.Loyalty && other.Def == ShopModel.Customer) return true;
        return pass.Source == other.Source && RefersTo(pass.Def, other.Def);
    }

    private static bool RefersTo(EntityDef def, EntityDef other) => def.Rows.SelectMany(row => row.Fields).Any(field =>
        field is { IsReference: true, Late: false, Target: not null }
        && string.Equals(field.Target.Split('.')[0], other.Name, StringComparison.Ordinal));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
