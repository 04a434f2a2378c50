using System.Collections.Concurrent;
using System.Globalization;
using LienY.Kernel;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>A recorded track: its file, whose it is (number and name in the room), <c>sound</c>, <c>picture</c> or <c>screen</c>, seconds after the first track, whether it
/// is whole, and the first segment (from 0) that is not true any more; −1 where all are.</summary>
sealed record RecordedTrack(string File, int Number, string Name, string Kind, double At, TrackState State, int FirstFalse)
{
    /// <summary>It was changed, cut or taken away after it was written.</summary>
    public bool IsDamaged => State is TrackState.Changed or TrackState.NoTrack;

    /// <summary>There is something true in it.</summary>
    public bool IsPlayable => State is TrackState.Whole or TrackState.Cut || (State == TrackState.Changed && FirstFalse > 0);
}

/// <summary>Where recordings lie, and under which keys: a folder each below the holder's, a key of its own derived for the holder and the recording.</summary>
sealed class TapeShelf(Database database, Keys keys, TimeProvider clock, ILogger<TapeShelf> log)
{
    /// <summary>Folder of a recording.</summary>
    public string FolderOf(Guid organisation, Guid recording) => Path.Combine(database.Folder, "recordings", organisation.ToString("N"), recording.ToString("N"));

    /// <summary>Key of a recording.</summary>
    public byte[] KeyOf(Guid organisation, Guid recording) => keys.Derive($"recordings/{organisation:N}/{recording:N}", 32);

    /// <summary>A deck that writes a recording.</summary>
    public TapeDeck Open(Guid organisation, Guid recording) => new(this, organisation, recording, clock, log);

    /// <summary>Removes what was recorded.</summary>
    public void Remove(Guid organisation, Guid recording)
    {
        var folder = FolderOf(organisation, recording);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Notes how far tracks were written; a later note of a track takes the place of the earlier.</summary>
    public async Task NoteAsync(IReadOnlyList<TrackRow> tracks, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        foreach (var track in tracks)
            await connection.RunAsync(
                "insert into rooms_track (id, recording_id, number, kind, file, segments, hash, ended, written_at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8) "
                + "on conflict (id) do update set segments = excluded.segments, hash = excluded.hash, ended = excluded.ended, written_at = excluded.written_at",
                stop, track.Id, track.RecordingId, track.Number, track.Kind, track.File, track.Segments, track.Hash, track.Ended, track.WrittenAt);
    }

    /// <summary>Tracks of a recording: those that hold something, of a camera that was recorded in two sizes the one with more, and every one that was damaged. Each is
    /// checked to its end and against what was noted while it was written; <paramref name="anew"/>: even where it was found right a moment ago.</summary>
    public async Task<IReadOnlyList<RecordedTrack>> TracksAsync(RecordingRow recording, IReadOnlyList<Happening> told, IReadOnlyList<TrackRow> noted, bool anew, CancellationToken stop)
    {
        var folder = FolderOf(recording.OrganisationId, recording.Id);
        var names = told.OfType<Seated>().GroupBy(s => s.Number).ToDictionary(g => g.Key, g => g.Last().Name);
        var seen = new List<(RecordedTrack Track, long Began, long Size, bool IsEmpty)>();
        var paths = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.track").Order(StringComparer.Ordinal).ToList() : [];
        foreach (var path in paths)
        {
            var file = Path.GetFileName(path);
            var parts = file.Split('-');
            if (parts.Length < 4 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var number)) continue;
            var (head, check) = await CheckedAsync(path, noted.FirstOrDefault(n => n.File == file), anew, stop);
            seen.Add((new(file, number, names.GetValueOrDefault(number, ""), parts[1], 0, check.State, check.FirstFalse), head.Began, new FileInfo(path).Length, check.True == 0));
        }
        var kept = seen.Where(f => f.Track.IsDamaged || !f.IsEmpty)
            .GroupBy(f => (f.Track.Number, f.Track.Kind, f.Track.IsDamaged)).SelectMany(g => g.Key is { Kind: "picture", IsDamaged: false } ? [g.MaxBy(f => f.Size)] : g.AsEnumerable()).ToList();
        var first = kept.Count == 0 ? 0 : kept.Min(k => k.Began);
        var gone = noted.Where(n => paths.All(p => Path.GetFileName(p) != n.File))
            .Select(n => new RecordedTrack(n.File, n.Number, names.GetValueOrDefault(n.Number, ""), n.Kind, 0, TrackState.NoTrack, 0));
        return [.. kept.OrderBy(k => k.Track.Number).Select(k => k.Track with { At = (k.Began - first) / 1e6 }), .. gone];
    }

    // A film is fetched in many pieces: a file is read to its end once, and again when it, or what was noted of it, is another.
    async Task<(TrackHead, TrackCheck)> CheckedAsync(string path, TrackRow? noted, bool anew, CancellationToken stop)
    {
        var file = new FileInfo(path);
        var state = (file.Length, file.LastWriteTimeUtc.Ticks, noted?.Segments ?? -1, noted?.Hash ?? "");
        if (!anew && found.TryGetValue(path, out var known) && known.State == state) return known.Found;
        var fresh = await Task.Run(() => Check(path, noted), stop);
        if (found.Count > 1_000) found.Clear();
        found[path] = (state, fresh);
        return fresh;
    }

    readonly ConcurrentDictionary<string, ((long Length, long Written, int Segments, string Hash) State, (TrackHead, TrackCheck) Found)> found = new(StringComparer.Ordinal);

    static (TrackHead, TrackCheck) Check(string path, TrackRow? noted)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reading = new TrackReading(file);
        var agrees = noted is null;
        while (reading.Next((_, _) => { }))
            if (noted?.Segments == reading.Count) agrees = noted.Hash == Convert.ToHexStringLower(reading.Hash);
        var check = reading.Found!.Value;
        if (agrees || check.State is not (TrackState.Whole or TrackState.Cut)) return (reading.Head, check);
        // Whole in itself, but not what was written: cut at a border, or written anew from the start.
        return (reading.Head, check with { State = TrackState.Changed, FirstFalse = check.True < noted!.Segments ? check.True : 0 });
    }

    /// <summary>A film of some tracks, made now: it lies on the disk without a name while it is read, and is gone when it is closed.</summary>
    public Stream Film(RecordingRow recording, IReadOnlyList<RecordedTrack> tracks)
    {
        var (folder, key) = (FolderOf(recording.OrganisationId, recording.Id), KeyOf(recording.OrganisationId, recording.Id));
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(database.Folder, "spool")).FullName, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
        var film = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        try
        {
            WebmFilm.Make([.. tracks.Select(t => new WebmFilm.Source(() => Open(Path.Combine(folder, t.File)), key, t.Name))], film, recording.Id);
            film.Position = 0;
            return film;
        }
        catch
        {
            film.Dispose();
            throw;
        }
    }

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
}
