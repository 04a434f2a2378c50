using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>XML1 (or XML0 of a visit that has only begun): who, and the visit.</summary>
static class VisitMapping
{
    /// <summary>The facility's patient.</summary>
    public static void Patient(EpisodeContext context) =>
        context.Put("Patient", context.PatientId, RecordKinds.Identity, Sensitivities.None, HeadRow(context), static (w, c) =>
        {
            var head = c.Head;
            var claim = Claims.Of(c.Episode);
            w.List("identifier");
            foreach (var (system, value) in claim.Identifiers) w.Open().Text("system", system).Text("value", value).Close();
            if (claim.LocalNumber.Length > 0) w.Open().Text("system", IdentifierSystems.Facility(c.Episode.FacilityCode)).Text("value", claim.LocalNumber).Close();
            w.End();
            if (claim.Name.Length > 0) w.List("name").Open().Text("text", claim.Name).Close().End();
            if (claim.Phone.Length > 0) w.List("telecom").Open().Text("system", "phone").Text("value", claim.Phone).Close().End();
            w.Text("gender", claim.Sex).Time("birthDate", FhirTime.Of(head.Of("NGAY_SINH"), dayOnly: true));
            if (claim.Address.Length > 0 || claim.PlaceCode.Length > 0)
                w.List("address").Open().Text("text", claim.Address).Text("district", claim.PlaceCode).Text("state", head.Of("MATINH_CU_TRU")).Text("country",
                    "VN").Close().End();
            if (claim.Guardian.Length > 0) w.List("contact").Open().Open("name").Text("text", claim.Guardian).Close().Close().End();
            w.Reference("managingOrganization", "Organization", c.Episode.FacilityId);
        });

    /// <summary>The visit. It tells no diagnosis in words, so that it may be seen where a sensitive diagnosis may not.</summary>
    public static void Encounter(EpisodeContext context)
    {
        var main = context.Labels.OfCodes(context.Head.Of("MA_BENH_CHINH"), context.Day);
        context.Put("Encounter", context.EncounterId, RecordKinds.Encounter, main, HeadRow(context), static (w, c) =>
        {
            var head = c.Head;
            var left = FhirTime.Of(head.Of("NGAY_RA"));
            w.List("identifier").Open().Text("system", "urn:lieny:id:episode:" + c.Episode.FacilityCode).Text("value", c.Episode.Key).Close().End();
            w.Text("status", left is null ? "in-progress" : "finished");
            var (code, display) = Class(head.Of("MA_LOAI_KCB"));
            w.Open("class").Text("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode").Text("code", code).Close();
            w.Concepts("type", EpisodeMapping.Systems + "loai-kcb", head.Of("MA_LOAI_KCB"), display);
            w.Concept("serviceType", EpisodeMapping.Systems + "khoa", head.Of("MA_KHOA")?.Split(';')[0], null);
            w.Reference("subject", "Patient", c.PatientId);
            w.Open("period").Time("start", c.Began).Time("end", left).Close();
            if (c.Whole == Sensitivities.None) w.Concepts("reasonCode", EpisodeMapping.Systems + "ly-do", null, head.Of("LY_DO_VV"));
            Left(w, c, head);
            w.Reference("serviceProvider", "Organization", c.Episode.FacilityId);
        });
    }

    static void Left(FhirWriter w, EpisodeContext c, IReadOnlyDictionary<string, string> head)
    {
        var (leaving, outcome) = (Leaving(head.Of("MA_LOAI_RV")), Outcome(head.Of("KET_QUA_DTRI")));
        if (leaving is null && outcome is null && head.Of("MA_NOI_DI") is null && head.Of("MA_NOI_DEN") is null) return;
        w.Open("hospitalization");
        w.Known("origin", EpisodeMapping.Systems + "cskcb", head.Of("MA_NOI_DI")).Known("destination", EpisodeMapping.Systems + "cskcb", head.Of("MA_NOI_DEN"));
        if (leaving is not null || outcome is not null)
        {
            w.Open("dischargeDisposition").List("coding");
            if (leaving is not null) w.Open().Text("system", EpisodeMapping.Systems + "loai-rv").Text("code", head.Of("MA_LOAI_RV")).Text("display", leaving).Close();
            if (outcome is not null) w.Open().Text("system", EpisodeMapping.Systems + "ket-qua").Text("code", head.Of("KET_QUA_DTRI")).Text("display", outcome).Close();
            w.End().Close();
        }
        w.Close();
    }

    static string HeadRow(EpisodeContext c) => c.Episode.Rows("XML1").Count > 0 ? "XML1/1" : "XML0/1";

    /// <summary>Kind of visit (MA_LOAI_KCB) as FHIR class and in words.</summary>
    public static (string Code, string? Display) Class(string? kind) => kind?.PadLeft(2, '0') switch
    {
        "01" => ("AMB", Words.Key("Khám bệnh")),
        "02" => ("AMB", Words.Key("Điều trị ngoại trú")),
        "03" => ("IMP", Words.Key("Điều trị nội trú")),
        "04" => ("SS", Words.Key("Điều trị nội trú ban ngày")),
        "05" => ("AMB", Words.Key("Ngoại trú bệnh mạn tính")),
        "06" => ("OBSENC", Words.Key("Lưu tại trạm y tế")),
        "07" => ("AMB", Words.Key("Nhận thuốc theo hẹn")),
        "08" => ("AMB", Words.Key("Ngoại trú theo dịch vụ hẹn")),
        "09" => ("SS", Words.Key("Nội trú dưới 4 giờ")),
        "10" => ("HH", Words.Key("Khám, chữa bệnh tại nhà")),
        "11" => ("FLD", Words.Key("Khám, chữa bệnh lưu động")),
        "14" => ("VR", Words.Key("Khám, chữa bệnh từ xa")),
        "15" => ("AMB", Words.Key("Khám sức khỏe")),
        "16" => ("AMB", Words.Key("Khám sàng lọc")),
        _ => ("AMB", null),
    };

    /// <summary>How the person left (MA_LOAI_RV).</summary>
    public static string? Leaving(string? code) => code switch
    {
        "1" => Words.Key("Ra viện"),
        "2" => Words.Key("Chuyển cơ sở theo yêu cầu chuyên môn"),
        "3" => Words.Key("Trốn viện"),
        "4" => Words.Key("Xin ra viện"),
        "5" => Words.Key("Chuyển cơ sở theo yêu cầu người bệnh"),
        _ => null,
    };

    /// <summary>Outcome of treatment (KET_QUA_DTRI).</summary>
    public static string? Outcome(string? code) => code switch
    {
        "1" => Words.Key("Khỏi"),
        "2" => Words.Key("Đỡ"),
        "3" => Words.Key("Không thay đổi"),
        "4" => Words.Key("Nặng hơn"),
        "5" => Words.Key("Tử vong"),
        "6" => Words.Key("Tiên lượng nặng xin về"),
        "7" => Words.Key("Chưa xác định"),
        "8" => Words.Key("Tử vong ngoại viện"),
        _ => null,
    };
}
