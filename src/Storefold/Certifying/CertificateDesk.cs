using System.Text;
using Storefold.Certifying.Statements;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Verification;

namespace Storefold.Certifying;

/// <summary>A certificate that could be issued, or why not.</summary>
/// <param name="Certificate">What would be stated.</param>
/// <param name="Complaints">What is wrong with it; empty when the books balance and every promise is kept.</param>
public sealed record StatedCertificate(Certificate Certificate, IReadOnlyList<string> Complaints);

/// <summary>
/// Reads both sides back, states what it found, and issues it. The one way to a certificate: for the command, for
/// <c>storefold run</c> at the last catch-up, and for a rehearsal, whose certificate says that it is one.
/// </summary>
public sealed class CertificateDesk(
    PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target, IConnections connections, TimeProvider time)
{
    /// <summary>Verifies, and states what was found.</summary>
    /// <exception cref="GuardException">Nothing has been moved, or nothing may be read any more.</exception>
    /// <exception cref="StoreException">A database failed.</exception>
    public async Task<StatedCertificate> StateAsync(CancellationToken cancel)
    {
        var found = await Verifier.RunAsync(plan, sources, target, connections, report: null, cancel);
        using var statements = StatementBook.Open(plan, sources, target, connections, cancel);
        using var session = connections.Open(target.Model.Connection, SessionUse.Read);
        var certificate = new CertificateBuilder(plan, sources, target, found, session)
            .Build(time.GetUtcNow(), statements.Root(), Journal.IsRehearsal(session));
        return new StatedCertificate(
            certificate, [.. certificate.Problems(), .. certificate.Breaches(), .. statements.Differences(certificate)]);
    }

    /// <summary>Signs a certificate, writes <c>certificate.json</c> and <c>certificate.html</c>, and notes in the journal that it was issued.</summary>
    /// <exception cref="IOException">A file cannot be written; nothing was noted.</exception>
    public void Issue(Certificate certificate, SigningKey key, string folder)
    {
        Directory.CreateDirectory(folder);
        Save(Path.Combine(folder, "certificate.json"), CertificateWriter.Sign(certificate, key));
        Save(Path.Combine(folder, "certificate.html"), Encoding.UTF8.GetBytes(CertificateReport.Write(certificate, key.Public.KeyId)));
        Note(certificate);
    }

    /// <summary>Where the signing key lies unless somebody says otherwise.</summary>
    public static string KeyFileIn(string folder) => Path.Combine(folder, "storefold-key.pem");

    /// <summary>The key in a file, made where there is none, with its public half beside it.</summary>
    /// <exception cref="FormatException">The file holds no such key.</exception>
    public static SigningKey KeyIn(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        var key = File.Exists(file) ? SigningKey.Load(file) : SigningKey.Create(file);
        File.WriteAllText(PublicFileOf(file), key.Public.Pem);
        return key;
    }

    /// <summary>Where the public half of a key file lies.</summary>
    public static string PublicFileOf(string file) => Path.ChangeExtension(file, ".pub.pem");

    /// <summary>Before a source may be erased, a certificate must have been issued for what the target holds.</summary>
    private void Note(Certificate certificate) => TargetJournal.Write(connections, plan, (session, _) =>
        new MilestoneBook(session).NoteCertificate(
            new CertificateNote(certificate.Verification.Run, Moment.OfMicroseconds(certificate.IssuedAt))));

    /// <summary>Written beside and renamed, so that a reader never sees half a certificate.</summary>
    private static void Save(string file, byte[] content)
    {
        File.WriteAllBytes(file + ".new", content);
        File.Move(file + ".new", file, overwrite: true);
    }
}
