using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>Sums of one unit in one state.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="State">Pending or posted.</param>
/// <param name="Debits">Sum of the debits.</param>
/// <param name="Credits">Sum of the credits.</param>
public sealed record UnitTotal(string Unit, PostingState State, Rational Debits, Rational Credits)
{
    /// <summary>What double entry promises.</summary>
    public bool Balanced => Debits == Credits;
}

/// <summary>
/// All postings of a retirement in memory. A posting comes in once and only balanced; it changes state only from
/// pending. One thread at a time.
/// </summary>
public sealed class LedgerBooks
{
    private readonly Dictionary<string, Posting> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Unit, PostingState State), Rational> _balances = [];

    /// <summary>Books a posting. A repetition with the same entries changes nothing.</summary>
    /// <returns>False for such a repetition.</returns>
    /// <exception cref="InvalidOperationException">
    /// It does not balance, an amount is not above 0, or other entries stand under its key (L12).
    /// </exception>
    public bool Add(Posting posting)
    {
        if (_postings.TryGetValue(posting.Key, out var present))
        {
            if (present.Entries.SequenceEqual(posting.Entries)) return false;
            throw new InvalidOperationException($"Posting '{posting.Key}' is booked already, with other entries.");
        }

        if (posting.Entries.Any(entry => entry.Amount <= Rational.Zero))
        {
            throw new InvalidOperationException($"Posting '{posting.Key}' has an entry that is not above 0.");
        }

        if (Sum([posting]).FirstOrDefault(total => !total.Balanced) is { } wrong)
        {
            throw new InvalidOperationException(
                $"Posting '{posting.Key}' does not balance in {wrong.Unit}: "
                + $"{wrong.Debits} debit, {wrong.Credits} credit.");
        }

        _postings.Add(posting.Key, posting);
        Count(posting, undo: false);
        return true;
    }

    /// <summary>Makes a pending posting final: its points have become active.</summary>
    /// <exception cref="InvalidOperationException">It is voided or unknown.</exception>
    public void Post(string key) => Change(key, PostingState.Posted);

    /// <summary>Undoes a pending posting: its order was cancelled.</summary>
    /// <exception cref="InvalidOperationException">It is posted or unknown.</exception>
    public void Void(string key) => Change(key, PostingState.Voided);

    /// <summary>Credits less debits of an account, in postings of that state.</summary>
    public Rational Balance(string account, string unit, PostingState state = PostingState.Posted) =>
        _balances.GetValueOrDefault((account, unit, state));

    /// <summary>Debits and credits per unit and state, by unit; voided postings count nowhere.</summary>
    public IReadOnlyList<UnitTotal> Totals() => Sum(_postings.Values);

    /// <summary>
    /// True when every unit balances, and the target programme took over exactly what left the source programmes, each
    /// at its rate; pending points apart from posted ones.
    /// </summary>
    /// <param name="into">Programme in the target.</param>
    /// <param name="sources">The source programmes that go into it, with their rates.</param>
    public bool Proves(string into, params IReadOnlyList<(string Programme, Rational Rate)> sources) =>
        Totals().All(total => total.Balanced)
        && TookOver(into, sources, PostingState.Posted)
        && TookOver(into, sources, PostingState.Pending);

    private bool TookOver(string into, IReadOnlyList<(string Programme, Rational Rate)> sources, PostingState state)
    {
        var left = sources.Aggregate(Rational.Zero, (sum, source) => sum + (source.Rate
            * Balance(Ledger.SourceLiquidity(source.Programme), Ledger.SourceUnit(source.Programme), state)));
        return left == -Balance(Ledger.TargetLiquidity(into), Ledger.TargetUnit(into), state);
    }

    private static List<UnitTotal> Sum(IEnumerable<Posting> postings)
    {
        var sums = new SortedDictionary<(string Unit, PostingState State), (Rational Debits, Rational Credits)>(
            Comparer<(string Unit, PostingState State)>.Create(static (a, b) =>
            {
                var byUnit = string.CompareOrdinal(a.Unit, b.Unit);
                return byUnit != 0 ? byUnit : a.State.CompareTo(b.State);
            }));
        foreach (var posting in postings.Where(posting => posting.State != PostingState.Voided))
        {
            foreach (var entry in posting.Entries)
            {
                var (debits, credits) = sums.GetValueOrDefault((entry.Unit, posting.State));
                sums[(entry.Unit, posting.State)] = entry.Side == LedgerSide.Debit
                    ? (debits + entry.Amount, credits)
                    : (debits, credits + entry.Amount);
            }
        }

        return [.. sums.Select(sum => new UnitTotal(sum.Key.Unit, sum.Key.State, sum.Value.Debits, sum.Value.Credits))];
    }

    private void Change(string key, PostingState state)
    {
        if (!_postings.TryGetValue(key, out var posting))
        {
            throw new InvalidOperationException($"There is no posting '{key}'.");
        }

        if (posting.State == state) return;
        if (posting.State != PostingState.Pending)
        {
            throw new InvalidOperationException($"Posting '{key}' is {posting.State} and cannot become {state}.");
        }

        Count(posting, undo: true);
        Count(_postings[key] = posting with { State = state }, undo: false);
    }

    private void Count(Posting posting, bool undo)
    {
        foreach (var entry in posting.Entries)
        {
            var key = (entry.Account, entry.Unit, posting.State);
            var gives = (entry.Side == LedgerSide.Credit) != undo;
            _balances[key] = _balances.GetValueOrDefault(key) + (gives ? entry.Amount : -entry.Amount);
        }
    }
}
