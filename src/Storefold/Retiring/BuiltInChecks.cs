using Storefold.Retiring.Checks;

namespace Storefold.Retiring;

/// <summary>The checks that every retirement has; what needs other folders' knowledge is plugged in beside them.</summary>
internal static class BuiltInChecks
{
    /// <summary>In the order in which they are asked and shown.</summary>
    public static IReadOnlyList<IMilestoneCheck> For(RetirementSetup setup, DataMove move) =>
    [
        new TransferCheck(setup, move), new VerificationCheck(move), new BalanceCheck(setup, move), new PointsCheck(setup),
        new DecisionsCheck(setup), new LateOrdersCheck(setup), new CertificateCheck(setup), new ConfirmedCheck(setup),
    ];
}
