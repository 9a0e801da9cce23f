using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Storefold.Cli;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Tests.Support;

/// <summary>What the server does to one request.</summary>
internal enum Trouble
{
    None,

    /// <summary>The line is cut before anything is done.</summary>
    CutBefore,

    /// <summary>Everything is done, and the line is cut before the answer.</summary>
    CutAfter,

    /// <summary>Everything is done, and the line is cut in the middle of the answer.</summary>
    CutInAnswer,

    /// <summary>Status 500.</summary>
    Fail,

    /// <summary>Status 429 with Retry-After: 1.</summary>
    TooMany,

    /// <summary>Status 401.</summary>
    Unauthorised,
}

/// <summary>
/// The protocol of docs/http.md as a platform team would implement it: Kestrel on loopback over a SQLite database. It shares the pack's files
/// with the rest, but gives out ids itself, keeps its own store of idempotency keys and knows nothing of journals.
/// </summary>
internal sealed class PlatformServer : IAsyncDisposable
{
    public const string Token = "t0p-s3cret-t0ken";

    /// <summary>In place of the hash of a batch: it never came, and is not taken any more.</summary>
    private const string Withdrawn = "";

    private readonly WebApplication _app;
    private readonly string _database;
    private readonly PackModel _pack;
    private readonly Lock _one = new();

    private PlatformServer(WebApplication app, string database, PackModel pack) => (_app, _database, _pack) = (app, database, pack);

    /// <summary>Decides about each request; null for no trouble at all.</summary>
    public Func<HttpRequest, Trouble>? Troubles { get; set; }

    /// <summary>Reason to refuse a line of a batch.</summary>
    public Func<string, string?>? Refuses { get; set; }

    /// <summary>Status to refuse a whole batch with.</summary>
    public Func<string, int?>? RefusesBatch { get; set; }

    /// <summary>Changes answers on their way out.</summary>
    public Func<HttpRequest, string, string>? Rewrites { get; set; }

    /// <summary>Where the next page of orders is said to be.</summary>
    public string? NextPage { get; set; }

    /// <summary>Batches whose rows were written, not only said again.</summary>
    public int Applied { get; private set; }

    /// <summary>Bodies by key, as they came.</summary>
    public List<(string Key, string Body)> Posted { get; } = [];

    /// <summary>Paths and queries of all requests.</summary>
    public List<string> Asked { get; } = [];

    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<PlatformServer> StartAsync(string database, string pack, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(System.Net.IPAddress.Loopback, port));
        var app = builder.Build();
        var model = PackReader.Read(Path.Combine(PackFolder.Root(), pack), out _)!;
        var server = new PlatformServer(app, database, model);
        app.Run(server.ServeAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        lock (_one) Asked.Add(request.Path + request.QueryString);
        var trouble = Troubles?.Invoke(request) ?? Trouble.None;
        if (trouble == Trouble.CutBefore)
        {
            context.Abort();
            return;
        }

        if (trouble is Trouble.Fail or Trouble.TooMany or Trouble.Unauthorised || request.Headers.Authorization != "Bearer " + Token)
        {
            context.Response.StatusCode = trouble switch { Trouble.Fail => 500, Trouble.TooMany => 429, _ => 401 };
            if (trouble == Trouble.TooMany) context.Response.Headers.RetryAfter = "1";
            return;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var (status, text, rows, next) = Safely(request, body.ToArray());
        text = Rewrites?.Invoke(request, text) ?? text;
        if (NextPage is not null && request.Path.Value is "/fold/tables/orders") next = NextPage;
        if (trouble == Trouble.CutAfter)
        {
            context.Abort();
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentLength = bytes.Length;
        if (rows >= 0) context.Response.Headers["Storefold-Rows"] = rows.ToString(CultureInfo.InvariantCulture);
        if (next is not null) context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, trouble == Trouble.CutInAnswer ? bytes.Length / 2 : bytes.Length));
        await context.Response.Body.FlushAsync();
        if (trouble == Trouble.CutInAnswer) context.Abort();
    }

    /// <summary>Mistakes of this server itself, which no test expects.</summary>
    public List<Exception> Faults { get; } = [];

    private (int Status, string Text, int Rows, string? Next) Safely(HttpRequest request, byte[] body)
    {
        try
        {
            return Answer(request, body);
        }
        catch (Exception fault)
        {
            Faults.Add(fault);
            throw;
        }
    }

    private (int Status, string Text, int Rows, string? Next) Answer(HttpRequest request, byte[] body)
    {
        lock (_one)
        {
            using var session = SqliteSession.Open(_database, SqliteAccess.ReadWrite);
            string[] path = [.. (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)];
            return path switch
            {
                ["fold", "tables"] => (200, PlatformTables.Describe(session, _pack), -1, null),
                ["fold", "tables", var table] => PlatformTables.Page(session, _pack, table, request),
                ["fold", _, "batch"] when HttpMethods.IsDelete(request.Method) => Withdraw(session, request),
                ["fold", var entity, "batch"] when ShopModel.Find(entity) is { } def => Take(session, def, request, body),
                _ => (404, "", -1, null),
            };
        }
    }

    private (int Status, string Text, int Rows, string? Next) Take(SqliteSession session, EntityDef def, HttpRequest request, byte[] body)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        Posted.Add((key, Encoding.UTF8.GetString(body)));
        if (RefusesBatch?.Invoke(Encoding.UTF8.GetString(body)) is { } status) return (status, """{"error":"not this batch"}""", -1, null);
        var hash = Convert.ToHexString(SHA256.HashData(body));
        session.BeginWrite();
        if (Known(session, key) is var (known, said))
        {
            session.Rollback();
            if (known == Withdrawn) return (410, "", -1, null);
            return string.Equals(known, hash, StringComparison.Ordinal) ? Lines(said) : (409, "", -1, null);
        }

        var taken = new PlatformBatch(session, _pack, def, Refuses).Take(Encoding.UTF8.GetString(body));
        if (taken is null)
        {
            session.Rollback();
            return (422, """{"error":"a row is still referred to"}""", -1, null);
        }

        Keep(session, key, hash, taken);
        session.Commit();
        Applied++;
        return Lines(taken);
    }

    private static (int Status, string Text, int Rows, string? Next) Withdraw(SqliteSession session, HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        session.BeginWrite();
        var known = Known(session, key);
        if (known is null) Keep(session, key, Withdrawn, "");
        session.Commit();
        return known is var (hash, said) && hash != Withdrawn ? Lines(said) : (204, "", -1, null);
    }

    private static (string Hash, string Answer)? Known(SqliteSession session, string key)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS storefold_server_keys(key TEXT PRIMARY KEY, hash TEXT NOT NULL, answer TEXT NOT NULL)");
        using var known = session.Prepare("SELECT hash, answer FROM storefold_server_keys WHERE key = ?1");
        known.Bind(1, Value.Of(key));
        var arena = new Arena();
        return known.Step() ? (known.Read(0, arena).ToString(), known.Read(1, arena).ToString()) : null;
    }

    private static void Keep(SqliteSession session, string key, string hash, string answer)
    {
        using var keep = session.Prepare("INSERT INTO storefold_server_keys VALUES (?1, ?2, ?3)");
        keep.Bind(1, Value.Of(key));
        keep.Bind(2, Value.Of(hash));
        keep.Bind(3, Value.Of(answer));
        keep.Step();
    }

    private static (int Status, string Text, int Rows, string? Next) Lines(string text) => (200, text, text.Count(letter => letter == '\n'), null);
}
