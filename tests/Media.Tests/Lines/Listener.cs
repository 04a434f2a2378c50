namespace LienY.Media.Tests;

/// <summary>A packet in the simulation.</summary>
readonly record struct Parcel(int Track, SentKind Kind, int Size, long Made, int Picture, bool Last, int Step);

/// <summary>One receiver with its line, fed by sounds and pictures, and everything ours between: allocator, pacing, estimate, feedback.</summary>
sealed class Listener
{
    readonly Play play;
    readonly DownLine<Parcel> line;
    readonly Allocator allocator = new();
    readonly FeedbackWriter feedback = new(50_000);
    readonly List<Offer> offers = [];
    readonly byte[] buffer = new byte[1500];
    long wakeAt = long.MaxValue;

    public Listener(Play play, Wire1 down, Wire1 up, int start = 300_000)
    {
        (this.play, Down, Up) = (play, down, up);
        line = new(start);
        play.Every(50_000, Tick);
        play.Every(100_000, Decide);
        play.Every(25_000, Report);
    }

    public Wire1 Down { get; }
    public Wire1 Up { get; }
    public SendSideEstimate Estimate => line.Estimate;
    public Allocator Allocator => allocator;
    public DownLine<Parcel> Line => line;
    public long BytesCame { get; private set; }
    public List<long> SoundStood { get; } = [];
    public List<(long Time, int Rate)> Rates { get; } = [];
    public Dictionary<int, int> Whole { get; } = [];
    public Dictionary<int, int> Sent { get; } = [];
    public Dictionary<int, int> Came { get; } = [];
    public int Changes { get; private set; }

    /// <summary>A sound of 50 packets a second.</summary>
    public void Sound(int track, int bits, int rank = 0)
    {
        var size = bits / 400 - SentBook.Overhead;
        offers.Add(new() { Track = track, Kind = TrackKind.Sound, Rank = rank, SoundRate = bits });
        var place = offers.Count - 1;
        play.Every(20_000, () =>
        {
            if (allocator.Grants.Length > place && allocator.Grants[place].Spatial < 0) return;
            Put(PaceClass.Sound, new(track, SentKind.Sound, size, play.Now, 0, true, 0), size);
        });
    }

    /// <summary>A camera in three sizes with three temporal layers each (all pictures, half, quarter), key pictures whenever one is asked for.</summary>
    public void Camera(int track, int rank, int fps, int small, int middle, int large, int wanted = 2)
    {
        var rates = new LayerRates();
        int[] full = [small, middle, large];
        for (var s = 0; s < 3; s++)
            if (full[s] > 0) (rates[s * 3], rates[s * 3 + 1], rates[s * 3 + 2]) = ((int)(full[s] * 0.45), (int)(full[s] * 0.7), full[s]);
        offers.Add(new() { Track = track, Kind = TrackKind.Picture, Rank = rank, Wanted = wanted, Rates = rates });
        var place = offers.Count - 1;
        var (number, stuck, passing) = (0, false, -1);
        play.Every(1_000_000 / fps, () =>
        {
            number++;
            var grant = allocator.Grants.Length > place ? allocator.Grants[place] : new(track, -1, 0, Reduction.NoPicture);
            if (grant.Spatial < 0)
            {
                passing = -1;
                return;
            }
            var pace = rank == 0 ? PaceClass.Speaker : PaceClass.Other;
            if (line.Stuck(pace)) stuck = true;
            var key = grant.Spatial != passing || stuck && line.Pacer.Backlog(pace) < 50_000;
            if (stuck && !key) return;
            (stuck, passing) = (false, grant.Spatial);
            var temporal = number % 4 == 0 ? 0 : number % 4 == 2 ? 1 : 2;
            if (!key && (temporal > grant.Temporal || temporal > 0 && line.Tight(pace))) return;
            var share = temporal == 0 ? 0.45 * 4 : temporal == 1 ? 0.25 * 4 : 0.15 * 4;
            var bytes = (int)(full[grant.Spatial] / 8.0 / fps * (key ? 5 : share));
            Frame(track, pace, number, bytes);
        });
    }

