using Storefold.Deciding;
using Storefold.Planning;

namespace Storefold.Rehearsing.People;

/// <summary>Somebody whom a rehearsal sends to the gate.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="Asks">What they ask for.</param>
public sealed record Persona(string Name, IReadOnlyList<Ask> Asks);

/// <summary>One thing that somebody asks for.</summary>
/// <param name="What">In words.</param>
/// <param name="Site">The site that it is about; its zone tells the time, and its phase the column.</param>
/// <param name="Request">The request.</param>
public sealed record Ask(string What, SiteModel Site, GateRequest Request);
