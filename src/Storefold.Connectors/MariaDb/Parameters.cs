using System.Runtime.InteropServices;
using System.Text;
using Storefold.Shop;

namespace Storefold.Connectors.MariaDb;

/// <summary>The parameters of one statement in native memory, in the form that the library sends.</summary>
internal sealed unsafe class Parameters : IDisposable
{
    private readonly int[] _occurrences;
    private readonly Slot[] _slots;
    private MysqlBind* _sent;

    public Parameters(int[] occurrences)
    {
        _occurrences = occurrences;
        _slots = new Slot[occurrences.Length == 0 ? 0 : occurrences.Max() + 1];
        _sent = (MysqlBind*)NativeMemory.AllocZeroed((nuint)Math.Max(1, occurrences.Length), (nuint)sizeof(MysqlBind));
        for (var slot = 0; slot < _slots.Length; slot++) _slots[slot].Type = FieldType.Null;
    }

    /// <summary>How many there are in the text.</summary>
    public int Count => _occurrences.Length;

    /// <summary>How much the values take.</summary>
    public long Bytes => _slots.Sum(slot => (long)slot.Length);

    /// <summary>Sets a parameter, counted from 0. One that the text does not have is ignored, as an overlay may drop one.</summary>
    public void Set(int parameter, in Value value)
    {
        if ((uint)parameter >= (uint)_slots.Length) return;
        ref var slot = ref _slots[parameter];
        switch (value.Kind)
        {
            case ValueKind.Null:
                slot.Type = FieldType.Null;
                slot.Length = 0;
                break;
            case ValueKind.Integer:
                var number = value.AsInteger();
                Put(ref slot, FieldType.LongLong, new ReadOnlySpan<byte>(&number, sizeof(long)));
                break;
            case ValueKind.Real:
                var real = value.AsReal();
                Put(ref slot, FieldType.Double, new ReadOnlySpan<byte>(&real, sizeof(double)));
                break;
            case ValueKind.Text:
                Put(ref slot, FieldType.String, value.Utf8);
                break;
            case ValueKind.Bytes:
                Put(ref slot, FieldType.Blob, value.Utf8);
                break;
            case ValueKind.Time:
                var time = TimeOf(value.AsMicroseconds());
                Put(ref slot, FieldType.DateTime, new ReadOnlySpan<byte>(&time, sizeof(MysqlTime)));
                break;
            default:
                // As a decimal, not as text: compared with a decimal column, text would be compared as floating point.
                Put(ref slot, FieldType.NewDecimal, Encoding.ASCII.GetBytes(value.ToString()));
                break;
        }
    }

    /// <summary>Hands the values over; they must stay until the statement was executed.</summary>
    public bool Send(nint statement)
    {
        for (var at = 0; at < _occurrences.Length; at++)
        {
            ref var slot = ref _slots[_occurrences[at]];
            _sent[at] = new MysqlBind { Type = slot.Type, Buffer = slot.Memory, BufferLength = slot.Length };
            // The library only reads it; it points into the array itself, which does not move.
            _sent[at].Length = &_sent[at].BufferLength;
        }

        return _occurrences.Length == 0 || Native.StatementBind(statement, _sent) == 0;
    }

    public void Dispose()
    {
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            NativeMemory.Free(_slots[slot].Memory);
            _slots[slot].Memory = null;
        }

        NativeMemory.Free(_sent);
        _sent = null;
    }

    private static void Put(ref Slot slot, FieldType type, ReadOnlySpan<byte> bytes)
    {
        if (slot.Memory is null || (ulong)bytes.Length > slot.Capacity)
        {
            slot.Capacity = Math.Max(64, (ulong)bytes.Length * 3 / 2);
            slot.Memory = NativeMemory.Realloc(slot.Memory, (nuint)slot.Capacity);
        }

        bytes.CopyTo(new Span<byte>(slot.Memory, bytes.Length));
        slot.Type = type;
        slot.Length = (ulong)bytes.Length;
    }

    private static MysqlTime TimeOf(long microseconds)
    {
        var utc = Clock.ToInstant(microseconds);
        return new MysqlTime
        {
            Year = (uint)utc.Year,
            Month = (uint)utc.Month,
            Day = (uint)utc.Day,
            Hour = (uint)utc.Hour,
            Minute = (uint)utc.Minute,
            Second = (uint)utc.Second,
            Microseconds = (ulong)((utc.Millisecond * 1000) + utc.Microsecond),
            Kind = MysqlTime.DateTime,
        };
    }

    private struct Slot
    {
        public FieldType Type;
        public void* Memory;
        public ulong Capacity;
        public ulong Length;
    }
}
