using LienY.Kernel;

namespace LienY.Plans;

/// <summary>A kind of facts by which work may be measured.</summary>
/// <param name="Thing">What is counted, for "12/20 buổi hội chẩn".</param>
/// <param name="Module">The part of the house that reports it.</param>
/// <param name="Marks">Words of an activity that speak of it, folded.</param>
/// <param name="Whole">Condition under which each thing counts once where all units are counted: every facility of a meeting reports it, the host once; empty: none.</param>
sealed record GaugeKind(string Kind, string Name, string Thing, string Module, IReadOnlyList<string> Marks, string Whole);

/// <summary>The kinds of facts that count as progress of work, from our own table; kinds of parts still to come are in it and are marked until they report.</summary>
static class GaugeBook
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<GaugeKind> All = Load();

    /// <summary>One kind; null where the table does not have it.</summary>
    public static GaugeKind? Find(string kind) => All.FirstOrDefault(g => g.Kind == kind);

    /// <summary>Kinds that the words of an activity speak of, best first.</summary>
    public static IReadOnlyList<GaugeKind> For(string words)
    {
        var folded = Fold.Of(words);
        return [.. All.Select(g => (Kind: g, Longest: g.Marks.Where(m => folded.Contains(m, StringComparison.Ordinal)).Select(m => m.Length).DefaultIfEmpty(0).Max()))
            .Where(g => g.Longest > 0).OrderByDescending(g => g.Longest).Select(g => g.Kind)];
    }

    static List<GaugeKind> Load()
    {
        using var reader = new StreamReader(typeof(GaugeBook).Assembly.GetManifestResourceStream("Measured/gauges.tsv")!);
        var kinds = new List<GaugeKind>();
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#' && line.Split('\t') is [var kind, var name, var thing, var module, var marks, .. var rest])
                kinds.Add(new(kind, name, thing, module, marks.Split(';'), rest is [var whole, ..] ? whole : ""));
        return kinds;
    }
}

/// <summary>The words of the table, known here for their translations.</summary>
static class GaugeWords
{
    /// <summary>Names, counted things and parts of the house.</summary>
    public static readonly string[] Texts =
    [
        Words.Key("hội chẩn từ xa đã tổ chức"), Words.Key("buổi hội chẩn"), Words.Key("Hội chẩn từ xa"), Words.Key("lượt khám, tư vấn từ xa"), Words.Key("lượt khám"), Words.Key("Khám bệnh từ xa"),
        Words.Key("buổi đào tạo đã tổ chức"), Words.Key("buổi"), Words.Key("Đào tạo"), Words.Key("chứng nhận đã cấp"), Words.Key("chứng nhận"), Words.Key("pha chuyển giao đã xong"), Words.Key("pha"),
        Words.Key("Chuyển giao kỹ thuật"), Words.Key("lượt chỉ đạo tuyến"), Words.Key("lượt"), Words.Key("Chỉ đạo tuyến"), Words.Key("cuộc họp đã tổ chức"), Words.Key("cuộc họp"), Words.Key("Kế hoạch"),
        Words.Key("sản phẩm đã nghiệm thu"), Words.Key("sản phẩm"), Words.Key("báo cáo đã phát hành"), Words.Key("báo cáo"), Words.Key("Báo cáo"), Words.Key("bộ số liệu đã báo đủ"), Words.Key("kỳ báo"), Words.Key("Số liệu"),
    ];
}
