namespace Storefold.Notices.Centres;

/// <summary>One service centre.</summary>
/// <param name="Country">ISO 3166-1 code in capitals.</param>
/// <param name="City">As its people write it.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">Street and number; may be empty.</param>
/// <param name="Phone">May be empty.</param>
/// <param name="Hours">When it is open; null where the file is silent.</param>
/// <param name="Url">Absolute https address, or null.</param>
/// <param name="Sites">Sites whose customers it helps; empty: all.</param>
/// <param name="Key">City and name for searching: see <see cref="SearchKey"/>.</param>
internal sealed record Centre(
    string Country, string City, string Name, string Address, string Phone, OpeningHours? Hours, string? Url,
    IReadOnlyList<string> Sites, IReadOnlyList<string> Key);
