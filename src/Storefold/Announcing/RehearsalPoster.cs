using Storefold.Planning;

namespace Storefold.Announcing;

/// <summary>A post that a rehearsal did not send.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Text">What would have been posted.</param>
/// <param name="IdempotencyKey">Under which key.</param>
public sealed record WouldHavePosted(string Channel, string Text, string IdempotencyKey);

/// <summary>Stands in for every channel in a rehearsal: it notes what would have been posted, and posts nothing anywhere.</summary>
public sealed class RehearsalPoster : IChannelPoster, IChannelPosters
{
    private readonly List<WouldHavePosted> _posts = [];

    /// <summary>What would have been posted, in order, each once.</summary>
    public IReadOnlyList<WouldHavePosted> Posts => _posts;

    /// <inheritdoc/>
    public TimeSpan RemembersKeys => TimeSpan.MaxValue;

    /// <inheritdoc/>
    public IChannelPoster? For(ChannelModel channel) => this;

    /// <inheritdoc/>
    public Task<PostResult> PostAsync(ChannelModel channel, string text, string idempotencyKey, CancellationToken cancel)
    {
        var at = _posts.FindIndex(post => string.Equals(post.IdempotencyKey, idempotencyKey, StringComparison.Ordinal));
        if (at < 0)
        {
            at = _posts.Count;
            _posts.Add(new WouldHavePosted(channel.Name, text, idempotencyKey));
        }

        return Task.FromResult<PostResult>(new PostResult.Posted($"rehearsal-{at + 1}"));
    }
}
