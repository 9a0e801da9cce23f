using System.Globalization;
using Storefold.Cli;
using Storefold.Tests.Support;

namespace Storefold.Tests.Vendure;

/// <summary>The plan that folds the real Vendure shop: its two channels are two sites, the one inside the other first.</summary>
internal static class VendurePlan
{
    private const string Text =
        """
        retirement: poco-on-vendure
        sources:
          shop: { pack: vendure, connection: "sqlite:VENDURE" }
        target: { pack: mi-platform, connection: "sqlite:mi.db" }
        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: shop, channels: [uk-store] }
            target: { GB/en: https://www.mi.com/uk, fallback: https://www.mi.com/global }
          global:
            address: www.po.co/global
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: shop, channels: [__default_channel__] }
            target: { fallback: https://www.mi.com/global }
        allowed_hosts: [www.mi.com]
        coupons: { suffix: -POCO }
        accounts: { dormant_after_months: 18, as_of: 2024-10-22 00:00 Europe/London }
        limits: { batch_size: BATCH }
        """;

    /// <summary>Writes the plan into the folder that holds <c>mi.db</c> and loads it with its packs.</summary>
    public static Fold Load(TempFolder folder, string vendure, int batchSize)
    {
        var text = Text.Replace("VENDURE", vendure, StringComparison.Ordinal)
            .Replace("BATCH", batchSize.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        File.WriteAllText(folder.File("plan.yaml"), text);
        var (fold, findings) = FoldLoader.Load(folder.File("plan.yaml"), TimeProvider.System);
        Assert.Empty(findings);
        return fold!;
    }
}
