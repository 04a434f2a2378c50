using System.Text.Json;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>
/// How who holds the pointer looks at what is shown: page, enlargement (1: the whole width), middle of the view and the pointer in thousandths of the width,
/// quarter turns, window (brightness and contrast in per cent). Only the latest counts.
/// </summary>
sealed record View(int Page, double Zoom, double X, double Y, int Turn, double? PointX, double? PointY, int Light, int Contrast)
{
    /// <summary>Reads and bounds it; refuses what is no view.</summary>
    public static View Read(JsonElement v)
    {
        double Of(string name, double least, double most, double otherwise) =>
            v.TryGetProperty(name, out var n) && n.ValueKind == JsonValueKind.Number && n.TryGetDouble(out var d) && double.IsFinite(d) ? Math.Clamp(d, least, most) : otherwise;
        if (v.ValueKind != JsonValueKind.Object) throw Refusal.Invalid("Trạng thái màn hình chung không hợp lệ.");
        var hasPoint = v.TryGetProperty("pointX", out var x) && x.ValueKind == JsonValueKind.Number;
        return new((int)Of("page", 1, 5000, 1), Of("zoom", .1, 40, 1), Of("x", -20_000, 20_000, 500), Of("y", -20_000, 20_000, 500), (int)Of("turn", 0, 3, 0),
            hasPoint ? Of("pointX", -20_000, 20_000, 0) : null, hasPoint ? Of("pointY", -20_000, 20_000, 0) : null, (int)Of("light", 10, 400, 100), (int)Of("contrast", 10, 400, 100));
    }
}
