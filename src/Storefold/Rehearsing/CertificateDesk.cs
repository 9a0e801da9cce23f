using Storefold.Certifying;
using Storefold.Certifying.Statements;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Verification;

namespace Storefold.Rehearsing;

/// <summary>Reads both sides back and states what it found: the certificate of a rehearsal, marked as one.</summary>
internal sealed class CertificateDesk(RehearsalSetup setup, TimeProvider clock)
{
    /// <summary>What was stated last; null before, or where there is nothing to state.</summary>
    public Certificate? Stated { get; private set; }

    /// <summary>What is wrong with it; empty when the books balance and every promise is kept.</summary>
    public IReadOnlyList<string> Complaints { get; private set; } = ["No certificate was made: the last catch-up was never passed."];

    /// <summary>States it, and notes in the journal that it was issued when nothing is wrong with it.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            Stated = await StateAsync(cancel);
        }
        catch (GuardException guard)
        {
            Complaints = [guard.Message];
            return;
        }

        if (Complaints.Count == 0) Note(Stated);
    }

    /// <summary>Signs it with a new key and writes it into the rehearsal's folder.</summary>
    public void Write()
    {
        if (Stated is null || Complaints.Count > 0) return;
        var keyFile = Path.Combine(setup.Folder, "storefold-key.pem");
        using var key = SigningKey.Create(keyFile);
        File.WriteAllText(Path.ChangeExtension(keyFile, ".pub.pem"), key.Public.Pem);
        File.WriteAllBytes(Path.Combine(setup.Folder, "certificate.json"), CertificateWriter.Sign(Stated, key));
        File.WriteAllText(Path.Combine(setup.Folder, "certificate.html"), CertificateReport.Write(Stated, key.Public.KeyId));
    }

    private async Task<Certificate> StateAsync(CancellationToken cancel)
    {
        var found = await Verifier.RunAsync(setup.Plan, setup.Sources, setup.Target, setup.Connections, report: null, cancel);
        using var statements = StatementBook.Open(setup.Plan, setup.Sources, setup.Target, setup.Connections, cancel);
        using var session = setup.Connections.Open(setup.Target.Model.Connection, SessionUse.Read);
        var certificate = new CertificateBuilder(setup.Plan, setup.Sources, setup.Target, found, session)
            .Build(clock.GetUtcNow(), statements.Root(), rehearsed: true);
        Complaints = [.. certificate.Problems(), .. certificate.Breaches(), .. statements.Differences(certificate)];
        return certificate;
    }

    private void Note(Certificate certificate)
    {
        using var session = setup.Connections.Open(setup.Target.Model.Connection, SessionUse.Write);
        session.BeginWrite();
        Journal.Open(session, setup.Plan.Retirement);
        new MilestoneBook(session).NoteCertificate(
            new CertificateNote(certificate.Verification.Run, Moment.OfMicroseconds(certificate.IssuedAt)));
        session.Commit();
    }
}
