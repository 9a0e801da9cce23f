using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Verification;

namespace Storefold.DatabaseTests.WooCommerce;

/// <summary>A plan that folds with a WooCommerce shop on one side: what a test needs to run and to look at it.</summary>
internal sealed class WooCommerceShop : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Connections _connections = new();

    public WooCommerceShop(Func<TempFolder, TestDatabase, string> plan, string changes = "")
    {
        Woo = MariaDbServer.Shared.Restore("platforms/woocommerce-11.0.1.mariadb.sql.xz");
        if (changes.Length > 0) Woo.Execute(changes);
        File.WriteAllText(_folder.File("plan.yaml"), plan(_folder, Woo));
        var (fold, findings) = FoldLoader.Load(_folder.File("plan.yaml"), TimeProvider.System);
        Assert.Empty(findings);
        Fold = fold!;
    }

    /// <summary>The real shop, restored for this test.</summary>
    public TestDatabase Woo { get; }

    public Fold Fold { get; }

    /// <summary>The shop folds into a Mi Platform in the file <c>mi.db</c> of the folder.</summary>
    /// <param name="changes">Statements that come before it.</param>
    /// <param name="pack">The pack of the source, such as one that extends WooCommerce's.</param>
    /// <param name="more">Further keys of the plan.</param>
    /// <param name="prefix">What the names of the shop's tables begin with.</param>
    public static WooCommerceShop IntoMi(string changes = "", string pack = "woocommerce", string more = "", string prefix = "wp_") => new(
        (folder, woo) =>
        {
            using var mi = Storefold.Connectors.Sqlite.SqliteSession.Open(folder.File("mi.db"), Storefold.Connectors.Sqlite.SqliteAccess.Create);
            mi.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));
            return Plan(pack, woo.PlanAddress, "mi-platform", "sqlite:mi.db", prefix) + more;
        },
        changes);

    /// <summary>Gives the tables another prefix, as those who install WordPress are advised to, and the keys that are made with it.</summary>
    public static string Renamed(string prefix) =>
        $"""
        SET SESSION group_concat_max_len = 1000000;
        SELECT concat('RENAME TABLE ', group_concat(concat('`', table_name, '` TO `{prefix}', substring(table_name, 4), '`')))
        INTO @rename FROM information_schema.tables WHERE table_schema = database() AND table_name LIKE 'wp\_%';
        PREPARE renaming FROM @rename;
        EXECUTE renaming;
        UPDATE {prefix}usermeta SET meta_key = concat('{prefix}', substring(meta_key, 4)) WHERE meta_key LIKE 'wp\_%';
        UPDATE {prefix}options SET option_name = '{prefix}user_roles' WHERE option_name = 'wp_user_roles';
        """;

    public string InFolder(string name) => _folder.File(name);

    public IReadOnlyList<string> Check() =>
        [.. Readiness.Check(Fold, _connections).Where(found => found.Severity == Planning.Severity.Error).Select(found => found.Message)];

    public TransferResult Transfer(bool dryRun = false) => Engine.Transfer.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, _connections, new TransferOptions([], dryRun), TimeProvider.System,
        FaultInjection.FromEnvironment(), report: null, CancellationToken.None).GetAwaiter().GetResult();

    public VerificationResult Verify() => Verifier.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, _connections, report: null, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Differences that verification found, as a person would read them.</summary>
    public static IEnumerable<string> Differences(VerificationResult verified) =>
        verified.Mismatches.Select(found => $"{found}: expected {found.Expected}, found {found.Found}");

    public void Dispose()
    {
        Woo.Dispose();
        _folder.Dispose();
    }

    private static string Plan(string pack, string source, string targetPack, string target, string prefix) =>
        $$"""
        retirement: woo
        sources:
          woo: { pack: {{pack}}, connection: "{{source}}", table_prefix: {{prefix}} }
        target: { pack: {{targetPack}}, connection: "{{target}}" }
        sites:
          shop:
            address: shop.example
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: woo, channels: [store] }
            target: { fallback: https://www.mi.example/uk }
        allowed_hosts: [www.mi.example]
        coupons: { suffix: -WOO }
        accounts: { dormant_after_months: 18, as_of: 2024-10-21 00:00 Europe/London }
        """;
}
