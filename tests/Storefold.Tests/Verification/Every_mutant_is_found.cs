using Storefold.Tests.Support;

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

        var (exit, differences) = await lab.VerifyCommandAsync();

        Assert.Equal(1, exit);
        Assert.Equal(mutant.Findings.Select(Fill).Order(StringComparer.Ordinal), differences.Select(Describe).Order(StringComparer.Ordinal));
        Assert.All(differences, AssertSourceIsNamed);
    }

    private static string Describe(Named found) => $"{found.Kind} {found.Row} {found.TargetKey ?? "-"} {found.Field ?? "-"}";

    private static void AssertSourceIsNamed(Named found)
    {
        if (found.Kind is "edited_on_target" or "missing" or "not_transferred")
            Assert.True(found.Source is "poco" && found.SourceKey is not null, $"{found} does not name its source row");
    }
}
