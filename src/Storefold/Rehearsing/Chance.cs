namespace Storefold.Rehearsing;

/// <summary>
/// A seeded stream of chance (SplitMix64): the same seed makes the same rehearsal, whatever the version of the framework.
/// </summary>
internal sealed class Chance(int seed)
{
    private ulong _state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL);

    /// <summary>A number from 0 up to but without <paramref name="bound"/>.</summary>
    public int Below(int bound)
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
        }
    }
}
