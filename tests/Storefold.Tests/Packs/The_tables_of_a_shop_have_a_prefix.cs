using Storefold.Cli;
using Storefold.Packs;
using Storefold.Planning;
using Storefold.Tests.Support;

namespace Storefold.Tests.Packs;

/// <summary>Packs are written with the prefix that is usual on their platform; a plan names another.</summary>
public sealed class The_tables_of_a_shop_have_a_prefix
{
    [Theory]
    [InlineData("woocommerce", "wp_")]
    [InlineData("woocommerce-points-rewards", "wp_")]
    [InlineData("opencart", "oc_")]
    public void Every_word_that_begins_with_the_usual_one_begins_with_the_shops(string name, string usual)
    {
        var pack = Read(name, "kX7_")!;
        var files = pack.Folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(folder, "mariadb"), file))).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch($@"\b{usual}", pack.Sql("mariadb", file)));
        var tables = pack.Entities.Values.SelectMany(entity => entity.Tables.Values).SelectMany(row => row).ToList();
        Assert.All(tables, table => Assert.StartsWith("kX7_", table.Table, StringComparison.Ordinal));
        Assert.All(tables, table => Assert.DoesNotMatch($@"\b{usual}", table.Where + table.Count));
        Assert.All(pack.Detect.Keys.Concat(pack.UncarriedTables.Keys), table => Assert.StartsWith("kX7_", table, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wp_")]
    public void The_usual_one_changes_nothing(string? prefix)
    {
        var pack = Read("woocommerce", prefix)!;

        Assert.Equal(File.ReadAllText(Path.Combine(pack.Folder, "mariadb/read/customer.sql")), pack.Sql("mariadb", "read/customer.sql"));
    }

    [Fact]
    public void What_only_ends_with_it_or_has_it_inside_stays()
    {
        var prefix = new TablePrefix("wp_", "shop_");

        Assert.Equal(
            "SELECT '_wp_attached_file', 'shop_capabilities' FROM `shop_posts` p, x.shop_y, my_wp_z",
            prefix.In("SELECT '_wp_attached_file', 'wp_capabilities' FROM `wp_posts` p, x.wp_y, my_wp_z"));
    }

    [Fact]
    public void A_pack_without_one_says_so()
    {
        using var lab = new FoldLab(customers: 12, nasty: false);
        lab.EditPlan("pack: poco-store", "pack: poco-store\n    table_prefix: shop_");

        var (_, findings) = FoldLoader.Load(lab.PlanFile, TimeProvider.System);

        var found = Assert.Single(findings, finding => finding.Severity == Severity.Error);
        Assert.Equal("plan.table_prefix", found.Code);
    }

    private static PackModel? Read(string name, string? prefix)
    {
        var pack = PackReader.Read(Repository.File("packs/" + name), out var findings, prefix is null ? null : new NamedPrefix(prefix, "plan.yaml", 3));
        Assert.Empty(findings);
        return pack;
    }
}
