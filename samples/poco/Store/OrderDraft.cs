using System.Globalization;
using Storefold.Samples.Poco.People;

namespace Storefold.Samples.Poco.Store;

/// <summary>How an order ended, or where it stands.</summary>
internal enum OrderFate
{
    Delivered,
    Sent,
    PartlySent,
    Waiting,
    CancelledAfterPayment,
    CancelledBeforePayment,
    AwaitingPayment,
    Lapsed,
    Failed,
    Parked,
    Basket,
    Test,
}

/// <summary>What went back to the customer of a delivered order.</summary>
internal enum MoneyBack
{
    None,
    OneLine,
    DeliveryOnly,
    OneLineAsCredit,
    Everything,
}

/// <summary>One line while it is priced; amounts in minor units of the order's currency.</summary>
internal sealed class LineDraft(Variant variant, int quantity, long unit)
{
    public long Id { get; set; }

    public Variant Variant { get; } = variant;

    public int Quantity { get; } = quantity;

    /// <summary>The price shown: with tax where the order's prices are gross.</summary>
    public long Unit { get; } = unit;

    public long Discount { get; set; }

    public long Net { get; set; }

    public long Gross { get; set; }

    public long Sum => (Quantity * Unit) - Discount;
}

/// <summary>An order on its way into the tables.</summary>
internal sealed class OrderDraft(Person person, string site, string currency, OrderFate fate, long placed)
{
    public long Number { get; set; }

    public string NumberText => string.Create(CultureInfo.InvariantCulture, $"PC{1_000_000 + Number}");

    /// <summary>The secret in the link that the customer was sent: invented, and known, so that links can be tried.</summary>
    public string LinkSecret => "sample-" + NumberText;

    public Person Person { get; } = person;

    public string Site { get; } = site;

    public string Currency { get; } = currency;

    public OrderFate Fate { get; } = fate;

    public long Placed { get; } = placed;

    /// <summary>False where the customer left no account row at all, only an e-mail on the order.</summary>
    public bool HasCustomer { get; set; } = true;

    public List<LineDraft> Lines { get; } = [];

    public AppliedCoupon? Coupon { get; set; }

    public MoneyBack Back { get; set; }

    public long Goods { get; set; }

    public long Discount { get; set; }

    public long Delivery { get; set; }

    public long Tax { get; set; }

    public long Fee { get; set; }

    public long Grand { get; set; }

    public long Refunded { get; set; }

    /// <summary>Per mille.</summary>
    public int TaxRate { get; init; }

    public bool GrossPrices => Currency is not "USD";

    /// <summary>The order that leaves in the same shipment, written after this one.</summary>
    public OrderDraft? Twin { get; set; }

    /// <summary>The order that waits for this one to be sent.</summary>
    public OrderDraft? First { get; set; }

    public bool Paid => Fate is OrderFate.Delivered or OrderFate.Sent or OrderFate.PartlySent or OrderFate.Waiting
        or OrderFate.CancelledAfterPayment or OrderFate.Parked or OrderFate.Test;

    /// <summary>An order that was really placed.</summary>
    public bool Counts => Fate is not (OrderFate.Basket or OrderFate.Test);
}
