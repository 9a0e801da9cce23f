using Storefold.Certifying;
using Storefold.Engine;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>
/// Issues the certificate at the last catch-up, when nothing moves any more. Without one the milestone is held back: what
/// cannot be certified must not be followed by the erasure of the source.
/// </summary>
/// <param name="desk">Where certificates are made.</param>
/// <param name="folder">Folder for <c>certificate.json</c> and <c>certificate.html</c>.</param>
/// <param name="keyFile">The signing key; made where there is none.</param>
public sealed class CertificateStep(CertificateDesk desk, string folder, string keyFile) : IMilestoneStep
{
    private const int Shown = 3;

    /// <inheritdoc/>
    public string Name => "certificate";

    /// <summary>What was stated last; null before.</summary>
    public StatedCertificate? Stated { get; private set; }

    /// <inheritdoc/>
    public bool Concerns(Milestone milestone) => milestone is Milestone.LastSync;

    /// <inheritdoc/>
    public async Task RunAsync(MilestoneEvent due, CancellationToken cancel)
    {
        Stated = await desk.StateAsync(cancel);
        if (Stated.Complaints.Count > 0)
        {
            var more = Stated.Complaints.Count > Shown ? $" And {Stated.Complaints.Count - Shown} more." : "";
            throw new GuardException(
                "No certificate can be issued: " + string.Join(' ', Stated.Complaints.Take(Shown)) + more,
                "storefold verify PLAN names the rows; storefold status PLAN shows the books");
        }

        try
        {
            using var key = CertificateDesk.KeyIn(keyFile);
            desk.Issue(Stated.Certificate, key, folder);
        }
        catch (FormatException bad)
        {
            throw new GuardException(bad.Message, "put the right key there, or take the file away and a new one is made");
        }
    }
}
