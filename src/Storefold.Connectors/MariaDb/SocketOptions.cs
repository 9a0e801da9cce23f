using System.Runtime.InteropServices;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// Has the kernel ask the other side now and then whether it is still there: a cable that was cut would otherwise be noticed
/// after two hours. The library gives its socket but has no option for that.
/// </summary>
internal static unsafe partial class SocketOptions
{
    private const int Tcp = 6, KeepAliveIdle = 4, KeepAliveInterval = 5, KeepAliveCount = 6, UserTimeout = 18;

    private const int Socket = 1, KeepAliveOn = 9;

    /// <summary>Finds a dead connection within about a minute; does nothing for local sockets.</summary>
    public static void KeepAlive(int socket)
    {
        if (!OperatingSystem.IsLinux() || socket < 0) return;
        Set(socket, Socket, KeepAliveOn, 1);
        Set(socket, Tcp, KeepAliveIdle, 30);
        Set(socket, Tcp, KeepAliveInterval, 10);
        Set(socket, Tcp, KeepAliveCount, 3);
        Set(socket, Tcp, UserTimeout, 60_000);
    }

    private static void Set(int socket, int level, int option, int value) => _ = SetOption(socket, level, option, &value, sizeof(int));

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    private static partial int SetOption(int socket, int level, int option, int* value, uint length);
}
