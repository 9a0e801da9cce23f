using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// What a server gets when it asks for the file of a LOAD DATA LOCAL: bytes of ours while we load, nothing at any other time.
/// A server may ask for any file in answer to any statement; with the handler set, the library opens none.
/// </summary>
internal sealed unsafe class LocalInfile : IDisposable
{
    private Source* _source = (Source*)NativeMemory.AllocZeroed((nuint)sizeof(Source));

    public LocalInfile(nint connection) => Native.SetLocalInfile(connection, &Begin, &Read, &End, &Error, _source);

    /// <summary>Runs a statement while the server may read the bytes.</summary>
    public void Offer(ReadOnlyMemory<byte> bytes, Action load)
    {
        fixed (byte* start = bytes.Span)
        {
            *_source = new Source { At = start, Left = bytes.Length, IsOffered = true };
            try
            {
                load();
            }
            finally
            {
                *_source = default;
            }
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_source);
        _source = null;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Begin(void** state, byte* name, void* source)
    {
        *state = source;
        return ((Source*)source)->IsOffered ? 0 : 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(void* state, byte* buffer, uint size)
    {
        var source = (Source*)state;
        var length = (int)Math.Min(source->Left, size);
        Buffer.MemoryCopy(source->At, buffer, size, length);
        source->At += length;
        source->Left -= length;
        return length;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void End(void* state)
    {
        // The bytes stay with whoever offered them.
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Error(void* state, byte* text, uint size)
    {
        const int UnknownError = 2000;
        var message = "the server asked for a file that nobody offered\0"u8;
        if (size >= (uint)message.Length) message.CopyTo(new Span<byte>(text, message.Length));
        return UnknownError;
    }

    private struct Source
    {
        public byte* At;
        public long Left;
        public bool IsOffered;
    }
}
