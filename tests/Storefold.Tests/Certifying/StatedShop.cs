using System.Text.Json;
using Storefold.Certifying;
using Storefold.Connectors.Sqlite;
using Storefold.Tests.Sample;
using Storefold.Tests.Support;

namespace Storefold.Tests.Certifying;

/// <summary>A sample shop with seeded canaries that was transferred, certified and stated once, for tests that only look.</summary>
public sealed class StatedShop : IAsyncLifetime
{
    private readonly FoldLab _lab = new(customers: 120, seed: 7);

    public string Plan => _lab.PlanFile;

    public string Folder => Path.GetDirectoryName(_lab.PlanFile)!;

    public string CertificateFile => Path.Combine(Folder, "certificate.json");

    public string KeyFile => Path.Combine(Folder, "storefold-key.pub.pem");

    public string Statements => Path.Combine(Folder, "statements");

    public byte[] Certificate => File.ReadAllBytes(CertificateFile);

    /// <summary>Files by key of the customer.</summary>
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        _lab.Source(
            "UPDATE customers SET given_name = 'Canaria' || rowid, family_name = 'Zyxwv' WHERE rowid % 2 = 1;"
            + "UPDATE customer_addresses SET street = 'Canary Lane ' || rowid");
        await _lab.TransferAsync();
        var issued = await CommandLine.RunAsync("certificate", Plan);
        Assert.True(issued.Exit == 0, issued.Error);
        var written = await CommandLine.RunAsync("statements", Plan, "--out", Statements);
        Assert.True(written.Exit == 0, written.Error);
        foreach (var line in (await File.ReadAllLinesAsync(Path.Combine(Statements, "index.csv"))).Skip(1))
        {
            var cells = line.Split(',');
            Files.Add(cells[1].Trim('"'), Path.Combine(Statements, cells[2]));
        }
    }

    public ValueTask DisposeAsync()
    {
        _lab.Dispose();
        return ValueTask.CompletedTask;
    }

    public JsonElement Statement(string key)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Files[key]));
        return document.RootElement.GetProperty("statement").Clone();
    }

    public IEnumerable<JsonElement> All() => Files.Keys.Select(Statement);

    public JsonElement Root()
    {
        using var document = JsonDocument.Parse(Certificate);
        return document.RootElement.Clone();
    }

    public List<string[]> Source(string sql) => Rows(_lab.Poco, sql);

    public List<string[]> Target(string sql) => Rows(_lab.Mi, sql);

    /// <summary>Signs what the certificate states once more, changed.</summary>
    internal byte[] Resigned(Func<Certificate, Certificate> change)
    {
        using var key = SigningKey.Load(Path.Combine(Folder, "storefold-key.pem"));
        var stated = CertificateVerifier.Verify(Certificate).Certificate ?? throw new InvalidOperationException("It is no certificate.");
        return CertificateWriter.Sign(change(stated), key);
    }

    private static List<string[]> Rows(string path, string sql)
    {
        using var session = SqliteSession.Open(path, SqliteAccess.ReadOnly);
        return SampleShops.Rows(session, sql);
    }
}
