using System.Globalization;
using Storefold.Journaling;
using Storefold.Loyalty;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>One converted account as the journal keeps it; amounts in points, exact.</summary>
/// <param name="Source">Number of the source.</param>
/// <param name="Account">Key of the account there.</param>
/// <param name="State"><c>snapshotted</c>, <c>debited</c> or <c>closed</c>.</param>
/// <param name="InputHash">Hash of what was converted.</param>
public sealed record PointsEntry(int Source, Value Account, string State, string InputHash);

/// <summary>Converted points of one programme at one rate, summed.</summary>
public sealed record PointsTotal(
    string Programme, string Rate, decimal Balance, decimal Expired, decimal WrittenOff, decimal Converted, Rational Rounding,
    decimal Target, int Accounts, int Flagged);

/// <summary>
/// The points books in the journal: what each account was converted to, and the double-entry postings behind it. They are
/// written in the transaction that credits the target.
/// </summary>
public sealed class PointsBook(ISqlSession target) : IDisposable
{
    private readonly ISqlStatement _find = target.PrepareJournal(
        "SELECT state, input_hash FROM storefold_points WHERE source = ?1 AND account = ?2k");

    private readonly ListedQuery _listed = new(
        target, "[account], state, input_hash", "storefold_points", "source = ?1", "account", native: true);

    private readonly RowBuffer _accounts = new(
        target, "storefold_points",
        "source, [account], site, idempotency_key, input_hash, state, programme, into_programme, rate, balance, "
        + "expired, written_off, converted, target, rounding, flag",
        keys: 2, OnDuplicate.Replace);

    private readonly RowBuffer _lines = new(
        target, "storefold_ledger", "posting, line, account, unit, side, amount, state", keys: 2, OnDuplicate.Refuse, types: "tittttt");

    private readonly Dictionary<(int Source, Value Account), Value[]> _waiting = [];
    private readonly Dictionary<(int Source, Value Account), PointsEntry?> _ahead = [];

    private readonly ISqlStatement _unpost = target.PrepareJournal("DELETE FROM storefold_ledger WHERE posting >= ?1 AND posting < ?2");

    /// <summary>The account's snapshot, or null when it has none yet.</summary>
    public PointsEntry? Find(int source, in Value account)
    {
        if (_ahead.TryGetValue((source, account), out var known)) return known;
        Flush();
        var rows = _find.Rows(Value.Of(source), account);
        return rows.Count == 0 ? null : new PointsEntry(source, account, rows[0][0].ToString(), rows[0][1].ToString());
    }

    /// <summary>Fetches these accounts, which then are found without asking, until <see cref="ForgetAhead"/>.</summary>
    public void LookAhead(int source, IReadOnlyList<Value> accounts)
    {
        Flush();
        foreach (var account in accounts) _ahead[(source, account)] = null;
        _listed.Each(
            accounts, (row, arena) =>
            {
                var account = row.Read(0, arena);
                _ahead[(source, account)] = new PointsEntry(source, account, row.Read(1, arena).ToString(), row.Read(2, arena).ToString());
            }, Value.Of(source));
    }

    /// <summary>Forgets what was fetched ahead.</summary>
    public void ForgetAhead() => _ahead.Clear();

    /// <summary>Sends what was kept and booked. Call it before the transaction ends.</summary>
    public void Flush()
    {
        foreach (var row in _waiting.Values) _accounts.Add(row);
        _waiting.Clear();
        _accounts.Flush();
        _lines.Flush();
    }

    /// <summary>Forgets what waited, after a transaction was taken back.</summary>
    public void Discard()
    {
        _waiting.Clear();
        _accounts.Discard();
        _lines.Discard();
        _ahead.Clear();
    }

    /// <summary>Keeps a conversion with its state (L11); an earlier one of the same account is replaced.</summary>
    public void Save(int source, in Value account, string site, Conversion conversion, string state)
    {
        Value[] row =
        [
            Value.Of(source), account, Value.Of(site), Value.Of(conversion.IdempotencyKey), Value.Of(conversion.InputHash), Value.Of(state),
            Value.Of(conversion.Programme), Value.Of(conversion.Into), Value.Of(conversion.Rate.ToString()), Text(conversion.SourceBalance),
            Text(conversion.Expired), Text(conversion.WrittenOff), Text(conversion.Converted), Text(conversion.Target),
            Value.Of(conversion.Rounding.ToString()), Value.Of(conversion.Discrepancy is null ? null : "balance_differs_from_entries"),
        ];
        _ahead[(source, account)] = new PointsEntry(source, account, state, conversion.InputHash);
        _waiting[(source, account)] = row;
    }

