using Storefold.Engine;
using Storefold.Planning;

namespace Storefold.Cli.Checking;

/// <summary>Whether the plan's loyalty rules and the sources' programmes speak of the same points.</summary>
internal static class LoyaltyCheck
{
    private const string AnyProgramme = "*";

    /// <summary>Programmes of one source: each needs a rule, and its points must be taken out before they are credited.</summary>
    public static void Source(PlanModel plan, SourceSide source, SiteSurvey survey, List<Diagnostic> findings)
    {
        var moving = 0L;
        foreach (var (programme, accounts) in survey.Programmes.Where(pair => pair.Value > 0))
        {
            if (HasRule(plan, programme))
            {
                moving += accounts;
                continue;
            }

            findings.Add(SourceCheck.Warning("check.no_loyalty_rule", plan, source.Model.Line,
                $"The plan has no loyalty rule for the programme '{programme}' of source '{source.Model.Name}': {accounts} accounts stay (no_loyalty_rule).",
                $"write a rule for {programme} under loyalty, or for \"*\""));
        }

        var allowed = new[] { "loyalty.freeze", "loyalty.debit" }.All(write => source.Model.AllowWrites.Contains(write, StringComparer.Ordinal));
        if (moving == 0 || (allowed && source.Pack.CanFreezePoints)) return;
        findings.Add(SourceCheck.Warning("check.points_not_debited", plan, source.Model.Line,
            $"The points of {moving} accounts move, but are not taken out of source '{source.Model.Name}': they could be spent on both sides.",
            source.Pack.CanFreezePoints
                ? "write allow_writes: [loyalty.freeze, loyalty.debit] under the source, or close the programme there before the transfer"
                : $"pack {source.Pack.Name} cannot freeze points: close the programme there before the transfer"));
    }

    /// <summary>Rules for programmes that no source has.</summary>
    public static void Rules(PlanModel plan, IReadOnlyList<SourceReport> sources, List<Diagnostic> findings)
    {
        string[] programmes = [.. sources.SelectMany(source => source.Programmes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var rule in plan.Loyalty)
        {
            var isUsed = string.Equals(rule.Programme, AnyProgramme, StringComparison.Ordinal)
                ? programmes.Length > 0
                : programmes.Contains(rule.Programme, StringComparer.Ordinal);
            if (isUsed) continue;
            findings.Add(SourceCheck.Warning("check.loyalty_rule", plan, rule.Line,
                $"No source has the points programme '{rule.Programme}' that this rule is for.",
                programmes.Length == 0 ? "no source has points" : Spelling.DidYouMean(rule.Programme, programmes, "programmes are")));
        }
    }

    private static bool HasRule(PlanModel plan, string programme) => plan.Loyalty.Any(rule =>
        string.Equals(rule.Programme, programme, StringComparison.Ordinal) || string.Equals(rule.Programme, AnyProgramme, StringComparison.Ordinal));
}
