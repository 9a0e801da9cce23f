using System.CommandLine;
using System.Globalization;
using Storefold.Certifying;
using Storefold.Certifying.Statements;
using Storefold.Engine;

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
            var desk = new CertificateDesk(fold.Plan, fold.Sources, fold.Target, runner.Connections, runner.Time);
            var stated = await desk.StateAsync(cancel);
            if (stated.Complaints.Count > 0) return Refuse(runner, stated.Complaints);
            return Issue(
                runner, desk, stated.Certificate, parsed.GetValue(folder) ?? planFolder,
                parsed.GetValue(key) ?? CertificateDesk.KeyFileIn(planFolder));
        }));
        return command;
    }

    private static int Refuse(CommandRunner runner, IReadOnlyList<string> complaints)
    {
        runner.Error.WriteLine("storefold: no certificate was issued:");
        foreach (var complaint in complaints) runner.Error.WriteLine("  " + complaint);
        runner.Error.WriteLine("  hint: storefold verify PLAN names the rows; storefold status PLAN shows the books");
        return ExitCode.No;
    }

    private static int Issue(CommandRunner runner, CertificateDesk desk, Certificate certificate, string folder, string keyFile)
    {
        try
        {
            using var key = CertificateDesk.KeyIn(keyFile);
            if (key.IsExposed) runner.Error.WriteLine($"storefold: warning: {keyFile} can be read by others; chmod 600 it.");
            desk.Issue(certificate, key, folder);
            var publicFile = CertificateDesk.PublicFileOf(keyFile);
            var share = certificate.Books.NeedsNoAction.Share.ToString("P2", CultureInfo.InvariantCulture);
            runner.Output.WriteLine(
                $"{Path.Combine(folder, "certificate.json")} and certificate.html: the books balance, {share} of the customers need to do nothing.");
            WriteLeft(runner.Output, certificate.Books.Fates);
            runner.Output.WriteLine(
                $"Signed by key {key.Public.KeyId}. Publish {publicFile}; check with: "
                + $"storefold certificate verify certificate.json --key {Path.GetFileName(publicFile)}");
            return ExitCode.Ok;
        }
        catch (FormatException bad)
        {
            runner.Error.WriteLine("storefold: " + bad.Message);
            return ExitCode.BadInput;
        }
    }

    /// <summary>Names whom the certificate counts and nothing moved for: they need somebody to do something.</summary>
    private static void WriteLeft(TextWriter output, IReadOnlyList<FateRow> fates)
    {
        foreach (var (entity, people) in new[] { ("customer", "Customers"), ("order", "Orders") })
        {
            var rows = fates.Where(row => row.Entity == entity).ToList();
            var (quarantined, noSite) = (rows.Sum(row => row.Quarantined), rows.Sum(row => row.Skipped.GetValueOrDefault(SiteBook.NoSiteRule)));
            if (quarantined > 0)
                output.WriteLine(FormattableString.Invariant($"{people} in quarantine: {quarantined:N0}. storefold status PLAN --quarantine names them."));
            if (noSite > 0)
                output.WriteLine(FormattableString.Invariant($"{people} of a channel that no site of the plan has: {noSite:N0}. They stay where they are."));
        }
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
