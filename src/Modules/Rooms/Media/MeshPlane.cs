using System.Text.Json.Nodes;
using LienY.Media;

namespace LienY.Rooms;

/// <summary>From browser to browser, for two or three people: the server only passes their signalling. For machines without libssl or without a free UDP port.</summary>
sealed class MeshPlane(MediaSettings settings, TimeProvider clock) : IMediaPlane
{
    readonly Dictionary<Guid, MeshRoom> rooms = [];

    /// <inheritdoc/>
    public string Name => "mesh";

    /// <inheritdoc/>
    public int MostSpeakers => 3;

    /// <inheritdoc/>
    public int MostSeats => 3;

    /// <inheritdoc/>
    public Task<IMediaRoom> OpenAsync(Guid room, CancellationToken stop)
    {
        lock (rooms)
        {
            if (!rooms.TryGetValue(room, out var open)) rooms[room] = open = new(this, room);
            return Task.FromResult<IMediaRoom>(open);
        }
    }

    JsonArray Relays() => settings.Relays(clock.GetUtcNow());

    /// <summary>Who sits in a room that has no media of its own.</summary>
    sealed class MeshRoom(MeshPlane plane, Guid id) : IMediaRoom
    {
        readonly SortedDictionary<int, MeshSeat> seats = [];

        public IMediaSeat Sit(int member, bool mayPublish, Action<MediaNotice> tell)
        {
            var seat = new MeshSeat(this, member, tell);
            lock (seats) seats[member] = seat;
            return seat;
        }

        public void Sit(MeshSeat seat)
        {
            lock (seats) seats[seat.Number] = seat;
            TellPeers();
        }

        // Recording needs the packets, which never come here.
        public bool Tap(TrackTap? tap) => tap is null;

        public void Refresh()
        {
        }

        public void TellPeers()
        {
            lock (seats)
            {
                var members = seats.Values.Where(s => s.Joined).Select(s => s.Number).ToArray();
                foreach (var seat in seats.Values.Where(s => s.Joined))
                    seat.Say(new()
                    {
                        ["type"] = "peers",
                        ["you"] = seat.Number,
                        ["members"] = new JsonArray([.. members.Select(m => (JsonNode)m)]),
                        ["relays"] = plane.Relays()
                    });
            }
        }

        public void Pass(MeshSeat from, int to, JsonNode? data)
        {
            lock (seats)
                if (seats.TryGetValue(to, out var seat) && seat.Joined && seat != from)
                    seat.Say(new() { ["type"] = "signal", ["from"] = from.Number, ["data"] = data?.DeepClone() });
        }

        public void Leave(MeshSeat seat)
        {
            lock (seats) if (seats.TryGetValue(seat.Number, out var sitting) && sitting == seat) seats.Remove(seat.Number);
            TellPeers();
        }

        public ValueTask DisposeAsync()
        {
            lock (plane.rooms) plane.rooms.Remove(id);
            lock (seats) seats.Clear();
            return ValueTask.CompletedTask;
        }
    }

    sealed class MeshSeat(MeshRoom room, int number, Action<MediaNotice> tell) : IMediaSeat
    {
        public int Number => number;

        public bool Joined { get; private set; }

        public WayStats Stats => default;

        public void Say(JsonObject message) => tell(new MediaNotice.ToPage(message));

        public void Signal(JsonNode? message)
        {
            if (message is not JsonObject said || said["type"] is not JsonValue type || !type.TryGetValue<string>(out var name)) return;
            if (name == "join")
            {
                // Anew: the others drop the old connection first.
                if (Joined) room.Leave(this);
                Joined = true;
                room.Sit(this);
                tell(new MediaNotice.Opened());
            }
            else if (name == "signal" && said["to"] is JsonValue to && to.TryGetValue<int>(out var member)) room.Pass(this, member, said["data"]);
        }

        public void Want(IReadOnlyList<MediaWish> wishes)
        {
        }

        // Nothing passes the server, so the page is asked; who must be silenced for sure is taken out of the room.
        public void Mute(TrackKind kind, bool muted) => Say(new() { ["type"] = "mute", ["kind"] = EmbeddedSeat.Name(kind), ["muted"] = muted });

        public void Dispose()
        {
            Joined = false;
            room.Leave(this);
        }
    }
}
