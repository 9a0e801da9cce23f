using Storefold.Engine;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli.Looking;

/// <summary>What somebody looks for.</summary>
/// <param name="Source">The source that it is to be of; null for all.</param>
/// <param name="Def">Entity.</param>
/// <param name="Name">Native key, or what people call it.</param>
internal sealed record LookupRequest(SourceSide? Source, EntityDef Def, string Name)
{
    private const string Example = "write ENTITY/KEY, such as order/PO123, or SOURCE/ENTITY/KEY";

    /// <summary>Reads <c>order/PO123</c> or <c>poco/order/PO123</c>; everything behind the entity is the key, slashes included.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="sources">The sources of the plan.</param>
    /// <param name="complaint">What is wrong with it, and a hint.</param>
    public static LookupRequest? Read(string text, IReadOnlyList<SourceSide> sources, out (string Text, string Hint) complaint)
    {
        complaint = ("that names no row", Example);
        var parts = text.Split('/', 2);
        var source = sources.FirstOrDefault(side => string.Equals(side.Model.Name, parts[0], StringComparison.Ordinal));
        var name = parts[0];
        if (ShopModel.Find(name) is null && source is not null && parts.Length == 2)
        {
            parts = parts[1].Split('/', 2);
            name = parts[0];
        }
        else
        {
            source = null;
        }

        if (parts.Length < 2 || parts[1].Length == 0) return null;
        if (ShopModel.Find(name) is { } def) return new LookupRequest(source, def, parts[1]);
        string[] known = [.. ShopModel.Entities.Select(entity => entity.Name)];
        complaint = source is null && parts[1].Contains('/', StringComparison.Ordinal)
            ? ($"there is no entity and no source named '{name}'", "sources are " + string.Join(", ", sources.Select(side => side.Model.Name)))
            : ($"there is no entity named '{name}'", Spelling.DidYouMean(name, known, "entities are"));
        return null;
    }
}
