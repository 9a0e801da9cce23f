namespace Storefold.DatabaseTests.Matrix;

/// <summary>What the matrix has to know of a platform to write a plan with it, and to count its orders without its pack.</summary>
/// <param name="Name">As the pairs are called: the pack, and the database where it has more than one.</param>
/// <param name="Pack">Its pack.</param>
/// <param name="Make">A shop with its demo data, for one test.</param>
/// <param name="Orders">Asks the shop's own tables what was ordered: currency, orders, sum of their totals.</param>
internal sealed record Platform(string Name, string Pack, Func<MatrixShops, MatrixShop> Make, string Orders)
{
    /// <summary>Sites that retire, by their channel code; a site without one takes every row.</summary>
    public IReadOnlyList<(string Site, string? Channel)> Sites { get; init; } = [("all", null)];

    /// <summary>A site that goes on as before, by its channel code.</summary>
    public string? KeptChannel { get; init; }

    /// <summary>Its points programme.</summary>
    public string? Programme { get; init; }

    /// <summary>Whether its pack takes points out of it before they are credited.</summary>
    public bool Debits { get; init; }

    /// <summary>How many of the smallest unit of <see cref="Orders"/> make one: 100 where amounts are whole hundredths.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>Decimals that its amounts may have as a target; null where there is no bound.</summary>
    public int? Decimals { get; init; }

    /// <summary>Orders of it whose amounts are finer than two decimals: a target that holds no more refuses these by name.</summary>
    public int FinerThanCents { get; init; }

    /// <summary>Asks its own tables how many orders contradict themselves where it shows them; null where nothing is asked.</summary>
    public string? Contradictions { get; init; }

    /// <summary>
    /// Its one table whose rows a named merge changes: where points of a person who has an account already are added to its balance.
    /// </summary>
    public string? MergesPointsInto { get; init; }

    public override string ToString() => Name;
}
