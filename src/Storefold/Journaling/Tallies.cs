using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>What a figure of the books is about.</summary>
/// <param name="Section"><c>rows</c>, <c>money</c>, <c>loss</c> or <c>coupons</c>.</param>
/// <param name="Site">Site, or currency for money.</param>
/// <param name="Name">Row of the model, amount, or field.</param>
/// <param name="Fate">Fate, or empty.</param>
/// <param name="Rule">Skip rule or loss rule, or empty.</param>
public readonly record struct TallyKey(string Section, string Site, string Name, string Fate, string Rule);

/// <summary>
/// The running figures of one run. They are kept in memory and saved in each batch's transaction, so that they say
/// exactly what is durable: a killed run goes on with the figures of its last commit. A run visits every source row, so
/// its figures are complete when it ends.
/// </summary>
public sealed class Tallies
{
    private const string Query = "SELECT section, site, name, fate, rule, value FROM storefold_books WHERE run = ?1";

    private readonly Dictionary<TallyKey, decimal> _figures = [];
    private readonly Dictionary<TallyKey, decimal> _open = [];

    private readonly string _step;

    /// <summary>Figures that nobody saves.</summary>
    public Tallies()
        : this("")
    {
    }

    private Tallies(string step) => _step = step;

    /// <summary>All saved figures.</summary>
    public IReadOnlyDictionary<TallyKey, decimal> Figures => _figures;

    /// <summary>Adds to a figure of the open batch.</summary>
    public void Add(in TallyKey key, decimal amount)
    {
        if (amount == 0) return;
        _open[key] = _open.GetValueOrDefault(key) + amount;
    }

    /// <summary>The open batch as it stands, for <see cref="TakeBack"/>.</summary>
    public IReadOnlyDictionary<TallyKey, decimal> Mark() => new Dictionary<TallyKey, decimal>(_open);

    /// <summary>Forgets what was added to the open batch since: that part of it was taken back, and is going to be counted again.</summary>
    public void TakeBack(IReadOnlyDictionary<TallyKey, decimal> mark)
    {
        _open.Clear();
        foreach (var (key, amount) in mark) _open[key] = amount;
    }

    /// <summary>Forgets the open batch: its transaction was taken back.</summary>
    public void Forget() => _open.Clear();

    /// <summary>Saves the open batch inside its transaction. Call <see cref="Settle"/> once that is durable.</summary>
    public void Save(ISqlSession target, long run)
    {
        using var rows = new RowBuffer(target, "storefold_books", "run, step, section, site, name, fate, rule, value", keys: 7, OnDuplicate.Replace);
        foreach (var (key, amount) in _open)
        {
            var total = _figures.GetValueOrDefault(key) + amount;
            rows.Add(
                Value.Of(run), Value.Of(_step), Value.Of(key.Section), Value.Of(key.Site), Value.Of(key.Name), Value.Of(key.Fate), Value.Of(key.Rule),
                Value.Of(total.ToString(CultureInfo.InvariantCulture)));
        }

        rows.Flush();
    }

    /// <summary>Takes the open batch over: its transaction is durable.</summary>
    public void Settle()
    {
        foreach (var (key, amount) in _open) _figures[key] = _figures.GetValueOrDefault(key) + amount;
        _open.Clear();
    }

    /// <summary>The figures of one step of a run as saved: each step has its own, so that workers do not write the same rows.</summary>
    public static Tallies Load(ISqlSession target, long run, string step) =>
        Sum(step, target.Rows(Query + " AND step = ?2", Value.Of(run), Value.Of(step)));

    /// <summary>The figures of a whole run as saved.</summary>
    public static Tallies Load(ISqlSession target, long run) => Sum("", target.Rows(Query, Value.Of(run)));

    private static Tallies Sum(string step, List<Value[]> rows)
    {
        var tallies = new Tallies(step);
        foreach (var row in rows)
        {
            var key = new TallyKey(row[0].ToString(), row[1].ToString(), row[2].ToString(), row[3].ToString(), row[4].ToString());
            tallies._figures[key] = tallies._figures.GetValueOrDefault(key) + decimal.Parse(row[5].ToString(), CultureInfo.InvariantCulture);
        }

        return tallies;
    }
}
