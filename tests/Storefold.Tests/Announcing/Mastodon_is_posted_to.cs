using System.Text.Json;
using Storefold.Announcing;
using Storefold.Connectors.Http;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Tests.Announcing;

public sealed class Mastodon_is_posted_to : IAsyncDisposable
{
    private readonly FakeMastodon _mastodon = new();
    private readonly SimulatedClock _clock = new(new DateTimeOffset(2024, 10, 21, 0, 0, 0, TimeSpan.Zero));
    private readonly ChannelPosters _posters;

    public Mastodon_is_posted_to() => _posters = new ChannelPosters(_clock, TimeSpan.FromSeconds(20));

    public async ValueTask DisposeAsync()
    {
        _posters.Dispose();
        await _mastodon.DisposeAsync();
    }

    [Fact]
    public async Task A_status_goes_out_with_language_and_visibility()
    {
        const string Text = "Poco’s store has closed. नमस्ते & https://www.po.co/uk/closing/notice?lang=en";
        var posted = Assert.IsType<PostResult.Posted>(await PostAsync(Text));
        Assert.Equal("103254962155278888", posted.RemoteId);
        Assert.Equal(Text, Assert.Single(_mastodon.Statuses).Value);
        var ask = Assert.Single(_mastodon.Server.Asked);
        Assert.Contains("language=en&visibility=public", ask.Body);
        Assert.Equal("key-1", ask.Headers["idempotency-key"]);
    }

    [Fact]
    public async Task The_same_key_twice_gives_one_status()
    {
        var first = await PostAsync("Closed.");
        Assert.Equal(first, await PostAsync("Closed."));
        Assert.Single(_mastodon.Statuses);
        Assert.NotEqual(first, await PostAsync("Closed.", "key-2"));
    }

    [Fact]
    public async Task Too_many_posts_wait_as_long_as_the_server_asks()
    {
        _mastodon.First.Enqueue(_ => HttpReply.Json(429, """{"error":"Too many requests"}""", ("Retry-After", "300")));
        _mastodon.First.Enqueue(_ => HttpReply.Json(429, """{"error":"Too many requests"}""", ("Retry-After", "Mon, 21 Oct 2024 00:07:00 GMT")));
        _mastodon.First.Enqueue(_ => HttpReply.Json(429, """{"error":"Too many requests"}""", ("X-RateLimit-Reset", "2024-10-21T00:09:00.000000Z")));
        foreach (var minutes in new[] { 5, 7, 9 })
        {
            var retry = Assert.IsType<PostResult.Retry>(await PostAsync("Closed."));
            Assert.Equal((TimeSpan.FromMinutes(minutes), false), (retry.After, retry.MayStand));
            Assert.Contains("429", retry.Why);
        }
    }

