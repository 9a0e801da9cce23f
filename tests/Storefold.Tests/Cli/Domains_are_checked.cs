using Storefold.Tests.Planning;

namespace Storefold.Tests.Cli;

public sealed class Domains_are_checked : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plan_is_checked_against_the_name_server_that_was_named()
    {
        using var dns = new NsdServer(("po.co", "@ IN NS ns1\nns1 IN A 127.0.0.1\n@ IN MX 0 .\n@ IN TXT \"v=spf1 -all\""));
        await using var registry = new LoopbackHttp(ask => ask.Target is "/dns.json"
            ? HttpReply.Json(200, """{"services":[[["example"],["https://rdap.example/"]]]}""")
            : HttpReply.Json(404, "{}"));
        var answer = SampleCli.RunRaw(
            null, "check", "domains", Plan("domains: { po.co: { to: mi.com, mail: false } }\n"), "--resolver", dns.Address.ToString(), "--rdap", registry.Url + "/dns.json");
        Assert.True(answer.Code == 1, answer.ToString());
        Assert.Equal(
            """
            error: www.po.co: It has no address. [host_missing]
              hint: make an A or AAAA record for it: the plan needs it to answer as long as redirects last
            unknown: po.co: Could not ask for the registration: the registry of .co answers no RDAP. [could_not_ask]
              hint: look up end, locks and DNSSEC in the registrar's account, or ask again later

            1 domain, 1 host: 1 error, 0 warnings, 1 unknown. Not ready.

            """.ReplaceLineEndings("\n"),
            answer.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--resolver dns.example", "'dns.example' is not the address of a DNS server")]
    [InlineData("--rdap data.iana.org", "'data.iana.org' is not the address of a list of registries")]
    [InlineData("--resolve 1.1.1.1", "did you mean --resolver?")]
    public void Options_that_make_no_sense_are_refused(string options, string says)
    {
        var answer = SampleCli.RunRaw(null, ["check", "domains", Plan(""), .. options.Split(' ')]);
        Assert.Equal(2, answer.Code);
        Assert.Contains(says, answer.Error);
    }

    [Fact]
    public void A_plan_with_mistakes_is_not_checked()
    {
        var answer = SampleCli.RunRaw(null, "check", "domains", Plan("domains: { po.co: { mall: false } }\n"));
        Assert.Equal(2, answer.Code);
        Assert.Contains("did you mean mail?", answer.Error);
        Assert.Empty(answer.Output);
    }

    private string Plan(string more)
    {
        File.WriteAllText(_folder.File("plan.yaml"), Plans.Minimal + more);
        return _folder.File("plan.yaml");
    }
}
