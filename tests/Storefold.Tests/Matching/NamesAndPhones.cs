using Storefold.Matching;
using Storefold.Shop;

namespace Storefold.Tests.Matching;

public sealed class NamesAndPhones
{
    [Theory]
    [InlineData("+44 7700 900123", "447700900123")]
    [InlineData("0044 (0)7700-900123", "447700900123")]
    [InlineData("\u202A+44 7700 900123\u202C", "447700900123")]
    [InlineData("＋４４７７００９００１２３", "447700900123")]
    [InlineData("07700 900123", null)]
    [InlineData("+44 7700 900123 ext 5", null)]
    [InlineData("+0 7700 900123", null)]
    [InlineData("+44 123", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_number_with_its_country_is_a_key(string? raw, string? key) => Assert.Equal(key, PhoneKey.Of(raw));

    [Theory]
    [InlineData("+44 7700 900123", "07700 900123", false)]
    [InlineData("07700 900123", "07700900123", false)]
    [InlineData("+44 7700 900123", "+44 7700 900124", true)]
    [InlineData("+44 7700 900123", "+91 7700 900123", true)]
    [InlineData("07700 900123", "07700 900124", true)]
    [InlineData("+44 7700 900123", null, false)]
    [InlineData("+44 7700 900123", "ask my wife", false)]
    public void Numbers_conflict_only_when_both_are_known(string? one, string? other, bool conflict)
    {
        Assert.Equal(conflict, PhoneKey.Conflict(one, other));
        Assert.Equal(conflict, PhoneKey.Conflict(other, one));
    }

    [Fact]
    public void Case_2_a_name_composed_or_decomposed_is_the_same_name()
    {
        var (composed, decomposed) = ("Zo\u00EB M\u00FCller", "Zoe\u0308 Mu\u0308ller");
        Assert.NotEqual(composed, decomposed, StringComparer.Ordinal);
        Assert.Equal(NameKey.Of(composed), NameKey.Of(decomposed));

        var source = People.Source() with { FirstName = "Zo\u00EB", LastName = "M\u00FCller" };
        var target = People.Target() with { FirstName = "Zoe\u0308", LastName = "Mu\u0308ller" };
        Assert.Equal(MatchKind.Auto, People.Decide(source, target).Kind);
        Assert.Equal("Zoe\u0308", target.FirstName, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Anna Berg", "BERG, Anna", true)]
    [InlineData("Anne-Marie", "anne marie", true)]
    [InlineData("हिन्\u200Dदी", "हिन्दी", true)]
    [InlineData("John Smith", "John Smith Jr", false)]
    [InlineData("A Berg", "Anna Berg", false)]
    [InlineData("Jose", "José", false)]
    [InlineData("Анна", "Anna", false)]
    public void Names_are_compared_word_by_word(string one, string other, bool same) =>
        Assert.Equal(same, string.Equals(NameKey.Of(one), NameKey.Of(other), StringComparison.Ordinal));

    [Fact]
    public void No_name_is_no_key()
    {
        Assert.Null(NameKey.Of(null, " ", "."));
        Assert.NotNull(NameKey.Of("🙂"));
        Assert.NotNull(NameKey.Of("half a pair \uD83D"));
    }

    [Fact]
    public void Without_unicode_tables_nothing_starts()
    {
        TextRules.RequireIcu();
        var error = Assert.Throws<InvalidOperationException>(() => TextRules.RequireIcu(static text => text));
        Assert.Contains("ICU", error.Message, StringComparison.Ordinal);
    }
}
