using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Storefold.Shop;

/// <summary>
/// JSON in its one canonical form, RFC 8785 (JCS): no white space, members ordered by the UTF-16 code units of their
/// names, the shortest escapes, numbers as ECMAScript writes them. Two documents that say the same have the same bytes.
/// Certificates are signed over it; columns that hold JSON are compared in it. Pure, and safe on every thread.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Deepest nesting that is read; what lies deeper counts as malformed.</summary>
    public const int MaxDepth = 256;

    [ThreadStatic]
    private static CanonicalScratch? _scratch;

    /// <summary>Writes the canonical form of one JSON value.</summary>
    /// <param name="json">UTF-8 without a byte order mark.</param>
    /// <param name="output">Receives the canonical UTF-8; untouched when the answer is false.</param>
    /// <param name="exactNumbers">
    /// False: numbers are IEEE 754 doubles, as the RFC says and as a signature needs. True: numbers keep every decimal
    /// digit in normalised form (<c>1.0</c>, <c>1</c> and <c>10e-1</c> are equal, 12345678901234567890 and its
    /// neighbour are not), which is what comparing columns needs.
    /// </param>
    /// <returns>
    /// False for what has no canonical form: malformed JSON, invalid UTF-8, lone surrogates, a member name that stands
    /// twice in an object, and without <paramref name="exactNumbers"/> a number beyond the range of a double.
    /// </returns>
    public static bool TryCanonicalise(
        ReadOnlySpan<byte> json, IBufferWriter<byte> output, bool exactNumbers = false) =>
        TryCanonicalise(json, default, output, exactNumbers);

    /// <summary>The same in RFC mode, but without one member of the outermost object: the signature's own.</summary>
    public static bool TryCanonicaliseWithout(
        ReadOnlySpan<byte> json, ReadOnlySpan<byte> member, IBufferWriter<byte> output) =>
        TryCanonicalise(json, member, output, exactNumbers: false);

    /// <summary>The canonical form in RFC mode.</summary>
    /// <exception cref="FormatException">The input has no canonical form.</exception>
    public static byte[] Canonicalise(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(json.Length, 16));
        return TryCanonicalise(json, output)
            ? output.WrittenSpan.ToArray()
            : throw new FormatException("The text is not JSON, or not JSON that has a canonical form.");
    }

    private static bool TryCanonicalise(
        ReadOnlySpan<byte> json, ReadOnlySpan<byte> without, IBufferWriter<byte> output, bool exactNumbers)
    {
        var scratch = _scratch ?? new CanonicalScratch();
        _scratch = null;
        scratch.Reset(exactNumbers);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            var walk = new Walk(scratch, without);
            // The last Read finds what follows the value.
            if (!reader.Read() || !walk.Value(ref reader) || reader.Read()) return false;
            output.Write(scratch.Written);
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is the reader's answer to a lone surrogate or invalid UTF-8 behind an escape.
            return false;
        }
        finally
        {
            if (scratch.IsSmall) _scratch = scratch;
        }
    }

    private readonly ref struct Walk(CanonicalScratch scratch, ReadOnlySpan<byte> without)
    {
        private readonly CanonicalScratch _to = scratch;
        private readonly ReadOnlySpan<byte> _without = without;

        public bool Value(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    return Object(ref reader);
                case JsonTokenType.StartArray:
                    return Array(ref reader);
                case JsonTokenType.String:
                    return Text(ref reader);
                case JsonTokenType.Number:
                    return CanonicalNumber.TryAppend(reader.ValueSpan, _to);
                default:
                    _to.Append(reader.ValueSpan);
                    return true;
            }
        }

        private bool Array(ref Utf8JsonReader reader)
        {
            _to.Append((byte)'[');
            for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
            {
                if (!first) _to.Append((byte)',');
                if (!Value(ref reader)) return false;
            }

            _to.Append((byte)']');
            return true;
        }

        private bool Object(ref Utf8JsonReader reader)
        {
            var outermost = reader.CurrentDepth == 0;
            var omitted = false;
            _to.Append((byte)'{');
            var first = _to.MemberCount;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var before = _to.Length;
                if (_to.MemberCount > first) _to.Append((byte)',');
                var start = _to.Length;
                if (!Text(ref reader)) return false;
                if (outermost && !_without.IsEmpty && _to.Slice(start + 1, _to.Length - 1).SequenceEqual(_without))
                {
                    // A second member of that name would be one that no signature covers.
                    if (omitted) return false;
                    omitted = true;
                    _to.Truncate(before);
                    reader.Skip();
                    continue;
                }

                var nameEnd = _to.Length;
                _to.Append((byte)':');
                if (!reader.Read() || !Value(ref reader)) return false;
                _to.AddMember(start, nameEnd);
            }

            if (!_to.OrderMembers(first)) return false;
            _to.Append((byte)'}');
            return true;
        }

        private bool Text(ref Utf8JsonReader reader)
        {
            var raw = reader.ValueSpan;
            _to.Append((byte)'"');
            if (!reader.ValueIsEscaped)
            {
                // Without escapes there is nothing to escape either: quotes and controls cannot stand raw in JSON.
                if (!Utf8.IsValid(raw)) return false;
                _to.Append(raw);
            }
            else
            {
                var rented = ArrayPool<byte>.Shared.Rent(raw.Length);
                var text = rented.AsSpan(0, reader.CopyString(rented));
                var valid = Utf8.IsValid(text);
                if (valid) _to.AppendEscaped(text);
                ArrayPool<byte>.Shared.Return(rented);
                if (!valid) return false;
            }

            _to.Append((byte)'"');
            return true;
        }
    }
}
