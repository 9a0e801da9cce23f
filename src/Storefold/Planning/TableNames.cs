using System.Text.RegularExpressions;

namespace Storefold.Planning;

/// <summary>What the names of tables may be.</summary>
public static partial class TableNames
{
    /// <summary>What to say to who named another.</summary>
    public const string Hint = "letters, digits and underscores, as the platform's own configuration says: shop_";

    /// <summary>True for what a table's name may begin with: letters, digits and underscores, as every platform asks for.</summary>
    public static bool CanBeginWith(string prefix) => Prefix().IsMatch(prefix);

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();
}
