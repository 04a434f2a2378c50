namespace LienY.Media;

/// <summary>Who speaks, from the loudness that every sound packet tells about itself (RFC 6464: 0 loudest, 127 silence, in −dBov): a cough does not take the
/// picture, and who pauses for breath keeps it. Time in microseconds; single writer.</summary>
public sealed class SpeakerDetector
{
    const double Floor = 40;
    const long Switch = 500_000, Silent = 350_000, Forget = 400_000;

    struct Voice
    {
        public int Track;
        public double Loud, Long;
        public long Heard, Above;
    }

    readonly List<Voice> voices = [];
    long judged = long.MinValue / 2;

    /// <summary>The track of who speaks; −1 before anybody has.</summary>
    public int Active { get; private set; } = -1;

    /// <summary>Adds one packet's level; true when another speaks now.</summary>
    public bool Heard(int track, int level, long now)
    {
        var voice = new Voice { Track = track, Above = -1, Heard = now };
        var place = Place(track);
        if (place < 0) place = voices.Count;
        else voice = voices[place];
        var passed = Math.Clamp((now - voice.Heard) / 1e6, 0.001, 0.5);
        var loud = 127.0 - Math.Clamp(level, 0, 127);
        // Up within two or three packets, down within a third of a second.
        voice.Loud += (loud - voice.Loud) * (1 - Math.Exp(-passed / (loud > voice.Loud ? 0.04 : 0.3)));
        voice.Long += (loud - voice.Long) * (1 - Math.Exp(-passed / 1.5));
        voice.Heard = now;
        if (place == voices.Count) voices.Add(voice);
        else voices[place] = voice;
        return now - judged >= 20_000 && Judge(now);
    }

    /// <summary>A track has ended.</summary>
    public void Gone(int track)
    {
        if (Place(track) is >= 0 and var place) voices.RemoveAt(place);
        if (Active == track) Active = -1;
    }

    /// <summary>How loud a track is now, 0–127, higher is louder; silence once nothing has come for a while.</summary>
    public int Loudness(int track, long now) => Place(track) is >= 0 and var place ? (int)Loud(voices[place], now) : 0;

    /// <summary>Whether a track is heard at all.</summary>
    public bool Speaks(int track, long now) => Loudness(track, now) >= Floor;

    /// <summary>The loudest tracks, loudest first; who speaks leads. Returns how many were written.</summary>
    public int Loudest(Span<int> tracks, long now)
    {
        var found = 0;
        for (; found < tracks.Length; found++)
        {
            var (best, loudest) = (-1, double.MinValue);
            foreach (var voice in voices)
            {
                if (tracks[..found].Contains(voice.Track)) continue;
                // The average of a second and a half keeps the order calm.
                var loud = voice.Track == Active ? 1000 : Math.Max(Loud(voice, now) * 0.5, 0) + voice.Long;
                if (loud > loudest) (best, loudest) = (voice.Track, loud);
            }
            if (best < 0) break;
            tracks[found] = best;
        }
        return found;
    }

    static double Loud(in Voice voice, long now) => now - voice.Heard < Forget ? voice.Loud : 0;

    bool Judge(long now)
    {
        judged = now;
        var active = Place(Active);
        var loud = active >= 0 ? Loud(voices[active], now) : 0;
        var (best, loudest) = (-1, Floor);
        for (var i = 0; i < voices.Count; i++)
        {
            var voice = voices[i];
            var louder = Loud(voice, now);
            var leads = voice.Track != Active && louder >= Floor && (loud < Floor || louder > loud + 6);
            voice.Above = !leads ? -1 : voice.Above < 0 ? now : voice.Above;
            voices[i] = voice;
            if (leads && now - voice.Above >= (active < 0 ? 100_000 : loud < Floor ? Silent : Switch) && louder > loudest) (best, loudest) = (voice.Track, louder);
        }
        if (best < 0) return false;
        Active = best;
        return true;
    }

    int Place(int track)
    {
        for (var i = 0; i < voices.Count; i++) if (voices[i].Track == track) return i;
        return -1;
    }
}
