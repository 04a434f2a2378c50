using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms.Tests;

/// <summary>Recordings of real packets: sealed, chained, noted; replayed, copied and removed by rule.</summary>
public abstract class TapeTests(TestSite site)
{
    async Task<long> TrailAsync(string action, Guid id)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return Convert.ToInt64(await connection.CellAsync("select count(*) from kernel_trail where action = @p0 and object_id = @p1", default, action, id.ToString()), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task What_everyone_agreed_to_is_sealed_and_chained_and_a_newcomer_is_not_heard_before_agreeing()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert, RoomRole.Presenter);
        await using var chair = await party.InAsync(RoomRole.Chair);
        await using var expert = await party.InAsync(RoomRole.Expert);
        await using var chairs = new Talker(chair);
        await using var experts = new Talker(expert);
        await chairs.TalkAsync(20);
        var recording = await Tape.BeginAsync(chair, expert);
        await Tape.UntilNotedAsync(site, recording, tracks: 2, segments: 1);

        await using var presenter = await party.InAsync(RoomRole.Presenter);
        await using var presenters = new Talker(presenter);
        await chair.EventAsync("paused");
        // Whatever is sent after the room has said so is not kept, until everyone has agreed again.
        var paused = chairs.Sounds;
        await presenters.TalkAsync(50);
        var still = await chairs.TalkAsync(50);
        await chairs.TalkAsync(50);
        await Tape.AgreeAsync(presenter, recording);
        await chair.EventAsync("started");
        await Tape.UntilNotedAsync(site, recording, tracks: 3, segments: 1);
        // Anyone stops it.
        await expert.SendAsync(new { t = "stop" });
        await chair.EventAsync("stopped", e => e.GetProperty("wasMade").GetBoolean());
        await Tape.UntilEndedAsync(site, recording);

        var tracks = await Tape.TracksAsync(site, party, recording);
        Assert.Equal(3, tracks.Count(t => t is { Kind: "sound", State: LienY.Media.TrackState.Whole }));
        var (kept, spans) = Tape.Sounds(site, party, recording, tracks.First(t => t.Kind == "sound" && t.Number == chairs.Number));
        Assert.DoesNotContain(kept, n => n > paused && n <= still);
        Assert.Contains(kept, n => n <= paused);
        Assert.Contains(kept, n => n > still);
        Assert.All(spans, span => Assert.InRange(span, 0, 2_000_000));

