using Storefold.Samples.Poco;
using Storefold.Shop;
using Storefold.Tests.Support;

namespace Storefold.Tests.Verification;

/// <summary>
/// A transferred sample that every mutant gets a copy of. A few rows of the source are set by hand before the transfer
/// (<see cref="RareRows"/>).
/// </summary>
public sealed class SpoiltSample : IAsyncLifetime
{
    private MutantLab? _lab;

    internal MutantLab Copy() => _lab!.Copy();

    public async ValueTask InitializeAsync()
    {
        _lab = MutantLab.Sample(SampleOptions.Default with { Seed = 7, Customers = 80, NastyRows = true });
        _lab.Poco(RareRows.OfZoe);
        await _lab.TransferAsync();
        await _lab.AssertCleanAsync();
    }

    public ValueTask DisposeAsync()
    {
        _lab?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts target keys in place of <c>{ours:order}</c> (made by the transfer), <c>{joined:…}</c> and <c>{own:…}</c>.</summary>
    internal static string Expand(string sql)
    {
        foreach (var entity in ShopModel.Entities)
        {
            sql = sql
                .Replace($"{{ours:{entity}}}", InMap(entity, fate: 1), StringComparison.Ordinal)
                .Replace($"{{joined:{entity}}}", InMap(entity, fate: 2), StringComparison.Ordinal)
                .Replace($"{{own:{entity}}}", $"(SELECT target_key FROM storefold_own WHERE entity = {entity.Number})", StringComparison.Ordinal);
        }

        return sql;
    }

    private static string InMap(EntityDef entity, int fate) =>
        $"(SELECT target_key FROM storefold_id_map WHERE entity = {entity.Number} AND fate = {fate})";
}
