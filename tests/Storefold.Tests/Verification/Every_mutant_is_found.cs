using Storefold.Tests.Support;
using Storefold.Verification;

namespace Storefold.Tests.Verification;

/// <summary>One change at a time is planted in a clean target; <c>verify</c> names that row and field, and nothing else.</summary>
public sealed class Every_mutant_is_found(SpoiltSample sample) : IClassFixture<SpoiltSample>
{
    private static readonly Mutant[] All =
    [
        .. Mutants.Texts, .. Mutants.TimesAndMoney, .. Mutants.PointsAndCoupons, .. Mutants.Links,
        .. LostAndFoundMutants.Lost, .. LostAndFoundMutants.Extra, .. LostAndFoundMutants.Own,
    ];

    public static TheoryData<string> Names => [.. All.Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Verify_names_the_changed_row_and_nothing_else(string name)
    {
        var mutant = All.Single(mutant => string.Equals(mutant.Name, name, StringComparison.Ordinal));
        using var lab = sample.Copy();
        var picked = Assert.Single(lab.Ask(SpoiltSample.Expand(mutant.Pick))).Split('|');
        Assert.False(picked.Contains("NULL", StringComparer.Ordinal), "the sample has no such row");
        var line = lab.One("SELECT id FROM order_lines WHERE sku = '00715'");
        string Fill(string text) => SpoiltSample.Expand(text)
            .Replace("{id}", picked[0], StringComparison.Ordinal).Replace("{other}", picked[1], StringComparison.Ordinal)
            .Replace("{sku:00715}", line, StringComparison.Ordinal);
        lab.Mi(Fill(mutant.Change));

        var result = await lab.VerifyAsync();

        Assert.Equal(mutant.Findings.Select(Fill).Order(StringComparer.Ordinal), result.Mismatches.Select(Describe).Order(StringComparer.Ordinal));
        Assert.All(result.Mismatches, AssertSourceIsNamed);
        var (exit, output) = await lab.VerifyCommandAsync();
        Assert.Equal(1, exit);
        Assert.All(result.Mismatches, mismatch => Assert.Contains(mismatch.ToString(), output, StringComparison.Ordinal));
    }

    private static string Describe(Mismatch found) => $"{found.KindName} {found.Row} {found.TargetKey ?? "-"} {found.Field ?? "-"}";

    private static void AssertSourceIsNamed(Mismatch found)
    {
        if (found.Kind is MismatchKind.EditedOnTarget or MismatchKind.Missing or MismatchKind.NotTransferred)
            Assert.True(found.Source is "poco" && found.SourceKey is not null, $"{found} does not name its source row");
    }
}
