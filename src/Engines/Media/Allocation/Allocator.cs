namespace LienY.Media;

/// <summary>Shares out what one line carries: all sounds that speak first, then the picture of who speaks as good as it fits, then a small picture of the
/// others, then better ones. In the first seconds, while nobody knows yet what the line carries, everybody gets something first: nobody is waited for.
/// What is given is not taken back for a trifle, and nothing better is tried again soon after it failed. Time in microseconds; one per receiver; nothing is
/// allocated for a decision.</summary>
public sealed class Allocator(int mostSounds = 5, int mostTracks = 64)
{
    const long CalmAtFirst = 2_000_000, CalmAtMost = 40_000_000, CalmOfNone = 3_000_000, Beginning = 3_000_000;

    struct Memory
    {
        public int Track, Step;
        public long Raised, MayRise, Calm;
        public bool Seen;
    }

    readonly Grant[] grants = new Grant[mostTracks];
    readonly int[] order = new int[mostTracks];
    readonly int[] steps = new int[mostTracks];
    readonly List<Memory> memories = [];
    int count;
    long began = -1;

    /// <summary>What was decided last, in the order of the offers.</summary>
    public ReadOnlySpan<Grant> Grants => grants.AsSpan(0, count);

    /// <summary>Bits a second of what was granted.</summary>
    public int Spent { get; private set; }

    /// <summary>Bits a second of the sounds that were granted.</summary>
    public int Sounds { get; private set; }

    /// <summary>Bits a second in all that the next better picture would need; 0 when everybody has what he asked for. For <see cref="Prober.Wanted"/>.</summary>
    public int Next { get; private set; }

    /// <summary>Whether something was reduced for want of bits.</summary>
    public bool Reduced { get; private set; }

    /// <summary>Decides; offers beyond the most tracks are left out. True when something is different from last time.</summary>
    public bool Decide(ReadOnlySpan<Offer> offers, int budget, long now)
    {
        offers = offers[..Math.Min(offers.Length, mostTracks)];
        Span<Grant> before = stackalloc Grant[count];
        Grants.CopyTo(before);
        count = offers.Length;
        foreach (ref var memory in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(memories)) memory.Seen = false;
        (Spent, Next, Reduced) = (0, 0, false);
        Order(offers);
        GiveSounds(offers, budget);
        Sounds = Spent;
        GivePictures(offers, budget, now);
        for (var i = memories.Count - 1; i >= 0; i--) if (!memories[i].Seen) memories.RemoveAt(i);
        return !Grants.SequenceEqual(before);
    }

    void Order(ReadOnlySpan<Offer> offers)
    {
        for (var i = 0; i < offers.Length; i++)
        {
            var at = i;
            for (; at > 0 && offers[order[at - 1]].Rank > offers[i].Rank; at--) order[at] = order[at - 1];
            order[at] = i;
        }
    }

    void GiveSounds(ReadOnlySpan<Offer> offers, int budget)
    {
        var given = 0;
        foreach (var i in order.AsSpan(0, offers.Length))
        {
            var offer = offers[i];
            if (offer.Kind != TrackKind.Sound) continue;
            // Somebody is always heard, however little the line carries.
            // Nobody talks without pause, so a little more than fits is promised.
            var fits = given == 0 || Spent + offer.SoundRate <= budget * 1.15;
            var gets = given < mostSounds && fits;
            grants[i] = new(offer.Track, gets ? 0 : -1, 0, gets ? Reduction.None : given >= mostSounds ? Reduction.NotAmongLoudest : Reduction.NoSound);
            if (!gets)
            {
                if (given >= mostSounds) continue;
                Reduced = true;
                if (Next == 0) Next = (int)((Spent + offer.SoundRate) * 1.1);
                continue;
            }
            if (offer.SoundRate > 0) given++;
            Spent += offer.SoundRate;
        }
    }

