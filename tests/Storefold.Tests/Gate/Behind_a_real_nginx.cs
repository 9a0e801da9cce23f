using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefold.Tests.Gate;

/// <summary>The edge of docs/gate.md, run: nginx asks the gate, and the old shop answers what passes.</summary>
public sealed class Behind_a_real_nginx
{
    private const string Stopped = "2024-10-22T00:00:00";
    private const string Closed = "2025-01-02T00:00:00";

    private static readonly string[] Indian =
    [
        "GET / HTTP/1.1", "GET /cart?x=%2F..%2f&y HTTP/1.1", "POST /api/checkout HTTP/1.1", "HEAD /phones HTTP/1.1", "GET /closing/notice HTTP/1.1",
        "GET /a//b/../c?utm=1 HTTP/1.1", "DELETE /account HTTP/1.1", "GET /.well-known/assetlinks.json HTTP/1.1",
    ];

    [Theory]
    [InlineData(Stopped, true)]
    [InlineData(Closed, true)]
    [InlineData(Closed, false)]
    public async Task Indias_answers_are_the_same_byte_for_byte_with_and_without_the_gate(string utc, bool asks)
    {
        await using var shop = new OldShop();
        await using var gate = await GateLab.StartAsync(utc);
        await using var plain = await Nginx.StartAsync(PlainEdge(shop.Port));
        await using var gated = await Nginx.StartAsync(asks ? AskingEdge(shop.Port, gate.Address.Port) : Nginx.DocumentedEdge(shop.Port, gate.Address.Port));
        foreach (var line in Indian)
        {
            var without = await RawAsync(plain.Port, line, "www.poco.in");
            var headWithout = shop.LastHead;
            var with = await RawAsync(gated.Port, line, "www.poco.in");
            Assert.Contains("200 Fine", Encoding.Latin1.GetString(without), StringComparison.Ordinal);
            Assert.Equal(without, with);
            // What the shop is asked is the same, too: no header of ours, the path as it was sent.
            Assert.Equal(headWithout, shop.LastHead);
            // And the body is what the shop itself would have sent.
            var direct = await RawAsync(shop.Port, line, "www.poco.in");
            if (!line.StartsWith("HEAD", StringComparison.Ordinal)) Assert.Equal(BodyOf(direct), BodyOf(with));
        }
    }

    [Fact]
    public async Task A_british_purchase_is_refused_with_the_real_page_and_does_not_reach_the_shop()
    {
        await using var shop = new OldShop();
        await using var gate = await GateLab.StartAsync(Stopped);
        await using var edge = await Nginx.StartAsync(Nginx.DocumentedEdge(shop.Port, gate.Address.Port));
        var answer = await TextAsync(edge.Port, "GET /uk/cart HTTP/1.1", "Accept: text/html");
        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains("X-Storefold-Outcome: purchase_refused", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<center>nginx", answer, StringComparison.Ordinal);

        var program = await TextAsync(edge.Port, "POST /uk/api/checkout HTTP/1.1", "Accept: application/json");
        Assert.Contains("Content-Type: application/problem+json", program, StringComparison.Ordinal);
        Assert.Contains("Nothing can be bought here any more", program, StringComparison.Ordinal);
        Assert.Empty(shop.Seen);
    }

    [Fact]
    public async Task Callbacks_and_pages_reach_the_shop_and_pages_get_the_banner()
    {
        await using var shop = new OldShop();
        await using var gate = await GateLab.StartAsync(Stopped);
        await using var edge = await Nginx.StartAsync(Nginx.DocumentedEdge(shop.Port, gate.Address.Port));
        var callback = await TextAsync(edge.Port, "POST /uk/api/payments/callback/paybridge HTTP/1.1");
        Assert.StartsWith("HTTP/1.1 200 ", callback, StringComparison.Ordinal);
        var page = await TextAsync(edge.Port, "GET /uk/phones HTTP/1.1");
        Assert.Contains("<script src=\"/uk/closing/banner.js\" defer></script></body>", page, StringComparison.Ordinal);
        Assert.Equal(["POST /uk/api/payments/callback/paybridge", "GET /uk/phones"], shop.Seen, StringComparer.Ordinal);
        var notice = await TextAsync(edge.Port, "GET /uk/closing/notice HTTP/1.1");
        Assert.StartsWith("HTTP/1.1 200 ", notice, StringComparison.Ordinal);
        Assert.Equal(2, shop.Seen.Count);
    }

    [Fact]
    public async Task After_the_close_the_gate_answers_through_the_edge()
    {
        await using var shop = new OldShop();
        await using var gate = await GateLab.StartAsync(Closed);
        await using var edge = await Nginx.StartAsync(Nginx.DocumentedEdge(shop.Port, gate.Address.Port));
        var product = await TextAsync(edge.Port, "GET /uk/item/sample-x7?key=s HTTP/1.1", "Accept-Language: en-GB");
        Assert.StartsWith("HTTP/1.1 301 ", product, StringComparison.Ordinal);
        Assert.Contains("Location: https://www.mi.com/uk/product/sample-x7\r\n", product, StringComparison.Ordinal);
        var spelled = await TextAsync(edge.Port, "GET /uk/item/%E6%89%8b HTTP/1.1", "Accept-Language: en-GB", "X-Forwarded-Uri: /uk/phones");
        Assert.Contains("Location: https://www.mi.com/uk/product/%E6%89%8B\r\n", spelled, StringComparison.Ordinal);
        var form = await TextAsync(edge.Port, "POST /uk/account/login HTTP/1.1");
        Assert.StartsWith("HTTP/1.1 410 ", form, StringComparison.Ordinal);
        Assert.Empty(shop.Seen);
    }

    /// <summary>An edge that asks the gate about India too.</summary>
    private static string AskingEdge(int shop, int gate) => $$"""
        server {
          listen 127.0.0.1:PORT;
          location / {
            auth_request /.storefold/decide;
            error_page 403 = @gate;
            proxy_pass http://127.0.0.1:{{shop}}; proxy_set_header Host $host; proxy_pass_header Server; proxy_pass_header Date;
          }
          location = /.storefold/decide {
            internal;
            proxy_pass http://127.0.0.1:{{gate}}/closing/decide?edge=nginx;
            proxy_pass_request_body off; proxy_set_header Content-Length "";
            proxy_set_header X-Forwarded-Method $request_method; proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $host; proxy_set_header X-Forwarded-Uri $request_uri;
          }
          location @gate { proxy_pass http://127.0.0.1:{{gate}}; proxy_set_header X-Forwarded-Host $host; }
        }
        """;

    private static string PlainEdge(int shop) => $$"""
        server {
          listen 127.0.0.1:PORT;
          location / { proxy_pass http://127.0.0.1:{{shop}}; proxy_set_header Host $host; proxy_pass_header Server; proxy_pass_header Date; }
        }
        """;

    private static byte[] BodyOf(byte[] answer) => answer[(answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];

    private static async Task<string> TextAsync(int port, string line, params string[] headers) =>
        Encoding.Latin1.GetString(await RawAsync(port, line, "www.po.co", headers));

    private static async Task<byte[]> RawAsync(int port, string line, string host, params string[] headers)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancel);
        var request = $"{line}\r\nHost: {host}\r\nUser-Agent: Mozilla/5.0\r\nConnection: close\r\n"
            + string.Concat(headers.Select(header => header + "\r\n"))
            + (line.StartsWith("POST", StringComparison.Ordinal) ? "Content-Length: 0\r\n\r\n" : "\r\n");
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), cancel);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, cancel);
        return answer.ToArray();
    }
}
