namespace Storefold.Cli.Sample;

/// <summary>The plan file of the sample.</summary>
public static class SamplePlan
{
    /// <summary>The plan for <c>poco.db</c> and <c>mi.db</c> beside it.</summary>
    public static string Text() => Yaml;

    private const string Yaml =
        """
        # Sample: Poco closes its Global and UK web stores and folds them into its parent's platform.
        # Both databases are made up; nothing here is a page or a customer of the real companies.
        # What the announcement leaves unsaid is a choice of this plan, and is marked (unsaid).

        retirement: poco-global-and-uk

        sources:
          poco:
            pack: poco-store
            connection: "sqlite:poco.db"
            # A source is only read, but for these two: points must not be spent on both sides.
            allow_writes: [loyalty.freeze, loyalty.debit]

        target:
          pack: mi-platform
          connection: "sqlite:mi.db"

        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: poco, channels: [uk] }
            target:
              GB/en: "https://www.mi.com/uk"
              fallback: "https://www.mi.com/global"

          global:
            address: www.po.co/global
            retires: true
            time_zone: UTC
            locales: [en]
            select: { source: poco, channels: [global] }
            target:
              GB/en: "https://www.mi.com/uk"
              DE/de: "https://www.mi.com/de"
              fallback: "https://www.mi.com/global"

          # India goes on exactly as before: not one of its rows is written.
          india:
            address: www.poco.in
            retires: false
            time_zone: Asia/Kolkata
            locales: [en-IN, hi-IN]
            select: { source: poco, channels: [in] }

        # The only hosts that a target address may name.
        allowed_hosts: [www.mi.com]

        loyalty:
          poco-points:
            into: mi-points
            rate: 13/10                                # (unsaid) 10 Poco points are 13 Mi points
            rounding: up                               # in the customer's favour, once per account
            negative_balances: carry
            freeze_at: 2024-10-21 00:00 Europe/London
            minimum_validity_days: 30                  # (unsaid)

        coupons:
          suffix: -POCO                                # for a code that the target has with other terms

        accounts:
          dormant_after_months: 18
          as_of: 2024-10-21 00:00 Europe/London

        """;
}
