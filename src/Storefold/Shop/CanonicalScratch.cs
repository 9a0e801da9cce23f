using System.Buffers;
using System.Runtime.InteropServices;

namespace Storefold.Shop;

/// <summary>
/// The growing canonical text and the members of the objects that are still open in it. Members are written where they
/// are met and put in order when their object closes, so an object that is in order already is never copied.
/// </summary>
internal sealed class CanonicalScratch
{
    // What a thread keeps between two documents; larger buffers go back to the garbage collector.
    private const int KeptBytes = 64 * 1024;
    private const int KeptMembers = 1024;
    private const int FewMembers = 16;

    private byte[] _buffer = new byte[512];
    private Member[] _members = new Member[16];

    public int Length { get; private set; }

    public int MemberCount { get; private set; }

    public bool ExactNumbers { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public bool IsSmall => _buffer.Length <= KeptBytes && _members.Length <= KeptMembers;

    public void Reset(bool exactNumbers)
    {
        Length = 0;
        MemberCount = 0;
        ExactNumbers = exactNumbers;
    }

    public ReadOnlySpan<byte> Slice(int start, int end) => _buffer.AsSpan(start, end - start);

    public void Truncate(int length) => Length = length;

    public void Append(byte character)
    {
        if (Length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        _buffer[Length++] = character;
    }

    public void Append(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    public void AppendZeros(int count)
    {
        Room(count)[..count].Fill((byte)'0');
        Length += count;
    }

    /// <summary>Text with the escapes of RFC 8785, 3.2.2.2: short ones where they exist, only where needed.</summary>
    public void AppendEscaped(scoped ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (character >= 0x20 && character is not ((byte)'"' or (byte)'\\'))
            {
                Append(character);
                continue;
            }

            Append((byte)'\\');
            var letter = ShortEscape(character);
            if (letter != 0)
            {
                Append(letter);
                continue;
            }

            Append("u00"u8);
            Append((byte)('0' + (character >> 4)));
            Append("0123456789abcdef"u8[character & 0xF]);
        }
    }

    /// <summary>Notes the member that was just written, its name lying between the two positions.</summary>
    public void AddMember(int start, int nameEnd)
    {
        if (MemberCount == _members.Length) Array.Resize(ref _members, _members.Length * 2);
        _members[MemberCount++] = new Member(start, nameEnd, Length);
    }

    /// <summary>Orders and forgets the members from <paramref name="first"/> on. False: one stands twice.</summary>
    public bool OrderMembers(int first)
    {
        var members = _members.AsSpan(first, MemberCount - first);
        MemberCount = first;
        var order = new NameOrder(_buffer);
        var ordered = true;
        for (var index = 1; index < members.Length && ordered; index++)
        {
            ordered = order.Compare(members[index - 1], members[index]) < 0;
        }

        if (ordered) return true;
        var start = members[0].Start;
        Sort(members, order);
        for (var index = 1; index < members.Length; index++)
        {
            if (order.Compare(members[index - 1], members[index]) == 0) return false;
        }

        Rewrite(start, members);
        return true;
    }

    // The library's sort allocates for its comparer; the few members that objects have need none.
    private static void Sort(Span<Member> members, NameOrder order)
    {
        if (members.Length > FewMembers)
        {
            members.Sort(order);
            return;
        }

        for (var index = 1; index < members.Length; index++)
        {
            var member = members[index];
            var hole = index;
            for (; hole > 0 && order.Compare(members[hole - 1], member) > 0; hole--) members[hole] = members[hole - 1];
            members[hole] = member;
        }
    }

    private void Rewrite(int start, ReadOnlySpan<Member> members)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Length - start);
        var used = 0;
        foreach (var member in members)
        {
            if (used > 0) rented[used++] = (byte)',';
            Slice(member.Start, member.End).CopyTo(rented.AsSpan(used));
            used += member.End - member.Start;
        }

        rented.AsSpan(0, used).CopyTo(_buffer.AsSpan(start));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private Span<byte> Room(int count)
    {
        if (_buffer.Length - Length < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        return _buffer.AsSpan(Length);
    }

    private static byte ShortEscape(byte character) => character switch
    {
        (byte)'"' => (byte)'"',
        (byte)'\\' => (byte)'\\',
        0x08 => (byte)'b',
        0x09 => (byte)'t',
        0x0A => (byte)'n',
        0x0C => (byte)'f',
        0x0D => (byte)'r',
        _ => 0,
    };

    /// <summary>Where a member lies: from its opening quote to the end of the name to the end of the value.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Member(int Start, int NameEnd, int End);

    /// <summary>Order of member names by UTF-16 code units (RFC 8785, 3.2.3), on UTF-8.</summary>
    private readonly struct NameOrder(byte[] buffer) : IComparer<Member>
    {
        public int Compare(Member left, Member right)
        {
            var a = buffer.AsSpan(left.Start + 1, left.NameEnd - left.Start - 2);
            var b = buffer.AsSpan(right.Start + 1, right.NameEnd - right.Start - 2);
            return a.Contains((byte)'\\') || b.Contains((byte)'\\')
                ? CompareCodeUnits(Unescape(a), Unescape(b))
                : CompareCodeUnits(a, b);
        }

        // UTF-8 orders by code point. UTF-16 differs only in that surrogates (lead bytes F0..F4) stand before
        // U+E000..U+FFFF (lead bytes EE and EF).
        private static int CompareCodeUnits(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
        {
            var same = a.CommonPrefixLength(b);
            if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
            var (x, y) = (a[same], b[same]);
            var swapped = (x >= 0xF0 && y is 0xEE or 0xEF) || (y >= 0xF0 && x is 0xEE or 0xEF);
            return swapped ? y.CompareTo(x) : x.CompareTo(y);
        }

        // Undoes AppendEscaped; names with escapes are rare enough to allocate.
        private static byte[] Unescape(ReadOnlySpan<byte> escaped)
        {
            var text = new byte[escaped.Length];
            var used = 0;
            for (var index = 0; index < escaped.Length; index++)
            {
                var character = escaped[index];
                if (character == '\\')
                {
                    character = escaped[++index] switch
                    {
                        (byte)'b' => 0x08,
                        (byte)'t' => 0x09,
                        (byte)'n' => 0x0A,
                        (byte)'f' => 0x0C,
                        (byte)'r' => 0x0D,
                        (byte)'u' => (byte)(((escaped[index + 3] - '0') << 4) | Hex(escaped[index + 4])),
                        var itself => itself,
                    };
                    if (escaped[index] == 'u') index += 4;
                }

                text[used++] = character;
            }

            return text[..used];
        }

        private static int Hex(byte digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;
    }
}
