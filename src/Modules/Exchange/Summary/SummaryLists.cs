using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienY.Exchange;

/// <summary>The groups of HoSoBenhAn that are lists: orders, results, papers. Names within VI to XI are this house's own.</summary>
static class SummaryLists
{
    const string Laboratories = "1";

    static JsonObject Group(VisitParts v, IEnumerable<JsonNode> items) => new() { ["sovaovien"] = v.Number, ["danhsach"] = new JsonArray([.. items]) };

    static string CostGroup(JsonElement procedure) => procedure.Of("category").Code();

    static string Performed(JsonElement p) => p.At("performedPeriod", "start") is { Length: > 0 } start ? start : p.At("performedDateTime");

    /// <summary>IV: one paper for each prescriber and time.</summary>
    public static JsonObject Drugs(VisitParts v) => Group(v, v.Of("MedicationRequest")
        .GroupBy(m => (Doctor: m.At("requester", "identifier", "value"), At: m.At("authoredOn"))).Select(g => new JsonObject
        {
            ["sophieu"] = "",
            ["bacsichidinh"] = g.First().At("requester", "display"),
            ["mabacsichidinh"] = g.Key.Doctor,
            ["chandoansobo"] = v.Diagnoses.FirstOrDefault().Of("code").Said(),
            ["doituongbn"] = "",
            ["danhsach"] = new JsonArray([.. g.Select((m, i) => (JsonNode)new JsonObject
        {
            ["machidinh"] = "",
            ["cachdung"] = string.Join("; ", new[] { m.At("dosageInstruction", "text"), m.At("dosageInstruction", "patientInstruction") }.Where(t => t.Length > 0)),
            ["ngaykedonthuoc"] = FhirText.Day(g.Key.At),
            ["donvitinh"] = m.At("dispenseRequest", "quantity", "unit"),
            ["nhom"] = "Thuốc",
            ["loaithuoc"] = "",
            ["mathuocvattu_bv"] = "",
            ["mathuocvattu_byt"] = m.Of("medicationCodeableConcept").Code(),
            ["soluongthuocvattu"] = m.At("dispenseRequest", "quantity", "value"),
            ["sothutungaydungthuoc"] = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["tenthuocvattu"] = m.Of("medicationCodeableConcept").Said(),
            ["ylenhthuocvattu_ghichu"] = m.At("note", "text"),
        })]),
        }));

    /// <summary>V: what was ordered: requests, and techniques that were performed without one.</summary>
    public static JsonObject Orders(VisitParts v)
    {
        var requests = v.Of("ServiceRequest").Where(r => !IsReferral(r))
            .Select(r => (Doctor: r.Of("requester"), At: r.At("authoredOn"), Code: r.Of("code"), Number: r.At("identifier", "value")));
        var performed = v.Of("Procedure").Select(p => (Doctor: p.Of("performer").Of("actor"), At: Performed(p), Code: p.Of("code"), Number: ""));
        return Group(v, requests.Concat(performed).GroupBy(o => (o.Doctor.At("identifier", "value"), FhirText.Day(o.At))).Select(g => new JsonObject
        {
            ["sophieu"] = g.Select(o => o.Number).FirstOrDefault(n => n.Length > 0) ?? "",
            ["bacsichidinh"] = g.First().Doctor.At("display"),
            ["mabacsichidinh"] = g.Key.Item1,
            ["chandoansobo"] = v.Diagnoses.FirstOrDefault().Of("code").Said(),
            ["doituongbn"] = "",
            ["danhsach"] = new JsonArray([.. g.Select(o => (JsonNode)new JsonObject
            {
                ["machidinh"] = o.Code.Code(),
                ["ngaychidinh"] = FhirText.Day(o.At),
                ["benhnhanphaitra"] = "",
                ["dongia"] = "",
                ["loaichidinh"] = "",
                ["loaimachidinh"] = "",
                ["noithuchienchidinh"] = v.Facility.Name,
                ["manoithuchienchidinh"] = v.Facility.Code,
                ["soluong"] = "1",
                ["tenchidinh"] = o.Code.Said(),
                ["thanhtien"] = "",
            })]),
            ["giogiaomau"] = "",
            ["giolaymau"] = "",
            ["giuong"] = "",
            ["khoadieutri"] = v.Visit.Of("serviceType").Said(),
            ["mucdochidinh"] = "",
            ["nguoilaymau"] = "",
            ["noichidinh"] = v.Facility.Name,
            ["phong"] = "",
            ["tongcong"] = "",
        }));
    }

    static bool IsReferral(JsonElement request) => request.Of("category").Code() is "referral" or "appointment";

    static bool IsImaging(VisitParts v, JsonElement report) => report.Items("category").SelectMany(c => c.Items("coding"))
        .Any(c => c.At("code") is "RAD" or "RUS" or "CT" or "NMR" or "XRC" or "CUS" or "NMS")
        || v.Of("Procedure").Any(p => CostGroup(p) is "2" or "3" && p.Of("code").Code() == report.Of("code").Code());

    /// <summary>VI: imaging and functional tests.</summary>
    public static JsonObject Imaging(VisitParts v) => Group(v, v.Of("DiagnosticReport").Where(r => IsImaging(v, r)).Select(r => Report(r)));

