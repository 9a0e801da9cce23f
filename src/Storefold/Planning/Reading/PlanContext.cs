using NodaTime;

namespace Storefold.Planning.Reading;

/// <summary>What the parts of a plan are read with.</summary>
/// <param name="Findings">Where findings go.</param>
/// <param name="Folder">Folder of the plan file, absolute: relative connections count from it.</param>
/// <param name="Environment">Value of an environment variable, null where it is not set.</param>
/// <param name="Now">For judging whether a year is a slip of the pen.</param>
internal sealed record PlanContext(
    Findings Findings, string Folder, Func<string, string?> Environment, Instant Now);
