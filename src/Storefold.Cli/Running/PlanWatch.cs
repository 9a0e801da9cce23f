using System.Security.Cryptography;
using Storefold.Engine;
using Storefold.Planning;

namespace Storefold.Cli.Running;

/// <summary>Whether the plan file is still the one that was read: an hour that was put off must not come because a process remembers the old one.</summary>
internal static class PlanWatch
{
    /// <summary>Refuses to go on, when it is called and the file has changed.</summary>
    public static Action Of(PlanModel plan) => () =>
    {
        var now = File.Exists(plan.File) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(plan.File))) : null;
        if (string.Equals(now, plan.Sha256, StringComparison.Ordinal)) return;
        throw new GuardException(
            $"{plan.File} was edited since this run read it: nothing more is done by the old one.", "type the same command again");
    };
}