    void GivePictures(ReadOnlySpan<Offer> offers, int budget, long now)
    {
        steps.AsSpan(0, offers.Length).Fill(-1);
        var first = -1;
        if (Begins(offers, now))
            foreach (var i in order.AsSpan(0, offers.Length))
                if (offers[i].Kind != TrackKind.Sound && offers[i].Wanted >= 0) Raise(offers, i, budget, now);
        foreach (var i in order.AsSpan(0, offers.Length))
        {
            if (offers[i].Kind == TrackKind.Sound) continue;
            Recall(offers[i].Track).Seen = true;
            if (offers[i].Wanted < 0) continue;
            if (first < 0)
            {
                first = i;
                while (Raise(offers, i, budget, now)) { }
            }
            // The others: something each, before anybody has more.
            else while (steps[i] < Whole(offers[i]) && Raise(offers, i, budget, now)) { }
        }
        for (var more = true; more;)
        {
            more = false;
            foreach (var i in order.AsSpan(0, offers.Length))
                if (offers[i].Kind != TrackKind.Sound && offers[i].Wanted >= 0 && i != first) more |= Raise(offers, i, budget, now);
        }
        foreach (var i in order.AsSpan(0, offers.Length)) if (offers[i].Kind != TrackKind.Sound) Settle(offers[i], i, i == first, now);
    }

    bool Begins(ReadOnlySpan<Offer> offers, long now)
    {
        if (began < 0) foreach (var offer in offers) if (offer.Kind != TrackKind.Sound && offer.Wanted >= 0) began = now;
        return began >= 0 && now - began < Beginning;
    }

    // The smallest picture at its full rate.
    static int Whole(in Offer offer)
    {
        for (var step = 0; step < 9; step++)
            if (offer.Rates[step] > 0) return step / 3 * 3 + 2;
        return -1;
    }

    /// <summary>The next step that costs more than the present one and that the receiver can use; −1 when there is none.</summary>
    static int Above(in Offer offer, int step)
    {
        var rates = offer.Rates;
        var cost = step < 0 ? 0 : rates[step];
        for (var next = step + 1; next < 3 * Math.Min(offer.Wanted + 1, 3); next++)
        {
            if (rates[next] <= 0 || rates[next] <= cost && next / 3 == step / 3) continue;
            // Between sizes only the larger picture at its full rate is better than the smaller one.
            if (step >= 0 && next / 3 > step / 3 && next % 3 < 2 && rates[next / 3 * 3 + 2] > rates[next]) continue;
            if (rates[next] < cost) continue;
            return next;
        }
        return -1;
    }

    bool Raise(ReadOnlySpan<Offer> offers, int i, int budget, long now)
    {
        var offer = offers[i];
        var next = Above(offer, steps[i]);
        if (next < 0) return false;
        ref var memory = ref Recall(offer.Track);
        var rates = offer.Rates;
        var spent = Spent - (steps[i] < 0 ? 0 : rates[steps[i]]) + rates[next];
        // What is held may exceed a little; what is new must fit with room to spare, after a time of calm.
        var held = next <= memory.Step;
        var need = held ? spent * 0.95 : spent * 1.08;
        if (need > budget || !held && now < memory.MayRise)
        {
            if (Next == 0 || spent * 1.1 < Next) Next = (int)(spent * 1.1);
            return false;
        }
        (Spent, steps[i]) = (spent, next);
        return true;
    }

    void Settle(in Offer offer, int i, bool leads, long now)
    {
        ref var memory = ref Recall(offer.Track);
        var step = steps[i];
        if (step > memory.Step) memory.Raised = now;
        else if (step < memory.Step && offer.Wanted >= memory.Step / 3)
        {
            // It was too much: the sooner it failed, the longer until the next try.
            memory.Calm = now - memory.Raised < 15_000_000 ? Math.Min(memory.Calm * 2, CalmAtMost) : CalmAtFirst;
            // Who speaks is not kept without a picture for long.
            memory.MayRise = now + (leads && step < 0 ? Math.Min(memory.Calm, CalmOfNone) : memory.Calm);
        }
        memory.Step = step;
        var best = Best(offer);
        var why = offer.Wanted < 0 || best < 0 || step == best ? Reduction.None
            : step < 0 ? Reduction.NoPicture
            : step / 3 < best / 3 ? Reduction.Smaller : Reduction.Fewer;
        Reduced |= why != Reduction.None;
        grants[i] = new(offer.Track, step < 0 ? -1 : step / 3, step < 0 ? 0 : step % 3, why);
    }

    static int Best(in Offer offer)
    {
        var best = -1;
        for (var next = Above(offer, -1); next >= 0; next = Above(offer, next)) best = next;
        return best;
    }

    ref Memory Recall(int track)
    {
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(memories);
        for (var i = 0; i < all.Length; i++) if (all[i].Track == track) return ref all[i];
        memories.Add(new() { Track = track, Step = -1, Calm = CalmAtFirst, Raised = long.MinValue / 2 });
        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(memories)[^1];
    }
}
