using Storefold.Packs;

namespace Storefold.Tests.Packs;

public sealed class A_marker_stands_in_each_branch_of_a_union
{
    private const string File = "SELECT id FROM a WHERE /*keys a.id*/ UNION ALL SELECT -id FROM b WHERE /*keys -b.id*/ ORDER BY 1";

    [Theory]
    [InlineData(KeyRange.All, "(a.id IS NOT NULL)", "(-b.id IS NOT NULL)")]
    [InlineData(KeyRange.After, "(a.id > ?1)", "(b.id < -?1)")]
    [InlineData(KeyRange.Between, "(a.id > ?1 AND a.id <= ?2)", "(b.id < -?1 AND b.id >= -?2)")]
    [InlineData(KeyRange.UpTo, "(a.id <= ?1)", "(b.id >= -?1)")]
    [InlineData(KeyRange.Absent, "(a.id IS NULL)", "(-b.id IS NULL)")]
    public void Each_branch_reads_by_its_own_column_and_a_minus_turns_the_comparison_around(KeyRange range, string first, string second) =>
        Assert.Equal(
            $"SELECT id FROM a WHERE {first} UNION ALL SELECT -id FROM b WHERE {second} ORDER BY 1", KeyMarker.Replace(File, range));
}