        // What was said is eighty zeros a packet; nothing of it lies there in clear.
        var folder = Tape.Folder(site, party, recording);
        Assert.All(Directory.GetFiles(folder), f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf(new byte[40])));
        Assert.Contains(party.Hospital.ToString("N"), folder, StringComparison.Ordinal);
        Assert.NotEqual(site.Services.GetRequiredService<TapeShelf>().KeyOf(party.Hospital, recording), site.Services.GetRequiredService<TapeShelf>().KeyOf(party.Centre, recording));

        await Every_change_is_named(party, recording, tracks.First(t => t.Kind == "sound" && t.Number == chairs.Number));
    }

    async Task Every_change_is_named(Party party, Guid recording, RecordedTrack track)
    {
        var path = Path.Combine(Tape.Folder(site, party, recording), track.File);
        var bytes = await File.ReadAllBytesAsync(path);
        var borders = Tape.Borders(bytes);
        Assert.True(borders.Count > 2);
        var before = await TrailAsync("recording.replay", recording);
        Assert.DoesNotContain("đã bị sửa", await Tape.PageAsync(site, party, recording), StringComparison.Ordinal);
        Assert.Equal(before + 1, await TrailAsync("recording.replay", recording));
        Assert.Equal(0, await TrailAsync("recording.damaged", recording));

        var flipped = bytes.ToArray();
        flipped[(borders[1] + borders[2]) / 2] ^= 1;
        await File.WriteAllBytesAsync(path, flipped);
        Assert.Contains($"{track.Name}, âm thanh: từ đoạn 2 (", await Tape.PageAsync(site, party, recording), StringComparison.Ordinal);
        Assert.Equal(1, await TrailAsync("recording.damaged", recording));

        // Cut exactly where a segment ends: the file is true in itself, the database knows better.
        await File.WriteAllBytesAsync(path, bytes[..borders[1]]);
        Assert.Contains($"{track.Name}, âm thanh: từ đoạn 2 (", await Tape.PageAsync(site, party, recording), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, bytes[..borders[0]]);
        Assert.Contains($"{track.Name}, âm thanh: từ đoạn 1 (", await Tape.PageAsync(site, party, recording), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains($"{track.Name}, âm thanh: tệp ghi không còn", await Tape.PageAsync(site, party, recording), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, bytes);

        using var program = RoomClient.Program(site.Url, party.Token(RoomRole.Chair));
        using var sound = await program.GetAsync($"/rooms/recordings/{recording}/tracks/{track.File}");
        Assert.Equal("audio/webm", sound.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x1A, 0x45, 0xDF, 0xA3], (await sound.Content.ReadAsByteArrayAsync())[..4]);
        Assert.Equal(1, await TrailAsync("recording.track.read", recording));
        Assert.Equal(403, (int)(await program.GetAsync($"/rooms/recordings/{recording}/film.webm")).StatusCode);
        using var expert = RoomClient.Program(site.Url, party.Token(RoomRole.Expert));
        Assert.Equal(403, (int)(await expert.GetAsync($"/rooms/recordings/{recording}/tracks/{track.File}")).StatusCode);
    }

    [Fact]
    public async Task A_copy_for_teaching_needs_the_second_consent_and_everything_goes_when_its_days_are_over()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert);
        var director = await site.SignInAsAsync(Role.Director, party.Hospital);
        await director.OpenAsync("/rooms/rules");
        await director.SubmitAsync("/rooms/rules", [("days", "10")]);
        await using var chair = await party.InAsync(RoomRole.Chair);
        await using var expert = await party.InAsync(RoomRole.Expert);
        await using var chairs = new Talker(chair);
        await using var experts = new Talker(expert);
        var recording = await Tape.BeginAsync(chair, expert, teaching: true);
        await Tape.UntilNotedAsync(site, recording, tracks: 2, segments: 1);
        await chair.SendAsync(new { t = "close" });
        await chair.EndAsync();
        await Tape.UntilEndedAsync(site, recording);

        using var program = RoomClient.Program(site.Url, party.Token(RoomRole.Chair));
        var film = await program.GetByteArrayAsync($"/rooms/recordings/{recording}/film.webm");
        Assert.Equal([0x1A, 0x45, 0xDF, 0xA3], film[..4]);
        // The copy names nobody.
        Assert.All(await Tape.TracksAsync(site, party, recording), t => Assert.Equal(-1, film.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(t.Name))));
        Assert.Equal(1, await TrailAsync("recording.copy", recording));

        var folder = Tape.Folder(site, party, recording);
        async Task RoundAsync() => await site.HouseAsync(async s =>
        {
            await RecordingRoutes.Round.Run(s, default);
            return true;
        });
        site.Clock.Pass(TimeSpan.FromDays(9));
        await RoundAsync();
        Assert.True(Directory.Exists(folder));
        site.Clock.Pass(TimeSpan.FromDays(2));
        await RoundAsync();
        Assert.False(Directory.Exists(folder));
        Assert.Equal(404, (int)(await program.GetAsync($"/rooms/recordings/{recording}")).StatusCode);
        Assert.Contains("đã xóa theo hạn lưu", System.Net.WebUtility.HtmlDecode(await program.GetStringAsync($"/rooms/{party.Room}")), StringComparison.Ordinal);
        Assert.Equal(1, await TrailAsync("recording.removed", recording));
    }
}

public sealed class Tape_on_sqlite(SqliteSite site) : TapeTests(site), IClassFixture<SqliteSite>;

public sealed class Tape_on_postgres(PostgresSite site) : TapeTests(site), IClassFixture<PostgresSite>;
