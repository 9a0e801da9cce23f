using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;
using Storefold.Tests.Support;
using Storefold.Verification;

namespace Storefold.Tests.Vendure;

/// <summary>The sample shop folded into a real Vendure that has customers and orders of its own, on any database.</summary>
internal sealed class PocoIntoVendure : IDisposable
{
    private const string Text =
        """
        retirement: poco-into-vendure
        sources:
          poco: { pack: poco-store, connection: "sqlite:poco.db", allow_writes: [loyalty.freeze, loyalty.debit] }
        target: { pack: vendure, connection: "TARGET" }
        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: poco, channels: [uk] }
            target: { GB/en: https://www.mi.com/uk, fallback: https://www.mi.com/global }
          global:
            address: www.po.co/global
            retires: true
            time_zone: UTC
            locales: [en]
            select: { source: poco, channels: [global] }
            target: { fallback: https://www.mi.com/global }
        allowed_hosts: [www.mi.com]
        coupons: { suffix: -POCO }
        accounts: { dormant_after_months: 18, as_of: 2024-10-21 00:00 UTC }
        limits: { batch_size: 100 }
        """;

    private readonly SampleShops _shops = new(SampleOptions.Default with { Customers = 300 });
    private readonly Connections _connections = new();
    private readonly Fold _fold;

    /// <param name="target">Address of the target as a plan writes it, seen from the folder of the sample.</param>
    /// <param name="prepare">Puts the target there, given that folder.</param>
    public PocoIntoVendure(string target, Action<string> prepare)
    {
        prepare(_shops.Folder);
        var plan = Path.Combine(_shops.Folder, "plan.yaml");
        File.WriteAllText(plan, Text.Replace("TARGET", target, StringComparison.Ordinal));
        var (fold, findings) = FoldLoader.Load(plan, TimeProvider.System);
        Assert.Empty(findings);
        _fold = fold!;
    }

    /// <summary>Folder with <c>poco.db</c>.</summary>
    public string Folder => _shops.Folder;

    public TransferResult Transfer() => Storefold.Engine.Transfer.RunAsync(
        _fold.Plan, _fold.Sources, _fold.Target, _connections, new TransferOptions([], false), TimeProvider.System,
        FaultInjection.FromEnvironment(), report: null, CancellationToken.None).GetAwaiter().GetResult();

    public VerificationResult Verify() => Verifier.RunAsync(
        _fold.Plan, _fold.Sources, _fold.Target, _connections, report: null, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Differences as sentences.</summary>
    public IEnumerable<string> Differences() =>
        Verify().Mismatches.Select(found => $"{found} {found.Row} {found.Field}: expected {found.Expected}, found {found.Found}");

    /// <summary>A query over the source, rows joined by bars.</summary>
    public List<string> Source(string sql)
    {
        using var poco = _shops.Poco();
        return Sql.Lines(poco, sql);
    }

    public void Dispose() => _shops.Dispose();
}
