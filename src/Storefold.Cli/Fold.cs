using Storefold.Engine;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Cli;

/// <summary>A plan with its packs, ready to be opened; what every command starts from.</summary>
/// <param name="Plan">The checked plan.</param>
/// <param name="Sources">Sources with packs.</param>
/// <param name="Target">Target with pack.</param>
/// <param name="Findings">Warnings.</param>
internal sealed record Fold(PlanModel Plan, IReadOnlyList<SourceSide> Sources, TargetSide Target, IReadOnlyList<Diagnostic> Findings);

/// <summary>As much of a fold as could be read: what <c>storefold check</c> looks at, however much is wrong.</summary>
/// <param name="Plan">The plan, or null when it is broken.</param>
/// <param name="Sources">The sources whose packs are good.</param>
/// <param name="Target">The target, or null when its pack is not good.</param>
/// <param name="Findings">Everything found.</param>
internal sealed record FoldParts(PlanModel? Plan, IReadOnlyList<SourceSide> Sources, TargetSide? Target, IReadOnlyList<Diagnostic> Findings);

/// <summary>Reads a plan and the packs that it names, collecting every finding.</summary>
internal static class FoldLoader
{
    /// <summary>The fold, or null together with findings.</summary>
    public static (Fold? Fold, IReadOnlyList<Diagnostic> Findings) Load(string planFile, TimeProvider time)
    {
        var parts = LoadParts(planFile, time);
        var failed = parts.Findings.Any(found => found.Severity == Severity.Error);
        return failed || parts is not { Plan: { } plan, Target: { } target }
            ? (null, parts.Findings)
            : (new Fold(plan, parts.Sources, target, parts.Findings), parts.Findings);
    }

    /// <summary>Whatever of the fold can be read.</summary>
    public static FoldParts LoadParts(string planFile, TimeProvider time)
    {
        var read = PlanReader.Read(planFile, Environment.GetEnvironmentVariable, time);
        var findings = new List<Diagnostic>(read.Diagnostics);
        if (read.Plan is not { } plan) return new FoldParts(null, [], null, findings);

        var sources = new List<SourceSide>();
        foreach (var source in plan.Sources)
        {
            if (ReadPack(source.Pack, source.TablePrefix, plan.File, source.Line, findings) is { } pack)
                sources.Add(new SourceSide(source, pack, new ValueCodec(pack.Values, source.Zone), new SiteBook(plan, source)));
        }

        TargetSide? target = null;
        if (ReadPack(plan.Target.Pack, plan.Target.TablePrefix, plan.File, plan.Target.Line, findings) is { } targetPack)
        {
            if (targetPack.Target is null)
            {
                findings.Add(new Diagnostic(
                    "plan.target_pack", plan.File, plan.Target.Line, $"Pack {targetPack.Name} can only be read, so it cannot be a target.",
                    "packs that can be written: " + string.Join(", ", PackFolder.Names().Where(IsWritable))));
            }
            else
            {
                target = new TargetSide(plan.Target, targetPack, new ValueCodec(targetPack.Values, plan.Target.Zone));
            }
        }

        CheckDialects(plan, sources, target, findings);
        return new FoldParts(plan, sources, target, findings);
    }

    private static PackModel? ReadPack(string name, string? tablePrefix, string planFile, int line, List<Diagnostic> findings)
    {
        if (!PackFolder.Names().Contains(name, StringComparer.Ordinal))
        {
            findings.Add(new Diagnostic(
                "plan.unknown_pack", planFile, line, $"There is no pack named '{name}'.", PackFolder.DidYouMean(name)));
            return null;
        }

        var named = tablePrefix is null ? null : new NamedPrefix(tablePrefix, planFile, line);
        var pack = PackFolder.Read(name, out var found, named);
        findings.AddRange(found);
        return pack;
    }

    private static bool IsWritable(string name) =>
        PackFolder.Read(name, out _) is { Target: not null };

    private static void CheckDialects(PlanModel plan, List<SourceSide> sources, TargetSide? target, List<Diagnostic> findings)
    {
        var sides = sources.Select(source => (source.Pack, source.Model.Connection, source.Model.Line)).ToList();
        if (target is not null) sides.Add((target.Pack, target.Model.Connection, target.Model.Line));
        foreach (var (pack, connection, line) in sides.Where(side => !side.Pack.Dialects.Contains(side.Connection.Driver, StringComparer.Ordinal)))
        {
            findings.Add(new Diagnostic(
                "plan.dialect", plan.File, line, $"Pack {pack.Name} has no files for {connection.Driver}.",
                "it has files for " + string.Join(", ", pack.Dialects)));
        }
    }
}

/// <summary>Where the packs are: beside the program, or where <c>STOREFOLD_PACKS</c> says.</summary>
internal static class PackFolder
{
    /// <summary>The folder that holds the packs.</summary>
    public static string Root() => Named() ?? Path.Combine(AppContext.BaseDirectory, "packs");

    /// <summary>A pack by its name. Those of the house are known as <c>packs/NAME</c>, wherever the program has them.</summary>
    public static PackModel? Read(string name, out IReadOnlyList<Diagnostic> findings, NamedPrefix? named = null) =>
        PackReader.Read(Path.Combine(Root(), name), out findings, named, Path.Combine(Named() ?? "packs", name));

    /// <summary>What somebody may have meant who wrote another name.</summary>
    public static string DidYouMean(string name) => Spelling.DidYouMean(name, Names(), "packs are");

    /// <summary>Names of all packs.</summary>
    public static IReadOnlyList<string> Names() => Directory.Exists(Root())
        ? [.. Directory.EnumerateDirectories(Root()).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    private static string? Named() => Environment.GetEnvironmentVariable("STOREFOLD_PACKS") is { Length: > 0 } named ? named : null;
}
