using System.Diagnostics;

namespace LienY.Media.Tests;

/// <summary>Recorded rooms as films that other programs play.</summary>
public sealed class FilmTests
{
    static readonly byte[] Key = new byte[32];

    static string? Run(string program, string arguments)
    {
        try
        {
            using var run = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = run.StandardError.ReadToEndAsync();
            var text = run.StandardOutput.ReadToEnd();
            run.WaitForExit();
            return run.ExitCode == 0 ? text : throw new InvalidOperationException(error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static MemoryStream Track(int payloadType, int clock, long began, IEnumerable<(long Time, byte[] Packet)> packets)
    {
        var file = new MemoryStream();
        using var track = new TrackSegments(file, Key, new(Guid.CreateVersion7(), Guid.CreateVersion7(), payloadType, clock, began, 0));
        foreach (var (time, packet) in packets) track.Add(packet, time);
        track.End();
        return file;
    }

    static WebmFilm.Source From(MemoryStream file, string name) => new(() => new MemoryStream(file.ToArray()), Key, name);

    /// <summary>A picture as RTP packets of at most 500 bytes.</summary>
    static IEnumerable<byte[]> Packets(byte[] picture, int first, uint timestamp)
    {
        for (var at = 0; at < picture.Length; at += 500)
            yield return RecordingTests.Rtp(Wire.Vp8, at + 500 >= picture.Length, first++, timestamp,
                [(byte)(at == 0 ? 0x10 : 0), .. picture[at..Math.Min(at + 500, picture.Length)]]);
    }

    static byte[] Picture(bool key, byte content) => key ? [0, 0, 0, 0x9d, 0x01, 0x2a, 160, 0, 120, 0, content] : [1, 0, 0, content];

    [Fact]
    public void A_film_holds_every_frame_in_order_of_time_with_an_index()
    {
        var sequence = 0;
        var pictures = Track(Wire.Vp8, Wire.VideoClock, 1_000_000, Enumerable.Range(0, 200).SelectMany(n =>
            Packets(Picture(n % 40 == 0, (byte)n), sequence++, (uint)n * 6000).Select(p => (n * 66_667L + n % 3 * 4_000, p))));
        var sounds = Track(Wire.Opus, Wire.AudioClock, 1_000_000, Enumerable.Range(0, 600)
            .Select(n => (n * 20_000L, RecordingTests.Rtp(Wire.Opus, false, n, (uint)n * 960, [0xf8, (byte)n]))));
        var film = new MemoryStream();
        var checks = WebmFilm.Make([From(pictures, "An"), From(sounds, "An"), From(new MemoryStream([1, 2, 3]), "none")], film, Guid.CreateVersion7());
        Assert.Equal([TrackState.Whole, TrackState.Whole, TrackState.NoTrack], checks.Select(c => c.State));
        var (frames, cues, duration) = WebmReading.Read(film.ToArray());
        Assert.Equal((200, 600), (frames.Count(f => f.Track == 1), frames.Count(f => f.Track == 2)));
        Assert.Equal(frames.Select(f => f.Time).Order(), frames.Select(f => f.Time));
        Assert.Equal([0, 2666, 5333, 8000, 10666], frames.Where(f => f.Track == 1 && f.Key).Select(f => f.Time));
        Assert.Equal(Enumerable.Range(0, 600).Select(n => (byte)n), frames.Where(f => f.Track == 2).Select(f => f.Last));
        Assert.Equal(5, cues);
        Assert.InRange(duration, 13_200, 13_400);
    }

    [Fact]
    public void A_film_without_frames_is_a_film()
    {
        var film = new MemoryStream();
        WebmFilm.Make([], film, Guid.CreateVersion7());
        Assert.Empty(WebmReading.Read(film.ToArray()).Frames);
    }

    [Fact]
    public void Other_programs_play_a_film_made_of_lossy_tracks()
    {
        var folder = Directory.CreateTempSubdirectory("lieny-film");
        try
        {
            var ivf = Path.Combine(folder.FullName, "a.ivf");
            var ogg = Path.Combine(folder.FullName, "a.webm");
            if (Run("ffmpeg", $"-v error -f lavfi -i testsrc=size=320x240:rate=15:duration=8 -c:v libvpx -deadline realtime -g 30 -b:v 200k {ivf}") is null)
                Assert.Skip("ffmpeg is not installed: the film is checked by our own reader only.");
            Run("ffmpeg", $"-v error -f lavfi -i sine=frequency=440:duration=8 -c:a libopus -b:a 24k -frame_duration 20 {ogg}");
            var opus = WebmReading.Read(File.ReadAllBytes(ogg)).Whole;
            var (sequence, bytes, pictures) = (0, File.ReadAllBytes(ivf), new List<(long, byte[])>());
            var (at, number) = (32, 0);
            for (; at < bytes.Length; number++)
            {
                var size = BitConverter.ToInt32(bytes, at);
                foreach (var packet in Packets(bytes[(at + 12)..(at + 12 + size)], sequence, (uint)number * 6000))
                {
                    // One packet in 150 is lost for good.
                    if (sequence++ % 150 != 99) pictures.Add((number * 66_667L, packet));
                }
                at += 12 + size;
            }
            var film = Path.Combine(folder.FullName, "film.webm");
            using (var to = File.Create(film))
                WebmFilm.Make([From(Track(Wire.Vp8, Wire.VideoClock, 0, pictures), "An"),
                    From(Track(Wire.Opus, Wire.AudioClock, 0, opus.Select((o, n) =>
                        (n * 20_000L, RecordingTests.Rtp(Wire.Opus, false, n, (uint)n * 960, o)))), "An")], to, Guid.CreateVersion7());
            var told = Run("ffprobe", $"-v error -count_frames -show_entries stream=codec_name,nb_read_frames:format=duration -of csv=p=0 {film}")!;
            Assert.Matches("vp8,[0-9]+", told);
            var counts = System.Text.RegularExpressions.Regex.Matches(told, "(vp8|opus),([0-9]+)")
                .ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
            Assert.InRange(counts["vp8"], 40, 120);
            Assert.InRange(counts["opus"], 398, 402);
            // Decoding every frame finds nothing wrong.
            Assert.Equal("", Run("ffmpeg", $"-v error -i {film} -f null -"));
            if (Environment.GetEnvironmentVariable("LIENY_KEEP_FILM") is { } keep) File.Copy(film, keep, true);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
