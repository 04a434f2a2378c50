using System.Globalization;

namespace LienY.Edxml;

/// <summary>The tree of a header understood.</summary>
static class EdxmlMapping
{
    static readonly string[] Days = ["yyyy/MM/dd", "yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "yyyyMMdd", "dd-MM-yyyy"];
    static readonly string[] Moments =
        ["yyyy/MM/dd HH:mm:ss.fffffff zzz", "yyyy/MM/dd HH:mm:ss zzz", "yyyy/MM/dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy HH:mm:ss", "yyyy/MM/dd HH:mm"];

    public static EdxmlMessage Of(EdxmlNode envelope, IReadOnlyList<EdxmlAttachment> files, List<string> warnings)
    {
        var outer = envelope.Find("edXMLHeader", "Header") ?? throw EdxmlWalk.Missing("edXML:edXMLHeader", "edXML:edXMLEnvelope");
        var head = outer.Find("MessageHeader") ?? throw EdxmlWalk.Missing("edXML:MessageHeader", "edXML:edXMLHeader");
        var from = head.Find("From") ?? throw EdxmlWalk.Missing("edXML:From", "edXML:MessageHeader");
        var common = new EdxmlMessage
        {
            From = Organ(from, "edXML:From"),
            To = [.. head.All("To").Select(to => Organ(to, "edXML:To"))],
            ResponseFor = [.. head.All("ResponseFor").Select(r => new EdxmlReference(r.Of("OrganId"), r.Of("Code"), Day(r, "PromulgationDate", warnings),
                r.Of("DocumentId")))],
        };
        return Find(outer, "StatusCode") is { } status ? Status(common, outer, status) : Paper(common, outer, head, envelope, files, warnings);
    }

    static EdxmlMessage Status(EdxmlMessage common, EdxmlNode outer, EdxmlNode status)
    {
        var code = status.Text.Trim();
        if (code.Length == 1) code = "0" + code;
        if (!EdxmlNames.Statuses.ContainsKey(code))
            throw new EdxmlFault("value", "edXML:StatusCode",
                "Mã trạng thái “{0}” không có trong QCVN 102:2016/BTTTT (01–06, 13, 15, 16). Xin đề nghị nơi gửi kiểm tra lại.", status.Text.Trim());
        if (common.ResponseFor.Count == 0 || common.ResponseFor.All(r => r.DocumentId.Length == 0)) throw EdxmlWalk.Missing("edXML:ResponseFor/edXML:DocumentId",
            "edXML:MessageHeader");
        return common with
        {
            Status = new(code, Find(outer, "Description")?.Text.Trim() ?? "", Moment(Find(outer, "Timestamp")?.Text)),
            Staff = Staff(Find(outer, "StaffInfo"))
        };
    }

    static EdxmlMessage Paper(EdxmlMessage common, EdxmlNode outer, EdxmlNode head, EdxmlNode envelope, IReadOnlyList<EdxmlAttachment> files, List<string> warnings)
    {
        if (common.To.Count == 0) throw EdxmlWalk.Missing("edXML:To", "edXML:MessageHeader");
        var code = head.Find("Code") ?? throw EdxmlWalk.Missing("edXML:Code", "edXML:MessageHeader");
        var subject = head.Of("Subject");
        if (subject.Length == 0) throw EdxmlWalk.Missing("edXML:Subject", "edXML:MessageHeader");
        var issued = head.Find("PromulgationInfo");
        var day = Day(issued, "PromulgationDate", warnings);
        var list = outer.Find("TraceHeaderList");
        var business = list?.Find("Bussiness", "Business") ?? outer.Find("Bussiness", "Business");
        var (number, notation) = (code.Of("CodeNumber"), code.Of("CodeNotation"));
        var id = head.Of("DocumentId");
        if (id.Length == 0)
        {
            if (day is null || number.Length == 0) throw EdxmlWalk.Missing("edXML:DocumentId", "edXML:MessageHeader");
            id = EdxmlMessage.IdOf(common.From.Id, day.Value, $"{number}/{notation}");
            warnings.Add("Thiếu DocumentId; đã lập từ mã cơ quan, ngày và số, ký hiệu.");
        }
        var other = head.Find("OtherInfo");
        var signer = head.Find("SignerInfo");
        var type = head.Find("DocumentType");
        return common with
        {
            Number = number,
            Notation = notation,
            Place = issued?.Of("Place") ?? "",
            Day = day,
            Type = Whole(type, "Type", 2),
            TypeName = type?.Of("TypeName", "TypeDetail") ?? "",
            Subject = subject,
            Content = head.Of("Content"),
            SignerCompetence = signer?.Of("Competence") ?? "",
            SignerPosition = signer?.Of("Position") ?? "",
            SignerName = signer?.Of("FullName") ?? "",
            Due = Day(head, "DueDate", warnings),
            ToPlaces = [.. head.Find("ToPlaces")?.All("Place").Select(p => p.Text.Trim()) ?? []],
            Priority = Math.Clamp(Whole(other, "Priority", 0), 0, 4),
            Copies = Whole(other, "PromulgationAmount", 0),
            Pages = Whole(other, "PageAmount", 0),
            Appendixes = [.. other?.Find("Appendixes")?.All("Appendix").Select(p => p.Text.Trim()) ?? []],
            Steering = Whole(head, "SteeringType", 0),
            DocumentId = id,
            Traces = [.. list?.All("TraceHeader").Select(t => (Id: t.Of("OrganId"), At: Moment(t.Of("Timestamp")))).Where(t => t.At is not null)
                .Select(t => new EdxmlTrace(t.Id, t.At!.Value)) ?? []],
            Business = BusinessOf(business),
            BusinessReason = business?.Of("BussinessDocReason", "BusinessDocReason") ?? "",
            BusinessDocumentId = business?.Of("DocumentId") ?? "",
            Replaces = [.. business?.Find("ReplacementInfoList")?.All("ReplacementInfo").Select(r => r.Of("DocumentId")).Where(r => r.Length > 0) ?? []],
            Staff = Staff(business?.Find("StaffInfo")),
            Attachments = Files(envelope, files, warnings),
        };
    }

    // The manifest says what the files are; where the two do not agree, the files that came count.
    static List<EdxmlAttachment> Files(EdxmlNode envelope, IReadOnlyList<EdxmlAttachment> files, List<string> warnings)
    {
        var manifest = envelope.Find("edXMLBody", "Body")?.Find("edXMLManifest", "Manifest")?.All("Reference").ToList() ?? [];
        if (manifest.Count != files.Count) warnings.Add($"Bản kê ghi {manifest.Count} tệp, thông điệp kèm {files.Count} tệp; đã nhận theo tệp kèm thật.");
        return [.. files.Select(file =>
        {
            var said = manifest.Find(m => file.ContentId.Length > 0 && EdxmlWalk.Bare(m.Of("ContentId")) == file.ContentId);
            return said is null ? file : file with
            {
                ContentType = file.ContentType.Length > 0 ? file.ContentType : said.Of("ContentType"),
                Description = file.Description.Length > 0 ? file.Description : said.Of("Description"),
            };
        })];
    }

    static EdxmlBusiness BusinessOf(EdxmlNode? business)
    {
        var text = business?.Of("BussinessDocType", "BusinessDocType") ?? "";
        if (text.Length == 0) return EdxmlBusiness.New;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((EdxmlBusiness)number) ? (EdxmlBusiness)number
            : throw new EdxmlFault("value", "edXML:BussinessDocType",
                "Nghiệp vụ “{0}” không có trong QCVN 102:2016/BTTTT (0 mới, 1 thu hồi, 2 cập nhật, 3 thay thế). Xin đề nghị nơi gửi kiểm tra lại.", text);
    }

    static EdxmlOrgan Organ(EdxmlNode node, string path)
    {
        var id = node.Of("OrganId");
        if (id.Length == 0) throw EdxmlWalk.Missing("edXML:OrganId", path);
        if (id.Length > 60) throw new EdxmlFault("value", "edXML:OrganId", "Mã cơ quan “{0}” dài hơn 60 ký tự. Xin đề nghị nơi gửi kiểm tra lại.", id[..60] + "…");
        return new(id, node.Of("OrganName"))
        {
            InCharge = node.Of("OrganizationInCharge"),
            Address = node.Of("OrganAdd"),
            Email = node.Of("Email"),
            Telephone = node.Of("Telephone"),
            Fax = node.Of("Fax"),
            Website = node.Of("Website"),
        };
    }

    static EdxmlStaff? Staff(EdxmlNode? node) => node is null ? null : new(node.Of("Department"), node.Of("Staff", "FullName"), node.Of("Email"), node.Of("Mobile"));

    static EdxmlNode? Find(EdxmlNode node, string name)
    {
        if (node.Find(name) is { } here) return here;
        foreach (var child in node.Children)
            if (child.Name is not ("From" or "To" or "TraceHeaderList") && Find(child, name) is { } found) return found;
        return null;
    }

    static int Whole(EdxmlNode? node, string name, int otherwise) =>
        int.TryParse(node?.Of(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    static DateOnly? Day(EdxmlNode? node, string name, List<string> warnings)
    {
        var text = node?.Of(name) ?? "";
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        if (Moment(text) is { } at) return DateOnly.FromDateTime(at.DateTime);
        warnings.Add($"Ngày “{(text.Length > 40 ? text[..40] : text)}” ở {name} không đọc được nên để trống.");
        return null;
    }

    static DateTimeOffset? Moment(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : DateTimeOffset.TryParseExact(text.Trim(), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at) ? at : null;
}
