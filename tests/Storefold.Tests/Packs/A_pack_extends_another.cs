using Storefold.Packs;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Packs;

public sealed class A_pack_extends_another : IDisposable
{
    private const string Shop = """
        name: shop
        title: A shop
        dialects: [sqlite, postgres]
        detect:
          orders: [total]
        values: { money: minor, money_digits: 2 }
        entities:
          customer:
            key: integer
            tables:
              customer: { table: people, where: "kind = 'c'" }
        skips:
          draft: Never placed
        lacks:
          - { rule: no_points, entity: loyalty, why: Nobody collects points }
          - { rule: no_zone, field: customer.tz, why: None }
        uncarried_tables:
          carts: Not placed
          points: A plugin's
        target:
          write: [customer]
          email_unique: true
        """;

    private readonly TempFolder _packs = new();

    public A_pack_extends_another()
    {
        Write("shop/pack.yaml", Shop);
        Write("shop/sqlite/read/customer.sql", "SELECT 'shop sqlite' WHERE /*keys id*/");
        Write("shop/any/read/customer.sql", "SELECT 'shop any' WHERE /*keys id*/");
        Write("shop/any/write/customer.sql", "SELECT 'shop'");
        Write("shop/any/delete/customer.sql", "SELECT 'shop'");
        Write("shop/any/allocate.sql", "SELECT 'shop'");
        Write("shop/any/rehearse/order.sql", "SELECT 'shop'");
    }

    [Fact]
    public void Its_keys_come_on_top_and_what_it_does_not_say_is_inherited()
    {
        Extend("""
            extends: shop
            title: A shop with points
            values: { money_digits: 3 }
            entities:
              loyalty: { key: text, tables: { loyalty: points } }
            lacks:
              - !remove { rule: no_points }
              - { rule: no_tier, field: loyalty.tier, why: None }
            uncarried_tables:
              points: ~
            target:
              write: [customer, loyalty]
              email_unique: false
            """);
        Write("points/any/read/loyalty.sql", "SELECT 'points' WHERE /*keys id*/");
        Write("points/any/write/loyalty.sql", "SELECT 'points'");
        Write("points/any/delete/loyalty.sql", "SELECT 'points'");

        var pack = Read("points");

        Assert.Equal(("points", "A shop with points"), (pack.Name, pack.Title));
        Same("sqlite, postgres", pack.Dialects);
        Assert.Equal((MoneyEncoding.Minor, 3), (pack.Values.Money, pack.Values.MoneyDigits));
        Same("customer, loyalty", pack.Entities.Keys.Order(StringComparer.Ordinal));
        Same("no_zone, no_tier", pack.Lacks.Select(loss => loss.Rule));
        Same("carts", pack.UncarriedTables.Keys);
        Same("customer, loyalty", pack.Target!.Write);
        Assert.False(pack.Target.EmailUnique);
        Assert.Equal("Never placed", pack.Skips["draft"]);
    }

    [Fact]
    public void A_file_is_looked_for_in_its_own_folders_first_and_then_below()
    {
        Extend("extends: shop");
        var inherited = Read("points");
        Assert.Contains("shop sqlite", inherited.Sql("sqlite", "read/customer.sql"), StringComparison.Ordinal);
        Assert.Contains("shop any", inherited.Sql("postgres", "read/customer.sql"), StringComparison.Ordinal);
        Assert.True(inherited.HasFolder("sqlite", "rehearse"));
        Assert.False(inherited.HasFolder("sqlite", "loyalty"));

        Write("points/any/read/customer.sql", "SELECT 'points any' WHERE /*keys id*/");
        Write("points/postgres/read/customer.sql", "SELECT 'points postgres' WHERE /*keys id*/");
        var replaced = Read("points");
        Assert.Contains("points any", replaced.Sql("sqlite", "read/customer.sql"), StringComparison.Ordinal);
        Assert.Contains("points postgres", replaced.Sql("postgres", "read/customer.sql"), StringComparison.Ordinal);
        Assert.True(replaced.Reads(ShopModel.Customer.Root, "postgres"));
    }

