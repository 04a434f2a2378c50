using System.Text.Json;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>A composed paper as an official document in the layout of its own type. Always in Vietnamese.</summary>
static class PaperDocument
{
    /// <summary>The document.</summary>
    public static OfficialDocument Of(PaperDossier paper)
    {
        var (extra, head) = (Extra(paper.Extra), paper.Head);
        return new()
        {
            Type = DocumentType.Of(paper.Type)!,
            ParentOrgan = head.Parent,
            Issuer = head.Issuer,
            IssuerInFull = head.InFull,
            Number = paper.Number,
            Symbol = paper.Symbol,
            Place = paper.Place.Length > 0 ? paper.Place : "........",
            Date = paper.IssuedOn is { } day ? day : new IssueDate(null, null, paper.Year),
            // "V/v" already says "về việc".
            Subject = paper.Type == "CV" && paper.Subject.StartsWith("về việc ", StringComparison.OrdinalIgnoreCase) ? paper.Subject["về việc ".Length..] : paper.Subject,
            Addressees = PaperTypes.Find(paper.Type).IsAddressed ? Lines(paper.Addressees) : [],
            Bases = Lines(paper.Bases),
            Enacting = paper.Type == "QĐ" ? extra.GetValueOrDefault("enacting", paper.SignerPosition) : null,
            Body = [.. Body(paper, head, extra)],
            Signature = Signature(paper, extra),
            CoSignature = paper.Type switch
            {
                "BB" => new("Thư ký", Name(extra.GetValueOrDefault("secretary", ""))),
                "BGN" => new(paper.SignerPosition, paper.SignerName) { Authority = ["Đại diện bên A"] },
                _ => null,
            },
            Recipients = Lines(paper.Recipients),
            Archive = paper.Archive.Length > 0 ? paper.Archive : "VT",
            Draft = paper.IsDraft,
        };
    }

    /// <summary>Names under which it is signed, in the order of their signing.</summary>
    public static IReadOnlyList<string> Signers(OfficePaper paper)
    {
        var extra = Extra(paper);
        return paper.Type switch
        {
            "BB" => [Chair(paper.SignerName, extra), Name(extra.GetValueOrDefault("secretary", ""))],
            "BGN" => [paper.SignerName, extra.GetValueOrDefault("signB", "")],
            _ => [paper.SignerName],
        };
    }

    /// <summary>The fields of its type, by name.</summary>
    public static Dictionary<string, string> Extra(OfficePaper paper) => Extra(paper.Extra);

    static Dictionary<string, string> Extra(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];

    static string Chair(string signer, Dictionary<string, string> extra) => signer.Length > 0 ? signer : Name(extra.GetValueOrDefault("chair", ""));

    static Signature Signature(PaperDossier paper, Dictionary<string, string> extra) => paper.Type switch
    {
        "BB" => new("Chủ tọa", Chair(paper.SignerName, extra)),
        "BGN" => new(extra.GetValueOrDefault("positionB", ""), extra.GetValueOrDefault("signB", "")) { Authority = ["Đại diện bên B"] },
        _ => new(paper.SignerPosition.Length > 0 ? paper.SignerPosition : "Thủ trưởng đơn vị", paper.SignerName)
        {
            Authority = paper.SignerAuthority.Length > 0 ? [paper.SignerAuthority] : [],
        },
    };

    static IEnumerable<Block> Body(PaperDossier paper, Letterhead head, Dictionary<string, string> extra)
    {
        string Of(string name) => extra.GetValueOrDefault(name, "").Trim().TrimEnd('.', ';');
        IEnumerable<Block> own = Markup.Read(paper.Body);
        return paper.Type switch
        {
            "GM" => [new Paragraph($"{head.InFull} trân trọng kính mời: {OneLine(Of("guests"))}."), new Paragraph($"Tới dự {OneLine(Of("matter"))}."),
                Line("Chủ trì", Of("chair")), Line("Thời gian", Of("when")),
                Line("Địa điểm", Of("where")), .. own, .. Optional("Lưu ý", Of("notes")), new Paragraph($"{head.InFull} trân trọng kính mời.")],
            "BB" => [Line("Thời gian bắt đầu", Of("start")), Line("Địa điểm", Of("where")), Line("Thành phần tham dự", OneLine(Of("present"))),
                .. Optional("Vắng mặt", OneLine(Of("absent"))), Line("Chủ trì (chủ tọa)", Of("chair")),
                Line("Thư ký (người ghi biên bản)", Of("secretary")), new Paragraph("Nội dung (theo diễn biến cuộc họp):") { Bold = true }, .. own,
                new Paragraph($"Cuộc họp kết thúc vào {Of("end")}, nội dung đã được đọc lại cho mọi người cùng nghe và nhất trí thông qua")],
            "BGN" => [new Paragraph($"{(Of("when").Length > 0 ? "Hôm nay, " + Of("when") : "Hôm nay")}{(Of("where").Length > 0 ? ", tại " + Of("where") : "")}, chúng tôi gồm:"), new Paragraph(Of("partyA")) { Lead = "Bên A:" },
                new Paragraph(Of("partyB")) { Lead = "Bên B:" }, new Paragraph("Hai bên thống nhất ghi nhớ các nội dung sau:"), .. own,
                new Paragraph("Bản ghi nhớ này lập thành hai bản có giá trị như nhau, mỗi bên giữ một bản, có hiệu lực từ ngày ký")],
            "GGT" => [new Paragraph($"{head.InFull} trân trọng giới thiệu:"), Line("Ông (bà)", Of("who")), .. Optional("Chức vụ", Of("position")),
                Line("Được cử đến", Of("to")), Line("Về việc", OneLine(Of("matter"))), .. own,
                new Paragraph($"Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ. Giấy này có giá trị đến hết ngày {Of("until")}")],
            _ => own.Any() ? own : [new Paragraph("........")],
        };
    }

    static Paragraph Line(string label, string words) => new(words.Length > 0 ? words + "." : "........") { Lead = label + ":" };

    static IEnumerable<Block> Optional(string label, string words) => words.Length > 0 ? [Line(label, words)] : [];

    static string OneLine(string words) => string.Join("; ", words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(l => l.TrimEnd(';', '.')));

    // "Ông Lê Văn Thí Dụ, Giám đốc": the name alone stands under the signature.
    static string Name(string words)
    {
        var first = words.Split(',', '-', '–')[0].Trim();
        foreach (var title in new[] { "Ông ", "Bà ", "Đồng chí ", "Đ/c " })
            if (first.StartsWith(title, StringComparison.OrdinalIgnoreCase)) first = first[title.Length..].Trim();
        return first;
    }

    static IReadOnlyList<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
