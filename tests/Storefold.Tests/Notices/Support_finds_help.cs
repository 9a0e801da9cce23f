using System.Text;
using System.Text.Json;
using Storefold.Notices;
using Storefold.Planning;

namespace Storefold.Tests.Notices;

public sealed class Support_finds_help
{
    private const string Good = NoticeLab.CentresHead
        + "DE,München,Mi Service München,Leopoldstraße 12,+49 89 1234567,\"Mo-Fr 10:00-18:00; Sa 10:00-14:00; Su,PH off\",https://mi.example/m,\n"
        + "GB,London,Mi Service London,\"1 High Street, W1\",+44 20 7946 0000,24/7,,\n"
        + "gb,Leeds,Mi Service Leeds,2 Low Street,,,,uk\n";

    [Fact]
    public void Customers_are_sent_where_the_plan_says_first()
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().WithCentres(folder, Good);
        var desk = plan.Desk();
        var uk = desk.Support(plan.Standing(NoticeLab.CloseAt), "en", CentreQuery.All).Html;
        Assert.Contains("href=\"https://x.example/poco-uk\"", uk, StringComparison.Ordinal);
        Assert.Contains("Leeds", uk, StringComparison.Ordinal); // the only centre that names the site
        Assert.DoesNotContain("London", uk, StringComparison.Ordinal);
        Assert.True(uk.IndexOf("id=\"links\"", StringComparison.Ordinal) < uk.IndexOf("id=\"centres\"", StringComparison.Ordinal));

        var global = desk.Support(plan.Standing(NoticeLab.CloseAt, "global"), "de", CentreQuery.All).Html;
        Assert.True(global.IndexOf("id=\"centres\"", StringComparison.Ordinal) < global.IndexOf("id=\"links\"", StringComparison.Ordinal));
        Assert.Contains("Vereinigtes Königreich", global, StringComparison.Ordinal);
        Assert.Contains("Mo–Fr 10:00\u2060–\u206018:00; Sa 10:00\u2060–\u206014:00; So, Feiertage geschlossen", global, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Munchen", "München")]
    [InlineData("de", "muenchen", "München")]
    [InlineData("DE", " MÜNCH ", "München")]
    [InlineData("GB", "", "London")]
    [InlineData(null, "don", "London")]
    [InlineData("FR", "München", null)]
    [InlineData(null, "<b>", "München")]
    public void A_city_is_found_as_people_type_it(string? country, string city, string? found)
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().WithCentres(folder, Good);
        using var json = JsonDocument.Parse(plan.Desk().SupportJson(plan.Standing(NoticeLab.StopAt, "global"), new CentreQuery(country, city)));
        var cities = json.RootElement.GetProperty("centres").EnumerateArray().Select(centre => centre.GetProperty("city").GetString()).ToList();
        if (found is null) Assert.Empty(cities);
        else if (city is "<b>") Assert.Empty(cities);
        else Assert.Equal([found], cities);
    }

