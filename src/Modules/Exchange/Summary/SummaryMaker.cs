using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienY.Exchange;

/// <summary>
/// The electronic medical record as CV 365/TTYQG-GPQLCL wants it exchanged: HoSoBenhAn with eleven groups, days as dd/MM/yyyy, empty cells as empty texts.
/// Names of groups I to V are those of its annex as public software writes them; the names within groups VI to XI are this house's own (docs/hl7.md).
/// </summary>
static class SummaryMaker
{
    /// <summary>The eleven groups of one visit, in their order.</summary>
    public static JsonObject Of(VisitParts v) => new()
    {
        ["ThongTinBenhNhan"] = Person(v),
        ["ThongTinVaoVien"] = Admission(v),
        ["ThongTinDieuTri"] = Treatment(v),
        ["YLenhThuocVatTu"] = SummaryLists.Drugs(v),
        ["PhieuChiDinh"] = SummaryLists.Orders(v),
        ["KetQuaChanDoanHinhAnh"] = SummaryLists.Imaging(v),
        ["KetQuaXetNghiem"] = SummaryLists.Laboratory(v),
        ["GiayChuyenVien"] = SummaryLists.Referrals(v),
        ["HoSoCapCuu"] = SummaryLists.Emergency(v),
        ["PhieuThuThuat"] = SummaryLists.Procedures(v, "18"),
        ["PhieuPhauThuat"] = SummaryLists.Procedures(v, "8"),
    };

    static JsonObject Person(VisitParts v)
    {
        var (p, e) = (v.Patient, v.Visit);
        return new()
        {
            ["loaiba"] = "",
            ["sovaovien"] = v.Number,
            ["soba"] = "",
            ["soluutru"] = "",
            ["makhoa"] = e.Of("serviceType").Code(),
            ["tenkhoa"] = e.Of("serviceType").Said(),
            ["thoigianvaovien"] = FhirText.Moment(e.At("period", "start")),
            ["mabenhnhan"] = p.Number("urn:lieny:id:facility:"),
            ["buong"] = "",
            ["giuong"] = e.At("location", "location", "display"),
            ["cccd_so"] = p.Number("urn:lieny:id:personal"),
            ["hochieu_so"] = p.Number("urn:lieny:id:passport"),
            ["hoten"] = p.At("name", "text").ToUpper(CultureInfo.GetCultureInfo("vi-VN")),
            ["ngaysinh"] = FhirText.Day(p.At("birthDate")),
            ["tuoi"] = Age(p.At("birthDate"), v.Today),
            ["gioitinh"] = p.At("gender") switch { "male" => "Nam", "female" => "Nữ", "other" => "Khác", _ => "" },
            ["nghenghiep"] = "",
            ["nghenghiep_ma"] = "",
            ["dantoc"] = "",
            ["dantoc_ma"] = "",
            ["ngoaikieu"] = "",
            ["ngoaikieu_ma"] = "",
            ["tungaybhyt"] = "",
            ["denngaybhyt"] = "",
            ["mabhyt"] = p.Number("urn:lieny:id:bhyt"),
            ["noidangkykcbbd"] = "",
            ["diachi"] = p.At("address", "text"),
            ["sonha"] = "",
            ["thonpho"] = "",
            ["xaphuong"] = p.At("address", "city"),
            ["quanhuyen"] = "",
            ["quanhuyen_ma"] = "",
            ["tinhthanh"] = "",
            ["tinhthanh_ma"] = p.At("address", "state"),
            ["noilamviec"] = "",
            ["sodienthoai"] = p.At("telecom", "value"),
            ["nhommau"] = "",
            ["yeutorh"] = "",
            ["doituongbn_loai"] = p.Number("urn:lieny:id:bhyt").Length > 0 ? "BHYT" : "",
            ["hotennguoithan"] = p.At("contact", "name", "text"),
            ["diachinguoithan"] = "",
            ["sodienthoainguoithan"] = p.At("contact", "telecom", "value"),
            ["lydotiepnhan"] = e.Of("reasonCode").ValueKind == JsonValueKind.Undefined ? v.Of("Composition").Section("Lý do vào viện") : e.At("reasonCode", "text"),
            ["noigioithieu_loai"] = e.At("hospitalization", "origin", "identifier", "value").Length > 0 ? "Cơ sở y tế" : "",
            ["tiensubenhtatcuabanthan"] = new JsonArray([.. v.Of("AllergyIntolerance").Select(a => (JsonNode)new JsonObject
            {
                ["thongtin_ma"] = a.Of("code").Code(),
                ["thongtin_noidung"] = "Dị ứng: " + a.Of("code").Said(),
                ["thongtin_giatri"] = "1",
                ["thongtin_ghichu"] = a.At("note", "text"),
            })]),
            ["tiensubenhtatcuagiadinh"] = "",
        };
    }

