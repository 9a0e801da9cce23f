namespace Storefold.Certifying;

/// <summary>SHA-256 of the plan file's bytes as 64 lower-case hexadecimal digits.</summary>
public readonly record struct PlanDigest
{
    private const int Length = 64;

    private readonly string? _hex;

    private PlanDigest(string hex) => _hex = hex;

    /// <summary>The digits.</summary>
    public string Hex => _hex ?? new string('0', Length);

    /// <summary>The digest with these digits.</summary>
    /// <exception cref="FormatException">Not 64 lower-case hexadecimal digits.</exception>
    public static PlanDigest Of(string hex) => TryParse(hex, out var digest)
        ? digest
        : throw new FormatException("A plan digest is 64 lower-case hexadecimal digits.");

    /// <summary>The digest with these digits, if they are any.</summary>
    public static bool TryParse(string? hex, out PlanDigest digest)
    {
        digest = default;
        if (hex is not { Length: Length } || !hex.All(char.IsAsciiHexDigitLower)) return false;
        digest = new(hex);
        return true;
    }

    /// <summary>The digits.</summary>
    public override string ToString() => Hex;
}
