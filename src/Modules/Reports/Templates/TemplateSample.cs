using LienY.Contracts;

namespace LienY.Reports;

/// <summary>A made-up report by which a new template is tried; it is never shown or kept.</summary>
static class TemplateSample
{
    /// <summary>One row of each kind.</summary>
    public static Dossier Dossier()
    {
        var (id, day) = (Guid.Empty, new DateOnly(2026, 2, 9));
        return new(new(id, "Kết quả thực hiện Kế hoạch thử mẫu, năm 2025", "Kế hoạch thử mẫu", "111/KH-SYT", Cadence.Year, new(2025, 1, 1), new(2025, 12, 31), new(2025, 12, 14), 5, "BC-SYT", day, 2026, "An Giang",
            "Nguyễn Thị Ví Dụ", "Giám đốc", "KT. Giám đốc", "VT", "Sở Nội vụ", false), new("UBND tỉnh An Giang", "Sở Y tế", "Sở Y tế tỉnh An Giang", "BC-SYT", "An Giang"),
            "Ủy ban nhân dân tỉnh An Giang", "Nghị định số 09/2019/NĐ-CP", null, [Cell(id, day)],
            [new() { ReportId = id, Ordinal = 1, Path = "1", Content = "Nội dung", Name = "Nhiệm vụ", Unit = "Đơn vị", State = "Doing", Progress = 50, Products = 1, IsOverdue = false }],
            [new() { ReportId = id, Ordinal = 1, Label = "Kinh phí", Source = "Ngân sách", Year = 2025, Planned = 1_000_000_000 }],
            Enum.GetValues<TextPart>().ToDictionary(p => p, _ => "Lời văn thử mẫu."))
        {
            Directives = [new() { ReportId = id, Ordinal = 1, Number = "12/KH-SYT", Type = "KH", Day = day, Subject = "Thử mẫu", Href = "" }],
            Earlier = [new() { ReportId = id, Ordinal = 1, Kind = "previous", SourceId = id, About = "Báo cáo trước", Name = "Chỉ tiêu", Unit = "%" }],
        };
    }

    static ReportCell Cell(Guid id, DateOnly day) => new()
    {
        ReportId = id,
        Ordinal = 1,
        IndicatorId = id,
        Path = "1",
        Name = "Chỉ tiêu",
        Unit = "%",
        Comparator = Comparator.AtLeast,
        Target = 95,
        TargetFrom = day,
        TargetTo = day,
        OwnerId = id,
        Actual = 90,
        IsFinal = false,
        Status = TargetStatus.OnTrack,
        Facts = 3,
        Source = "3 biên bản",
        Formula = "số biên bản",
        Query = "{}",
    };
}
