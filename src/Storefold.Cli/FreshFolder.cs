namespace Storefold.Cli;

/// <summary>
/// A folder that a command makes: whole at its end, or taken away again. A half-made one would be refused when the same command is
/// typed again, as nothing is ever overwritten.
/// </summary>
internal static class FreshFolder
{
    /// <summary>Lets a command fill a folder.</summary>
    /// <param name="folder">Empty, or not there.</param>
    /// <param name="fill">Fills it; an answer of <see cref="ExitCode.BadInput"/> or worse is as good as a failure.</param>
    /// <exception cref="StoppedException">A signal came; nothing is left.</exception>
    public static async Task<int> FillAsync(string folder, Func<Task<int>> fill)
    {
        var wasThere = Directory.Exists(folder);
        try
        {
            var code = await fill();
            if (code is ExitCode.BadInput or ExitCode.WorldFailed) TakeAway(folder, wasThere);
            return code;
        }
        catch (OperationCanceledException stopped)
        {
            TakeAway(folder, wasThere);
            throw new StoppedException($"stopped; {folder} was taken away again", "type the same command to begin anew", stopped);
        }
        catch
        {
            TakeAway(folder, wasThere);
            throw;
        }
    }

    private static void TakeAway(string folder, bool wasThere)
    {
        if (!Directory.Exists(folder)) return;
        if (!wasThere)
        {
            Directory.Delete(folder, recursive: true);
            return;
        }

        foreach (var inside in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (inside is DirectoryInfo { LinkTarget: null } directory) directory.Delete(recursive: true);
            else inside.Delete();
        }
    }
}

/// <summary>A signal stopped a command that tells itself what it left. Exit code 3.</summary>
internal sealed class StoppedException(string message, string hint, Exception inner) : OperationCanceledException(message, inner)
{
    /// <summary>What to do.</summary>
    public string Hint { get; } = hint;
}
