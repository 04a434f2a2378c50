using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Words and papers: the course of the illness (XML5), discharge (XML7), summary (XML8), and the original itself. They are free text, so they carry every sensitive
/// group of the visit.
/// </summary>
static class Papers
{
    static readonly (string Field, string Title)[] Course =
    [
        ("DIEN_BIEN_LS", Words.Key("Diễn biến")), ("GIAI_DOAN_BENH", Words.Key("Giai đoạn bệnh")), ("HOI_CHAN", Words.Key("Hội chẩn")),
            ("PHAU_THUAT", Words.Key("Phẫu thuật")),
    ];

    static readonly (string Field, string Title)[] Discharge =
    [
        ("CHAN_DOAN_RV", Words.Key("Chẩn đoán ra viện")), ("PP_DIEUTRI", Words.Key("Phương pháp điều trị")), ("GHI_CHU", Words.Key("Ghi chú")),
            ("NGUYENNHAN_DINHCHI", Words.Key("Nguyên nhân đình chỉ thai")),
    ];

    static readonly (string Field, string Title)[] Summary =
    [
        ("CHAN_DOAN_VAO", Words.Key("Chẩn đoán vào viện")), ("CHAN_DOAN_RV", Words.Key("Chẩn đoán ra viện")), ("QT_BENHLY", Words.Key("Quá trình bệnh lý")),
        ("TOMTAT_KQ", Words.Key("Tóm tắt kết quả")), ("PP_DIEUTRI", Words.Key("Phương pháp điều trị")), ("GHI_CHU", Words.Key("Ghi chú")),
    ];

    static readonly (string Field, string Title)[] Visit =
    [
        ("LY_DO_VV", Words.Key("Lý do vào viện")), ("CHAN_DOAN_VAO", Words.Key("Chẩn đoán vào viện")), ("CHAN_DOAN_RV", Words.Key("Chẩn đoán ra viện")),
        ("PP_DIEU_TRI", Words.Key("Phương pháp điều trị")), ("GHI_CHU", Words.Key("Ghi chú")),
    ];

    /// <summary>Makes Compositions and the DocumentReference.</summary>
    public static void Map(EpisodeContext c)
    {
        Each(c, "XML1", Words.Key("Ghi chép của lần khám"), "NGAY_VAO", "MA_TTDV", Visit);
        Each(c, "XML5", Words.Key("Diễn biến lâm sàng"), "THOI_DIEM_DBLS", "NGUOI_THUC_HIEN", Course);
        Each(c, "XML7", Words.Key("Giấy ra viện"), "NGAY_CT", "MA_BS", Discharge);
        Each(c, "XML8", Words.Key("Tóm tắt hồ sơ bệnh án"), "NGAY_CT", "MA_TTDV", Summary);
        Original(c);
    }

    static void Each(EpisodeContext c, string table, string title, string time, string author, (string Field, string Title)[] parts)
    {
        var rows = c.Episode.Rows(table);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (!parts.Any(p => row.Of(p.Field) is not null)) continue;
            var at = FhirTime.Of(row.Of(time));
            c.Add("Composition", $"{table}\n{row.Of(time)}", at, RecordKinds.Document, c.Whole, $"{table}/{i + 1}", (c, row, at, title, author, parts), static (w, g) =>
            {
                w.Text("status", "final").Concept("type", EpisodeMapping.Systems + "giay-to", null, g.title);
                g.c.Of(w);
                w.Time("date", g.at ?? g.c.Began);
                if (g.row.Codes(g.author) is { Length: > 0 } authors) w.List("author").Known(null, EpisodeMapping.Systems + "nhan-vien", authors[0]).End();
                w.Text("title", g.title).List("section");
                foreach (var (field, heading) in g.parts)
                    if (g.row.Of(field) is { } text)
                        w.Open().Text("title", heading).Open("text").Text("status", "additional").Text("div",
                            $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{Escaped(text)}</div>").Close().Close();
                w.End();
            });
        }
    }

    // Letters stay letters: what masks names must find them.
    static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;",
        StringComparison.Ordinal);

    static void Original(EpisodeContext c) =>
        c.Add("DocumentReference", "original", c.Began, RecordKinds.Document, c.Whole, "", c, static (w, g) =>
        {
            w.Text("status", "current").Concept("type", EpisodeMapping.Systems + "giay-to", null, Words.Key("Tệp gốc của cơ sở"));
            w.Reference("subject", "Patient", g.PatientId).Reference("custodian", "Organization", g.Episode.FacilityId);
            w.List("content").Open().Open("attachment").Text("contentType", "application/xml").Text("url", $"urn:sha256:{g.Episode.Original}").Close().Close().End();
            w.Open("context").List("encounter").Open().Text("reference", $"Encounter/{g.EncounterId}").Close().End().Close();
        });
}
