using LienY.Design.Components;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>The tables of the document.</summary>
static class ReportTables
{
    /// <summary>II.1: plan, actual, estimate, percent, change, standing, source.</summary>
    public static Table Indicators(DossierHead report, IReadOnlyList<ReportCell> cells) => new(
        [
            new("TT", 0.5, Align.Center), new("Chỉ tiêu", 3.6), new("ĐVT", 1, Align.Center), new("Kế hoạch", 1.1, Align.Right),
            new($"Thực hiện đến {Say.Day(report.Cutoff)}", 1.2, Align.Right), new("Ước cả kỳ", 1, Align.Right), new("% KH", 0.9, Align.Right), new("So cùng kỳ", 1, Align.Right),
            new("Đánh giá", 1.2, Align.Center), new("Nguồn", 2.2),
        ],
        [.. cells.Select(c => Row.Of($"{c.Ordinal}", c.Name, c.Unit, Reached.Written(c), Say.Number(c.Actual), Say.Number(c.IsFinal ? c.Actual : c.Estimate), Say.Number(c.Percent),
            Reached.Signed(c.Change), First(Signs.Word(c.Status)), c.Source.Length > 0 ? c.Source : "–"))])
    { Landscape = true, Size = 11 };

    /// <summary>II.2: tasks under the headings of the plan.</summary>
    public static Table Tasks(IReadOnlyList<ReportTask> tasks) => new(
        [
            new("TT", 0.7, Align.Center), new("Nhiệm vụ", 4), new("Đơn vị chủ trì", 2.2), new("Hạn", 1.6, Align.Center), new("Tiến độ", 1.3, Align.Right), new("Sản phẩm", 0.9, Align.Right),
            new("Tình trạng", 1.4, Align.Center),
        ],
        [.. tasks.GroupBy(t => t.Content).SelectMany(g => (g.Key.Length > 0 ? [Row.Section(g.Key)] : Array.Empty<Row>()).Concat(g.Select(t => Row.Of($"{t.Ordinal}", t.Name,
            t.Unit.Length > 0 ? t.Unit : "–", Say.Day(t.Due), Progress(t), $"{t.Products}", First(TaskWords.Of(t))))))])
    { Size = 11 };

    // What was told, and beside it what the facts counted.
    static string Progress(ReportTask task) => task.CountedText.Length > 0 ? $"{task.Progress} % (đếm được {task.CountedText})" : $"{task.Progress} %";

    /// <summary>II.3: money by line; sums are the plan's own lines, never added up here.</summary>
    public static Table Budget(IReadOnlyList<ReportBudget> lines) => new(
        [
            new("TT", 0.5, Align.Center), new("Nội dung", 3), new("Nguồn", 2), new("Năm", 0.8, Align.Center), new("Kế hoạch", 1.2, Align.Right), new("Giao", 1.2, Align.Right),
            new("Giải ngân", 1.2, Align.Right), new("%", 0.7, Align.Right),
        ],
        [.. lines.Select(b => Row.Of($"{b.Ordinal}", b.Label, b.Source.Length > 0 ? b.Source : "–", b.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–", Million(b.Planned),
            Million(b.Allocated), Million(b.Spent), Say.Number(b.Percent)))])
    { Unit = "Đơn vị tính: triệu đồng", Size = 11 };

    /// <summary>Annex I: how each figure was made.</summary>
    public static Table Details(IReadOnlyList<ReportCell> cells) => new(
        [
            new("TT", 0.5, Align.Center), new("Chỉ tiêu", 3.2), new("Cách tính", 3.2), new("Trong kỳ", 1, Align.Right), new("Cùng kỳ năm trước", 1.1, Align.Right), new("Số sự kiện", 0.9, Align.Right),
            new("Mức tin cậy", 1.8), new("Nguồn", 2),
        ],
        [.. cells.Select(c => Row.Of($"{c.Ordinal}", c.Name, c.Formula.Length > 0 ? c.Formula : "–", Say.Number(c.InPeriod), Say.Number(c.SamePeriod), $"{c.Facts}", Trust(c.Grade),
            c.Source.Length > 0 ? c.Source : "–"))])
    { Landscape = true, Size = 11 };

    /// <summary>Annex II: query and seal of each figure.</summary>
    public static Table Proofs(IReadOnlyList<ReportCell> cells) => new(
        [new("TT", 0.5, Align.Center), new("Mã", 1.3), new("Chỉ tiêu", 2.6), new("Số sự kiện", 0.9, Align.Right), new("Truy vấn sổ sự kiện", 4.2), new("Mã SHA-256", 3.6)],
        [.. cells.Select(c => Row.Of($"{c.Ordinal}", Code(c), c.Name, $"{c.Facts}", c.Query.Length > 0 ? Broken(c.Query, 40) : "–", c.Hash is { } hash ? Broken(hash, 32) : "Lập khi gửi báo cáo"))])
    { Landscape = true, Size = 11 };

    /// <summary>Code of a figure in the annex: the end of its indicator's id, by which its page is found.</summary>
    public static string Code(ReportCell cell) => cell.IndicatorId.ToString("N")[^12..];

    /// <summary>Words of a grade, a Vietnamese key.</summary>
    public static string Trust(Grade? grade) => grade switch
    {
        Grade.Computed => Words.Key("1 – máy tính từ công việc"),
        Grade.Official => Words.Key("2 – văn bản chính thức"),
        Grade.DeclaredWithFile => Words.Key("3 – đơn vị khai, có tệp"),
        Grade.Declared => Words.Key("4 – đơn vị khai"),
        _ => "–",
    };

    /// <summary>Millions of đồng, with as many decimals as the đồng give.</summary>
    public static string Million(long? dong) => dong is { } value ? Say.Number(decimal.Round(value / 1_000_000m, 3)) : "–";

    internal static string First(string word) => char.ToUpper(word[0], Say.Vietnam) + word[1..];

    // A word without spaces would run out of its cell.
    internal static string Broken(string text, int width) => string.Join(' ', text.Split(' ').SelectMany(word => word.Chunk(width).Select(part => new string(part))));
}
