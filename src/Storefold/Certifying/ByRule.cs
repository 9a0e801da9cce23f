using System.Collections.Immutable;
using System.Numerics;

namespace Storefold.Certifying;

/// <summary>Makes the sorted maps of rule and figure that the books hold.</summary>
public static class ByRule
{
    /// <summary>The figures per rule; a rule that stands twice is added up.</summary>
    public static ImmutableSortedDictionary<Name, T> Of<T>(IEnumerable<KeyValuePair<Name, T>> figures)
        where T : IAdditionOperators<T, T, T>
    {
        var sums = ImmutableSortedDictionary.CreateBuilder<Name, T>();
        foreach (var (rule, figure) in figures)
        {
            sums[rule] = sums.TryGetValue(rule, out var sum) ? sum + figure : figure;
        }

        return sums.ToImmutable();
    }

    /// <summary>The same with rules as text.</summary>
    public static ImmutableSortedDictionary<Name, T> Of<T>(IEnumerable<KeyValuePair<string, T>> figures)
        where T : IAdditionOperators<T, T, T> =>
        Of(figures.Select(figure => KeyValuePair.Create(Name.From(figure.Key), figure.Value)));

    /// <summary>No rule.</summary>
    public static ImmutableSortedDictionary<Name, T> None<T>() => ImmutableSortedDictionary<Name, T>.Empty;
}
