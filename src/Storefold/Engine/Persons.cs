using Storefold.Matching;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>Customers as the matcher sees them.</summary>
internal static class Persons
{
    /// <summary>A customer of either side.</summary>
    public static Person Of(Aggregate customer)
    {
        var credentials = customer.Part("credential");
        var scheme = ShopModel.Customer.Parts[ShopModel.Customer.PartIndex("credential")]["scheme"].Ordinal;
        var passwords = credentials.Count(row => row.Skip is null && !string.Equals(row.Fields[scheme].AsText(), "external", StringComparison.Ordinal));
        var country = ShopModel.Customer.Parts[ShopModel.Customer.PartIndex("address")]["country"].Ordinal;
        return new Person
        {
            Key = customer.Key.ToString(),
            Kind = string.Equals(customer["kind"].AsText(), "guest", StringComparison.Ordinal) ? PersonKind.Guest : PersonKind.Registered,
            Email = customer["email"].AsText(),
            Verified = !customer["email_verified_at"].IsNull,
            VerifiedAt = Time(customer["email_verified_at"]),
            CreatedAt = Time(customer["created_at"]),
            Phone = customer["phone"].AsText(),
            FirstName = customer["first_name"].AsText(),
            LastName = customer["last_name"].AsText(),
            Countries = [.. customer.Part("address").Select(row => row.Fields[country].AsText()).OfType<string>().Distinct(StringComparer.Ordinal)],
            Status = Person.ParseStatus(customer["status"].AsText()),
            Staff = customer["staff"].IsTrue,
            LastLoginAt = Time(customer["last_login_at"]),
            HasPassword = passwords > 0,
            SocialOnly = passwords == 0 && credentials.Count > 0,
            PendingEmail = customer["pending_email"].AsText(),
            B2b = !string.IsNullOrEmpty(customer["company"].AsText()) || !customer["tax_ids"].IsNull,
        };
    }

    private static long? Time(in Value value) => value.IsNull ? null : value.AsMicroseconds();
}
