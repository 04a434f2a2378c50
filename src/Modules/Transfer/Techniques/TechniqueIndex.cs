using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>A technique of the catalogue, ready for search.</summary>
/// <param name="Tier">Lowest tier that may do it, as the list writes it (A, B, C, D); empty where it says none.</param>
/// <param name="Class">Class of surgery or procedure (PD, P1 …, TD, T1 …).</param>
/// <param name="Folded">Words without tone marks, each behind a space.</param>
sealed record CatalogueTechnique(string Code, string Name, string Tier, string Class, string Folded)
{
    /// <summary>Chapter of the specialty: the first two digits of the code.</summary>
    public string Specialty => Code.Length >= 2 ? Code[..2] : "";
}

/// <summary>
/// The list of techniques that stands today, in memory for search with filters; one small question tells whether it is still the newest edition, so every node
/// shows the same.
/// </summary>
sealed class TechniqueIndex(ICodeLists codes, TimeProvider clock)
{
    volatile Snapshot now = new("", []);

    /// <summary>Techniques in the order of the list.</summary>
    public async Task<IReadOnlyList<CatalogueTechnique>> AllAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var edition = (await codes.EditionsAsync(stop)).FirstOrDefault(e => e.System == CodeSystems.Techniques && e.From <= today && (e.To is null || e.To >= today));
        var stamp = edition is null ? "" : FormattableString.Invariant($"{edition.Id}/{edition.To}");
        if (now.Stamp == stamp) return now.All;
        var all = new List<CatalogueTechnique>(edition?.Codes ?? 0);
        while (edition is not null)
        {
            var page = await codes.SearchAsync(new(CodeSystems.Techniques, "", today, null, all.Count, 1000), stop);
            all.AddRange(page.Codes.Select(Of));
            if (page.Codes.Count == 0 || all.Count >= page.Total) break;
        }
        now = new(stamp, all);
        return all;
    }

    /// <summary>Techniques that fit: begins of words in any order with or without tone marks, the code with or without points; the closest first.</summary>
    public static IEnumerable<CatalogueTechnique> Find(IReadOnlyList<CatalogueTechnique> all, string text)
    {
        var folded = Fold.Of(text);
        var words = Split(folded);
        if (words.Length == 0) return folded.Length == 0 ? all : [];
        var phrase = " " + string.Join(' ', words);
        return all.Where(t => Array.TrueForAll(words, w => t.Folded.Contains(" " + w, StringComparison.Ordinal)))
            .OrderBy(t => t.Folded.StartsWith(phrase, StringComparison.Ordinal) ? 0 : t.Folded.Contains(phrase, StringComparison.Ordinal) ? 1 : 2);
    }

    static CatalogueTechnique Of(CodeEntry entry) => new(entry.Code, entry.Display, entry.Properties.GetValueOrDefault("tier", ""),
        entry.Properties.GetValueOrDefault("class", ""),
        $" {entry.Code.ToLowerInvariant()} {entry.Code.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant()} {string.Join(' ', Split(Fold.Of(entry.Display)))}");

    static string[] Split(string folded) => [.. new string([.. folded.Select(c => char.IsLetterOrDigit(c) || c == '.' ? c : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.')).Where(w => w.Length > 0)];

    sealed record Snapshot(string Stamp, IReadOnlyList<CatalogueTechnique> All);
}

/// <summary>Chapters of the list of techniques (first two digits of the code), keys of the words.</summary>
static class Chapters
{
    public static readonly IReadOnlyList<(string Code, string Name)> All =
    [
        ("01", Words.Key("Hồi sức cấp cứu và chống độc")), ("02", Words.Key("Nội khoa")), ("03", Words.Key("Nhi khoa")), ("04", Words.Key("Lao (ngoại lao)")),
        ("05", Words.Key("Da liễu")), ("06", Words.Key("Tâm thần")), ("07", Words.Key("Nội tiết")), ("08", Words.Key("Y học cổ truyền")), ("09",
            Words.Key("Gây mê hồi sức")),
        ("10", Words.Key("Ngoại khoa")), ("11", Words.Key("Bỏng")), ("12", Words.Key("Ung bướu")), ("13", Words.Key("Phụ sản")), ("14", Words.Key("Mắt")),
        ("15", Words.Key("Tai mũi họng")), ("16", Words.Key("Răng hàm mặt")), ("17", Words.Key("Phục hồi chức năng")), ("18", Words.Key("Điện quang")),
        ("19", Words.Key("Y học hạt nhân")), ("20", Words.Key("Nội soi chẩn đoán, can thiệp")), ("21", Words.Key("Thăm dò chức năng")),
        ("22", Words.Key("Huyết học, truyền máu")), ("23", Words.Key("Hóa sinh")), ("24", Words.Key("Vi sinh, ký sinh trùng")),
        ("25", Words.Key("Giải phẫu bệnh, tế bào học")), ("26", Words.Key("Vi phẫu")), ("27", Words.Key("Phẫu thuật nội soi")), ("28", Words.Key("Tạo hình, thẩm mỹ")),
    ];

    /// <summary>Name of a chapter; the digits where it has none.</summary>
    public static string Of(string code) => All.FirstOrDefault(c => c.Code == code).Name ?? code;
}
