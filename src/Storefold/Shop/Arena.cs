namespace Storefold.Shop;

/// <summary>
/// Bump allocator for the text of one batch. Chunks are handed to the garbage collector with the batch and are never
/// reused, so a <see cref="Value"/> stays what it was for as long as anybody holds it. One thread at a time.
/// </summary>
public sealed class Arena
{
    // Arenas of one row are as common as arenas of a batch, so chunks start small and grow. They stay below the large
    // object threshold of 85,000 bytes: a batch's text dies young.
    private const int SmallestChunk = 256;
    private const int LargestChunk = 64 * 1024;

    private byte[] _chunk = [];
    private int _used;

    /// <summary>Copies UTF-8 text.</summary>
    public Value Text(ReadOnlySpan<byte> utf8)
    {
        // First: copying may begin another chunk.
        var offset = Copy(utf8);
        return Value.OfText(_chunk, offset, utf8.Length);
    }

    /// <summary>Copies bytes.</summary>
    public Value Bytes(ReadOnlySpan<byte> bytes)
    {
        var offset = Copy(bytes);
        return Value.OfBytes(_chunk, offset, bytes.Length);
    }

    private int Copy(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _chunk.Length - _used)
        {
            _chunk = new byte[Math.Max(Math.Clamp(_chunk.Length * 4, SmallestChunk, LargestChunk), bytes.Length)];
            _used = 0;
        }

        var offset = _used;
        bytes.CopyTo(_chunk.AsSpan(offset));
        _used += bytes.Length;
        return offset;
    }
}
