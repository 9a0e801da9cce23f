using Storefold.Packs;
using Storefold.Packs.Routes;
using Storefold.Planning;

namespace Storefold.Tests.Packs;

public sealed class Routes_of_a_pack
{
    [Theory]
    [InlineData("/cart/{rest*}", "/cart", "")]
    [InlineData("/cart/{rest*}", "/cart/a/b", "a/b")]
    [InlineData("/orders/{number}", "/orders/PC1", "PC1")]
    [InlineData("/orders/{number}/", "/ORDERS/pc1", "pc1")]
    [InlineData("/a/{x}/b/{y}", "/a/1/b/2", "1,2")]
    [InlineData("/", "/", "")]
    [InlineData("/{rest*}", "/", "")]
    public void A_pattern_takes_what_it_describes(string pattern, string path, string found) =>
        Assert.Equal(found, string.Join(',', RoutePattern.Parse(pattern).Pattern!.MatchPath(path)!));

    [Theory]
    [InlineData("/cart/{rest*}", "/cartridges")]
    [InlineData("/orders/{number}", "/orders")]
    [InlineData("/orders/{number}", "/orders/1/2")]
    [InlineData("/phones", "/phones/x")]
    [InlineData("/", "/x")]
    public void And_nothing_else(string pattern, string path) => Assert.Null(RoutePattern.Parse(pattern).Pattern!.MatchPath(path));

    [Theory]
    [InlineData("GET", "GET", true)]
    [InlineData("GET", "HEAD", true)]
    [InlineData("POST", "GET", false)]
    [InlineData("POST", "POST", true)]
    public void A_method_belongs_to_a_pattern(string written, string asked, bool taken) =>
        Assert.Equal(taken, RoutePattern.Parse(written + " /api/orders").Pattern!.Match(asked, "/api/orders") is not null);

    [Theory]
    [InlineData("cart")]
    [InlineData("")]
    [InlineData("post /cart")]
    [InlineData("/a b")]
    [InlineData("/a?b")]
    [InlineData("/{rest*}/more")]
    [InlineData("/x{name}")]
    [InlineData("/{Name}")]
    [InlineData("/{}")]
    [InlineData("/a}")]
    public void What_is_no_pattern_is_refused_with_a_reason(string text)
    {
        var (pattern, problem) = RoutePattern.Parse(text);
        Assert.Null(pattern);
        Assert.False(string.IsNullOrEmpty(problem));
    }

    [Fact]
    public void A_template_is_filled_with_encoded_values_and_not_at_all_where_one_is_missing()
    {
        var template = RoutePattern.Parse("/product/{handle}").Pattern!;
        Assert.Equal("/product/%E6%89%8B%2F..%3F", template.Fill(_ => "手/..?"));
        Assert.Null(template.Fill(_ => null));
        Assert.Null(template.Fill(_ => ""));
    }

    [Fact]
    public void Every_mistake_is_reported_with_its_line()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("pack.yaml"), """
            name: x
            title: X
            dialects: []
            routes:
              sauce: {}
              source:
                purchase: [cart]
                purchases: [/cart]
                order: { path: "/orders/{id}", secret: key }
                product: { near: /phones }
              target:
                product: "/p/{slug}"
                help: "/help/{topic}"
            """);
        Assert.Null(PackReader.Read(folder.Path, out var findings));
        Assert.Equal([5, 7, 8, 9, 10, 12, 13], findings.Where(found => found.Code is "pack.route").Select(found => found.Line).Order());
        Assert.All(findings, found => Assert.Equal(Severity.Error, found.Severity));
    }

    [Theory]
    [InlineData("poco-store")]
    [InlineData("mi-platform")]
    [InlineData("vendure")]
    public void The_packs_of_the_house_are_read(string name)
    {
        var pack = PackReader.Read(Repository.File("packs/" + name), out var findings);
        Assert.True(pack is not null, string.Join('\n', findings));
        if (name is "poco-store") Assert.NotEmpty(pack.Routes.Source!.Purchase);
        if (name is "mi-platform") Assert.Equal("/user/find-order", pack.Routes.Target!.OrderLookup);
        if (name is "vendure") Assert.Equal(PackRoutes.None, pack.Routes);
    }
}
