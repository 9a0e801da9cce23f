namespace Storefold.Cli;

/// <summary>What a command answers to the shell. Others rely on these numbers.</summary>
public static class ExitCode
{
    /// <summary>Done, or the answer is yes.</summary>
    public const int Ok = 0;

    /// <summary>The answer is no: a mismatch, books that do not balance, a guard that stopped.</summary>
    public const int No = 1;

    /// <summary>The input is bad: plan, pack, arguments. Nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>The world failed: a database, the disk. The same command goes on.</summary>
    public const int WorldFailed = 3;
}
