using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;

namespace Storefold.DatabaseTests.Kills;

/// <summary>
/// The sample's two shops in every kind of database, ready to be cloned, on servers that are killed and started again: source
/// and target have servers of their own, each started when the first run needs it.
/// </summary>
internal sealed class KillServers : IDisposable
{
    private readonly SampleShops _sample = new(SampleOptions.Default with { Customers = 60 });
    private readonly Dictionary<(string Pack, string Kind), KillServer> _servers = [];

    /// <summary>A shop of its own.</summary>
    /// <param name="pack"><c>poco-store</c> is the source, <c>mi-platform</c> the target.</param>
    /// <param name="kind">Kind of database.</param>
    /// <param name="folder">Where a file would stand.</param>
    public KillShop Clone(string pack, string kind, string folder)
    {
        var file = pack is "poco-store" ? "poco.db" : "mi.db";
        if (kind is not "sqlite") return Server(pack, kind, file).Clone();
        File.Copy(Path.Combine(_sample.Folder, file), Path.Combine(folder, file));
        return new KillShop(null, null, "sqlite:" + file, new ConnectionModel("sqlite", Path.Combine(folder, file), file));
    }

    /// <summary>The plan and what belongs to it, without the databases.</summary>
    public string Plan(string folder)
    {
        foreach (var file in Directory.GetFiles(_sample.Folder).Where(file => !file.EndsWith(".db", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return Path.Combine(folder, "plan.yaml");
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values) server.Dispose();
        _sample.Dispose();
    }

    private KillServer Server(string pack, string kind, string file)
    {
        if (_servers.TryGetValue((pack, kind), out var known)) return known;
        DatabaseServer server = kind is "postgres" ? PostgresServer.StartOwn() : MariaDbServer.StartOwn();
        using var database = server.NewDatabase();
        using (var from = new Connections().Open(new ConnectionModel("sqlite", Path.Combine(_sample.Folder, file), file), SessionUse.Read))
        using (var to = new Connections().Open(new ConnectionModel(kind, database.FullAddress, database.PlanAddress), SessionUse.Write))
            SampleCopy.Copy(from, to, File.ReadAllText(Repository.File($"packs/{pack}/{kind}/schema.sql")));
        return _servers[(pack, kind)] = new KillServer(server, server.Keep(database));
    }
}

/// <summary>A server that dies often, the line to it, and the shop that its databases begin as.</summary>
internal sealed class KillServer(DatabaseServer server, string kept) : IDisposable
{
    /// <summary>The line that plans use.</summary>
    public CuttableLine Line { get; } = new(server.Port);

    /// <summary>Whether it runs.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>A shop of its own.</summary>
    public KillShop Clone()
    {
        var database = server.NewFrom(kept);
        return new KillShop(
            this, database, database.PlanAddress.Replace($":{server.Port}/", $":{Line.Port}/", StringComparison.Ordinal),
            new ConnectionModel(server.Scheme, database.FullAddress, database.PlanAddress));
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        IsUp = false;
        server.Kill();
    }

    /// <summary>Everything runs again.</summary>
    public void Mend()
    {
        Line.Mend();
        if (!IsUp) server.Start();
        IsUp = true;
    }

    public void Dispose()
    {
        Line.Dispose();
        server.Dispose();
    }
}

/// <summary>One shop of one run.</summary>
/// <param name="Server">Its server; null for a file.</param>
/// <param name="Database">Its database there.</param>
/// <param name="PlanAddress">Its address in the plan, over the line that is cut.</param>
/// <param name="Direct">The way to it past that line.</param>
internal sealed record KillShop(KillServer? Server, TestDatabase? Database, string PlanAddress, ConnectionModel Direct) : IDisposable
{
    public void Dispose() => Database?.Dispose();
}