    /// <summary>A camera that always fills what the line is thought to carry.</summary>
    public void Elastic(int track, int fps, Func<int> extra)
    {
        var number = 0;
        play.Every(1_000_000 / fps, () =>
        {
            if (!line.Tight(PaceClass.Speaker)) Frame(track, PaceClass.Speaker, ++number, (line.Budget - extra()) / 8 / fps);
        });
    }

    void Frame(int track, PaceClass pace, int number, int bytes)
    {
        var packets = Math.Max(1, (bytes + 1_149) / 1_150);
        var each = Math.Max(60, bytes / packets) - SentBook.Overhead;
        for (var i = 0; i < packets; i++) Put(pace, new(track, SentKind.Picture, each, play.Now, number, i == packets - 1, packets), each);
    }

    void Put(PaceClass pace, Parcel parcel, int size)
    {
        line.Put(pace, parcel, size, play.Now);
        Pump();
    }

    void Pump()
    {
        while (line.TryTake(play.Now, out var parcel, out _, out _)) Leave(parcel);
        while (line.PaddingDue(play.Now) is > 0 and var size) Leave(new(-1, SentKind.Padding, size, play.Now, 0, false, 0));
        var next = line.NextAt(play.Now);
        if (next == long.MaxValue || wakeAt > play.Now && wakeAt <= next) return;
        wakeAt = Math.Max(next, play.Now + 1_000);
        play.At(wakeAt, Pump);
    }

    void Leave(Parcel parcel)
    {
        var number = line.Leave(parcel.Size, parcel.Kind, play.Now);
        if (parcel.Kind == SentKind.Sound) Sent[parcel.Track] = Sent.GetValueOrDefault(parcel.Track) + 1;
        Down.Send(parcel.Size + SentBook.Overhead, stood =>
        {
            BytesCame += parcel.Size + SentBook.Overhead;
            feedback.Came(number, play.Now + 77_000_000);
            if (parcel.Kind == SentKind.Sound)
            {
                SoundStood.Add(stood);
                Came[parcel.Track] = Came.GetValueOrDefault(parcel.Track) + 1;
            }
            if (parcel.Kind == SentKind.Picture && parcel.Last) Whole[parcel.Track] = Whole.GetValueOrDefault(parcel.Track) + 1;
        });
    }

    void Report()
    {
        if (!feedback.Due(play.Now + 77_000_000)) return;
        int length;
        while ((length = feedback.Write(buffer, 1, 2, play.Now + 77_000_000)) > 0)
        {
            var bytes = buffer.AsSpan(0, length).ToArray();
            Up.Send(length + SentBook.Overhead, _ =>
            {
                Assert.True(line.Feedback(bytes, play.Now));
                Pump();
            });
        }
    }

    void Tick()
    {
        line.Tick(play.Now);
        Rates.Add((play.Now, line.Budget));
        Pump();
    }

    void Decide()
    {
        if (allocator.Decide(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(offers), line.Budget, play.Now)) Changes++;
        line.Prober.Wanted = Elasticity > 0 ? Elasticity : allocator.Next;
    }

    /// <summary>What an elastic camera would like to have, bits a second.</summary>
    public int Elasticity { get; set; }

    /// <summary>Bits a second that came while it ran.</summary>
    public double Run(double seconds)
    {
        var before = BytesCame;
        play.Run(seconds);
        return (BytesCame - before) * 8 / seconds;
    }

    /// <summary>A line with both directions.</summary>
    public static Listener On(Play play, int rate, double loss = 0, long jitter = 0, long queue = 300_000, int seed = 1, int start = 300_000) => new(play,
        new(play, seed) { Rate = rate, Loss = loss, Jitter = jitter, Queue = queue },
        new(play, seed + 1000) { Rate = rate, Loss = loss, Jitter = jitter, Queue = queue }, start);
}
