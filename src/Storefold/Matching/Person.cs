namespace Storefold.Matching;

/// <summary>Whether somebody signed up or only bought.</summary>
public enum PersonKind
{
    /// <summary>Has an account.</summary>
    Registered,

    /// <summary>Bought without one.</summary>
    Guest,
}

/// <summary>State of an account, as far as matching cares.</summary>
public enum PersonStatus
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Blocked by the shop.</summary>
    Disabled,

    /// <summary>Deleted or erased.</summary>
    Deleted,

    /// <summary>Anything that the model has no word for.</summary>
    Unknown,
}

/// <summary>
/// What matching knows of a person on either side. A fact that the platform does not keep is null or false, which never
/// makes a merge likelier. Times are UTC microseconds.
/// </summary>
public sealed record Person
{
    /// <summary>Native key, or any other name that is unique on its side.</summary>
    public required string Key { get; init; }

    /// <summary>Registered or guest.</summary>
    public PersonKind Kind { get; init; }

    /// <summary>The address as stored.</summary>
    public string? Email { get; init; }

    /// <summary>The platform says that the person proved the address, with or without a date.</summary>
    public bool Verified { get; init; }

    /// <summary>When the address was proven; implies <see cref="Verified"/>.</summary>
    public long? VerifiedAt { get; init; }

    /// <summary>When the account was made: stands in for the date of verification where that is not kept.</summary>
    public long? CreatedAt { get; init; }

    /// <summary>The number as stored.</summary>
    public string? Phone { get; init; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>ISO-2 codes of the countries in the person's addresses.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>State of the account.</summary>
    public PersonStatus Status { get; init; }

    /// <summary>Works for the shop.</summary>
    public bool Staff { get; init; }

    /// <summary>Last login.</summary>
    public long? LastLoginAt { get; init; }

    /// <summary>Last order.</summary>
    public long? LastOrderAt { get; init; }

    /// <summary>Number of orders.</summary>
    public int? OrderCount { get; init; }

    /// <summary>Can log in with a password.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Can log in through another provider only.</summary>
    public bool SocialOnly { get; init; }

    /// <summary>An address that the person asked to change to and has not confirmed.</summary>
    public string? PendingEmail { get; init; }

    /// <summary>Buys for a company.</summary>
    public bool B2b { get; init; }

    /// <summary>Flagged for fraud.</summary>
    public bool Fraud { get; init; }

    internal bool IsVerified => Verified || VerifiedAt is not null;

    /// <summary>From when on the person is known to have had the address.</summary>
    internal long? HeldSince => VerifiedAt ?? CreatedAt;

    /// <summary>Last time that the person proved to be there: verified or logged in.</summary>
    internal long? LastProof => Later(VerifiedAt, LastLoginAt);

    /// <summary>Last sign of life of any kind.</summary>
    internal long? LastSeen => Later(LastProof, LastOrderAt);

    /// <summary>The model's word for a status (<c>active</c>, <c>disabled</c>, <c>deleted</c>) as a value.</summary>
    public static PersonStatus ParseStatus(string? status) => status switch
    {
        "active" => PersonStatus.Active,
        "disabled" or "blocked" => PersonStatus.Disabled,
        "deleted" or "erased" => PersonStatus.Deleted,
        _ => PersonStatus.Unknown,
    };

    private static long? Later(long? a, long? b) => a is null || b > a ? b : a;
}
