using System.CommandLine;
using System.Globalization;
using Storefold.Certifying;
using Storefold.Certifying.Statements;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Verification;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold certificate PLAN</c> issues a signed certificate; <c>storefold certificate verify FILE</c> checks one.</summary>
internal static class CertificateCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var folder = new Option<string?>("--out") { Description = "Folder for certificate.json and certificate.html; the plan's folder by default." };
        var key = new Option<string?>("--key")
        {
            Description = "Private key (PEM). Made when it does not exist; by default storefold-key.pem beside the plan.",
        };
        var command = new Command("certificate", "Verifies, and issues a signed certificate when nothing differs and the books balance.")
        {
            plan, folder, key, Verify(runner),
        };
        command.SetAction((parsed, cancel) => runner.WithFold(parsed.GetRequiredValue(plan), async fold =>
        {
            var planFolder = Path.GetDirectoryName(Path.GetFullPath(fold.Plan.File)) ?? ".";
            var result = await Verifier.RunAsync(fold.Plan, fold.Sources, fold.Target, runner.Connections, report: null, cancel);
            using var statements = StatementBook.Open(fold.Plan, fold.Sources, fold.Target, runner.Connections, cancel);
            using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Read);
            var certificate = new CertificateBuilder(fold.Plan, fold.Sources, fold.Target, result, session)
                .Build(runner.Time.GetUtcNow(), statements.Root(), Journal.IsRehearsal(session));
            var complaints = certificate.Problems().Concat(certificate.Breaches()).Concat(statements.Differences(certificate)).ToList();
            if (complaints.Count > 0) return Refuse(runner, complaints);
            var answer = Issue(
                runner, certificate, parsed.GetValue(folder) ?? planFolder, parsed.GetValue(key) ?? Path.Combine(planFolder, "storefold-key.pem"));
            session.Dispose();
            if (answer == ExitCode.Ok) Note(runner, fold, certificate);
            return answer;
        }));
        return command;
    }

    /// <summary>Before a source may be erased, a certificate must have been issued for what the target holds.</summary>
    private static void Note(CommandRunner runner, Fold fold, Certificate certificate)
    {
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Write);
        session.BeginWrite();
        Journal.Open(session, fold.Plan.Retirement);
        new MilestoneBook(session).NoteCertificate(
            new CertificateNote(certificate.Verification.Run, Moment.OfMicroseconds(certificate.IssuedAt)));
        session.Commit();
    }

    private static int Refuse(CommandRunner runner, List<string> complaints)
    {
        runner.Error.WriteLine("storefold: no certificate was issued:");
        foreach (var complaint in complaints) runner.Error.WriteLine("  " + complaint);
        runner.Error.WriteLine("  hint: storefold verify PLAN names the rows; storefold status PLAN shows the books");
        return ExitCode.No;
    }

    private static int Issue(CommandRunner runner, Certificate certificate, string folder, string keyFile)
    {
        Directory.CreateDirectory(folder);
        SigningKey key;
        try
        {
            key = File.Exists(keyFile) ? SigningKey.Load(keyFile) : SigningKey.Create(keyFile);
        }
        catch (FormatException bad)
        {
            runner.Error.WriteLine("storefold: " + bad.Message);
            return ExitCode.BadInput;
        }

        using (key)
        {
            if (key.IsExposed) runner.Error.WriteLine($"storefold: warning: {keyFile} can be read by others; chmod 600 it.");
            var publicFile = Path.ChangeExtension(keyFile, ".pub.pem");
            File.WriteAllText(publicFile, key.Public.Pem);
            Save(Path.Combine(folder, "certificate.json"), CertificateWriter.Sign(certificate, key));
            Save(Path.Combine(folder, "certificate.html"), System.Text.Encoding.UTF8.GetBytes(CertificateReport.Write(certificate, key.Public.KeyId)));
            var share = certificate.Books.NeedsNoAction.Share.ToString("P2", CultureInfo.InvariantCulture);
            runner.Output.WriteLine(
                $"{Path.Combine(folder, "certificate.json")} and certificate.html: the books balance, {share} of the customers need to do nothing.");
            runner.Output.WriteLine(
                $"Signed by key {key.Public.KeyId}. Publish {publicFile}; check with: "
                + $"storefold certificate verify certificate.json --key {Path.GetFileName(publicFile)}");
        }

        return ExitCode.Ok;
    }

    /// <summary>Written beside and renamed, so that a reader never sees half a certificate.</summary>
    private static void Save(string file, byte[] content)
    {
        File.WriteAllBytes(file + ".new", content);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static Command Verify(CommandRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "certificate.json" };
        var key = new Option<string?>("--key") { Description = "The issuer's public key (PEM), obtained from the issuer and not from the file." };
        var statement = new Option<string?>("--statement")
        {
            Description = "A customer's statement: checks that it is one of the certificate's, and its sums.",
        };
        var command = new Command("verify", "Checks a certificate by itself: signature, and every sum in it.") { file, key, statement };
        command.SetAction((parsed, _) => runner.Guarded(() => Task.FromResult(
            Check(runner, parsed.GetRequiredValue(file), parsed.GetValue(key), parsed.GetValue(statement)))));
        return command;
    }

    private static int Check(CommandRunner runner, string file, string? keyFile, string? statementFile)
    {
        foreach (var wanted in new[] { file, keyFile, statementFile }.OfType<string>().Where(wanted => !File.Exists(wanted)))
        {
            runner.Error.WriteLine($"storefold: there is no file {wanted}");
            return ExitCode.BadInput;
        }

        var pem = keyFile is null ? null : File.ReadAllText(keyFile);
        VerificationOutcome outcome;
        StatementOutcome? statement;
        try
        {
            statement = statementFile is null ? null : StatementVerifier.Verify(File.ReadAllBytes(file), File.ReadAllBytes(statementFile), pem);
            outcome = statement?.Certificate ?? CertificateVerifier.Verify(File.ReadAllBytes(file), pem);
        }
        catch (FormatException bad)
        {
            runner.Error.WriteLine("storefold: " + bad.Message);
            return ExitCode.BadInput;
        }

        runner.Output.WriteLine(outcome.Message);
        foreach (var complaint in outcome.Problems.Concat(outcome.Breaches)) runner.Output.WriteLine("  " + complaint);
        if (outcome.Certificate is { Rehearsed: true })
            runner.Output.WriteLine("It is a rehearsal's: issued over copies, it says nothing of the shops themselves.");
        if (statement is not null) StatementText.Write(runner.Output, statement);
        if (outcome.Status == SignatureStatus.Malformed || statement is { Statement: null }) return ExitCode.BadInput;
        return statement?.IsAccepted ?? outcome.IsAccepted ? ExitCode.Ok : ExitCode.No;
    }
}
