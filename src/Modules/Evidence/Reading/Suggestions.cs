using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Guesses from the name and the unit of an indicator how it can be measured, best first; a person decides.</summary>
static class Suggestions
{
    static readonly (string[] Marks, string Formula, string Words)[] Formulas =
    [
        (["giao ban", "cuoc hop", "hoi nghi", "buoi hop", "hop so ket", "hop tong ket", "hop dinh ky"], "E{plan.meeting.held}", Words.Key("Đếm cuộc họp đã tổ chức của kế hoạch")),
        (["bao cao dung han", "bao cao"], "E{report.submitted; on_time=true}", Words.Key("Đếm báo cáo gửi đúng hạn của kế hoạch")),
        (["san pham"], "E{plan.product.accepted}", Words.Key("Đếm sản phẩm đã nghiệm thu của kế hoạch")),
        (["nhiem vu", "hoat dong hoan thanh"], "E{plan.task.done}", Words.Key("Đếm nhiệm vụ hoàn thành của kế hoạch")),
        (["kinh phi", "giai ngan"], "E{plan.budget.spent}", Words.Key("Cộng kinh phí đã chi của kế hoạch")),
    ];

    static readonly string[] Statistics =
    [
        "ty le", "ti le", "ty suat", "ti suat", "tuoi tho", "dan so", "tu vong", "suy dinh duong", "bao phu", "tiem chung", "giuong benh", "bac sy", "bac si", "duoc sy", "duoc si", "tram y te", "ket hon", "chenh lech",
        "mac moi", "tang truong", "gioi tinh khi sinh",
    ];

    static readonly (MeasureChoice, string) Official = (new("official", null), Words.Key("Số liệu chính thức, nhập kèm văn bản"));
    static readonly (MeasureChoice, string) Declared = (new("declared", null), Words.Key("Đơn vị khai báo theo kỳ"));

    /// <summary>Measures that fit; after the best one those of the catalogue that have the same unit and a like name.</summary>
    public static IReadOnlyList<(MeasureChoice, string)> For(string name, string unit, CatalogueBook? catalogue)
    {
        var fitting = Fitting(name, unit);
        return catalogue is null ? fitting : [fitting[0], .. OfCatalogue(name, unit, catalogue), .. fitting.Skip(1)];
    }

    static IEnumerable<(MeasureChoice, string)> OfCatalogue(string name, string unit, CatalogueBook catalogue)
    {
        var (words, measure) = (Telling(name), Bare(unit));
        return catalogue.Ids.Select(id => (Head: catalogue.Head(id), Version: catalogue.Of(id, DateOnly.MaxValue, null)))
            .Where(i => i.Version is not null && Bare(i.Version.Unit) == measure).Select(i => (i.Head, i.Version, Score: Like(words, Telling(i.Version!.Name))))
            .Where(i => i.Score >= 0.6).OrderByDescending(i => i.Score).ThenBy(i => i.Head.Code, StringComparer.Ordinal).Take(2)
            .Select(i => (new MeasureChoice("formula", $"N{{{i.Head.Code}}}"), i.Version!.Name));
    }

    static double Like(HashSet<string> a, HashSet<string> b) => a.Count == 0 || b.Count == 0 ? 0 : (double)a.Intersect(b).Count() / Math.Min(a.Count, b.Count);

    static readonly HashSet<string> Idle = ["so", "ty", "ti", "le", "suat", "tren", "cac", "cua", "duoc", "tai", "va", "dan", "trong", "theo"];

    static HashSet<string> Telling(string name) => [.. Fold.Of(name).Replace('y', 'i').Split([' ', ',', '.', '(', ')', '/', '<'], StringSplitOptions.RemoveEmptyEntries).Where(w => !Idle.Contains(w))];

    static string Bare(string unit) => Fold.Of(unit).Replace('y', 'i').Replace("10.000", "van", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    static List<(MeasureChoice, string)> Fitting(string name, string unit)
    {
        var (folded, measure) = (Fold.Of(name), Fold.Of(unit));
        // A share of something or a rate per people is a figure somebody computes elsewhere, not a count of our own work.
        var isRate = measure.Contains('%') || measure.Contains('‰') || measure.Contains('/') || measure is "tuoi" or "nam";
        var counted = isRate ? [] : Formulas.Where(f => f.Marks.Any(m => folded.Contains(m, StringComparison.Ordinal) || measure.Contains(m, StringComparison.Ordinal)))
            .Select(f => (new MeasureChoice("formula", f.Formula), f.Words)).Take(2).ToList();
        // "1 đề tài" about mortality is a piece of work; only without a counted noun does the name alone speak of statistics.
        var statistic = isRate || (measure.Length == 0 && Statistics.Any(s => folded.Contains(s, StringComparison.Ordinal)));
        return [.. counted, .. statistic ? new[] { Official, Declared } : [Declared, Official]];
    }
}
