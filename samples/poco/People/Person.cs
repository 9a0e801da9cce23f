using System.Globalization;
using System.Text;

namespace Storefold.Samples.Poco.People;

/// <summary>What the target holds about a customer of the source, on purpose.</summary>
internal enum Clash
{
    None,
    SameVerified,
    UnverifiedInTarget,
    UnverifiedInSource,
    PlusTag,
    NameConflict,
    DormantInTarget,
    StaffInTarget,
    PhoneOnly,
}

/// <summary>What is sure to have happened to a customer of the source, in samples of every size and seed.</summary>
internal enum Staged
{
    None,
    HeldCoupon,
    NegativePoints,
    StoreCredit,
    DeliveryRefund,
}

/// <summary>
/// A made-up person. Everything about customer <c>index</c> follows from seed and index alone, so the target's side can
/// know them without asking the source.
/// </summary>
internal sealed record Person(
    long Index, Region Region, string Given, string Family, string Email, string Phone, string Street, string Town,
    string Postcode, bool Guest, Clash Clash, IReadOnlyList<string> Sites, long Joined)
{
    /// <summary>What this customer of the source is sure to have.</summary>
    public Staged Staged => Index < FirstOfTarget ? StagedOf(Index) : Staged.None;

    public string Key => string.Create(CultureInfo.InvariantCulture, $"C-{Index:000000}");

    public string FullName => (Region.FamilyFirst ? $"{Family} {Given}" : $"{Given} {Family}").Trim();

    /// <summary>Whether the shop erased this person; orders stay, with nothing of them but the country.</summary>
    public bool IsErased => Given.Length == 0;

    /// <summary>Customer <paramref name="index"/> of the source, from 1.</summary>
    public static Person Of(int seed, long index)
    {
        var dice = Dice.For(seed, "person", index);
        var clash = ClashOf(index);
        var planted = clash != Clash.None || StagedOf(index) != Staged.None;
        var region = dice.Below(100) switch
        {
            < 45 => dice.Pick(Regions.World),
            < 75 => Regions.Britain,
            < 95 when !planted => Regions.India,
            >= 95 when !planted => Regions.Hindi,
            _ => Regions.Britain,
        };
        var guest = !planted && dice.Chance(90);
        // Whom the target knows was there before both accounts were last used, so no address looks recycled.
        var latest = planted ? SampleTime.At(2023, 12, 31) : SampleTime.Today - (20 * SampleTime.Day);
        var joined = dice.Between(SampleTime.FirstAccount, latest);
        return Make(dice, index, region, "c", guest, clash, joined) with { Sites = SitesOf(dice, region, guest) };
    }

    /// <summary>A customer that only the target has.</summary>
    public static Person OfTarget(int seed, long index)
    {
        var dice = Dice.For(seed, "target person", index);
        var region = dice.Chance(400) ? Regions.Britain : dice.Pick(Regions.World);
        var joined = dice.Between(SampleTime.FirstAccount, SampleTime.Today - SampleTime.Day);
        return Make(dice, FirstOfTarget + index, region, "m", dice.Chance(60), Clash.None, joined);
    }

    /// <summary>The person under another address, for one that the target knows differently.</summary>
    public Person PlusTagged() => this with { Email = Email.Replace("@", "+mi@", StringComparison.Ordinal) };

    /// <summary>The same customer after an erasure.</summary>
    public Person Erase() => this with
    {
        Given = "", Family = "", Email = "", Phone = "", Street = "", Town = "", Postcode = "",
    };

    private static Person Make(Dice dice, long index, Region region, string stub, bool guest, Clash clash, long joined)
    {
        var given = dice.Pick(region.Given);
        var family = dice.Pick(region.Family);
        if (region.Decomposed && dice.Chance(600))
        {
            given = given.Normalize(NormalizationForm.FormD);
            family = family.Normalize(NormalizationForm.FormD);
        }

        var domain = dice.Pick(Domains);
        return new Person(
            index, region, given, family,
            string.Create(CultureInfo.InvariantCulture, $"{AsciiStub(given)}.{stub}{index}@{domain}"),
            string.Create(CultureInfo.InvariantCulture, $"{region.Dial}555{index:0000000}"),
            dice.Fill(region.Street), dice.Pick(region.Towns), dice.Fill(region.Postcode), guest, clash, [], joined);
    }

    private static readonly string[] Domains = ["post.example", "mail.example", "inbox.test", "letters.test",
        "correo.example"];

    private const long FirstOfTarget = 50_000_000;

    // Schedules instead of chance: a sample of 100 customers has each kind already.
    private static Staged StagedOf(long index) => (index % 100) switch
    {
        26 => Staged.HeldCoupon,
        46 => Staged.NegativePoints,
        66 => Staged.StoreCredit,
        86 => Staged.DeliveryRefund,
        _ => Staged.None,
    };

    private static Clash ClashOf(long index) => (index % 100) switch
    {
        20 => Clash.PlusTag,
        40 => Clash.NameConflict,
        60 => Clash.DormantInTarget,
        70 => Clash.PhoneOnly,
        80 => Clash.StaffInTarget,
        10 or 50 => Clash.UnverifiedInTarget,
        30 or 90 => Clash.UnverifiedInSource,
        _ => index % 8 == 3 ? Clash.SameVerified : Clash.None,
    };

    private static string[] SitesOf(Dice dice, Region region, bool guest)
    {
        var home = region.Country switch { "GB" => "uk", "IN" => "in", _ => "global" };
        if (guest || !dice.Chance(70)) return [home];
        return home switch
        {
            "uk" => dice.Chance(300) ? ["uk", "in"] : ["uk", "global"],
            "in" => dice.Chance(500) ? ["in", "uk"] : ["in", "global"],
            _ => dice.Chance(100) ? ["global", "uk", "in"] : ["global", "uk"],
        };
    }

    private static string AsciiStub(string name)
    {
        Span<char> letters = stackalloc char[8];
        var length = 0;
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (!char.IsAsciiLetter(letter)) continue;
            letters[length++] = char.ToLowerInvariant(letter);
            if (length == letters.Length) break;
        }

        return length < 2 ? "user" : new string(letters[..length]);
    }
}
