using System.Globalization;
using System.Numerics;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>
/// Amounts, points and fractions as exact text, the form in which a certificate holds them: a JSON number would be read
/// as a double by most readers. Reading accepts only what writing gives, so one value has one text.
/// </summary>
internal static class ExactText
{
    // Longer than any balance; keeps a hostile file from making us multiply huge numbers.
    private const int MaxLength = 200;
    private const int MaxScale = 28;

    public static string Of(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>As a decimal where it is one, as a fraction otherwise.</summary>
    public static string Of(Rational number)
    {
        var scale = 0;
        while (scale < MaxScale && !(BigInteger.Pow(10, scale) % number.Denominator).IsZero) scale++;
        var mantissa = number * Rational.Of(BigInteger.Pow(10, scale));
        if (!mantissa.Denominator.IsOne) return number.ToString();
        var whole = BigInteger.Abs(mantissa.Numerator).ToString(CultureInfo.InvariantCulture);
        var digits = whole.PadLeft(scale + 1, '0');
        var sign = mantissa.Numerator.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    public static bool TryParse(string text, out decimal amount) =>
        decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out amount)
        && string.Equals(Of(amount), text, StringComparison.Ordinal);

    public static bool TryParse(string text, out Rational number)
    {
        number = Rational.Zero;
        if (text.Length > MaxLength) return false;
        var parts = text.Split('/', 2);
        if (!TryWhole(parts[0], out var numerator)) return false;
        var denominator = BigInteger.One;
        if (parts.Length == 2 && (!TryWhole(parts[1], out denominator) || denominator.Sign <= 0)) return false;
        number = new Rational(numerator, denominator);
        return string.Equals(number.ToString(), text, StringComparison.Ordinal);
    }

    private static bool TryWhole(string text, out BigInteger number) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
