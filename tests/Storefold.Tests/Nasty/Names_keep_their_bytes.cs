using System.Text;

namespace Storefold.Tests.Nasty;

/// <summary>Cases 1 and 2.</summary>
public sealed class Names_keep_their_bytes
{
    [Fact]
    public async Task Case_1_a_name_in_Devanagari_with_an_emoji_arrives_whole()
    {
        const string Name = "हिन्दी \U0001F98A";
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "sita@post.example", given: Name);

        await lab.FoldAsync();

        Assert.Equal(Convert.ToHexString(Encoding.UTF8.GetBytes(Name)), lab.One("SELECT hex(first_name) FROM customers"));
    }

    [Fact]
    public async Task Case_2_a_composed_and_a_decomposed_name_stay_what_they_are()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "one@post.example", given: "Jos\u00E9");
        lab.Customer("C-2", "two@post.example", given: "Jose\u0301");

        await lab.FoldAsync();

        Assert.Equal(["4A6F73C3A9", "4A6F7365CC81"], lab.Ask("SELECT hex(first_name) FROM customers ORDER BY email"));
    }
}
