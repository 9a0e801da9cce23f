using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Mi;

/// <summary>The target's own points programme.</summary>
internal sealed class MiPoints(MiTables tables)
{
    public const string Programme = "mi-points";

    public void Write(long customer, List<(long Id, long Placed, long Grand)> orders, Dice dice)
    {
        var account = tables.Accounts.NextId;
        var welcome = 10 * (1 + dice.Below(20));
        var earned = orders.Sum(order => order.Grand / 200);
        tables.Accounts.Add(
            N(account), T(Programme), N(customer), T("points"), N(0), N(welcome + earned), T("open"), T("silver"),
            At(null), T(null));
        var position = 0;
        Earn(account, position++, SampleTime.FirstOrder, welcome, null, "adjust");
        foreach (var (id, placed, grand) in orders.OrderBy(order => order.Placed))
            Earn(account, position++, placed, grand / 200, id, "earn");
    }

    private void Earn(long account, int position, long at, long points, long? order, string type)
    {
        var lot = tables.Lots.Add(
            N(tables.Lots.NextId), N(account), N(position), N(points), N(points), At(null),
            At(SampleTime.EndOfDay(at + (1000 * SampleTime.Day))));
        tables.Entries.Add(
            N(tables.Entries.NextId), N(account), N(position), N(position + 1), At(at), At(at), T(type), N(points),
            T("posted"), N(order), N(lot), T(null));
    }
}