    [Fact]
    public void What_was_typed_is_shown_again_as_text()
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().WithCentres(folder, Good);
        var html = plan.Desk().Support(plan.Standing(NoticeLab.StopAt, "global"), "en", new CentreQuery("gb", "\"><script>")).Html;
        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;\"", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"GB\" selected>United Kingdom</option>", html, StringComparison.Ordinal);
        Assert.Contains("No service centre fits your search.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_for_programs_says_the_same()
    {
        using var folder = new TempFolder();
        var plan = NoticeLab.Plan().WithCentres(folder, Good);
        using var json = JsonDocument.Parse(plan.Desk().SupportJson(plan.Standing(NoticeLab.CloseAt, "global"), new CentreQuery("DE", null)));
        var root = json.RootElement;
        Assert.Equal("closed", root.GetProperty("phase").GetString());
        Assert.Equal("centres", root.GetProperty("by").GetString());
        Assert.Equal("https://www.mi.com/global/support", root.GetProperty("links")[0].GetProperty("url").GetString());
        Assert.Equal("https://www.po.co/global/closing/notice", root.GetProperty("notice").GetString());
        Assert.Equal("Mo-Fr 10:00-18:00; Sa 10:00-14:00; Su,PH off", root.GetProperty("centres")[0].GetProperty("opening_hours").GetString());
        Assert.Equal(1, root.GetProperty("found").GetInt32());
    }

    [Fact]
    public void A_large_directory_stays_a_small_page()
    {
        using var folder = new TempFolder();
        var rows = string.Concat(Enumerable.Range(1, 500).Select(number => $"DE,Ort {number:000},Mi Service {number},Lange Straße {number} im Gewerbegebiet,+49 30 {number:0000000},Mo-Fr 10:00-18:00,https://mi.example/{number},\n"));
        var plan = NoticeLab.Plan().WithCentres(folder, NoticeLab.CentresHead + rows);
        var html = plan.Desk().Support(plan.Standing(NoticeLab.StopAt, "global"), "en", CentreQuery.All).Html;
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1000, 50 * 1024);
        Assert.Contains("500 service centres found", html, StringComparison.Ordinal);
        Assert.Contains("460 more.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bad_row_is_listed_and_the_good_ones_stay()
    {
        using var folder = new TempFolder();
        var bytes = Encoding.UTF8.GetBytes(NoticeLab.CentresHead
            + "UK,London,Mi London,,,,,\n"                       // 2: a country that is none
            + "DE,,Mi Berlin,,,,,\n"                             // 3: no city
            + "DE,Berlin,,,,,,\n"                                // 4: no name
            + "DE,Berlin,Mi Berlin,,,Mo-Fr 10-18,,\n"            // 5: hours
            + "DE,Berlin,Mi Berlin 2,,,,http://mi.example,\n"    // 6: address
            + "DE,Berlin,Mi Berlin 3,,\n"                        // 7: fields
            + "DE,Berlin,Mi Berlin 4,,,,,ukk\n"                  // 8: site
            + "DE,Berlin,\"Mi Berlin 5,,,,,\n"                   // 9: quote
            + "DE,Köln,Mi Köln,,,,,\n"                           // 10: good
            + "de,Koeln,MI KÖLN,,,,,\n"                          // 11: good, another spelling of the city
            + "DE,KÖLN,mi köln,,,,,\n"                           // 12: twice
            + "DE,Bonn,Mi ~,,,,,\n");                            // 13: bytes
        bytes[Array.LastIndexOf(bytes, (byte)'~')] = 0xFF;
        var plan = NoticeLab.Plan().WithCentres(folder, bytes);
        var desk = NoticeDesk.Load(plan, out var findings);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 12, 13], findings.Select(finding => finding.Line).Order());
        Assert.All(findings, finding => Assert.Equal(("service-centres.csv", Severity.Error, false), (finding.File, finding.Severity, string.IsNullOrEmpty(finding.Hint))));
        Assert.Contains("did you mean GB?", findings.Single(finding => finding.Line == 2).Hint!, StringComparison.Ordinal);
        Assert.Contains("did you mean uk?", findings.Single(finding => finding.Line == 8).Hint!, StringComparison.Ordinal);
        Assert.Contains("line 10", findings.Single(finding => finding.Line == 12).Message, StringComparison.Ordinal);
        Assert.Contains("Mi Köln", desk.Support(plan.Standing(NoticeLab.StopAt, "global"), "en", CentreQuery.All).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("country;city;name;address;phone;opening_hours;url\nDE;Berlin;Mi;;;;\n", null)]
    [InlineData("\uFEFFcountry,city,name,address,phone,opening_hours,url\r\nDE,Berlin,Mi,,,,\r\n", null)]
    [InlineData("country,town,name,address,phone,opening_hours,url\n", "no column 'town'")]
    [InlineData("country,name,address,phone,opening_hours,url\n", "column 'city' is missing")]
    public void The_first_line_names_the_columns(string csv, string? complaint)
    {
        using var folder = new TempFolder();
        NoticeDesk.Load(NoticeLab.Plan().WithCentres(folder, csv), out var findings);
        if (complaint is null) Assert.Empty(findings);
        else Assert.Contains(findings, finding => finding.Message.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void A_directory_that_is_not_there_is_said_with_the_line_of_the_plan()
    {
        var plan = NoticeLab.Plan();
        NoticeDesk.Load(plan with { Support = plan.Support with { CentresFile = "/no/such/centres.csv" } }, out var findings);
        Assert.Equal((NoticeCodes.CentresFile, 60), (Assert.Single(findings).Code, findings[0].Line));
    }
}
