namespace Storefold.Tests.Gate;

public sealed class Reactions_are_counted_without_personal_data
{
    private const string Stopped = "2024-10-22T00:00:00";
    private const string Form = "www.po.co/uk/closing/reactions";

    [Fact]
    public async Task A_form_is_counted_and_leads_back_to_the_notice()
    {
        using var folder = new TempFolder();
        var file = folder.File("reactions.json");
        await using (var lab = await GateLab.StartAsync(Stopped, lab => lab.ReactionsFile = file))
        {
            using var answer = await Post(lab, "thanks");
            Assert.Equal((303, "/uk/closing/notice"), ((int)answer.StatusCode, answer.Headers.Location!.OriginalString));
            (await Post(lab, "thanks", "Origin: https://www.po.co", "User-Agent: canary-agent", "Cookie: id=canary-cookie")).Dispose();
            (await Post(lab, "sad")).Dispose();
            (await Post(lab, "canary-word")).Dispose();
            (await Post(lab, "sad", "Sec-Fetch-Site: cross-site")).Dispose();
        }

        Assert.Equal("{\"uk\":{\"sad\":1,\"thanks\":2}}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await using var again = await GateLab.StartAsync(Stopped, lab => lab.ReactionsFile = file);
        (await Post(again, "sad")).Dispose();
        await again.DisposeAsync();
        Assert.Equal("{\"uk\":{\"sad\":2,\"thanks\":2}}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_flood_counts_no_more_than_so_many_in_a_second()
    {
        using var folder = new TempFolder();
        var file = folder.File("reactions.json");
        await using (var lab = await GateLab.StartAsync(Stopped, lab => lab.ReactionsFile = file))
        {
            for (var times = 0; times < 60; times++) (await Post(lab, "question")).Dispose();
        }

        Assert.Equal("{\"uk\":{\"question\":20}}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_no_longer_readable_is_reported_and_counting_begins_anew()
    {
        using var folder = new TempFolder();
        var file = folder.File("reactions.json");
        await File.WriteAllTextAsync(file, "{\"uk\":{\"sad\":\"many\"}", TestContext.Current.CancellationToken);
        await using var lab = await GateLab.StartAsync(Stopped, lab => lab.ReactionsFile = file);
        Assert.Single(lab.Reports);
        using var answer = await Post(lab, "sad");
        Assert.Equal(303, (int)answer.StatusCode);
    }

    private static Task<HttpResponseMessage> Post(GateLab lab, string word, params string[] headers) => lab.SendAsync(
        HttpMethod.Post, Form, new FormUrlEncodedContent([new KeyValuePair<string, string>("reaction", word)]), headers);
}
