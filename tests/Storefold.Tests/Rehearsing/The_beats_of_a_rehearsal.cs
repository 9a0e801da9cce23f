using NodaTime;
using Storefold.Planning;
using Storefold.Rehearsing;
using Storefold.Scheduling;

namespace Storefold.Tests.Rehearsing;

public sealed class The_beats_of_a_rehearsal
{
    private static readonly MilestoneEvent[] Events =
    [
        new(Milestone.Notice, Instant.FromUtc(2024, 9, 23, 9, 0), ["uk"]),
        new(Milestone.Notice, Instant.FromUtc(2024, 9, 23, 10, 0), ["global"]),
        new(Milestone.PurchasesStop, Instant.FromUtc(2024, 10, 20, 23, 0), ["global", "uk"]),
        new(Milestone.LoyaltyMoves, Instant.FromUtc(2024, 10, 20, 23, 0), ["global", "uk"]),
        new(Milestone.Close, Instant.FromUtc(2024, 12, 31, 18, 0), ["global", "uk"]),
        new(Milestone.LastSync, Instant.FromUtc(2024, 12, 31, 18, 0, 2), ["global", "uk"]),
    ];

    private readonly IReadOnlyList<Beat> _beats = Beat.Of(Events);

    [Fact]
    public void People_look_in_the_last_second_before_each_milestone_and_the_first_after_it()
    {
        foreach (var hour in Events.Select(one => one.At).Distinct())
        {
            Assert.Contains(_beats, beat => beat.At == hour && beat.Kind == BeatKind.Hour);
            Assert.Contains(_beats, beat => beat.At == hour - Duration.FromSeconds(1) && beat.Kind is BeatKind.Eve or BeatKind.After);
            Assert.Contains(_beats, beat => beat.At == hour + Duration.FromSeconds(1) && beat.Kind is BeatKind.Eve or BeatKind.After);
        }
    }

    [Fact]
    public void Milestones_of_one_second_share_a_beat_and_beats_only_go_forward()
    {
        Assert.Equal(5, _beats.Count(beat => beat.Kind == BeatKind.Hour));
        Assert.Equal(_beats.Select(beat => beat.At).Distinct().Order(), _beats.Select(beat => beat.At));
        Assert.True(_beats[0].At > Beat.Start(Events));
    }

    [Fact]
    public void The_target_catches_up_before_the_stop_and_before_what_comes_next() =>
        Assert.Equal(
            [Milestone.PurchasesStop, Milestone.Close],
            _beats.Where(beat => beat.CatchesUp).Select(beat => Events.First(one => one.At > beat.At).Milestone));
}
