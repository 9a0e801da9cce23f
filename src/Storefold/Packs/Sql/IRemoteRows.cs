using Storefold.Shop;

namespace Storefold.Packs.Sql;

/// <summary>
/// A session whose tables are copies of what stands elsewhere: a platform that is reached over HTTP. Whoever is about to read rows says
/// which, so that they are fetched. Preparing a statement alone fetches the tables that it names, unless they are there.
/// </summary>
public interface IRemoteRows
{
    /// <summary>Fetches rows anew, unless the session reads everything once and has.</summary>
    /// <param name="entity">The entity whose aggregates are wanted.</param>
    /// <param name="sql">The statements that are going to read; the tables that they name are fetched.</param>
    /// <param name="keys">Native keys of the aggregates; null for all.</param>
    /// <exception cref="StoreException">The platform does not answer, or not as it should.</exception>
    void Fetch(string entity, IReadOnlyList<string> sql, IReadOnlyCollection<Value>? keys);
}
