using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Captions that the interpreter or the secretary typed in the room: kept with the minutes where who writes them wishes it.</summary>
sealed class SpokenLines(ConsultsStore store, IEnumerable<IRooms> rooms)
{
    /// <summary>Longest summary in characters.</summary>
    public const int Longest = 10_000;

    /// <summary>Captions of the meeting of minutes; none where it was held elsewhere or in writing.</summary>
    public async Task<IReadOnlyList<RoomCaption>> OfAsync(Guid? session, CancellationToken stop)
    {
        if (session is null || rooms.FirstOrDefault() is not { } desk) return [];
        var room = await store.Sessions.IgnoreQueryFilters().AsNoTracking().Where(s => s.Id == session).Select(s => s.RoomId).SingleOrDefaultAsync(stop);
        return room is { } id && await desk.ReportAsync(id, stop) is { } report ? report.Captions : [];
    }

    /// <summary>A summary with the captions behind it, as many whole lines as it can hold.</summary>
    public static string Add(string summary, IReadOnlyList<RoomCaption> captions)
    {
        var text = (summary.Length > 0 ? summary.TrimEnd() + "\n\n" : "") + "Phụ đề của buổi họp:";
        foreach (var c in captions)
        {
            var line = $"\n{Say.WallClock(c.At).ToString("HH:mm", Say.Vietnam)} {c.Name} ({c.Language}): {c.Text}";
            if (text.Length + line.Length > Longest) break;
            text += line;
        }
        return text;
    }
}
