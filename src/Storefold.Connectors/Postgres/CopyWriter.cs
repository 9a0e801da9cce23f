using System.Buffers.Binary;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// Rows in the binary form of COPY (PostgreSQL's manual, "COPY", File Formats): per row the number of fields, per field its length
/// and bytes, numbers with the high byte first; a length of -1 is NULL.
/// </summary>
internal sealed class CopyWriter
{
    private static readonly byte[] Signature =
        [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly byte[] Trailer = [0xFF, 0xFF];

    private byte[] _bytes = new byte[4096];

    /// <summary>Bytes of the rows so far.</summary>
    public int Length { get; private set; }

    public void BeginRow(int fields) => BinaryPrimitives.WriteInt16BigEndian(Room(2), (short)fields);

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);

    public void Write(long number)
    {
        var room = Field(8);
        BinaryPrimitives.WriteInt64BigEndian(room, number);
    }

    public void Write(bool truth) => Field(1)[0] = truth ? (byte)1 : (byte)0;

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Field(bytes.Length));

    /// <summary>The room of a field with that many bytes.</summary>
    public Span<byte> Field(int length)
    {
        var room = Room(4 + length);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        return room[4..];
    }

    /// <summary>Takes back what was written after a length.</summary>
    public void Cut(int length) => Length = length;

    public void SendTo(Stream copy)
    {
        copy.Write(Signature);
        copy.Write(_bytes, 0, Length);
        copy.Write(Trailer);
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        var room = _bytes.AsSpan(Length, length);
        Length += length;
        return room;
    }
}
