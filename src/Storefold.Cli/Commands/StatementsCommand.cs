using System.CommandLine;
using System.Globalization;
using System.Text;
using Storefold.Certifying;
using Storefold.Certifying.Statements;
using Storefold.Engine;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold statements PLAN --out DIR</c>: a statement with its proof for every customer, or for one.</summary>
internal static class StatementsCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the statements; empty, or with statements of the same certificate.", Required = true,
        };
        var file = new Option<string?>("--certificate") { Description = "The certificate that they belong to; certificate.json beside the plan by default." };
        var customer = new Option<string?>("--customer") { Description = "Only this customer's.", HelpName = "SOURCE/KEY" };
        var html = new Option<bool>("--html") { Description = "With --customer: a page for the customer to read, too." };
        var command = new Command(
            "statements", "Writes what became of each customer's things, with a proof against the issued certificate. They hold personal data.")
        {
            plan, folder, file, customer, html,
        };
        command.SetAction((parsed, cancel) => runner.WithFold(parsed.GetRequiredValue(plan), fold =>
        {
            var only = parsed.GetValue(customer);
            if (only is null && parsed.GetValue(html)) return Task.FromResult(runner.Refuse("--html belongs to --customer"));
            if (only is not null && !IsCustomer(fold, only, out var hint))
                return Task.FromResult(runner.Refuse("--customer wants the name of a source, a slash and a key", hint));
            var path = parsed.GetValue(file) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(fold.Plan.File)) ?? ".", "certificate.json");
            if (Read(runner, path) is not { } certificate) return Task.FromResult(ExitCode.BadInput);
            using var book = StatementBook.Open(fold.Plan, fold.Sources, fold.Target, runner.Connections, cancel);
            if (book.Root() != certificate.Statements)
            {
                throw new GuardException(
                    $"What the statements tell is no longer what {path} was issued for: something has changed since.",
                    "issue the certificate again: storefold certificate PLAN");
            }

            var into = parsed.GetRequiredValue(folder);
            return Task.FromResult(only is null ? WriteAll(runner, book, into, cancel) : WriteOne(runner, book, into, only, parsed.GetValue(html)));
        }));
        return command;
    }

    private static Certificate? Read(CommandRunner runner, string path)
    {
        if (!File.Exists(path))
        {
            runner.Refuse($"there is no certificate at {path}", "storefold certificate PLAN issues it; --certificate names another file");
            return null;
        }

        var outcome = CertificateVerifier.Verify(File.ReadAllBytes(path));
        if (outcome is { Status: not (SignatureStatus.Invalid or SignatureStatus.Malformed), Certificate: { } certificate }) return certificate;
        runner.Refuse($"{path}: {outcome.Message}", "issue it again: storefold certificate PLAN");
        return null;
    }

    private static int WriteAll(CommandRunner runner, StatementBook book, string folder, CancellationToken cancel)
    {
        var written = book.Write(folder, cancel);
        runner.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{written:N0} statements in {folder}, listed in {Path.Combine(folder, "index.csv")}; root {book.Root().Root}."));
        return ExitCode.Ok;
    }

    private static int WriteOne(CommandRunner runner, StatementBook book, string folder, string customer, bool html)
    {
        var slash = customer.IndexOf('/');
        if (book.Find(customer[..slash], customer[(slash + 1)..]) is not { } proven)
            return runner.Refuse($"there is no statement of {customer}", "it is the key in the source, of a customer of a site that closes");
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{proven.Statement.Source}-{proven.Proof.Index:D8}");
        var file = Path.Combine(folder, name + ".json");
        File.WriteAllBytes(file, StatementBook.File(proven));
        runner.Output.WriteLine($"{customer}: {file}");
        if (!html) return ExitCode.Ok;
        var page = Path.Combine(folder, name + ".html");
        File.WriteAllText(page, StatementPage.Write(proven), new UTF8Encoding(false));
        runner.Output.WriteLine($"{customer}: {page}");
        return ExitCode.Ok;
    }

    private static bool IsCustomer(Fold fold, string customer, out string hint)
    {
        var names = fold.Sources.Select(source => source.Model.Name).ToList();
        hint = $"for example {names[0]}/1; sources are {string.Join(", ", names)}";
        var slash = customer.IndexOf('/');
        return slash > 0 && slash < customer.Length - 1 && names.Contains(customer[..slash], StringComparer.Ordinal);
    }
}
