using System.Globalization;
using LienY.Kernel;
using LienY.Outlines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Boards;

/// <summary>The command that loads outlines of places from GeoJSON.</summary>
static class ShapeCommands
{
    const string Usage = "boards shapes load FILE.geojson --level province|commune --valid-from DAY [--within CODE] [--write FILE.tsv]";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Command> All =
    [
        new("boards shapes load", Usage, "Nạp đường ranh giới tỉnh hoặc xã cho bản đồ (GeoJSON Polygon, MultiPolygon); --write ghi ra tệp gọn thay vì nạp.",
            async (services, args) => await RunAsync(services.GetRequiredService<BoardsStore>(), args)),
    ];

    static async Task<int> RunAsync(BoardsStore store, string[] args)
    {
        if (args is not [{ } path, ..] || path.StartsWith("--", StringComparison.Ordinal) || !File.Exists(path)) throw Refusal.Invalid("Xin cho biết tệp hoặc thư mục cần nạp.");
        var level = Option(args, "--level");
        if (level is not (ShapeBook.Province or ShapeBook.Commune)) throw Refusal.Invalid("Xin ghi --level province hoặc --level commune.");
        if (!Say.TryDay(Option(args, "--valid-from"), out var from)) throw Refusal.Invalid("Xin ghi --valid-from, ví dụ --valid-from 2025-07-01.");
        var within = Option(args, "--within") ?? "";
        var (places, faults) = GeoJson.Read(await File.ReadAllBytesAsync(path));
        foreach (var fault in faults.Take(200)) await Console.Error.WriteLineAsync($"Dòng {fault.Line}, đối tượng {fault.Feature}{(fault.Code.Length > 0 ? $", mã {fault.Code}" : "")}: {Why(fault.Why)}");
        if (faults.Count > 200) await Console.Error.WriteLineAsync($"… và {faults.Count - 200} lỗi nữa.");
        if (level == ShapeBook.Commune && within.Length == 0 && places.FirstOrDefault(p => p.Within.Length == 0) is { } lost)
            throw Refusal.Invalid("Xã mã {0} không ghi thuộc tỉnh nào. Xin thêm thuộc tính province_code trong tệp hoặc ghi --within MÃ_TỈNH.", lost.Code);
        var outlines = Simplifying.Run([.. places.Select(p => level == ShapeBook.Province ? p with { Within = "" } : p.Within.Length > 0 ? p : p with { Within = within })], Rules(level));
        if (Option(args, "--write") is { } file)
            await File.WriteAllTextAsync(file, OutlineFile.Write(outlines, "Outlines for orientation only (chỉ để tham khảo). Cells: code, place above, name, scale and rings."));
        else await LoadAsync(store, level, from, outlines);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Nạp {outlines.Count} địa phương, {outlines.Sum(o => o.Rings.Count)} đường khép kín, {outlines.Sum(o => o.Rings.Sum(r => r.Count))} điểm; lỗi {faults.Count}."));
        return outlines.Count == 0 ? 2 : 0;
    }

    static async Task LoadAsync(BoardsStore store, string level, DateOnly from, IReadOnlyList<Outline> outlines)
    {
        var known = await store.Shapes.Where(s => s.Level == level && s.ValidFrom == from).ToDictionaryAsync(s => s.Code, StringComparer.Ordinal);
        foreach (var outline in outlines)
        {
            if (known.TryGetValue(outline.Code, out var shape)) (shape.Name, shape.Within, shape.Rings) = (outline.Name, outline.Within, RingText.Write(outline));
            else store.Shapes.Add(new() { Level = level, Code = outline.Code, Within = outline.Within, Name = outline.Name, ValidFrom = from, Rings = RingText.Write(outline) });
        }
        await store.SaveChangesAsync();
    }

    /// <summary>How fine outlines are kept: about 200 m for provinces, 50 m for communes; borders are smoothed by up to four or six times that.</summary>
    static SimpleRules Rules(string level) => level == ShapeBook.Province ? new(500, 4, 4, 30) { Keep = Archipelago.IsOf } : new(2000, 6, 6, 60);

    static string Why(string code) => code switch
    {
        "code" => "không có mã (thuộc tính code)",
        "twice" => "mã đã có ở trên",
        "geometry" => "không phải Polygon hoặc MultiPolygon",
        "ring" => "có đường bao ít hơn ba điểm hoặc tọa độ không phải số",
        "range" => "tọa độ ngoài khoảng kinh độ, vĩ độ",
        _ => "không đọc được JSON",
    };

    static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
