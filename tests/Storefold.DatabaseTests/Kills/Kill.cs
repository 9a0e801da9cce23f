namespace Storefold.DatabaseTests.Kills;

/// <summary>What dies while a transfer runs.</summary>
internal enum Kill
{
    /// <summary>The engine: SIGKILL of a real <c>storefold transfer</c>, at a pause point or at any moment.</summary>
    Engine,

    /// <summary>The source's server: SIGKILL, then a restart.</summary>
    Source,

    /// <summary>The target's server: SIGKILL, then a restart.</summary>
    Target,

    /// <summary>Storefold's connections, ended by the database's administrator.</summary>
    Session,

    /// <summary>The line to a server.</summary>
    Line,

    /// <summary>The target's answers: a COMMIT may or may not have been carried out.</summary>
    Answer,
}

/// <summary>A kind of kill on a pair of databases.</summary>
/// <param name="Kill">What dies.</param>
/// <param name="Source">Kind of database of the source.</param>
/// <param name="Target">Kind of database of the target.</param>
internal sealed record KillCase(Kill Kill, string Source, string Target)
{
    /// <summary>All of them: a file has no server that could die.</summary>
    public static IReadOnlyList<KillCase> All { get; } =
    [
        .. from source in PairLab.Kinds
           from target in PairLab.Kinds
           from kill in Enum.GetValues<Kill>()
           where Fits(kill, source is not "sqlite", target is not "sqlite")
           select new KillCase(kill, source, target),
    ];

    /// <summary>The case of a run, by its seed: runs of neighbouring seeds take all cases in turn, mixed.</summary>
    public static KillCase Of(int seed)
    {
        // 17 and the number of cases have no divisor in common, so every case comes before one comes twice.
        Assert.NotEqual(0, All.Count % 17);
        return All[(int)((long)seed * 17 % All.Count)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Source} to {Target}, kill {Kill.ToString().ToLowerInvariant()}";

    private static bool Fits(Kill kill, bool sourceServes, bool targetServes) => kill switch
    {
        Kill.Engine => true,
        Kill.Source => sourceServes,
        Kill.Target or Kill.Answer => targetServes,
        _ => sourceServes || targetServes,
    };
}
