using System.Globalization;
using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Mi;

/// <summary>The target's public coupons; three of the codes are the source's as well.</summary>
internal sealed class MiCoupons(MiTables tables, SampleReport report)
{
    private readonly int[] _used = new int[Campaigns.Mi.Length];

    /// <summary>Writes a use of a code that fits any order; returns the code.</summary>
    public string Use(Person person, long customer, long order, string currency, long placed)
    {
        const int Hello = 3;
        tables.Uses.Add(
            N(tables.Uses.NextId), N(Hello + 1), N(_used[Hello]), N(Hello + 1), N(customer), T(person.Email),
            N(order), N(0), T(currency), At(placed));
        _used[Hello]++;
        return Campaigns.Mi[Hello].Code;
    }

    public void WriteDefinitions()
    {
        for (var index = 0; index < Campaigns.Mi.Length; index++) WriteDefinition(index + 1, Campaigns.Mi[index],
            _used[index]);
        report.Plant("coupon: same code, other terms");
        report.Plant("coupon: same code, same terms");
        report.Plant("coupon: same code but for capitals, other terms");
    }

    private void WriteDefinition(long id, Campaign campaign, int used)
    {
        var money = campaign.Kind is "amount";
        var type = campaign.Kind switch { "amount" => "fixed_cart", "free_delivery" => "free_ship",
            var other => other };
        var value = money ? Money(campaign.Value) : campaign.Value.ToString(CultureInfo.InvariantCulture);
        tables.Coupons.Add(
            N(id), T(campaign.Title), T(type), T(value), T(campaign.Currency), N(campaign.Cap), N(campaign.MinSpend),
            N(campaign.MinItems), At(campaign.From), At(campaign.Until), N(100_000_000), N(money ? 1 : null),
            B(false), T("""{"in":[],"out":[]}"""), T("marketing"), B(campaign.On), B(true),
            At(campaign.From - SampleTime.Day));
        tables.Codes.Add(N(id), N(id), N(0), T(campaign.Code), N(null), N(used), At(campaign.Until));
    }
}
