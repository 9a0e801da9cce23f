namespace Storefold.Samples.Poco.Store;

/// <summary>Points that were granted together and expire together.</summary>
internal sealed class LotDraft(long granted, long? usableFrom, long? expires)
{
    public long Id { get; set; }

    public long Granted { get; } = granted;

    public long Remaining { get; set; } = granted;

    public long? UsableFrom { get; } = usableFrom;

    public long? Expires { get; } = expires;
}

/// <summary>One line of an account's history.</summary>
internal sealed record EntryDraft(
    long At, string Kind, long Points, string State, long? UsableFrom, long? Order, LotDraft? Lot, string? Note);

/// <summary>
/// A points account played forward. Its invariant: the balance is the sum of the booked entries, and, unless it is
/// negative, of what remains of the lots that are not waiting.
/// </summary>
internal sealed class PointsBook
{
    public List<LotDraft> Lots { get; } = [];

    public List<EntryDraft> Entries { get; } = [];

    public long Balance { get; private set; }

    /// <summary>Points that can be used at once; a debt is paid first.</summary>
    public void Earn(long at, long points, long? expires, long? order, string kind = "earned", string? note = null)
    {
        var lot = new LotDraft(points, null, expires);
        lot.Remaining = Math.Clamp(Balance + points, 0, points);
        Lots.Add(lot);
        Book(at, kind, points, order, lot, note);
    }

    /// <summary>Points that wait for the end of the time in which goods can be sent back.</summary>
    public void EarnLater(long at, long points, long usableFrom, long? expires, long order)
    {
        var lot = new LotDraft(points, usableFrom, expires);
        Lots.Add(lot);
        Entries.Add(new EntryDraft(at, "earned", points, "waiting", usableFrom, order, lot, null));
    }

    /// <summary>Points of an order that was called off: they never came.</summary>
    public void EarnNever(long at, long points, long order) =>
        Entries.Add(new EntryDraft(at, "earned", points, "cancelled", at + (14 * SampleTime.Day), order, null,
            "Order called off"));

    /// <summary>Takes points off the oldest lots; no more than there are.</summary>
    public void Spend(long at, long points, long? order, string? note = null)
    {
        foreach (var lot in Usable())
        {
            var part = Math.Min(points, lot.Remaining);
            if (part <= 0) continue;
            lot.Remaining -= part;
            points -= part;
            Book(at, "spent", -part, order, lot, note);
        }
    }

    /// <summary>Takes points back even where there are none left: the balance may fall below zero.</summary>
    public void Reverse(long at, long points, long order)
    {
        var open = points;
        foreach (var lot in Usable())
        {
            var part = Math.Min(open, lot.Remaining);
            lot.Remaining -= part;
            open -= part;
        }

        Book(at, "reversed", -points, order, null, "Goods sent back");
    }

    /// <summary>Lets everything expire that expires up to then.</summary>
    public void ExpireUntil(long time)
    {
        foreach (var lot in Usable())
        {
            if (lot.Expires is not { } end || end > time || lot.Remaining == 0) continue;
            var gone = lot.Remaining;
            lot.Remaining = 0;
            Book(end, "lapsed", -gone, null, lot, null);
        }
    }

    private IEnumerable<LotDraft> Usable() => Lots.Where(lot => lot.UsableFrom is null);

    private void Book(long at, string kind, long points, long? order, LotDraft? lot, string? note)
    {
        Balance += points;
        Entries.Add(new EntryDraft(at, kind, points, "booked", null, order, lot, note));
    }
}
