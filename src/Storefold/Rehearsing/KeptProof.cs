using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Rehearsing;

/// <summary>That nothing of ours was written to the rows of a site that goes on.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Rows">Rows of the site that were compared; 0 where the pack cannot name them.</param>
/// <param name="Tables">Tables that they stand in.</param>
/// <param name="Differences">Tables whose rows differ from those after the same traffic without us, and how many do.</param>
/// <param name="LoggedWrites">Writes of ours to its rows, by the journal's log.</param>
/// <param name="AllWrites">Writes of ours to any source, by the same log.</param>
/// <param name="ReadersRefuse">Whether a session that only reads refuses to write.</param>
public sealed record KeptProof(
    string Site, long Rows, int Tables, IReadOnlyList<(string Table, int Rows)> Differences, long LoggedWrites, long AllWrites,
    bool ReadersRefuse)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds => Differences.Count == 0 && LoggedWrites == 0 && ReadersRefuse;
}

/// <summary>
/// Proves it three ways: the site's raw rows are those that the same traffic leaves on another copy which Storefold never
/// touched; the log of writes names no row of the site; and what reads a source is refused when it tries to write.
/// </summary>
internal sealed class KeptProver : IDisposable
{
    private readonly RehearsalSetup _setup;
    private readonly Dictionary<string, ConnectionModel> _untouched = new(StringComparer.Ordinal);

    /// <summary>Copies the sources that kept sites live in, before anything happens.</summary>
    public KeptProver(RehearsalSetup setup)
    {
        _setup = setup;
        foreach (var source in setup.Sources.Where(source => KeptSites(source).Any()))
        {
            var path = Path.Combine(setup.Folder, $".untouched-{source.Model.Name}");
            _untouched[source.Model.Name] = setup.Copies.Copy(source.Model.Connection, path);
        }
    }

    /// <summary>The proofs, one per kept site, in the order of the plan.</summary>
    public IReadOnlyList<KeptProof> Prove(IReadOnlyList<TrafficResult> log)
    {
        List<KeptProof> proofs = [];
        foreach (var source in _setup.Sources.Where(source => KeptSites(source).Any()))
        {
            using var alone = _setup.Connections.Open(_untouched[source.Model.Name], SessionUse.Write);
            Traffic.Replay(log, _setup.Plan, source, alone);
            using var here = _setup.Connections.Open(source.Model.Connection, SessionUse.Read);
            var refuses = Refuses(here);
            var scripts = new TrafficScripts(source.Pack, source.Codec);
            foreach (var site in KeptSites(source)) proofs.Add(Prove(site, here, alone, scripts, refuses));
        }

        return proofs;
    }

    public void Dispose()
    {
        foreach (var copy in _untouched.Values)
        {
            foreach (var file in new[] { "", "-journal", "-wal", "-shm" }.Select(end => copy.Location + end)) File.Delete(file);
        }
    }

    private KeptProof Prove(SiteModel site, ISqlSession here, ISqlSession alone, TrafficScripts scripts, bool refuses)
    {
        var mine = KeptRows.Read(here, scripts, site.Channels);
        var theirs = KeptRows.Read(alone, scripts, site.Channels);
        var differences = mine is null || theirs is null ? [] : mine.Differences(theirs);
        using var target = _setup.Connections.Open(_setup.Target.Model.Connection, SessionUse.Read);
        var logged = Journal.Peek(target)?.SourceWrites(site.Name) ?? 0;
        var all = Journal.Peek(target) is { } journal ? _setup.Plan.Sites.Sum(one => journal.SourceWrites(one.Name)) : 0;
        return new KeptProof(site.Name, mine?.Count ?? 0, mine?.Tables ?? 0, differences, logged, all, refuses);
    }

    private static bool Refuses(ISqlSession reader)
    {
        try
        {
            reader.Execute("CREATE TABLE storefold_probe(x); DROP TABLE storefold_probe");
            return false;
        }
        catch (StoreException)
        {
            return true;
        }
    }

    private IEnumerable<SiteModel> KeptSites(SourceSide source) => _setup.Plan.Sites
        .Where(site => !site.Retires && string.Equals(site.Source, source.Model.Name, StringComparison.Ordinal));
}
