namespace Storefold.Matching;

/// <summary>
/// What a coupon promises. Two coupons with equal terms give a customer the same thing; title, origin and counters are
/// no terms. Amounts are equal by value (10 and 10.00), times are UTC microseconds.
/// </summary>
public sealed record CouponTerms
{
    /// <summary>percent, fixed_cart, fixed_item, free_ship, gift or bxgy.</summary>
    public required string Type { get; init; }

    /// <summary>Per cent or amount.</summary>
    public decimal? Value { get; init; }

    /// <summary>Currency of the amounts.</summary>
    public string? Currency { get; init; }

    /// <summary>Bound on the discount.</summary>
    public decimal? MaxDiscount { get; init; }

    /// <summary>Least spend.</summary>
    public decimal? MinSpend { get; init; }

    /// <summary>Least quantity.</summary>
    public long? MinQty { get; init; }

    /// <summary>Valid from.</summary>
    public long? StartsAt { get; init; }

    /// <summary>Valid until.</summary>
    public long? EndsAt { get; init; }

    /// <summary>Uses in all.</summary>
    public long? LimitTotal { get; init; }

    /// <summary>Uses per customer.</summary>
    public long? LimitPerCustomer { get; init; }

    /// <summary>Goes together with other coupons.</summary>
    public bool? Stackable { get; init; }

    /// <summary>What it is for, as canonical JSON: compared as text.</summary>
    public string? Scopes { get; init; }

    /// <summary>Whether it can be used at all.</summary>
    public bool? Active { get; init; }
}
