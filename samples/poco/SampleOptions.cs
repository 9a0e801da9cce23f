namespace Storefold.Samples.Poco;

/// <summary>How large and how nasty a sample is. The same options always make the same rows.</summary>
/// <param name="Seed">Any number; another seed makes other people and orders.</param>
/// <param name="Customers">Customers of the source, at least 1. The target gets about 40 % as many of its own.</param>
/// <param name="OrdersPerCustomer">Mean number of orders of a customer, 0 to 10.</param>
/// <param name="NastyRows">Also plants rows that must end up in quarantine, and the odd cases of real shops.</param>
public sealed record SampleOptions(int Seed, int Customers, double OrdersPerCustomer, bool NastyRows)
{
    /// <summary>A small shop that is read in a second.</summary>
    public static SampleOptions Default { get; } = new(Seed: 1, Customers: 200, OrdersPerCustomer: 0.9,
        NastyRows: false);

    /// <summary>Null, or why these options make no shop.</summary>
    public string? Complaint() => this switch
    {
        { Customers: < 1 or > 10_000_000 } => "A sample has between 1 and 10,000,000 customers.",
        { OrdersPerCustomer: not (>= 0 and <= 10) } => "A sample has between 0 and 10 orders per customer.",
        _ => null,
    };
}
