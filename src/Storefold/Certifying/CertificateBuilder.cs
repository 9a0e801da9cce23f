using System.Collections.Immutable;
using Storefold.Certifying.Statements;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;
using Storefold.Verification;

namespace Storefold.Certifying;

/// <summary>
/// Makes a certificate from a verification: fates and losses are those that the verifier worked out anew, sources are bare
/// counts, money and points of the target are what was read back from it. Only the journal's points book and log are taken
/// on trust, and both are checked against what was read.
/// </summary>
public sealed class CertificateBuilder
{
    private readonly PlanModel _plan;
    private readonly IReadOnlyList<SourceSide> _sources;
    private readonly TargetSide _target;
    private readonly VerificationResult _result;
    private readonly ISqlSession _session;

    /// <summary>A builder over a finished verification.</summary>
    public CertificateBuilder(
        PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target, VerificationResult result, ISqlSession session)
    {
        _plan = plan;
        _sources = sources;
        _target = target;
        _result = result;
        _session = session;
    }

    /// <summary>The certificate.</summary>
    /// <param name="now">When it is issued.</param>
    /// <param name="statements">The customers' statements: <see cref="StatementBook.Root"/>.</param>
    /// <param name="rehearsed">True when both sides are copies that a rehearsal has made.</param>
    public Certificate Build(DateTimeOffset now, StatementRoot statements, bool rehearsed = false)
    {
        var fates = Fates();
        var run = Journal.Peek(_session)?.LastCompleteRun() ?? 0;
        var aliases = _session.Scalar("SELECT count(*) FROM storefold_alias WHERE kind = ?1", Value.Of(CouponProjection.Alias)).AsInteger();
        var books = new Books(
            fates, Money(), Points(), CouponsRow.From(fates, aliases, aliases), Shares(fates, _result), KeptSites(), TargetOwnRows(), NotCarriedRows(fates));
        return new Certificate(
            _plan.Retirement, PlanDigest.Of(_plan.Sha256), Clock.ToMicroseconds(now), books,
            new VerificationSummary(run, _result.Rows, _result.MismatchCount, _result.TradedCount), statements, rehearsed);
    }

    private List<FateRow> Fates()
    {
        var rows = Figures(BatchTally.RowsSection).GroupBy(pair => (pair.Key.Site, pair.Key.Name))
            .OrderBy(group => group.Key.Site, StringComparer.Ordinal).ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => Fate(group.Key.Site, group.Key.Name, 0, group)).ToList();

