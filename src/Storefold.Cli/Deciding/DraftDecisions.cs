using System.Globalization;
using System.Text;
using Storefold.Announcing;
using Storefold.Journaling;
using Storefold.Packs.Sql;

namespace Storefold.Cli.Deciding;

/// <summary>What was typed about drafts.</summary>
/// <param name="What"><c>drafts</c>, <c>approve</c> or <c>reject</c>.</param>
/// <param name="Number">Number of the draft, or null.</param>
/// <param name="By">Who decides.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="TextFile">File with other words, or null.</param>
internal sealed record DraftRequest(string What, string? Number, string By, string? Reason, string? TextFile);

/// <summary><c>storefold decide PLAN drafts | approve N | reject N</c>: what goes out to the social channels.</summary>
internal static class DraftDecisions
{
    private const int LargestText = 64 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The words that begin a request about drafts.</summary>
    public static readonly string[] Words = ["drafts", "approve", "reject"];

    /// <summary>Lists the drafts, or decides about one.</summary>
    public static int Run(CommandRunner runner, Fold fold, DraftRequest request, bool json)
    {
        if (Complaint(request) is { } complaint) return runner.Refuse(complaint.Text, complaint.Hint);
        if (request.What is "drafts") return List(runner, fold, json);
        var id = long.Parse(request.Number ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
        string? text = null;
        if (request.TextFile is { } file && Read(file, out text) is { } unreadable) return runner.Refuse(unreadable.Text, unreadable.Hint);
        return Tell(runner, Decide(runner, fold, request, id, text));
    }

    private static DraftAnswer Decide(CommandRunner runner, Fold fold, DraftRequest request, long id, string? text)
    {
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Write);
        session.BeginWrite();
        if (Journal.Peek(session, fold.Plan.Retirement) is not { } journal || !DraftBook.Exists(session))
            return new DraftAnswer(DraftOutcome.Wrong, $"there is no draft {id}", "storefold run makes drafts of what is announced");
        var desk = new DraftDesk(new DraftBook(session), journal, fold.Plan.Channels);
        var now = runner.Time.GetUtcNow();
        var answer = request.What is "approve" ? desk.Approve(id, request.By, text, now) : desk.Reject(id, request.By, request.Reason, now);
        if (answer.Outcome is DraftOutcome.Done) session.Commit();
        return answer;
    }

    private static DraftAnswer? Complaint(DraftRequest request) => request switch
    {
        { What: "drafts", Number: not null } => Wrong($"drafts takes no number, not '{request.Number}'", "approve N or reject N decide about one"),
        { What: not "approve", TextFile: not null } => Wrong("--text belongs to approve", null),
        { What: not "reject", Reason: not null } => Wrong("--reason belongs to reject", null),
        { What: "drafts" } => null,
        _ when !long.TryParse(request.Number, NumberStyles.None, CultureInfo.InvariantCulture, out _) =>
            Wrong($"{request.What} needs the number of a draft", "storefold decide PLAN drafts lists them"),
        _ when string.IsNullOrWhiteSpace(request.By) => Wrong("say who decides", "--by NAME"),
        _ => null,
    };

    private static DraftAnswer Wrong(string text, string? hint) => new(DraftOutcome.Wrong, text, hint);

    private static DraftAnswer? Read(string file, out string? text)
    {
        text = null;
        if (!File.Exists(file)) return Wrong($"there is no file {file}", null);
        if (new FileInfo(file).Length > LargestText) return Wrong($"{file} is too long for a post", null);
        try
        {
            text = Strict.GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF').ReplaceLineEndings("\n");
            return null;
        }
        catch (DecoderFallbackException)
        {
            return Wrong($"{file} is not text in UTF-8", "save it as UTF-8");
        }
    }

    private static int List(CommandRunner runner, Fold fold, bool json)
    {
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Read);
        IReadOnlyList<Draft> drafts = Journal.Peek(session, fold.Plan.Retirement) is null || !DraftBook.Exists(session) ? [] : new DraftBook(session).All();
        if (json) JsonOutput.Write(runner.Output, writer => DraftWords.Write(writer, drafts, fold.Plan.Channels));
        else DraftWords.Write(runner.Output, drafts, fold.Plan.Channels);
        return ExitCode.Ok;
    }

    private static int Tell(CommandRunner runner, DraftAnswer answer)
    {
        if (answer.Outcome is DraftOutcome.Wrong) return runner.Refuse(answer.Text, answer.Hint);
        var done = answer.Outcome is DraftOutcome.Done;
        var writer = done ? runner.Output : runner.Error;
        writer.WriteLine(done ? answer.Text : "storefold: " + answer.Text);
        if (answer.Hint is { } hint) writer.WriteLine("  " + (done ? hint : "hint: " + hint));
        return done ? ExitCode.Ok : ExitCode.No;
    }
}
