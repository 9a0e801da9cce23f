using System.Globalization;
using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>Customers with their sites, addresses, logins and consents.</summary>
internal sealed class PocoCustomers(PocoTables tables)
{
    private static readonly string[] Topics = ["newsletter", "offers", "profiling"];
    private static readonly string[] Answers = ["yes", "yes", "no", "no", "taken_back", "bought_before", "not_asked"];
    private static readonly string[] Channels = ["email", "sms", "post"];

    public void Write(Person person, Dice dice)
    {
        if (person.IsErased) WriteErased(person, dice);
        else WriteCustomer(person, dice);
        foreach (var site in person.Sites.Order(StringComparer.Ordinal))
            tables.CustomerSites.Add(T(person.Key), T(site), N(person.Joined));
        if (person.IsErased) return;

        WriteAddresses(person, dice);
        if (person.Guest) return;
        WriteLogin(person, dice);
        var topics = dice.Below(4);
        for (var topic = 0; topic < topics && topic < Topics.Length; topic++) WriteConsent(person, dice, Topics[topic]);
        if (dice.Chance(50))
            tables.Sessions.Add(T(dice.Hex(32)), T(person.Key), N(SampleTime.Today + (dice.Below(30) * SampleTime.Day)));
    }

    private void WriteCustomer(Person person, Dice dice)
    {
        var confirmed = person.Clash switch
        {
            Clash.None or Clash.PhoneOnly => !person.Guest && dice.Chance(850),
            _ => person.Clash != Clash.UnverifiedInSource,
        };
        var seen = person.Clash == Clash.None
            ? dice.Between(person.Joined, SampleTime.Today)
            : dice.Between(Math.Max(person.Joined, SampleTime.At(2024, 1, 1)), SampleTime.Today);
        var business = person.Clash == Clash.None && dice.Chance(15);
        var locked = person.Clash == Clash.None && dice.Chance(5);
        tables.Customers.Add(
            T(person.Key), T(person.Guest ? "guest" : "member"), T(person.Email),
            N(confirmed ? person.Joined + (dice.Below(90) * SampleTime.Minute) : null),
            T(person.Clash == Clash.None && dice.Chance(4) ? "new." + person.Email : null),
            T(person.Clash == Clash.PhoneOnly || dice.Chance(600) ? person.Phone : null),
            T(dice.Chance(300) ? "Mx" : null), T(person.Given), T(person.Family),
            T(business ? $"{person.Family} & Co. 🏪" : null), T(person.Region.Lang), T(person.Region.Zone),
            T(dice.Chance(120) ? "[\"club\"]" : "[]"), T(business ? "[\"XX000000000\"]" : null),
            T(locked ? "locked" : "active"), B(person.Clash == Clash.None && person.Index % 500 == 7),
            N(person.Joined), N(person.Guest ? null : seen),
            T(dice.Chance(10) ? "Asked to be phoned before a delivery" : null));
    }

    // Erasure keeps the row, because invoices name its key, and nothing else.
    private void WriteErased(Person person, Dice dice) => tables.Customers.Add(
        T(person.Key), T("member"), T(null), N(null), T(null), T(null), T(null), T(null), T(null), T(null), T(null),
        T(null), T(null), T(null), T("erased"), B(false), N(person.Joined), N(null),
        T(dice.Chance(500) ? "Erased on request" : null));

    private void WriteAddresses(Person person, Dice dice)
    {
        var count = dice.Chance(150) ? 2 : 1;
        for (var number = 0; number < count; number++)
        {
            tables.Addresses.Add(
                N(tables.Addresses.NextId), T(person.Key), T(number == 0 ? "home" : "work"), B(number == 0),
                B(number == 0), T(person.FullName), T(null),
                T(number == 0 ? person.Street : dice.Fill(person.Region.Street)),
                T(dice.Chance(150) ? dice.Fill("Apt. ##") : null), T(person.Town), T(person.Region.Province),
                T(person.Postcode), T(person.Region.Country), T(dice.Chance(300) ? person.Phone : null));
        }
    }

    private void WriteLogin(Person person, Dice dice)
    {
        // Somebody who logs in through another provider is never merged without being asked.
        var kind = dice.Below(person.Clash == Clash.None ? 100 : 88);
        if (kind < 80)
        {
            // Not the hash of any password: the last part is chance.
            tables.Logins.Add(
                N(tables.Logins.NextId), T(person.Key), T("bcrypt"), T("$2y$10$" + dice.Hex(53)), T("{\"cost\":10}"),
                T(null), T(null));
        }
        else if (kind < 88)
        {
            tables.Logins.Add(
                N(tables.Logins.NextId), T(person.Key), T("md5"), T(dice.Hex(32)), T(null), T(null), T(null));
        }
        else
        {
            tables.Logins.Add(
                N(tables.Logins.NextId), T(person.Key), T("social"), T(null), T(null), T("social.example"),
                T(string.Create(CultureInfo.InvariantCulture, $"subject-{person.Index}")));
        }
    }

    private void WriteConsent(Person person, Dice dice, string topic)
    {
        var answer = dice.Pick(Answers);
        var given = dice.Between(person.Joined, SampleTime.Today);
        tables.Consents.Add(
            N(tables.Consents.NextId), T(person.Key), T(topic), T(dice.Pick(Channels)), T(answer),
            T(answer is "bought_before" ? "legitimate_interest" : "consent"), T("2023-02"), T("checkout"),
            N(answer is "not_asked" ? null : given), T("Poco sample shop"));
    }
}
