using Storefold.Packs.Sql;

namespace Storefold.Packs;

/// <summary>What a file of a pack does: a mistake in it is said with its name.</summary>
internal static class PackFile
{
    /// <summary>Does something with a file.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="dialect">The database's.</param>
    /// <param name="path">Such as <c>write/order.sql</c>.</param>
    /// <param name="action">What is done.</param>
    /// <exception cref="StoreException">The database refused a statement of it as such.</exception>
    public static void Named(PackModel pack, string dialect, string path, Action action)
    {
        try
        {
            action();
        }
        catch (StoreException refused) when (refused.IsSchema)
        {
            throw refused.In(pack.Place(dialect, path));
        }
    }
}
