using Storefold.Certifying;
using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Verification;

namespace Storefold.DatabaseTests.Matrix;

/// <summary>One pair: both shops with their demo data, and a plan made from what is known of the two platforms.</summary>
internal sealed class MatrixLab : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MatrixShops _from;
    private readonly MatrixShops _into;

    public MatrixLab(Platform source, Platform target)
    {
        _from = new MatrixShops(_folder.Path, "source");
        _into = new MatrixShops(_folder.Path, "target");
        Source = source.Make(_from);
        Target = target.Make(_into);
        File.WriteAllText(_folder.File("plan.yaml"), Plan(source, target));
        var (fold, findings) = FoldLoader.Load(_folder.File("plan.yaml"), FixedClock.Instance);
        Fold = fold ?? throw new InvalidOperationException(string.Join('\n', findings));
    }

    public MatrixShop Source { get; }

    public MatrixShop Target { get; }

    private Fold Fold { get; }

    public Task<TransferResult> TransferAsync() => Transfer.RunAsync(
        Fold.Plan, Fold.Sources, Fold.Target, new Connections(), new TransferOptions([], DryRun: false), FixedClock.Instance,
        NoPausePoints.Instance, report: null, TestContext.Current.CancellationToken);

    /// <summary>What a certificate would state, after reading both sides back.</summary>
    public Task<StatedCertificate> StateAsync() =>
        new CertificateDesk(Fold.Plan, Fold.Sources, Fold.Target, new Connections(), FixedClock.Instance).StateAsync(TestContext.Current.CancellationToken);

    /// <summary>The first differences by name, for a test that fails.</summary>
    public async Task<string> DifferencesAsync()
    {
        var found = await Verifier.RunAsync(
            Fold.Plan, Fold.Sources, Fold.Target, new Connections(), report: null, TestContext.Current.CancellationToken);
        return string.Join('\n', found.Mismatches.Take(12).Select(one => $"{one}: expected {one.Expected}, found {one.Found}"));
    }

    /// <summary>Rows that were kept aside, counted by row and reason.</summary>
    public Dictionary<(string Row, string Code), long> Aside()
    {
        using var session = new Connections().Open(Fold.Target.Model.Connection, Packs.Sql.SessionUse.Read);
        return Storefold.Tests.Sample.SampleShops.Rows(session, "SELECT q.row, q.code, count(*) FROM storefold_quarantine AS q GROUP BY q.row, q.code")
            .ToDictionary(row => (row[0], row[1]), row => long.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        Source.Dispose();
        Target.Dispose();
        _from.Dispose();
        _into.Dispose();
        _folder.Dispose();
    }

    private string Plan(Platform source, Platform target)
    {
        var movesPoints = source.Programme is not null && target.Programme is not null;
        var writes = movesPoints && source.Debits ? ", allow_writes: [loyalty.freeze, loyalty.debit]" : "";
        var sites = source.Sites.Select(site => Site(site.Site, site.Channel, retires: true)).ToList();
        if (source.KeptChannel is { } kept) sites.Add(Site("kept", kept, retires: false));
        var loyalty = movesPoints
            ? $"loyalty: {{ {source.Programme}: {{ into: {target.Programme}, rate: 13/10, freeze_at: 2024-12-31 00:00 UTC }} }}"
            : "";
        return $$"""
            retirement: fold
            sources:
              old: { pack: {{source.Pack}}, connection: "{{Source.Address}}"{{writes}} }
            target: { pack: {{target.Pack}}, connection: "{{Target.Address}}" }
            sites:
            {{string.Join('\n', sites)}}
            allowed_hosts: [new.example.com]
            coupons: { suffix: -OLD }
            {{loyalty}}
            accounts: { dormant_after_months: 18, as_of: 2024-12-31 00:00 UTC }
            limits: { batch_size: 250 }
            """;
    }

    private static string Site(string name, string? channel, bool retires)
    {
        var select = channel is null ? "{ source: old }" : $"{{ source: old, channels: [\"{channel}\"] }}";
        var target = retires ? ", target: { fallback: \"https://new.example.com/\" }" : "";
        return $"  {name}: {{ address: {name}.example.org, retires: {(retires ? "true" : "false")}, time_zone: Europe/London, locales: [en], select: {select}{target} }}";
    }
}
