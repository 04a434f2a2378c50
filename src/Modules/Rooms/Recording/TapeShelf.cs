using System.Globalization;
using LienY.Kernel;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>A recorded track: its file, whose it is (number and name in the room), <c>sound</c>, <c>picture</c> or <c>screen</c>, seconds after the first track, and whether it is whole.</summary>
sealed record RecordedTrack(string File, int Number, string Name, string Kind, double At, TrackState State);

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

    /// <summary>Tracks of a recording that hold something; of a camera that was recorded in two sizes the one with more. Each is checked to its end.</summary>
    public async Task<IReadOnlyList<RecordedTrack>> TracksAsync(RecordingRow recording, IReadOnlyList<Happening> told, CancellationToken stop)
    {
        var folder = FolderOf(recording.OrganisationId, recording.Id);
        if (!Directory.Exists(folder)) return [];
        var names = told.OfType<Seated>().GroupBy(s => s.Number).ToDictionary(g => g.Key, g => g.Last().Name);
        var found = new List<(RecordedTrack Track, long Began, long Size, bool IsEmpty)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.track").Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileName(path).Split('-');
            if (parts.Length < 4 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var number)) continue;
            var (head, check) = await Task.Run(() => Check(path), stop);
            found.Add((new(Path.GetFileName(path), number, names.GetValueOrDefault(number, ""), parts[1], 0, check.State), head.Began, new FileInfo(path).Length, check.True == 0));
        }
        var kept = found.Where(f => !f.IsEmpty && f.Track.State is TrackState.Whole or TrackState.Cut)
            .GroupBy(f => (f.Track.Number, f.Track.Kind)).SelectMany(g => g.Key.Kind == "picture" ? [g.MaxBy(f => f.Size)] : g.AsEnumerable()).ToList();
        var first = kept.Count == 0 ? 0 : kept.Min(k => k.Began);
        return [.. kept.OrderBy(k => k.Track.Number).Select(k => k.Track with { At = (k.Began - first) / 1e6 })];
    }

    static (TrackHead, TrackCheck) Check(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var start = new byte[TrackHead.Length];
        TrackHead.TryRead(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)), out var head);
        file.Position = 0;
        return (head, TrackReading.Check(file));
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
            WebmFilm.Make([.. tracks.Select(t => new WebmFilm.Source(() => new FileStream(Path.Combine(folder, t.File), FileMode.Open, FileAccess.Read, FileShare.ReadWrite), key, t.Name))], film, recording.Id);
            film.Position = 0;
            return film;
        }
        catch
        {
            film.Dispose();
            throw;
        }
    }
}
