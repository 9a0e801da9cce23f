using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Storefold.Certifying.Statements;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>
/// One JSON object of a certificate, read member by member. What is missing, of another kind, not in its one exact form
/// or unknown is reported with its path; nothing is guessed and nothing passes unread.
/// </summary>
internal sealed class StrictObject
{
    // RFC 8785 numbers are doubles: beyond this two counts could share one canonical form.
    private const long MaxCount = (1L << 53) - 1;

    private readonly Dictionary<string, JsonElement> _unread = new(StringComparer.Ordinal);
    private readonly string _path;

    public StrictObject(JsonElement element, string path)
    {
        _path = path;
        if (element.ValueKind != JsonValueKind.Object) throw Wrong(path, "an object");
        foreach (var member in element.EnumerateObject())
        {
            if (!_unread.TryAdd(member.Name, member.Value)) throw Twice(At(Shown(member.Name)));
        }
    }

    public bool Has(string name) => _unread.ContainsKey(name);

    /// <summary>To be called when all is read.</summary>
    public void End()
    {
        if (_unread.Count == 0) return;
        throw new ShapeException(At(Shown(_unread.Keys.First())), "is not a member that this format knows");
    }

    public long Count(string name) => CountOf(Take(name), At(name));

    public long? CountOrNull(string name)
    {
        var element = Take(name);
        return element.ValueKind == JsonValueKind.Null ? null : CountOf(element, At(name));
    }

    public string Text(string name) => TextOf(Take(name), At(name));

    public string? TextOrNull(string name)
    {
        var element = Take(name);
        return element.ValueKind == JsonValueKind.Null ? null : TextOf(element, At(name));
    }

    public bool Truth(string name)
    {
        var element = Take(name);
        return element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw Wrong(At(name), "true or false");
    }

    public MerkleHash Hash(string name) => MerkleHash.TryParse(Text(name), out var hash)
        ? hash
        : throw Wrong(At(name), "64 lower-case hexadecimal digits");

    public bool IsNull(string name)
    {
        if (!_unread.TryGetValue(name, out var element) || element.ValueKind != JsonValueKind.Null) return false;
        _unread.Remove(name);
        return true;
    }

    public long? TimeOrNull(string name) => TextOrNull(name) is { } text ? TimeOf(text, At(name)) : null;

    public IReadOnlyList<MerkleHash> Hashes(string name)
    {
        var element = Take(name);
        if (element.ValueKind != JsonValueKind.Array) throw Wrong(At(name), "an array");
        return
        [
            .. element.EnumerateArray().Select((item, index) =>
                MerkleHash.TryParse(TextOf(item, $"{At(name)}[{index}]"), out var hash)
                    ? hash
                    : throw Wrong($"{At(name)}[{index}]", "64 lower-case hexadecimal digits")),
        ];
    }

    /// <summary>All members that are left, as counts.</summary>
    public IEnumerable<KeyValuePair<string, long>> Numbers() => Rest((element, path) => CountOf(element, path));

    /// <summary>All members that are left, as texts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts() => Rest(TextOf);

    public decimal Amount(string name) => AmountOf(Take(name), At(name));

    public Rational Fraction(string name) => ExactText.TryParse(Text(name), out Rational number)
        ? number
        : throw Wrong(At(name), "a fraction in lowest terms, such as \"13/10\"");

    public Name Name(string name) => NameOf(Text(name), At(name));

    public Name? NameOrNull(string name)
    {
        var element = Take(name);
        if (element.ValueKind == JsonValueKind.Null) return null;
        return NameOf(TextOf(element, At(name)), At(name));
    }

    public T Object<T>(string name, Func<StrictObject, T> read) => ReadOne(Take(name), At(name), read);

    public IReadOnlyList<T> Rows<T>(string name, Func<StrictObject, T> read)
    {
        var element = Take(name);
        if (element.ValueKind != JsonValueKind.Array) throw Wrong(At(name), "an array");
        return [.. element.EnumerateArray().Select((row, index) => ReadOne(row, $"{At(name)}[{index}]", read))];
    }

    public ImmutableSortedDictionary<Name, long> Counts(string name) => ByRuleOf(name, CountOf);

    public ImmutableSortedDictionary<Name, decimal> Amounts(string name) => ByRuleOf(name, AmountOf);

    /// <summary>Reads one object whole.</summary>
    public static T ReadOne<T>(JsonElement element, string path, Func<StrictObject, T> read)
    {
        var members = new StrictObject(element, path);
        var result = read(members);
        members.End();
        return result;
    }

    public static ShapeException Wrong(string path, string wanted) => new(path, $"is not {wanted}");

    private ImmutableSortedDictionary<Name, T> ByRuleOf<T>(string name, Func<JsonElement, string, T> read)
    {
        var element = Take(name);
        if (element.ValueKind != JsonValueKind.Object) throw Wrong(At(name), "an object");
        var figures = ImmutableSortedDictionary.CreateBuilder<Name, T>();
        foreach (var member in element.EnumerateObject())
        {
            var path = $"{At(name)}.{Shown(member.Name)}";
            var rule = NameOf(member.Name, path);
            if (figures.ContainsKey(rule)) throw Twice(path);
            figures.Add(rule, read(member.Value, path));
        }

        return figures.ToImmutable();
    }

    private List<KeyValuePair<string, T>> Rest<T>(Func<JsonElement, string, T> read)
    {
        var rest = _unread.Select(member => KeyValuePair.Create(member.Key, read(member.Value, At(Shown(member.Key))))).ToList();
        _unread.Clear();
        return rest;
    }

    private static ShapeException Twice(string path) => new(path, "stands twice");

    private JsonElement Take(string name) => _unread.Remove(name, out var element)
        ? element
        : throw new ShapeException(At(name), "is missing");

    private string At(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    // A name from the file goes into a message only in the form that names have.
    private static string Shown(string name) => Certifying.Name.From(name).Text;

    internal static long TimeOf(string text, string path)
    {
        var read = DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var instant);
        var microseconds = Clock.ToMicroseconds(instant);
        return read && string.Equals(Clock.Format(microseconds), text, StringComparison.Ordinal)
            ? microseconds
            : throw Wrong(path, "an instant such as \"2024-12-31T12:00:00Z\"");
    }

    private static long CountOf(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var count) && Math.Abs(count) <= MaxCount
            ? count
            : throw Wrong(path, "a whole number of at most 2^53 - 1");

    private static decimal AmountOf(JsonElement element, string path) =>
        ExactText.TryParse(TextOf(element, path), out decimal amount)
            ? amount
            : throw Wrong(path, "an exact decimal as text, such as \"12.50\"");

    private static string TextOf(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : throw Wrong(path, "a text");

    private static Name NameOf(string text, string path) => Certifying.Name.TryParse(text, out var name)
        ? name
        : throw Wrong(path, "a name of letters, digits and _ - . / * :");
}

/// <summary>A certificate that is valid JSON but not of the format. Never leaves this folder.</summary>
internal sealed class ShapeException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
