namespace Storefold.Matching;

/// <summary>What the rules say about a code on the move.</summary>
public enum CodeIssue
{
    /// <summary>Issued to its holder.</summary>
    ToHolder,

    /// <summary>A public code, issued once as what it is and never once per customer (C10).</summary>
    Once,

    /// <summary>A public code that the plan leaves behind.</summary>
    Skip,
}

/// <summary>Counting rules of coupons (C3, C4, C10).</summary>
public static class CouponUses
{
    /// <summary>
    /// C3: uses that are left, the limit less what is used and what unpaid orders hold, and never below 0: a single-use
    /// code that was used stays used. Null for a code without a limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0: the row is bad and is quarantined.</exception>
    public static long? RemainingUses(long? limit, long used, long held)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(used);
        ArgumentOutOfRangeException.ThrowIfNegative(held);
        if (limit is not { } bound) return null;
        ArgumentOutOfRangeException.ThrowIfNegative(bound, nameof(limit));
        return used >= bound ? 0 : Math.Max(0, bound - used - held);
    }

    /// <summary>
    /// C4: uses per customer of one code, with every customer renamed to the one who has the history now. Merged
    /// customers' uses add up, so that a merge gives nobody a second go.
    /// </summary>
    /// <param name="uses">Uses by customer, on both sides; a customer may be there more than once.</param>
    /// <param name="remap">The customer in the target; the same key for one who was not merged.</param>
    public static SortedDictionary<string, long> MergeCustomerUses(
        IEnumerable<(string Customer, long Uses)> uses, Func<string, string> remap)
    {
        var merged = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (customer, count) in uses)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(uses));
            var now = remap(customer);
            merged[now] = checked(merged.GetValueOrDefault(now) + count);
        }

        return merged;
    }

    /// <summary>C10: public codes are not bulk-issued.</summary>
    /// <param name="hasHolder">Whether the code belongs to a customer or an e-mail address.</param>
    /// <param name="publicCodes">The plan's <c>once</c> or <c>skip</c>.</param>
    /// <exception cref="ArgumentException">The plan says something else.</exception>
    public static CodeIssue Issue(bool hasHolder, string publicCodes) => (hasHolder, publicCodes) switch
    {
        (true, _) => CodeIssue.ToHolder,
        (false, "once") => CodeIssue.Once,
        (false, "skip") => CodeIssue.Skip,
        _ => throw new ArgumentException(
            $"Public codes move 'once' or 'skip', not '{publicCodes}'.", nameof(publicCodes)),
    };
}