    /// <summary>Books the postings of a conversion; booking it again changes nothing.</summary>
    /// <param name="conversion">The conversion.</param>
    /// <param name="again">True where postings of the same account may stand.</param>
    public void Post(Conversion conversion, bool again)
    {
        if (again)
        {
            // Another conversion of the same account (its source changed since) replaces the old postings whole.
            Flush();
            _unpost.Run(Value.Of(conversion.IdempotencyKey + "/"), Value.Of(conversion.IdempotencyKey + "0"));
        }

        foreach (var posting in Ledger.Postings(conversion))
        {
            for (var line = 0; line < posting.Entries.Count; line++)
            {
                var entry = posting.Entries[line];
                _lines.Add(
                    Value.Of(posting.Key), Value.Of(line), Value.Of(entry.Account), Value.Of(entry.Unit),
                    Value.Of(entry.Side.ToString().ToLowerInvariant()), Value.Of(entry.Amount.ToString()),
                    Value.Of(posting.State.ToString().ToLowerInvariant()));
            }
        }
    }

    /// <summary>Takes an account out of the books whose credit is taken back: it is erased, or gone from the source.</summary>
    public void Withdraw(int source, in Value account)
    {
        Flush();
        _ahead.Remove((source, account));
        var key = target.Scalar("SELECT idempotency_key FROM storefold_points WHERE source = ?1 AND account = ?2k", Value.Of(source), account);
        if (key.IsNull) return;
        target.Run("DELETE FROM storefold_ledger WHERE posting >= ?1 AND posting < ?2", Value.Of(key + "/"), Value.Of(key + "0"));
        target.Run("DELETE FROM storefold_points WHERE source = ?1 AND account = ?2k", Value.Of(source), account);
    }

    /// <summary>Totals by programme and rate, over the accounts that were credited.</summary>
    public IReadOnlyList<PointsTotal> Totals()
    {
        var totals = new SortedDictionary<string, PointsTotal>(StringComparer.Ordinal);
        using var rows = target.PrepareJournal(
            "SELECT programme, rate, balance, expired, written_off, converted, rounding, target, flag FROM storefold_points WHERE state = 'closed'");
        var arena = new Arena();
        while (rows.Step())
        {
            var (programme, rate) = (rows.Read(0, arena).ToString(), rows.Read(1, arena).ToString());
            var key = programme + "\n" + rate;
            var total = totals.GetValueOrDefault(key) ?? new PointsTotal(programme, rate, 0, 0, 0, 0, Rational.Zero, 0, 0, 0);
            totals[key] = total with
            {
                Balance = total.Balance + Amount(rows.Read(2, arena)),
                Expired = total.Expired + Amount(rows.Read(3, arena)),
                WrittenOff = total.WrittenOff + Amount(rows.Read(4, arena)),
                Converted = total.Converted + Amount(rows.Read(5, arena)),
                Rounding = total.Rounding + Fraction(rows.Read(6, arena).ToString()),
                Target = total.Target + Amount(rows.Read(7, arena)),
                Accounts = total.Accounts + 1,
                Flagged = total.Flagged + (rows.Read(8, arena).IsNull ? 0 : 1),
            };
        }

        return [.. totals.Values];
    }

    /// <summary>Accounts that were read for conversion and not credited yet.</summary>
    public long Unfinished() => target.Scalar("SELECT count(*) FROM storefold_points WHERE state <> 'closed'").AsInteger();

    /// <summary>Accounts of a source that were credited.</summary>
    public long Credited(int source) =>
        target.Scalar("SELECT count(*) FROM storefold_points WHERE state = 'closed' AND source = ?1", Value.Of(source)).AsInteger();

    /// <summary>A fraction as the journal writes it: <c>13/10</c> or <c>2</c>.</summary>
    public static Rational Fraction(string text)
    {
        var parts = text.Split('/');
        var numerator = System.Numerics.BigInteger.Parse(parts[0], CultureInfo.InvariantCulture);
        return parts.Length == 1
            ? Rational.Of(numerator)
            : new Rational(numerator, System.Numerics.BigInteger.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in new IDisposable[] { _find, _listed, _unpost, _accounts, _lines }) owned.Dispose();
    }

    private static Value Text(decimal amount) => Value.Of(amount.ToString(CultureInfo.InvariantCulture));

    private static decimal Amount(in Value value) => decimal.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
