using System.Net;
using Storefold.Cli;

namespace Storefold.Tests.Cli;

public sealed class Serve_answers_for_the_plan
{
    [Fact]
    public void A_plan_without_a_timetable_has_nothing_to_serve()
    {
        using var cli = new SampleCli();
        var text = File.ReadAllText(cli.Plan);
        File.WriteAllText(cli.Plan, text[..text.IndexOf("\ntimetable:", StringComparison.Ordinal)] + "\n");
        var answer = cli.Run("serve");
        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains("has no timetable", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at", "tomorrow")]
    [InlineData("--at", "2024-10-21 00:00")]
    [InlineData("--at", "2024-10-27 01:30 Europe/London")]
    [InlineData("--urls", "https://127.0.0.1:1")]
    [InlineData("--urls", "8080")]
    public void What_was_mistyped_is_explained(string option, string value)
    {
        using var cli = new SampleCli();
        var answer = cli.Run("serve", option, value);
        Assert.Equal(ExitCode.BadInput, answer.Code);
        Assert.Contains(option, answer.Error, StringComparison.Ordinal);
        Assert.Contains("hint:", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-10-20 23:59:59 Europe/London", "/uk/cart", 204, null)]
    [InlineData("2024-10-21 00:00 Europe/London", "/uk/cart", 403, null)]
    [InlineData("2024-12-31 18:00 Europe/London", "/uk/phones", 301, "https://www.mi.com/uk/shop/phones")]
    public async Task With_at_it_answers_as_it_will_at_that_instant(string at, string path, int status, string? location)
    {
        using var cli = new SampleCli();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new Lines();
        using var error = new StringWriter();
        var runner = new CommandRunner(output, error, TimeProvider.System);
        var serving = CommandTree.Create(runner).Parse(["serve", cli.Plan, "--at", at, "--urls", "http://127.0.0.1:0"])
            .InvokeAsync(cancellationToken: stop.Token);
        var first = await Task.WhenAny(output.First, serving) == output.First ? await output.First : error.ToString();
        var url = first.Split(' ').First(word => word.StartsWith("http:", StringComparison.Ordinal)).TrimEnd(',', '.');

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var request = new HttpRequestMessage(HttpMethod.Get, url + path) { Headers = { Host = "www.po.co" } };
        request.Headers.AcceptLanguage.ParseAdd("en-GB");
        using var answer = await client.SendAsync(request, stop.Token);
        Assert.Equal((status, location), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Ok, await serving);
        Assert.Contains("india (www.poco.in): goes on", output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cli.Folder, "reactions.json")));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_plainly()
    {
        using var cli = new SampleCli();
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var answer = await Task.Run(() => cli.Run("serve", "--at", "2024-10-22 00:00 UTC", "--urls", $"http://127.0.0.1:{port}"));
        Assert.Equal(ExitCode.WorldFailed, answer.Code);
        Assert.Contains("address already in use", answer.Error, StringComparison.Ordinal);
    }

    /// <summary>Tells when the first line was written.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> First => _first.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            _first.TrySetResult(value ?? "");
        }
    }
}