    [Fact]
    public void A_list_is_added_to_unless_it_says_that_it_replaces()
    {
        Extend("""
            extends: shop
            dialects: !replace [postgres]
            detect:
              orders: [points_earned, total]
            lacks: !replace
              - { rule: no_tier, field: loyalty.tier, why: None }
            """);
        var pack = Read("points");
        Same("postgres", pack.Dialects);
        Same("total, points_earned", pack.Detect["orders"]);
        Same("no_tier", pack.Lacks.Select(loss => loss.Rule));
    }

    [Fact]
    public void A_table_is_replaced_with_its_condition()
    {
        Extend("""
            extends: shop
            entities:
              customer: { tables: { customer: { table: members } } }
            """);
        var customer = Read("points").Entities["customer"];
        Assert.Equal(new DeclaredTable("members", null, "id"), Assert.Single(customer.Tables["customer"]));
        Assert.True(customer.IntegerKey);
    }

    [Fact]
    public void Packs_extend_in_a_chain()
    {
        Extend("extends: shop\nskips: { test: Bought for a test }");
        Write("points/any/read/customer.sql", "SELECT 'points' WHERE /*keys id*/");
        Write("own/pack.yaml", "extends: points\nskips: { draft: ~ }");
        var pack = Read("own");
        Same("test", pack.Skips.Keys);
        Assert.Contains("points", pack.Sql("sqlite", "read/customer.sql"), StringComparison.Ordinal);
        Assert.NotNull(pack.Sql("sqlite", "allocate.sql"));
    }

    [Theory]
    [InlineData("shop", "points/pack.yaml:1: error: These packs extend each other: shop extends points extends shop.")]
    [InlineData("points", "points/pack.yaml:1: error: These packs extend each other: points extends points.")]
    public void Packs_that_extend_each_other_are_refused(string lower, string message)
    {
        Extend("extends: " + lower);
        if (lower is "shop") Write("shop/pack.yaml", "name: shop\n\nextends: points");
        Assert.Contains(message, Refusal(lower), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extends: shopp", 1, "There is no pack 'shopp'")]
    [InlineData("extends: ../shop", 1, "by its name")]
    [InlineData("extends: [shop, shop]", 1, "by its name")]
    [InlineData("extends: shop\nskips:\n  draught: ~", 3, "no 'draught'")]
    [InlineData("extends: shop\nlacks:\n  - !remove { rule: no_pints }", 3, "no such item")]
    [InlineData("extends: shop\ntarget:\n  write:\n    - !remove order", 4, "no such item")]
    [InlineData("extends: shop\nskips:\n  other: !append Text", 3, "'!append' has nothing here to act on")]
    [InlineData("name: points\ndialects:\n  - !remove sqlite", 3, "'!remove' has nothing here to act on")]
    [InlineData("extends: shop\nentities:\n  custmer: { key: text }", 3, "'custmer' is not an entity")]
    public void A_mistake_is_reported_with_its_line(string yaml, int line, string message)
    {
        Extend(yaml);
        var text = Refusal("points");
        Assert.Contains($"points/pack.yaml:{line}: error: ", text, StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_pack_below_is_reported_there()
    {
        Extend("extends: shop\nskips: { a: b }");
        Write("shop/pack.yaml", Shop.Replace("field: customer.tz", "field: customer.tzz", StringComparison.Ordinal));
        Assert.Contains("shop/pack.yaml:16: error: 'customer.tzz'", Refusal("points"), StringComparison.Ordinal);
    }

    public void Dispose() => _packs.Dispose();

    private static void Same(string expected, IEnumerable<string> names) => Assert.Equal(expected, string.Join(", ", names));

    private void Extend(string yaml) => Write("points/pack.yaml", yaml);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_packs.File(file))!);
        File.WriteAllText(_packs.File(file), text);
    }

    private PackModel Read(string name)
    {
        var pack = PackReader.Read(_packs.File(name), out var findings);
        Assert.True(pack is not null, string.Join('\n', findings));
        return pack;
    }

    private string Refusal(string name)
    {
        Assert.Null(PackReader.Read(_packs.File(name), out IReadOnlyList<Diagnostic> findings));
        return string.Join('\n', findings);
    }
}