    static JsonObject Report(JsonElement r) => new()
    {
        ["sophieu"] = r.At("identifier", "value"),
        ["madichvu"] = r.Of("code").Code(),
        ["tendichvu"] = r.Of("code").Said(),
        ["thoigianthuchien"] = FhirText.Moment(r.At("effectiveDateTime")),
        ["thoigianketqua"] = FhirText.Moment(r.At("issued") is { Length: > 0 } issued ? issued : r.At("effectiveDateTime")),
        ["bacsidocketqua"] = r.At("resultsInterpreter", "display") is { Length: > 0 } name ? name : r.At("resultsInterpreter", "identifier", "value"),
        ["ketluan"] = r.At("conclusion"),
    };

    /// <summary>VII: laboratory: reports, and below them the figures of the visit that belong to no imaging.</summary>
    public static JsonObject Laboratory(VisitParts v)
    {
        var reports = v.Of("DiagnosticReport").Where(r => !IsImaging(v, r)).Select(Report);
        var figures = v.Of("Observation").Where(o => !o.Items("category").SelectMany(c => c.Items("coding")).Any(c => c.At("code") is "vital-signs" or "imaging"))
            .Select(o => (JsonNode)new JsonObject
            {
                ["machiso"] = o.Of("code").Code(),
                ["tenchiso"] = o.Of("code").Said(),
                ["giatri"] = Value(o),
                ["donvi"] = o.At("valueQuantity", "unit"),
                ["khoangthamchieu"] = o.At("referenceRange", "text") is { Length: > 0 } text ? text
                : string.Join(" - ", new[] { o.At("referenceRange", "low", "value"), o.At("referenceRange", "high", "value") }.Where(t => t.Length > 0)),
                ["danhgia"] = o.Of("interpretation").Code(),
                ["thoigianketqua"] = FhirText.Moment(o.At("effectiveDateTime")),
            });
        var group = Group(v, reports);
        group["danhsachchiso"] = new JsonArray([.. figures]);
        return group;
    }

    static string Value(JsonElement o) => o.At("valueQuantity", "value") is { Length: > 0 } number ? o.At("valueQuantity", "comparator") + number
        : o.At("valueString") is { Length: > 0 } text ? text : o.Of("valueCodeableConcept").Said();

    /// <summary>VIII: sent on to another facility.</summary>
    public static JsonObject Referrals(VisitParts v) => Group(v, v.Of("ServiceRequest").Where(r => r.Of("category").Code() == "referral").Select(r => new JsonObject
    {
        ["sochuyenvien"] = r.At("identifier", "value"),
        ["noichuyendi"] = v.Facility.Name,
        ["manoichuyendi"] = v.Facility.Code,
        ["manoichuyenden"] = r.At("performer", "identifier", "value"),
        ["thoigianchuyen"] = FhirText.Moment(r.At("authoredOn")),
        ["lydochuyen"] = r.Of("code").Said(),
        ["chandoan"] = r.Items("reasonCode").FirstOrDefault().Said(),
        ["chandoan_ma"] = r.Items("reasonCode").FirstOrDefault().Code(),
        ["tomtat"] = string.Join('\n', r.Items("note").Select(n => n.At("text"))),
        ["bacsichidinh"] = r.At("requester", "display"),
        ["mabacsichidinh"] = r.At("requester", "identifier", "value"),
    }));

    /// <summary>IX: only of a visit that was an emergency.</summary>
    public static JsonObject Emergency(VisitParts v) => Group(v, v.Visit.At("class", "code") != "EMER" ? [] : [new JsonObject
    {
        ["thoigiandencapcuu"] = FhirText.Moment(v.Visit.At("period", "start")),
        ["thoigianketthuc"] = FhirText.Moment(v.Visit.At("period", "end")),
        ["lydocapcuu"] = v.Visit.Of("reasonCode").Said(),
        ["chandoan"] = v.Diagnoses.FirstOrDefault().Of("code").Said(),
        ["chandoan_ma"] = v.Diagnoses.FirstOrDefault().Of("code").Code(),
        ["ketqua"] = v.Visit.Of("hospitalization").Of("dischargeDisposition").Items("coding").LastOrDefault().At("display"),
    }]);

    /// <summary>X and XI: techniques of a cost group (18 procedures, 8 operations of QĐ 3176).</summary>
    public static JsonObject Procedures(VisitParts v, string group) =>
        Group(v, v.Of("Procedure").Where(p => CostGroup(p) == group && group != Laboratories).Select(p => new JsonObject
        {
            ["madichvu"] = p.Of("code").Code(),
            ["tendichvu"] = p.Of("code").Said(),
            ["thoigianbatdau"] = FhirText.Moment(Performed(p)),
            ["thoigianketthuc"] = FhirText.Moment(p.At("performedPeriod", "end")),
            ["chandoan_ma"] = p.Of("reasonCode").Code(),
            ["nguoithuchien"] = string.Join(';', p.Items("performer")
            .Select(a => a.At("actor", "display") is { Length: > 0 } name ? name : a.At("actor", "identifier", "value")).Where(t => t.Length > 0)),
            ["ghichu"] = p.At("note", "text"),
        }));
}
