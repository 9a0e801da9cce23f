using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Storefold.Connectors.Files;

/// <summary>
/// The bytes of a file from an offset on, with their line numbers and the hash of everything before the place that was
/// reached. It is read up to the length that it had when it was opened: what grows meanwhile is read the next time.
/// </summary>
internal sealed class ByteSource : IDisposable
{
    private const int Portion = 1 << 20;
    private const int LongestRecord = 64 << 20;

    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long _length;
    private byte[] _buffer = new byte[Portion];
    private int _start;
    private int _end;

    public ByteSource(string path)
    {
        Name = Path.GetFileName(path);
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        _length = _stream.Length;
    }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Offset of the first byte of <see cref="Rest"/>.</summary>
    public long Offset { get; private set; }

    /// <summary>Its line, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>What is in memory and not consumed.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>True when nothing follows <see cref="Rest"/>.</summary>
    public bool IsLast => Offset + (_end - _start) >= _length;

    /// <summary>Hash of everything before <see cref="Offset"/>.</summary>
    public byte[] Hash() => _hash.GetCurrentHash();

    /// <summary>Goes to an offset that an earlier reading reached; false when other bytes stand before it now.</summary>
    public bool Resume(long offset, long line, ReadOnlySpan<byte> hash)
    {
        if (offset > _length) return false;
        while (Offset < offset)
        {
            if (Rest.IsEmpty && !Fill()) return false;
            Advance((int)Math.Min(Rest.Length, offset - Offset), 0);
        }

        Line = line;
        return Hash().AsSpan().SequenceEqual(hash);
    }

    /// <summary>Leaves bytes behind.</summary>
    public void Advance(int bytes, int lines)
    {
        _hash.AppendData(_buffer, _start, bytes);
        _start += bytes;
        Offset += bytes;
        Line += lines;
    }

    /// <summary>Brings more into memory behind <see cref="Rest"/>; false at the end.</summary>
    public bool Fill()
    {
        if (IsLast) return false;
        if (_start > 0)
        {
            Rest.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestRecord)
                throw FileFault.At(Name, Line, Offset, "one row is longer than 64 MiB", "a quotation mark may be missing");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var wanted = (int)Math.Min(_buffer.Length - _end, _length - Offset - _end);
        var read = _stream.Read(_buffer, _end, wanted);
        if (read == 0) throw FileFault.Later(Name, "it became shorter while it was read; try again when it is complete");
        _end += read;
        return true;
    }

    /// <summary>Skips the mark that some programs put in front of UTF-8, and refuses files in other encodings.</summary>
    public void SkipMark()
    {
        while (Rest.Length < 4 && Fill())
        {
            // Short reads.
        }

        var rest = Rest;
        if (rest.StartsWith(Encoding.UTF8.Preamble)) Advance(Encoding.UTF8.Preamble.Length, 0);
        else if (rest.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || rest.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw FileFault.Of(Name, "it is encoded in UTF-16", "save it as UTF-8");
        else if (rest.StartsWith("PK\u0003\u0004"u8))
            throw FileFault.Of(Name, "it is a spreadsheet or an archive", "save it as CSV in UTF-8");
    }

    /// <summary>Refuses bytes from the beginning of <see cref="Rest"/> that are not UTF-8, or hold a zero.</summary>
    public void RequireText(int length)
    {
        var bytes = Rest[..length];
        var bad = bytes.IndexOf((byte)0);
        var what = "a byte of zero";
        if (!Utf8.IsValid(bytes) && FirstInvalid(bytes) is var invalid && (bad < 0 || invalid < bad))
            (bad, what) = (invalid, "bytes that are not UTF-8");
        if (bad < 0) return;
        var line = Line + bytes[..bad].Count((byte)'\n');
        throw FileFault.At(Name, line, Offset + bad, what, "export it again as UTF-8");
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done) at += consumed;
        return at;
    }
}
