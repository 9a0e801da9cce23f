using Storefold.Packs;
using Storefold.Planning;

namespace Storefold.Engine;

/// <summary>One source with its pack and codec.</summary>
/// <param name="Model">What the plan says of it.</param>
/// <param name="Pack">Its pack.</param>
/// <param name="Codec">Its values.</param>
/// <param name="Sites">Its sites.</param>
public sealed record SourceSide(SourceModel Model, PackModel Pack, ValueCodec Codec, SiteBook Sites)
{
    /// <summary>Number in the ID map.</summary>
    public int Number => Model.Number;
}

/// <summary>The target with its pack, codec and what it keeps of each entity.</summary>
public sealed class TargetSide
{
    /// <summary>The target of a plan.</summary>
    public TargetSide(TargetModel model, PackModel pack, ValueCodec codec)
    {
        Model = model;
        Pack = pack;
        Codec = codec;
        Rules = pack.Target ?? throw new PackException($"Pack {pack.Name} can only be read, not written.");
        Shapes = Shop.ShopModel.Entities.ToDictionary(
            entity => entity.Name, entity => new TargetShape(pack, entity), StringComparer.Ordinal);
    }

    /// <summary>What the plan says of it.</summary>
    public TargetModel Model { get; }

    /// <summary>Its pack.</summary>
    public PackModel Pack { get; }

    /// <summary>Its values.</summary>
    public ValueCodec Codec { get; }

    /// <summary>What the pack says of it as a target.</summary>
    public PackTarget Rules { get; }

    /// <summary>Shapes by entity name.</summary>
    public IReadOnlyDictionary<string, TargetShape> Shapes { get; }

    /// <summary>Shape of an entity.</summary>
    public TargetShape Shape(Shop.EntityDef entity) => Shapes[entity.Name];
}
