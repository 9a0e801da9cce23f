using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using NodaTime;
using Storefold.Shop;

namespace Storefold.Planning.Reading;

/// <summary>The <c>loyalty</c> rules of a plan.</summary>
internal static partial class LoyaltyReader
{
    /// <summary>Digits of a rate: more than any rate has, and few enough for exact sums to stay quick.</summary>
    private const int Digits = 18;

    public static IReadOnlyList<LoyaltyRule> Read(Section root, TimetableDraft? timetable, PlanContext context)
    {
        List<LoyaltyRule> rules = [];
        foreach (var entry in root.Named("loyalty",
            "write one programme, or \"*\" for every one, or leave loyalty out"))
        {
            var shown = Words.Bare(entry.Key);
            var section = new Section(PlanKeys.Loyalty, "loyalty." + shown, entry.Line, entry.Value, context.Findings);
            rules.Add(Rule(entry, section, timetable, context));
        }

        return rules;
    }

    private static LoyaltyRule Rule(MapEntry entry, Section section, TimetableDraft? timetable, PlanContext context)
    {
        if (entry.Key.Contains(Words.FillIn, StringComparison.Ordinal))
            context.Findings.Error(PlanCodes.FillIn, entry.Line, "the programme is still to be filled in",
                "write the programme's name in the source, or \"*\" for every one");
        var rounding = section.Choice("rounding") switch
        {
            "down" => RoundingRule.Down,
            "half_even" => RoundingRule.HalfEven,
            _ => RoundingRule.Up,
        };
        var negative = section.Choice("negative_balances") is "write_off"
            ? NegativeBalances.WriteOff : NegativeBalances.Carry;
        var freeze = FreezeReader.Read(section, timetable, context);
        var minimum = section.Whole("minimum_validity_days", 0, 36500) ?? 0;
        var window = section.Whole("frozen_window_days", 0, 3650) ?? 0;
        return new LoyaltyRule(entry.Key, section.Text("into"), Rate(section), rounding, negative,
            freeze ?? Instant.MaxValue, minimum, window, entry.Line);
    }

    private static Rational Rate(Section section)
    {
        if (section.Value("rate") is not { } value) return Rational.Zero;
        var (rate, problem, hint) = Parse(value.Text.Trim());
        if (problem.Length == 0) return rate;
        section.Findings.Error(PlanCodes.BadRate, value.Line,
            $"{section.Name("rate")}: {Words.Quote(value.Text)} {problem}", hint);
        return Rational.Zero;
    }

    private static (Rational Rate, string Problem, string Hint) Parse(string text)
    {
        const string Positive = "write a rate above 0, such as 13/10, or leave the programme out when nothing moves";
        const string Exact = "write a whole number or a fraction, such as 13/10";
        var fraction = Fraction().Match(text);
        if (fraction.Success)
        {
            var (above, below) = (fraction.Groups["above"].Value, fraction.Groups["below"].Value);
            if (above.Length > Digits + 1 || below.Length > Digits)
                return (default, $"has more than {Digits} digits", Exact);
            var numerator = BigInteger.Parse(above, CultureInfo.InvariantCulture);
            var denominator = below.Length == 0
                ? BigInteger.One : BigInteger.Parse(below, CultureInfo.InvariantCulture);
            if (denominator.IsZero) return (default, "divides by 0", Exact);
            return numerator.Sign <= 0
                ? (default, "is not above 0", Positive)
                : (new Rational(numerator, denominator), "", "");
        }

        var (number, percent) = text.EndsWith('%') ? (text[..^1].Trim(), 100) : (text, 1);
        var dotted = number.Replace(',', '.');
        if (!decimal.TryParse(dotted, NumberStyles.Float, CultureInfo.InvariantCulture, out var inexact))
            return (default, "is not a rate", Exact);
        return inexact <= 0
            ? (default, "is not above 0", Positive)
            : (default, "is not exact: points are never counted with floating point",
                $"write {Rational.Of(inexact) / new Rational(percent, 1)}");
    }

    [GeneratedRegex(@"^(?<above>-?[0-9]+)( ?/ ?(?<below>[0-9]+))?\z", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Fraction();
}
