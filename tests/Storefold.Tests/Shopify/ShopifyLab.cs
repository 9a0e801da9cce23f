using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Engine;
using Storefold.Verification;

namespace Storefold.Tests.Shopify;

/// <summary>Shopify's exports, folded into an empty mi-platform.</summary>
internal sealed class ShopifyLab : IDisposable
{
    private const string Plan =
        """
        retirement: poco-on-shopify
        sources:
          shop: { pack: shopify-export, connection: "files:export" }
        target: { pack: mi-platform, connection: "sqlite:mi.db" }
        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: shop }
            target: { GB/en: https://www.mi.com/uk, fallback: https://www.mi.com/global }
        allowed_hosts: [www.mi.com]
        coupons: { suffix: -POCO }
        accounts: { dormant_after_months: 18, as_of: 2024-10-22 00:00 Europe/London }
        limits: { batch_size: 50 }
        """;

    private readonly TempFolder _folder = new();

    public ShopifyLab(ShopifyExport shop)
    {
        Shop = shop;
        shop.Write(Export);
        using (var mi = SqliteSession.Open(_folder.File("mi.db"), SqliteAccess.Create))
            mi.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));
        File.WriteAllText(PlanFile, Plan);
        var (fold, findings) = FoldLoader.Load(PlanFile, TimeProvider.System);
        Assert.True(fold is not null, string.Join('\n', findings));
        Fold = fold;
    }

    public ShopifyExport Shop { get; }

    public Fold Fold { get; }

    public string Export => _folder.File("export");

    public string PlanFile => _folder.File("plan.yaml");

    public void Transfer() => Storefold.Engine.Transfer.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), new TransferOptions([], DryRun: false), TimeProvider.System,
        FaultInjection.FromEnvironment(), report: null, CancellationToken.None).GetAwaiter().GetResult();

    public VerificationResult Verify() => Verifier.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), report: null, CancellationToken.None).GetAwaiter().GetResult();

    public List<string> Mi(string sql)
    {
        using var session = SqliteSession.Open(_folder.File("mi.db"), SqliteAccess.ReadOnly);
        return Vendure.Sql.Lines(session, sql);
    }

    public void Dispose() => _folder.Dispose();
}
