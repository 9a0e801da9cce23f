using Storefold.Planning;

namespace Storefold.Announcing;

/// <summary>Posts to channels of one kind. It answers what happened and throws only when it is cancelled.</summary>
public interface IChannelPoster
{
    /// <summary>
    /// How long the channel is known to recognise an idempotency key; zero where nothing is known. After that, repeating a post
    /// whose outcome nobody knows could post it twice.
    /// </summary>
    TimeSpan RemembersKeys { get; }

    /// <summary>Posts a text.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="text">What is posted, exactly.</param>
    /// <param name="idempotencyKey">The same for every attempt at one draft: printable ASCII without spaces.</param>
    /// <param name="cancel">Ends the attempt.</param>
    Task<PostResult> PostAsync(ChannelModel channel, string text, string idempotencyKey, CancellationToken cancel);
}

/// <summary>Finds the poster of a channel.</summary>
public interface IChannelPosters
{
    /// <summary>The poster for a channel's kind, or null where there is none.</summary>
    IChannelPoster? For(ChannelModel channel);
}
