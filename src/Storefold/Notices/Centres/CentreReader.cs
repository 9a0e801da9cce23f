using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using Storefold.Planning;

namespace Storefold.Notices.Centres;

/// <summary>Reads the directory of service centres from CSV and reports every bad row at once; the good ones are kept.</summary>
internal sealed class CentreReader
{
    /// <summary>The columns, in any order; <c>sites</c> may be left out.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["country", "city", "name", "address", "phone", "opening_hours", "url", "sites"];

    private const int Largest = 8 * 1024 * 1024;
    private const int LongestField = 300;

    private readonly PlanModel _plan;
    private readonly string _file;
    private readonly List<Diagnostic> _findings;
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly List<Centre> _centres = [];
    private int _line;

    private CentreReader(PlanModel plan, string file, List<Diagnostic> findings) =>
        (_plan, _file, _findings) = (plan, file, findings);

    /// <summary>The centres of the plan's file; none where it names none.</summary>
    public static IReadOnlyList<Centre> Read(PlanModel plan, List<Diagnostic> findings)
    {
        if (plan.Support.CentresFile is not { } path) return [];
        try
        {
            if (new FileInfo(path).Length > Largest)
            {
                findings.Add(new Diagnostic(
                    NoticeCodes.CentresFile, Path.GetFileName(path), 0, "the directory is larger than 8 MiB",
                    "list service centres only, a row each"));
                return [];
            }

            return Read(plan, Path.GetFileName(path), File.ReadAllBytes(path), findings);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Diagnostic(
                NoticeCodes.CentresFile, plan.File, plan.Support.Line,
                $"the directory of service centres '{Path.GetFileName(path)}' cannot be read",
                "name a CSV file beside the plan under support.service_centres"));
            return [];
        }
    }

    /// <summary>The centres in some bytes.</summary>
    public static IReadOnlyList<Centre> Read(PlanModel plan, string file, byte[] bytes, List<Diagnostic> findings) =>
        new CentreReader(plan, file, findings).Read(bytes);

    private List<Centre> Read(byte[] bytes)
    {
        CheckUtf8(bytes);
        using var csv = CsvReader.Create(bytes, new CsvReaderOptions
        {
            HasHeader = false, Separator = Separator(bytes), SkipEmptyLines = true, TrackLineNumbers = true,
            // A quote that is never closed would swallow every row after it: a row ends with its line.
            AllowLineBreaksInQuotes = false, MalformedData = CsvMalformedDataHandling.Skip, OnMalformedRecord = Malformed,
        });
        Dictionary<string, int>? header = null;
        while (csv.Read())
        {
            _line = (int)csv.LineNumber;
            var fields = Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetString(index).Trim()).ToList();
            if (header is not null) Row(fields, header);
            else if ((header = Header(fields)) is null) return [];
        }

        if (header is null) Error("the directory is empty", "its first line names the columns: " + string.Join(',', Columns));
        return _centres;
    }

    private void Malformed(CsvMalformedRecord record)
    {
        _line = (int)record.LineNumber;
        Error("the quotes of this row do not close as they should",
            "close every quote on the line that it opens on; a quote inside quotes is written twice");
    }

    private Dictionary<string, int>? Header(List<string> fields)
    {
        fields[0] = fields[0].TrimStart('\uFEFF');
        var before = _findings.Count;
        Dictionary<string, int> header = new(StringComparer.Ordinal);
        foreach (var (index, name) in fields.Select(field => field.ToLowerInvariant()).Index())
        {
            if (!Columns.Contains(name, StringComparer.Ordinal))
                Error($"there is no column '{Shown(name)}'", Spelling.DidYouMean(name, [.. Columns], "columns are"));
            else if (!header.TryAdd(name, index))
                Error($"column '{name}' stands there twice", "keep one of them");
        }

        foreach (var missing in Columns.Where(column => column is not "sites" && !header.ContainsKey(column)))
            Error($"column '{missing}' is missing", "the first line names the columns: " + string.Join(',', Columns));
        return _findings.Count == before ? header : null;
    }

    private void Row(List<string> fields, Dictionary<string, int> header)
    {
        if (fields.Count != header.Count)
        {
            Error(
                string.Create(CultureInfo.InvariantCulture,
                    $"this row has {fields.Count} fields, and there are {header.Count} columns"),
                "put a field that holds a comma into quotes; an empty field keeps its comma");
            return;
        }

        var before = _findings.Count(finding => finding.Severity == Severity.Error);
        var (country, city, name) = (Country(At("country")), Needed("city"), Needed("name"));
        foreach (var column in header.Keys.Where(column => At(column).Length > LongestField))
            Error(string.Create(CultureInfo.InvariantCulture, $"{column} is longer than {LongestField} characters"),
                "shorten it");
        var hours = Hours(At("opening_hours"));
        var url = Url(At("url"));
        var sites = Sites(header.ContainsKey("sites") ? At("sites") : "");
        CheckDouble(country, city, name);
        if (_findings.Count(finding => finding.Severity == Severity.Error) > before) return;
        _centres.Add(new Centre(country, city, name, At("address"), At("phone"), hours, url, sites, SearchKey.Of($"{city}")));

        string At(string column) => fields[header[column]];

        string Needed(string column)
        {
            if (At(column).Length == 0) Error($"{column} is missing", $"write the {column} of the service centre");
            return At(column);
        }
    }

    private string Country(string code)
    {
        if (Countries.Find(code) is { } country) return country;
        var meant = Countries.Meant(code);
        Error(
            code.Length == 0 ? "country is missing" : $"'{Shown(code)}' is no country code",
            meant is null ? "write the two letters of ISO 3166-1, such as DE or GB" : $"did you mean {meant}?");
        return "";
    }

    private OpeningHours? Hours(string text)
    {
        if (text.Length == 0) return null;
        if (OpeningHours.Parse(text) is { } hours) return hours;
        Error($"'{Shown(text)}' are no opening hours",
            "write them as in Mo-Fr 10:00-18:00; Sa 10:00-14:00; Su,PH off, or 24/7");
        return null;
    }

    private string? Url(string text)
    {
        if (text.Length == 0) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" && uri.UserInfo.Length == 0
            && uri.Host.Contains('.', StringComparison.Ordinal))
            return uri.AbsoluteUri;
        Error($"'{Shown(text)}' is no address to send people to",
            "write an absolute address such as https://example.com/berlin, or leave it empty");
        return null;
    }

    private IReadOnlyList<string> Sites(string text)
    {
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var known = _plan.RetiringSites.Select(site => site.Name).ToList();
        foreach (var name in names.Where(name => !known.Contains(name, StringComparer.Ordinal)))
            Error($"no retiring site is named '{Shown(name)}'", Spelling.DidYouMean(name, known, "they are"));
        return names;
    }

    private void CheckDouble(string country, string city, string name)
    {
        var key = $"{country}\n{SearchKey.Of(city)[0]}\n{SearchKey.Of(name)[0]}";
        if (city.Length == 0 || name.Length == 0 || _seen.TryAdd(key, _line)) return;
        Error(string.Create(CultureInfo.InvariantCulture, $"this service centre stands in line {_seen[key]} already"),
            "keep one of the two rows");
    }

    // A line that is not UTF-8 is reported as such; the rest of the file is still read.
    private void CheckUtf8(byte[] bytes)
    {
        var line = 1;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (!IsUtf8(bytes.AsSpan()[range]))
                _findings.Add(new Diagnostic(NoticeCodes.CentresRow, _file, line, "this row is not UTF-8",
                    "save the file as UTF-8 (spreadsheets: CSV UTF-8)"));
            line++;
        }

        static bool IsUtf8(ReadOnlySpan<byte> row)
        {
            while (!row.IsEmpty)
            {
                if (Rune.DecodeFromUtf8(row, out _, out var length) != OperationStatus.Done) return false;
                row = row[length..];
            }

            return true;
        }
    }

    // Spreadsheets of half of Europe write semicolons.
    private static char Separator(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        var first = bytes.AsSpan(0, end < 0 ? bytes.Length : end);
        return first.Count((byte)';') > first.Count((byte)',') ? ';' : ',';
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private void Error(string message, string hint) =>
        _findings.Add(new Diagnostic(NoticeCodes.CentresRow, _file, _line, message, hint));
}
