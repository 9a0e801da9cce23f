using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>Adds what became of each row to the run's figures: rows, money and losses.</summary>
public sealed class BatchTally(Tallies tallies)
{
    /// <summary>Section of row fates.</summary>
    public const string RowsSection = "rows";

    /// <summary>Section of money.</summary>
    public const string MoneySection = "money";

    /// <summary>Section of values that the target does not keep.</summary>
    public const string LossSection = "loss";

    /// <summary>Section of source points.</summary>
    public const string PointsSection = "points";

    /// <summary>Section of conflicts: what was edited on the target meanwhile.</summary>
    public const string ConflictSection = "conflict";

    /// <summary>Currency in the books for amounts whose currency cannot be known.</summary>
    public const string UnknownCurrency = "unknown";

    /// <summary>The amounts of money that the books follow: row and field.</summary>
    public static readonly IReadOnlyList<(RowDef Row, int Amount)> Amounts =
    [
        Amount("order", "total_grand"), Amount("order.payment", "amount"), Amount("order.refund", "amount"),
        Amount("coupon.use", "amount"), Amount("stored_value", "balance"),
    ];

    /// <summary>The currency that an amount is booked under: what is none of ISO 4217 may be any text.</summary>
    public static string Booked(string? currency) => currency is not null && Currencies.TryDigits(currency, out _) ? currency : UnknownCurrency;

    /// <summary>Adds one aggregate.</summary>
    public void Add(Judgement judgement)
    {
        var def = judgement.Source.Def;
        var rule = judgement.Rule ?? "";
        AddRows(judgement.Site, def.Name, judgement.Fate, rule, 1);
        for (var part = 0; part < def.Parts.Count; part++)
        {
            var rows = judgement.Source.Parts[part].Count;
            if (rows == 0) continue;
            foreach (var (_, partRule, skipped) in judgement.SkippedParts.Where(skip => skip.Part == part))
            {
                AddRows(judgement.Site, def.Parts[part].Name, Fate.Skipped, partRule, skipped);
                rows -= skipped;
            }

            // Parts of a merged aggregate are rows of their own in the target: they are created, only the root merges.
            var fate = judgement.Fate == Fate.Merged ? Fate.Created : judgement.Fate;
            AddRows(judgement.Site, def.Parts[part].Name, fate, rule, rows);
        }

        foreach (var (loss, field) in judgement.Losses) tallies.Add(new TallyKey(LossSection, "", field, "", loss), 1);
        AddMoney(judgement);
        if (def == ShopModel.Loyalty) AddPoints(judgement);
    }

    /// <summary>Adds a row that belongs to no aggregate.</summary>
    public void Add(StrayRow stray)
    {
        var fate = stray.Skip is null ? Fate.Quarantined : Fate.Skipped;
        var rule = stray.Skip ?? stray.Rejected.Rejection.Code;
        AddRows(SiteBook.NoSite, stray.Rejected.Row.Name, fate, rule, 1);
        foreach (var (row, amount) in Amounts)
        {
            if (row == stray.Rejected.Row)
                AddAmount(UnknownCurrency, row, amount, stray.Fields[amount], fate, rule);
        }
    }

    /// <summary>Adds an aggregate that was neither overwritten nor removed because somebody edited it on the target.</summary>
    public void AddConflict(string site, EntityDef def) => tallies.Add(new TallyKey(ConflictSection, site, def.Name, "", "edited_on_target"), 1);

    private void AddRows(string site, string row, Fate fate, string rule, int rows) =>
        tallies.Add(new TallyKey(RowsSection, site, row, Name(fate), fate is Fate.Skipped or Fate.Quarantined ? rule : ""), rows);

    private void AddMoney(Judgement judgement)
    {
        var source = judgement.Source;
        foreach (var (row, amount) in Amounts)
        {
            if (!string.Equals(row.Entity, source.Def.Name, StringComparison.Ordinal)) continue;
            var ofRoot = source.Def.Root.CurrencyOrdinal < 0 ? null : source.Root.Fields[source.Def.Root.CurrencyOrdinal].AsText();
            if (row.Part is null)
            {
                AddAmount(ofRoot, row, amount, source.Root.Fields[amount], judgement.Fate, judgement.Rule ?? "");
                continue;
            }

            var skipped = judgement.Projected?.Part(row.Part);
            var rows = source.Part(row.Part);
            for (var ordinal = 0; ordinal < rows.Count; ordinal++)
            {
                var identity = rows[ordinal].Identity(ordinal);
                var moved = skipped is null || skipped.Exists(projected => projected.Identity == identity);
                var rule = moved ? judgement.Rule ?? "" : rows[ordinal].Skip ?? "part_rule";
                AddAmount(
                    Projection.CurrencyOf(row, rows[ordinal].Fields, ofRoot), row, amount, rows[ordinal].Fields[amount],
                    moved ? judgement.Fate : Fate.Skipped, rule);
            }
        }
    }

    private void AddPoints(Judgement judgement)
    {
        // What moved is in the points book, exactly; here stands what did not.
        if (judgement.Fate is Fate.Created or Fate.Merged) return;
        var balance = judgement.Source["native_balance"];
        if (balance.IsNull) return;
        tallies.Add(
            new TallyKey(
                PointsSection, judgement.Site, JournalText.Word(judgement.Source["programme"].AsText() ?? "?"), Name(judgement.Fate), judgement.Rule ?? ""),
            balance.AsDecimal());
    }

    private void AddAmount(string? currency, RowDef row, int amount, in Value value, Fate fate, string rule)
    {
        if (value.IsNull) return;
        var what = $"{row.Name}.{row.Fields[amount].Name}";
        tallies.Add(
            new TallyKey(MoneySection, Booked(currency), what, Name(fate), fate is Fate.Skipped or Fate.Quarantined ? rule : ""),
            value.AsDecimal());
    }

    private static string Name(Fate fate) => fate switch
    {
        Fate.Created => "created",
        Fate.Merged => "merged",
        Fate.Skipped => "skipped",
        Fate.Quarantined => "quarantined",
        Fate.Erased => "erased",
        _ => "none",
    };

    private static (RowDef Row, int Amount) Amount(string row, string field)
    {
        var def = ShopModel.FindRow(row) ?? throw new InvalidOperationException($"{row} is not a row.");
        return (def, def[field].Ordinal);
    }
}
