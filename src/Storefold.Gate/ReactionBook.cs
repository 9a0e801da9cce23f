using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;
using Storefold.Notices;
using Storefold.Planning;

namespace Storefold.Gate;

/// <summary>
/// Counts reactions to the notice: a number per site and word, and nothing about who it was. So nobody is kept from
/// reacting twice; what is bounded is the rate at which all together count.
/// </summary>
internal sealed class ReactionBook : IDisposable
{
    private const int BodyLimit = 1024;
    private const int PerSecond = 20;
    private static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SortedDictionary<string, long>> _counts = new(StringComparer.Ordinal);
    private readonly string? _file;
    private readonly TimeProvider _time;
    private readonly Action<string> _report;
    private DateTimeOffset _savedAt;
    private long _second;
    private int _taken;
    private bool _unsaved;

    public ReactionBook(string? file, TimeProvider time, Action<string> report)
    {
        (_file, _time, _report) = (file, time, report);
        _savedAt = time.GetUtcNow();
        if (file is not null && File.Exists(file)) Load(file);
    }

    /// <summary>Counts of a site by word.</summary>
    public IReadOnlyDictionary<string, long> Of(SiteModel site)
    {
        lock (_gate)
        {
            return _counts.TryGetValue(site.Name, out var words)
                ? new Dictionary<string, long>(words, StringComparer.Ordinal)
                : new Dictionary<string, long>(StringComparer.Ordinal);
        }
    }

    /// <summary>Takes a posted form. What makes no sense is not counted, and the answer is the same.</summary>
    public async Task TakeAsync(HttpContext context, OwnPage page)
    {
        // A form on somebody else's page is not a reader of this one.
        if (context.Request.Headers["Sec-Fetch-Site"] is ["cross-site"]) return;
        var buffer = new byte[BodyLimit];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, BodyLimit, throwOnEndOfStream: false, context.RequestAborted);
        if (QueryText.Value(Encoding.UTF8.GetString(buffer, 0, length), "reaction") is { } word) Count(page.Standing.Site, word);
    }

    /// <summary>Counts one reaction; false where the word is none of ours or too many came in this second.</summary>
    public bool Count(SiteModel site, string word)
    {
        if (!NoticeDesk.Reactions.Contains(word, StringComparer.Ordinal)) return false;
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (now.ToUnixTimeSeconds() != _second) (_second, _taken) = (now.ToUnixTimeSeconds(), 0);
            if (_taken++ >= PerSecond) return false;
            if (!_counts.TryGetValue(site.Name, out var words)) _counts[site.Name] = words = new(StringComparer.Ordinal);
            words[word] = words.GetValueOrDefault(word) + 1;
            _unsaved = true;
            if (now - _savedAt >= SaveAfter) Save(now);
            return true;
        }
    }

    /// <summary>Saves what is not saved yet.</summary>
    public void Dispose()
    {
        lock (_gate) Save(_time.GetUtcNow());
    }

    private void Save(DateTimeOffset now)
    {
        if (_file is null || !_unsaved) return;
        _savedAt = now;
        try
        {
            // Whoever reads the file sees the old counts or the new ones, never half of them.
            var fresh = _file + ".new";
            File.WriteAllBytes(fresh, Json());
            File.Move(fresh, _file, overwrite: true);
            _unsaved = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _report($"reactions are not saved: {failure.Message}");
        }
    }

    private byte[] Json()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (site, words) in _counts)
            {
                writer.WriteStartObject(site);
                foreach (var (word, count) in words) writer.WriteNumber(word, count);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void Load(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var site in document.RootElement.EnumerateObject())
            {
                var words = new SortedDictionary<string, long>(StringComparer.Ordinal);
                foreach (var word in site.Value.EnumerateObject()) words[word.Name] = Math.Max(0, word.Value.GetInt64());
                _counts[site.Name] = words;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            _report($"{file} holds no counts of reactions; counting begins anew");
            _counts.Clear();
        }
    }
}
