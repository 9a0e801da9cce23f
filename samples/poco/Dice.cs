namespace Storefold.Samples.Poco;

/// <summary>
/// A seeded stream of chance (SplitMix64). The framework's seeded generator is not promised to stay the same between
/// versions; a sample must. Every customer has a stream of their own, so a larger sample begins like a smaller one.
/// </summary>
internal sealed class Dice(ulong state)
{
    private ulong _state = state;

    /// <summary>The stream of one thing, such as customer 17.</summary>
    public static Dice For(int seed, string purpose, long index)
    {
        var state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) ^ 0xD1B54A32D192ED03UL;
        foreach (var letter in purpose) state = unchecked((state ^ letter) * 0x100000001B3UL);
        var dice = new Dice(unchecked(state + ((ulong)index * 0xBF58476D1CE4E5B9UL)));
        dice.Next();
        return dice;
    }

    /// <summary>64 bits of chance.</summary>
    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A number from 0 up to but without <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from <paramref name="low"/> up to but without <paramref name="high"/>.</summary>
    /// <remarks><paramref name="low"/> when there is none.</remarks>
    public long Between(long low, long high) => high <= low ? low : low + (long)(Next() % (ulong)(high - low));

    /// <summary>True that often in a thousand.</summary>
    public bool Chance(int perMille) => Below(1000) < perMille;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    /// <summary>Lower-case hexadecimal digits.</summary>
    public string Hex(int digits)
    {
        Span<char> text = stackalloc char[digits];
        for (var index = 0; index < digits; index++) text[index] = "0123456789abcdef"[Below(16)];
        return new string(text);
    }

    /// <summary>Fills a pattern: <c>#</c> becomes a digit and <c>@</c> a capital letter.</summary>
    public string Fill(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny('#', '@') < 0) return pattern;
        Span<char> text = stackalloc char[pattern.Length];
        for (var index = 0; index < pattern.Length; index++)
        {
            text[index] = pattern[index] switch
            {
                '#' => (char)('0' + Below(10)),
                '@' => "ABCDEFGHJKLMNPRSTUWXY"[Below(21)],
                var other => other,
            };
        }

        return new string(text);
    }
}
