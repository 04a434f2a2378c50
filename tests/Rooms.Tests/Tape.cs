using System.Buffers.Binary;
using System.Globalization;
using LienY.Kernel;
using LienY.Media;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms.Tests;

/// <summary>What tests ask of a recording.</summary>
static class Tape
{
    /// <summary>The chair asks, the others agree; returns the recording once it runs.</summary>
    public static async Task<Guid> BeginAsync(RoomClient chair, RoomClient other, bool teaching = false)
    {
        await chair.SendAsync(new { t = "record", teaching });
        var recording = (await other.EventAsync("asked")).GetProperty("recording").GetGuid();
        await AgreeAsync(other, recording, teaching);
        await chair.EventAsync("started");
        return recording;
    }

    public static Task AgreeAsync(RoomClient who, Guid recording, bool teaching = false) =>
        who.SendAsync(new { t = "consent", recording, yes = true, teaching, text = Room.ConsentText });

    /// <summary>Looks until so many tracks of sound have so many segments noted in the database.</summary>
    public static Task UntilNotedAsync(TestSite site, Guid recording, int tracks, int segments) =>
        UntilAsync(site, recording, "kind = 'sound' and segments >= @p1", c => c >= tracks, segments);

    /// <summary>Looks until every track is noted as ended.</summary>
    public static Task UntilEndedAsync(TestSite site, Guid recording) => UntilAsync(site, recording, "ended <> @p1", c => c == 0, true);

    static async Task UntilAsync(TestSite site, Guid recording, string so, Func<long, bool> enough, object value)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        while (!enough(Convert.ToInt64(await connection.CellAsync($"select count(*) from rooms_track where recording_id = @p0 and {so}", default, recording, value), CultureInfo.InvariantCulture)))
            await Task.Delay(50);
    }

    public static string Folder(TestSite site, Party party, Guid recording) => site.Services.GetRequiredService<TapeShelf>().FolderOf(party.Hospital, recording);

    public static Task<IReadOnlyList<RecordedTrack>> TracksAsync(TestSite site, Party party, Guid recording) => site.HouseAsync(async s =>
    {
        var store = s.GetRequiredService<RoomsStore>();
        return await s.GetRequiredService<TapeShelf>().TracksAsync(await store.Recordings.AsNoTracking().FirstAsync(r => r.Id == recording), await RoomBook.ToldAsync(store, party.Room, default),
            await store.Tracks.AsNoTracking().Where(t => t.RecordingId == recording).ToListAsync(), anew: true, default);
    });

    /// <summary>Numbers of the packets of a track in order, and how long each of its segments took (µs).</summary>
    public static (List<ushort> Numbers, List<long> Spans) Sounds(TestSite site, Party party, Guid recording, RecordedTrack track)
    {
        using var file = File.OpenRead(Path.Combine(Folder(site, party, recording), track.File));
        using var reading = new TrackReading(file, site.Services.GetRequiredService<TapeShelf>().KeyOf(party.Hospital, recording));
        var (numbers, spans, times) = (new List<ushort>(), new List<long>(), new List<long>());
        while (reading.Next((time, packet) =>
        {
            numbers.Add(BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
            times.Add(time);
        }))
        {
            if (times.Count > 0) spans.Add(times[^1] - times[0]);
            times.Clear();
        }
        return (numbers, spans);
    }

    /// <summary>Where each segment of a file begins, and its end.</summary>
    public static List<int> Borders(byte[] file)
    {
        var borders = new List<int> { TrackHead.Length };
        while (borders[^1] < file.Length) borders.Add(borders[^1] + 60 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(borders[^1] + 16)) + 16 + 32);
        return borders;
    }

    /// <summary>The page of the recording as the chair sees it.</summary>
    public static async Task<string> PageAsync(TestSite site, Party party, Guid recording)
    {
        using var program = RoomClient.Program(site.Url, party.Token(Contracts.RoomRole.Chair));
        return System.Net.WebUtility.HtmlDecode(await program.GetStringAsync($"/rooms/recordings/{recording}"));
    }
}
