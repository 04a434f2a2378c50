using System.Text.Json.Nodes;
using LienY.Media;

namespace LienY.Rooms;

/// <summary>What carries sound and pictures of rooms. Back ends: <see cref="EmbeddedPlane"/> (in this process), <see cref="MeshPlane"/> (from browser to browser),
/// <see cref="JanusPlane"/> (a server of its own).</summary>
interface IMediaPlane
{
    /// <summary>Name for pages and logs: embedded, mesh, janus.</summary>
    string Name { get; }

    /// <summary>How many can talk in one room; more may listen where <see cref="MostSeats"/> allows.</summary>
    int MostSpeakers { get; }

    /// <summary>How many may sit in one room.</summary>
    int MostSeats { get; }

    /// <summary>Opens the room's media, or gives the open one.</summary>
    Task<IMediaRoom> OpenAsync(Guid room, CancellationToken stop);
}

/// <summary>Sound and pictures of one room. All calls may come from any thread and return at once.</summary>
interface IMediaRoom : IAsyncDisposable
{
    /// <summary>Gives somebody a seat. A number that sits already moves to the new seat.</summary>
    /// <param name="member">The room's number of them, 0 or more: others see it as the owner of tracks.</param>
    /// <param name="mayPublish">Their voice and pictures are taken; observers only receive.</param>
    /// <param name="tell">Called one at a time, in order, off the caller's thread; must not block.</param>
    IMediaSeat Sit(int member, bool mayPublish, Action<MediaNotice> tell);

    /// <summary>Hears every packet of every track from now on, for recording, on the room's own thread; null ends it. False where this back end cannot.</summary>
    bool Tap(TrackTap? tap);

    /// <summary>Asks the senders for whole pictures, so that a recording can begin.</summary>
    void Refresh();
}

/// <summary>One seat in a room's media. Disposing it leaves.</summary>
interface IMediaSeat : IDisposable
{
    /// <summary>Takes one message of the page's Call object (it is opaque to the room): whatever came as <c>{"media": …}</c>. Bad ones are ignored.</summary>
    void Signal(JsonNode? message);

    /// <summary>Which members' pictures the page shows and how wide in pixels; those not named are out of sight.</summary>
    void Want(IReadOnlyList<MediaWish> wishes);

    /// <summary>Takes the floor away (or gives it back): nothing of that kind is passed on, whatever the page does.</summary>
    void Mute(TrackKind kind, bool muted);

    /// <summary>How the way to this seat does; zeros before it is open or where the back end does not know.</summary>
    WayStats Stats { get; }
}

/// <summary>One picture a page shows.</summary>
/// <param name="Width">Pixels of the screen it takes.</param>
/// <param name="First">It goes before the others (pinned, or the presenter).</param>
readonly record struct MediaWish(int Member, TrackKind Kind, int Width, bool First);

/// <summary>What a seat has to say.</summary>
abstract record MediaNotice
{
    /// <summary>To be passed to the page's Call object as it is.</summary>
    public sealed record ToPage(JsonNode Message) : MediaNotice;

    /// <summary>The way is open: sound and pictures flow.</summary>
    public sealed record Opened : MediaNotice;

    /// <summary>The way is closed; the page tries again by itself.</summary>
    public sealed record Closed : MediaNotice;

    /// <summary>Who speaks now.</summary>
    public sealed record Speaking(int Member) : MediaNotice;

    /// <summary>What this seat gets less of than asked, and why; empty when nothing is reduced any longer. The page is told as well.</summary>
    public sealed record Reduced(IReadOnlyList<ReducedTrack> Tracks) : MediaNotice;

    /// <summary>The first picture of somebody goes out to this seat.</summary>
    public sealed record FirstPicture(int Member, TrackKind Kind) : MediaNotice;
}