    [Theory]
    [InlineData(503, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(504, true)]
    public async Task A_server_in_trouble_is_asked_again(int status, bool mayStand)
    {
        _mastodon.First.Enqueue(_ => new HttpReply(status, "text/html", "<h1>We're sorry</h1>"));
        var retry = Assert.IsType<PostResult.Retry>(await PostAsync("Closed."));
        Assert.Equal((null, mayStand), (retry.After, retry.MayStand));
    }

    [Fact]
    public async Task A_wrong_token_is_refused_and_never_repeated_in_words()
    {
        var refused = Assert.IsType<PostResult.Refused>(await PostAsync("Closed.", token: "wrong-token"));
        Assert.Contains("401", refused.Why);
        Assert.Contains("The access token is invalid", refused.Why);

        _mastodon.First.Enqueue(_ => HttpReply.Json(403, $$"""{"error":"{{FakeMastodon.Token}} may not write"}"""));
        var echoed = Assert.IsType<PostResult.Refused>(await PostAsync("Closed."));
        Assert.DoesNotContain(FakeMastodon.Token, echoed.Why);
        Assert.Contains("may not post", echoed.Why);
    }

    [Fact]
    public async Task A_text_that_the_server_finds_too_long_is_refused_with_its_words()
    {
        var refused = Assert.IsType<PostResult.Refused>(await PostAsync(new string('x', 501)));
        Assert.Contains("422 (Validation failed: Text character limit of 500 exceeded)", refused.Why);
    }

    [Fact]
    public async Task An_address_that_is_no_Mastodon_is_not_taken_for_one()
    {
        _mastodon.First.Enqueue(_ => new HttpReply(200, "text/html", "<html>Welcome to the parked domain</html>"));
        Assert.Contains("not as Mastodon does", Assert.IsType<PostResult.Retry>(await PostAsync("Closed.")).Why);
        _mastodon.First.Enqueue(_ => new HttpReply(404, "text/html", "<html>Not found</html>"));
        Assert.Contains("no such API", Assert.IsType<PostResult.Refused>(await PostAsync("Closed.")).Why);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        await using var elsewhere = new LoopbackHttp(_ => HttpReply.Json(200, """{"id":"1"}"""));
        _mastodon.First.Enqueue(_ => new HttpReply(301, "text/html", "", ("Location", elsewhere.Url + "/api/v1/statuses")));
        Assert.Contains("redirect", Assert.IsType<PostResult.Refused>(await PostAsync("Closed.")).Why);
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_alone_after_the_time_limit()
    {
        var reached = new TaskCompletionSource();
        _mastodon.First.Enqueue(_ =>
        {
            reached.SetResult();
            return null;
        });
        var post = PostAsync("Closed.");
        await reached.Task;
        _clock.MoveTo(_clock.GetUtcNow().AddSeconds(20));
        var retry = Assert.IsType<PostResult.Retry>(await post);
        Assert.True(retry.MayStand);
        Assert.Contains("20 s", retry.Why);
    }

    [Fact]
    public async Task A_closed_port_is_known_not_to_have_taken_anything()
    {
        var port = LoopbackHttp.ClosedPort();
        var retry = Assert.IsType<PostResult.Retry>(await PostAsync("Closed.", url: $"http://127.0.0.1:{port}"));
        Assert.Equal(("it refuses connections", false), (retry.Why, retry.MayStand));
    }

    [Fact]
    public async Task An_endless_answer_is_cut()
    {
        _mastodon.First.Enqueue(_ => HttpReply.Json(200, $$"""{"id":"1","content":"{{new string('x', 1_000_000)}}"}"""));
        Assert.IsType<PostResult.Retry>(await PostAsync("Closed."));
    }

    [Fact]
    public async Task A_webhook_gets_text_locale_link_and_id()
    {
        await using var hook = new LoopbackHttp(_ => new HttpReply(204, "text/plain", ""));
        var channel = SomePlan.Channel(kind: "webhook", url: hook.Url + "/hooks/poco", token: "t0ken");
        var posted = await _posters.For(channel)!.PostAsync(channel, "Closed: https://www.po.co/uk/closing/notice.", "key-1", TestContext.Current.CancellationToken);
        Assert.Equal("key-1", Assert.IsType<PostResult.Posted>(posted).RemoteId);

        var ask = Assert.Single(hook.Asked);
        Assert.Equal(("POST", "/hooks/poco", "Bearer t0ken", "key-1"), (ask.Method, ask.Target, ask.Headers["authorization"], ask.Headers["idempotency-key"]));
        using var json = JsonDocument.Parse(ask.Body);
        Assert.Equal("Closed: https://www.po.co/uk/closing/notice.", json.RootElement.GetProperty("text").GetString());
        Assert.Equal("en-GB", json.RootElement.GetProperty("locale").GetString());
        Assert.Equal("https://www.po.co/uk/closing/notice", json.RootElement.GetProperty("link").GetString());
        Assert.Equal("key-1", json.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_web_page_is_no_webhook()
    {
        await using var page = new LoopbackHttp(_ => new HttpReply(200, "text/html; charset=utf-8", "<html>Please log in</html>"));
        var channel = SomePlan.Channel(kind: "webhook", url: page.Url);
        var answer = await _posters.For(channel)!.PostAsync(channel, "Closed.", "key-1", TestContext.Current.CancellationToken);
        Assert.Contains("web page", Assert.IsType<PostResult.Retry>(answer).Why);
    }

    private Task<PostResult> PostAsync(string text, string key = "key-1", string? token = FakeMastodon.Token, string? url = null)
    {
        var channel = SomePlan.Channel(url: url ?? _mastodon.Url, token: token);
        return _posters.For(channel)!.PostAsync(channel, text, key, TestContext.Current.CancellationToken);
    }
}
