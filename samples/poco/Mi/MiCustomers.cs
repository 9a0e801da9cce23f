using System.Text;
using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Mi;

/// <summary>The target's customers: strangers, and people whom the source knows as well.</summary>
internal sealed class MiCustomers(MiTables tables, SampleReport report)
{
    private static readonly string[] States = ["granted", "denied", "withdrawn"];

    public long Write(Person person, Dice dice)
    {
        if (person.Clash != Clash.None) report.Plant("account: " + Describe(person.Clash));
        var known = AsKnown(person);
        var id = tables.Customers.NextId;
        var created = person.Clash == Clash.None ? person.Joined : dice.Between(SampleTime.FirstAccount,
            SampleTime.At(2023, 1, 1));
        var seen = person.Clash switch
        {
            Clash.None => dice.Between(created, SampleTime.Today),
            Clash.DormantInTarget => dice.Between(created, SampleTime.At(2023, 1, 31)),
            _ => dice.Between(SampleTime.At(2024, 1, 1), SampleTime.Today),
        };
        var verified = person.Clash == Clash.None
            ? !person.Guest && dice.Chance(900)
            : person.Clash != Clash.UnverifiedInTarget;
        var phone = person.Clash is Clash.SameVerified or Clash.PhoneOnly || dice.Chance(500);
        tables.Customers.Add(
            N(id), T(person.Guest ? "guest" : "registered"), T(known.Email),
            At(verified ? created + SampleTime.Hour : null), T(phone ? known.Phone : null), At(null), T(null),
            T(known.Given), T(known.Family), T(null), T(person.Region.Lang), T("[]"), T("active"), At(created),
            At(person.Guest ? null : seen), T(null), B(person.Clash == Clash.StaffInTarget));
        tables.Addresses.Add(
            N(tables.Addresses.NextId), N(id), N(0), T("home"), B(true), B(true), T(known.FullName), T(known.Street),
            T(known.Town), T(person.Region.Province), T(known.Postcode), T(person.Region.Country), T(null));
        if (person.Guest) return id;
        tables.Credentials.Add(
            N(tables.Credentials.NextId), N(id), N(0), T("bcrypt"), T("$2y$12$" + dice.Hex(53)), T("{\"cost\":12}"));
        if (dice.Chance(700))
        {
            tables.Consents.Add(
                N(tables.Consents.NextId), N(id), N(0), T("newsletter"), T("email"), T(dice.Pick(States)),
                T("consent"), T("mi-7"), T("signup"), At(created), T("Mi sample platform"));
        }

        return id;
    }

    // The same name may stand there in another Unicode form: equal for a person, not for bytes.
    private static Person AsKnown(Person person) => person.Clash switch
    {
        Clash.PlusTag => person.PlusTagged(),
        Clash.PhoneOnly => person with { Email = "other." + person.Email },
        Clash.NameConflict => person with { Given = "Bartholomew", Family = "Quill", Phone = person.Phone + "9" },
        _ => person with
        {
            Given = person.Given.Normalize(NormalizationForm.FormC),
            Family = person.Family.Normalize(NormalizationForm.FormC),
        },
    };

    private static string Describe(Clash clash) => clash switch
    {
        Clash.SameVerified => "same e-mail, verified on both sides (AUTO)",
        Clash.UnverifiedInTarget => "same e-mail, unverified in the target (CHALLENGE)",
        Clash.UnverifiedInSource => "same e-mail, unverified in the source (CHALLENGE)",
        Clash.PhoneOnly => "same phone, other e-mail (CHALLENGE)",
        Clash.PlusTag => "e-mail differs by a plus-tag (REVIEW)",
        Clash.NameConflict => "same e-mail, other name (REVIEW)",
        Clash.DormantInTarget => "same e-mail, dormant in the target (REVIEW)",
        _ => "same e-mail, staff in the target (REVIEW)",
    };
}