    static string Age(string birth, DateOnly today) => birth.Length >= 4 && int.TryParse(birth[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        ? (today.Year - year - (DateOnly.TryParseExact(birth, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && (today.Month, today.Day).CompareTo((day.Month, day.Day)) < 0 ? 1 : 0)).ToString(CultureInfo.InvariantCulture) : "";

    static JsonObject Admission(VisitParts v)
    {
        var (e, papers) = (v.Visit, v.Of("Composition").ToList());
        var main = v.Diagnoses.FirstOrDefault();
        var doctor = e.Of("participant").Of("individual");
        var (systolic, diastolic) = (Measure(v, "8480-6"), Measure(v, "8462-4"));
        var organs = new JsonObject();
        foreach (var organ in new[] { "tuanhoan", "hohap", "tieuhoa", "thantietnieu", "thankinh", "coxuongkhop", "taimuihong", "ranghammat",
            "noitiet_dinhduong_benhlikhac" })
            organs[organ] = new JsonObject { ["dauchung_ma"] = new JsonObject { ["VNCODE"] = "", ["SNOMED"] = "" }, ["dauchung"] = "", ["dauchung_ghichu"] = "" };
        return new()
        {
            ["sovaovien"] = v.Number,
            ["sophieu"] = "",
            ["phongkham"] = v.Facility.Name,
            ["maphongkham"] = v.Facility.Code,
            ["bacsikhambenh"] = doctor.At("display"),
            ["mabacsikhambenh"] = doctor.At("identifier", "value"),
            ["chandoancuanoigioithieu"] = "",
            ["chandoansobo"] = papers.Section("Chẩn đoán vào viện"),
            ["chandoanvaovien"] = papers.Section("Chẩn đoán vào viện") is { Length: > 0 } told ? told : main.Of("code").Said(),
            ["khambenh_chandoanvaovienmaicd"] = main.Of("code").Code(),
            ["chieucao"] = Measure(v, "8302-2"),
            ["dieutritaikhoa"] = e.Of("serviceType").Said(),
            ["madieutritaikhoa"] = e.Of("serviceType").Code(),
            ["chuky_hoten"] = doctor.At("display"),
            ["denkhambenhluc"] = FhirText.Moment(e.At("period", "start")),
            ["lydovaovien"] = e.At("reasonCode", "text") is { Length: > 0 } reason ? reason : papers.Section("Lý do vào viện"),
            ["quatrinhbenhly"] = papers.Section("Quá trình bệnh lý"),
            ["mach"] = Measure(v, "8867-4"),
            ["nhietdo"] = Measure(v, "8310-5"),
            ["nhiptho"] = Measure(v, "9279-1"),
            ["huyetap_tamthu"] = systolic,
            ["huyetap_tamtruong"] = diastolic,
            ["cannang"] = Measure(v, "29463-7"),
            ["khambenh_toanthan"] = "",
            ["khambenh_caccoquan"] = organs,
        };
    }

    // Vital signs by their LOINC codes.
    static string Measure(VisitParts v, string loinc) =>
        v.Of("Observation").FirstOrDefault(o => o.Of("code").Items("coding").Any(c => c.At("code") == loinc)).At("valueQuantity", "value");

    static JsonObject Treatment(VisitParts v)
    {
        var (e, papers) = (v.Visit, v.Of("Composition").ToList());
        var (main, others) = (v.Diagnoses.FirstOrDefault(), v.Diagnoses.Skip(1).ToList());
        var doctor = e.Of("participant").Of("individual");
        var (from, to) = (e.At("period", "start"), e.At("period", "end"));
        var disposition = e.Of("hospitalization").Of("dischargeDisposition");
        return new()
        {
            ["bacsidieutri"] = doctor.At("display"),
            ["bacsidieutri_ma"] = doctor.At("identifier", "value"),
            ["khoadieutri_ma"] = e.Of("serviceType").Code(),
            ["khoadieutri"] = e.Of("serviceType").Said(),
            ["giuong_ma"] = "",
            ["giuong"] = e.At("location", "location", "display"),
            ["khoavaovien_ma"] = e.Of("serviceType").Code(),
            ["khoavaovien"] = e.Of("serviceType").Said(),
            ["ngaynhapkhoa"] = FhirText.Day(from),
            ["songaydieutri"] = Days(from, to),
            ["ngayravien"] = FhirText.Day(to),
            ["tongsongaydieutri"] = Days(from, to),
            ["chandoan"] = main.Of("code").Said(),
            ["chandoan_ma"] = main.Of("code").Code(),
            ["chandoanvaovien"] = papers.Section("Chẩn đoán vào viện"),
            ["chandoanvaovien_ma"] = "",
            ["chandoantuyenduoi"] = "",
            ["chandoantuyenduoi_ma"] = "",
            ["maicd"] = main.Of("code").Code(),
            ["tenicd"] = main.Of("code").Said(),
            ["maicd_khac"] = string.Join(';', others.Select(o => o.Of("code").Code())),
            ["tenicd_khac"] = string.Join("; ", others.Select(o => o.Of("code").Said())),
            ["ghichu"] = papers.Section("Ghi chú"),
            ["taibien"] = "",
            ["tomtat"] = papers.Section("Tóm tắt kết quả"),
            ["bienchung"] = "",
            ["tienluong"] = "",
            ["huongdieutri"] = papers.Section("Phương pháp điều trị"),
            ["danhsachchuyenkhoa"] = new JsonArray(),
            ["danhsachsinhhieu"] = new JsonArray(),
            ["tinhtrangravien"] = new JsonObject
            {
                ["ketquadieutri"] = disposition.Items("coding").LastOrDefault().At("display") is { Length: > 0 } outcome ? outcome : disposition.At("text"),
                ["loidanbacsi"] = "",
            },
        };
    }

    static string Days(string from, string to) => DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var a)
        && DateTimeOffset.TryParse(to, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var b)
            ? Math.Max(1, Kernel.Say.DayOf(b).DayNumber - Kernel.Say.DayOf(a).DayNumber + 1).ToString(CultureInfo.InvariantCulture) : "";
}
