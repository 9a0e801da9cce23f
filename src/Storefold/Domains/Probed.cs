namespace Storefold.Domains;

/// <summary>What a probe brought back: an answer, or why nobody could be asked. "There is none" is an answer.</summary>
/// <typeparam name="T">Kind of answer.</typeparam>
public sealed record Probed<T>
    where T : class
{
    private Probed(T? answer, string? failure) => (Answer, Failure) = (answer, failure);

    /// <summary>The answer; null when the probe failed.</summary>
    public T? Answer { get; }

    /// <summary>Why there is no answer, in words for people; null when there is one.</summary>
    public string? Failure { get; }

    /// <summary>The probe was answered.</summary>
    public static Probed<T> Of(T answer) => new(answer, null);

    /// <summary>Nobody could be asked.</summary>
    public static Probed<T> Failed(string why) => new(null, why);
}
