using System.Diagnostics;

namespace Storefold.Tests.Support;

/// <summary>A disk of a few pages that only root can make.</summary>
internal sealed class SmallDisk : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("storefold-disk-").FullName;

    public static SmallDisk? Mount(long bytes)
    {
        var disk = new SmallDisk();
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", disk.Folder)) return disk;
        Directory.Delete(disk.Folder);
        return null;
    }

    public void Grow() => Resize(64 << 20);

    public void Resize(long bytes) => Assert.True(Run("mount", "-o", $"remount,size={bytes}", Folder));

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Folder));

    public void Dispose()
    {
        // Lazily: a process that another test starts at this moment may have a file of the disk for the blink of an eye.
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
