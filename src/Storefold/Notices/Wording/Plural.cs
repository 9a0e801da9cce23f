namespace Storefold.Notices.Wording;

/// <summary>The plural forms of the languages with built-in texts, as the Unicode CLDR states them (cardinals, whole numbers).</summary>
internal static class Plural
{
    /// <summary><c>zero</c>, <c>one</c>, <c>two</c>, <c>few</c>, <c>many</c> or <c>other</c>.</summary>
    public static string Form(string language, long count) => language switch
    {
        "ar" => Arabic(count),
        "fr" or "hi" or "pt" => count is 0 or 1 ? "one" : "other",
        _ => count == 1 ? "one" : "other",
    };

    private static string Arabic(long count) => (count, count % 100) switch
    {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, >= 3 and <= 10) => "few",
        (_, >= 11 and <= 99) => "many",
        _ => "other",
    };
}