        // What the bare counts say and no read file returned has no fate: it stands without a site, unexplained.
        foreach (var (row, counted) in _result.SourceCounts.GroupBy(pair => pair.Key.Row, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(pair => pair.Value))))
        {
            Name name = row;
            var lost = counted - rows.Where(fate => fate.Entity == name).Sum(fate => fate.Source);
            if (lost == 0) continue;
            Name none = SiteBook.NoSite;
            var at = rows.FindIndex(fate => fate.Entity == name && fate.Site == none);
            if (at >= 0) rows[at] = rows[at] with { Source = rows[at].Source + lost };
            else rows.Add(new FateRow(none, name, lost, 0, 0, ByRule.None<long>(), 0, 0));
        }

        return rows;
    }

    private static FateRow Fate(string site, string name, long lost, IEnumerable<KeyValuePair<TallyKey, decimal>> figures)
    {
        var list = figures.ToList();
        long Of(string fate) => (long)list.Where(pair => Is(pair.Key.Fate, fate)).Sum(pair => pair.Value);
        var skipped = list.Where(pair => Is(pair.Key.Fate, "skipped"))
            .GroupBy(pair => pair.Key.Rule, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, (long)group.Sum(pair => pair.Value)));
        var total = (long)list.Sum(pair => pair.Value) + lost;
        return new FateRow(site, name, total, Of("created"), Of("merged"), ByRule.Of(skipped), Of("quarantined"), Of("erased"));
    }

    private List<MoneyRow> Money()
    {
        var source = Figures(BatchTally.MoneySection).ToLookup(pair => (pair.Key.Site, pair.Key.Name));
        var keys = source.Select(group => group.Key).Union(_result.Sums.Money.Keys)
            .OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2, StringComparer.Ordinal);
        return [.. keys.Select(key => MoneyOf(key.Item1, key.Item2, source[key]))];
    }

    private MoneyRow MoneyOf(string currency, string what, IEnumerable<KeyValuePair<TallyKey, decimal>> figures)
    {
        var list = figures.ToList();
        var notCarried = list.Where(pair => Is(pair.Key.Fate, "skipped") || Is(pair.Key.Fate, "erased"))
            .GroupBy(pair => Is(pair.Key.Fate, "erased") ? "erased" : pair.Key.Rule, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, group.Sum(pair => pair.Value)));
        return new MoneyRow(
            currency, what, list.Sum(pair => pair.Value), ByRule.Of(notCarried),
            list.Where(pair => Is(pair.Key.Fate, "quarantined")).Sum(pair => pair.Value),
            _result.Sums.Money.GetValueOrDefault((currency, what)));
    }

    private List<PointsRow> Points()
    {
        using var book = new PointsBook(_session);
        var totals = book.Totals();
        var rows = new List<PointsRow>();
        foreach (var total in totals)
        {
            var notMoved = Figures(BatchTally.PointsSection).Where(pair => Is(pair.Key.Name, total.Programme)).ToList();
            var quarantined = notMoved.Where(pair => Is(pair.Key.Fate, "quarantined")).Sum(pair => pair.Value);

            // Accounts that a rule leaves out, a deleted customer's for instance, are written off; a kept site's stay its own.
            var left = notMoved.Where(pair => Is(pair.Key.Fate, "skipped") || Is(pair.Key.Fate, "erased"))
                .Where(pair => pair.Key.Rule is not (SiteBook.KeptSite or SiteBook.NoSiteRule)).Sum(pair => pair.Value);
            var only = totals.Count(other => Is(other.Programme, total.Programme)) == 1;
            rows.Add(new PointsRow(
                total.Programme, PointsBook.Fraction(total.Rate), total.Balance + quarantined + left, total.Expired, total.WrittenOff + left,
                quarantined, total.Converted, total.Rounding,
                only ? _result.Sums.Points.GetValueOrDefault(total.Programme) : total.Target));
        }

        return rows;
    }

    private static NeedsNoAction Shares(List<FateRow> fates, VerificationResult result)
    {
        var customers = Moved(fates, "customer");
        Name reset = "password_reset";
        var resets = fates.Where(row => row.Entity == "customer.credential").Sum(row => row.Skipped.GetValueOrDefault(reset));
        var points = result.Sums.Points.Values.Sum();
        var orders = Moved(fates, "order");
        var waiting = result.Waiting;
        return new NeedsNoAction(
            new CountShare(NeedsNoAction.AllOf(fates, NeedsNoAction.CustomerRow), Math.Max(0, customers - waiting.Customers - resets)),
            new CountShare(NeedsNoAction.AllOf(fates, NeedsNoAction.OrderRow), orders - waiting.Orders),
            new PointsShare(points, points - waiting.Points));
    }

    private static long Moved(List<FateRow> fates, Name entity) =>
        fates.Where(row => row.Entity == entity).Sum(row => row.Created + row.Merged);

    private List<KeptSite> KeptSites()
    {
        var journal = Journal.Peek(_session);
        return
        [
            .. _plan.Sites.Where(site => !site.Retires).Select(site =>
                new KeptSite(site.Name, journal?.SourceWrites(site.Name) ?? 0, AlteredResponses: null)),
        ];
    }

    private List<TargetOwn> TargetOwnRows() =>
    [
        .. _result.Own.Where(own => own.Before > 0 || own.Came > 0).Select(own =>
            new TargetOwn(own.Entity, own.Before, own.Untouched, own.Merged, own.Changed, own.Traded, own.Came)),
    ];

    private List<NotCarried> NotCarriedRows(List<FateRow> fates)
    {
        var rows = new List<NotCarried>();
        foreach (var (key, value) in Figures(BatchTally.LossSection).OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            var dot = key.Name.LastIndexOf('.');
            rows.Add(new NotCarried(key.Rule, key.Name[..dot], key.Name[(dot + 1)..], (long)value, Why(key.Rule)));
        }

        foreach (var rule in _target.Pack.CannotHold.Where(rule => rule.Field is null))
        {
            Name name = rule.Rule;
            var left = fates.Where(row => row.Entity == rule.Entity).Sum(row => row.Skipped.GetValueOrDefault(name));
            if (left > 0) rows.Add(new NotCarried(rule.Rule, rule.Entity, Field: (Name?)null, left, rule.Why));
        }

        foreach (var rule in _sources.SelectMany(source => source.Pack.Lacks))
        {
            var moved = Moved(fates, rule.Entity);
            if (moved > 0) rows.Add(new NotCarried(rule.Rule, rule.Entity, rule.Field is { } field ? Name.From(field) : (Name?)null, moved, rule.Why));
        }

        return rows;
    }

    private string Why(string rule) =>
        _target.Pack.CannotHold.FirstOrDefault(known => Is(known.Rule, rule))?.Why ?? rule switch
        {
            "no_place_in_model" => "A column of the source that the shop model has no place for",
            "reference_to_skipped" => "It referred to a row that a rule leaves out",
            "reference_to_erased" => "It referred to a person who was erased",
            "time_zone_assumed" => "The source stores local times; the plan's zone was assumed",
            "time_date_only" => "The source knows the day only",
            "time_precision" => "The target keeps times less precisely",
            _ => rule,
        };

    private IEnumerable<KeyValuePair<TallyKey, decimal>> Figures(string section) =>
        _result.Figures.Where(pair => Is(pair.Key.Section, section));

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
