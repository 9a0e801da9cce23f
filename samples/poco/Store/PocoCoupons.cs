using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>A coupon on an order; the amount is in minor units of the order's currency.</summary>
internal readonly record struct AppliedCoupon(long Coupon, long CodeId, string Code, long Amount);

/// <summary>Public codes with many uses, and personal codes for one use each.</summary>
internal sealed class PocoCoupons(PocoTables tables, SampleReport report)
{
    // Personal codes are made in campaigns of this size, so no coupon grows with the shop.
    private const int CodesPerCoupon = 200;

    private readonly Dictionary<string, (long Coupon, int Codes)> _open = new(StringComparer.Ordinal);
    private readonly int[] _used = new int[Campaigns.Poco.Length];
    private long _lastCoupon = Campaigns.Poco.Length;
    private long _lastCode = Campaigns.Poco.Length;

    /// <summary>Takes a public code off the price, when one fits.</summary>
    public void Apply(OrderDraft order, Dice dice)
    {
        var index = dice.Below(Campaigns.Poco.Length);
        var campaign = Campaigns.Poco[index];
        if (!campaign.Fits(order.Site, order.Currency, order.Placed) || order.Goods < (campaign.MinSpend ?? 0)) return;
        var amount = campaign.Kind switch
        {
            "percent" => Math.Min(order.Goods * campaign.Value / 100, campaign.Cap ?? long.MaxValue),
            "amount" => Math.Min(campaign.Value, order.Goods),
            _ => order.Delivery,
        };
        if (campaign.Kind is "free_delivery") order.Delivery = 0;
        else order.Discount = amount;
        order.Coupon = new AppliedCoupon(index + 1, index + 1, campaign.Code, amount);
    }

    /// <summary>Writes the use of an order's coupon, or a code that an unpaid order holds.</summary>
    /// <returns>The id of the code that the order holds.</returns>
    public long? Settle(OrderDraft order, Dice dice)
    {
        if (order.Coupon is { } coupon) WriteUse(order, coupon);
        var mayHold = order.Fate == OrderFate.AwaitingPayment && !order.Person.Guest && !order.Person.IsErased;
        if (!mayHold || !dice.Chance(order.Person.Staged == Staged.HeldCoupon ? 1000 : 700)) return null;
        report.Plant("personal coupon held by an unpaid order");
        return Issue(order.Person, order.Site, order.Currency, "points", dice, used: 0, heldBy: order.Number);
    }

    /// <summary>Personal codes that a customer was given: some used, most not.</summary>
    public void WritePersonal(Person person, Dice dice)
    {
        if (person.Guest || !dice.Chance(70)) return;
        var site = dice.Pick(person.Sites);
        var currency = site switch { "uk" => "GBP", "in" => "INR",
            _ => person.Region.Currency is "EUR" ? "EUR" : "USD" };
        Issue(person, site, currency, dice.Chance(600) ? "points" : "goodwill", dice, used: dice.Chance(250) ? 1 : 0,
            heldBy: null);
    }

    /// <summary>The public coupons, written last because their codes count their uses.</summary>
    public void WriteDefinitions()
    {
        for (var index = 0; index < Campaigns.Poco.Length; index++)
        {
            var campaign = Campaigns.Poco[index];
            var isMoney = campaign.Kind is "amount";
            var sites = "[" + string.Join(',', campaign.Sites.Select(site => $"\"{site}\"")) + "]";
            tables.Coupons.Add(
                N(index + 1), T(sites), T(campaign.Title), T(campaign.Kind),
                isMoney ? M(campaign.Value) : T(Whole(campaign.Value)), T(campaign.Currency), M(campaign.Cap),
                M(campaign.MinSpend), N(campaign.MinItems), N(campaign.From), N(campaign.Until), N(100_000_000),
                N(isMoney ? 1 : null), B(false), T("""{"in":[],"out":[]}"""), T("campaign"), B(campaign.On),
                N(campaign.From - SampleTime.Day));
            tables.Codes.Add(
                N(index + 1), N(index + 1), T(campaign.Code), T(null), T(null), N(null), N(_used[index]), N(null),
                N(campaign.Until));
        }
    }

    private void WriteUse(OrderDraft order, AppliedCoupon coupon)
    {
        var undone = order.Fate is OrderFate.CancelledAfterPayment or OrderFate.CancelledBeforePayment
            ? order.Placed + SampleTime.Hour
            : (long?)null;
        if (undone is null) _used[coupon.Coupon - 1]++;
        tables.Uses.Add(
            N(tables.Uses.NextId), N(coupon.Coupon), N(coupon.CodeId), T(order.HasCustomer ? order.Person.Key : null),
            T(order.Person.Email), N(order.Number), M(coupon.Amount), T(order.Currency), N(order.Placed), N(undone));
    }

    private long Issue(
        Person person, string site, string currency, string origin, Dice dice, int used, long? heldBy)
    {
        var coupon = OpenCoupon(site, currency, origin);
        var id = ++_lastCode;
        var byMail = heldBy is null && dice.Chance(150);
        var expires = SampleTime.Freeze + (dice.Between(heldBy is null ? -20 : 10, 200) * SampleTime.Day);
        tables.Codes.Add(
            N(id), N(coupon), T(dice.Fill("P-@@@@-####") + "-" + Whole(id)), T(byMail ? null : person.Key),
            T(person.Email), N(1), N(used), N(heldBy), N(expires));
        if (used > 0)
        {
            tables.Uses.Add(
                N(tables.Uses.NextId), N(coupon), N(id), T(person.Key), T(person.Email), N(null),
                M(currency is "INR" ? 40000 : 500), T(currency),
                N(dice.Between(SampleTime.FirstOrder, SampleTime.Today)), N(null));
        }

        return id;
    }

    private long OpenCoupon(string site, string currency, string origin)
    {
        var key = $"{site}/{currency}/{origin}";
        if (_open.TryGetValue(key, out var open) && open.Codes < CodesPerCoupon)
        {
            _open[key] = (open.Coupon, open.Codes + 1);
            return open.Coupon;
        }

        var id = ++_lastCoupon;
        _open[key] = (id, 1);
        var points = origin is "points";
        tables.Coupons.Add(
            N(id), T($"[\"{site}\"]"), T(points ? "Points voucher" : "Sorry: 10 %"), T(points ? "amount" : "percent"),
            points ? M(currency is "INR" ? 40000 : 500) : T("10"), T(points ? currency : null), M(null), M(null),
            N(null), N(SampleTime.FirstOrder), N(SampleTime.Freeze + (200 * SampleTime.Day)), N(null), N(null),
            B(true), T("""{"in":[],"out":[]}"""), T(origin), B(true), N(SampleTime.FirstOrder));
        return id;
    }

    private static string Whole(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
