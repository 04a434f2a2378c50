using LienY.Kernel;

namespace LienY.Records;

/// <summary>XML13 (sent on to another facility) and XML14 (asked to come again).</summary>
static class Referrals
{
    /// <summary>Makes ServiceRequests.</summary>
    public static void Map(EpisodeContext c)
    {
        var sent = c.Episode.Rows("XML13");
        for (var i = 0; i < sent.Count; i++) Sent(c, sent[i], i);
        var asked = c.Episode.Rows("XML14");
        for (var i = 0; i < asked.Count; i++) Asked(c, asked[i], i);
    }

    static void Sent(EpisodeContext c, IReadOnlyDictionary<string, string> row, int i) =>
        c.Add("ServiceRequest", $"referral\n{row.Of("SO_CHUYENTUYEN") ?? row.Of("SO_HOSO")}", FhirTime.Of(row.Of("NGAY_RA")), RecordKinds.Referral, c.Whole,
            $"XML13/{i + 1}", (c, row), static (w, g) =>
        {
            var (c, row) = (g.c, g.row);
            if (row.Of("SO_CHUYENTUYEN") is { } number) w.List("identifier").Open().Text("system", "urn:lieny:id:referral:" + c.Episode.FacilityCode).Text("value",
                number).Close().End();
            w.Text("status", "active").Text("intent", "order").Concepts("category", EpisodeMapping.Systems + "yeu-cau", "referral",
                Words.Key("Chuyển cơ sở khám chữa bệnh"));
            w.Concept("code", EpisodeMapping.Systems + "ly-do-chuyen", row.Of("MA_LYDO_CT"), Reason(row.Of("MA_LYDO_CT")));
            c.Of(w);
            w.Time("authoredOn", FhirTime.Of(row.Of("NGAY_RA")));
            w.Known("requester", EpisodeMapping.Systems + "nhan-vien", row.Of("MA_BAC_SI"));
            // 3176 names where to in MA_CSKCB_DEN, 4750 in MA_NOI_DEN.
            if ((row.Of("MA_CSKCB_DEN") ?? row.Of("MA_NOI_DEN") ?? c.Head.Of("MA_NOI_DEN")) is { } to) w.List("performer").Known(null, EpisodeMapping.Systems + "cskcb",
                to).End();
            Reasons(w, row, row.Of("CHAN_DOAN_RV"));
            w.Notes(row.Of("DAU_HIEU_LS"), row.Of("QT_BENHLY"), row.Of("TOMTAT_KQ"), row.Of("PP_DIEUTRI") ?? row.Of("PP_DIEU_TRI"), row.Of("HUONG_DIEU_TRI"),
                row.Of("PHUONGTIEN_VC"));
        });

    static void Asked(EpisodeContext c, IReadOnlyDictionary<string, string> row, int i) =>
        c.Add("ServiceRequest", $"appointment\n{row.Of("SO_GIAYHEN_KL")}", FhirTime.Of(row.Of("NGAY_HEN_KL")), RecordKinds.Referral, c.Whole, $"XML14/{i + 1}",
            (c, row), static (w, g) =>
        {
            var (c, row) = (g.c, g.row);
            w.Text("status", "active").Text("intent", "order").Concepts("category", EpisodeMapping.Systems + "yeu-cau", "appointment", Words.Key("Hẹn khám lại"));
            c.Of(w);
            w.Time("occurrenceDateTime", FhirTime.Of(row.Of("NGAY_HEN_KL"))).Time("authoredOn", FhirTime.Of(row.Of("NGAY_CT")));
            w.Known("requester", EpisodeMapping.Systems + "nhan-vien", row.Of("MA_BAC_SI"));
            Reasons(w, row, row.Of("CHAN_DOAN_RV"));
        });

    static void Reasons(FhirWriter w, IReadOnlyDictionary<string, string> row, string? words)
    {
        var codes = row.Codes("MA_BENH_CHINH").Concat(row.Codes("MA_BENH_KT")).ToList();
        if (codes.Count == 0 && words is null) return;
        w.List("reasonCode");
        if (codes.Count == 0) w.Concept(null, FhirWriter.Icd, null, words);
        for (var i = 0; i < codes.Count; i++) w.Concept(null, FhirWriter.Icd, codes[i], i == 0 ? words : null);
        w.End();
    }

    static string? Reason(string? code) => code switch
    {
        "1" => Words.Key("Phù hợp quy định chuyển cơ sở"),
        "2" => Words.Key("Vượt khả năng của cơ sở"),
        "3" => Words.Key("Theo yêu cầu người bệnh"),
        _ => null,
    };
}
