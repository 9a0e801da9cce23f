namespace Storefold.Redirects;

/// <summary>What a rebuild found.</summary>
/// <param name="ByReason">Old addresses by kind and reason: <c>product/same_product</c>.</param>
/// <param name="Orders">Orders that have a target row.</param>
public sealed record RedirectCounts(IReadOnlyDictionary<string, int> ByReason, int Orders)
{
    /// <summary><c>category/same_category 2, product/same_product 18; 160 orders</c>.</summary>
    public override string ToString() =>
        string.Join(", ", ByReason.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))
        + $"; {Orders} orders";
}
