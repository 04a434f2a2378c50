using LienY.Design.Components;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>The report as an official document: outline, addressee, bases, signature. Always in Vietnamese.</summary>
static class ReportDocument
{
    /// <summary>The document that a dossier holds; nothing else is asked.</summary>
    public static OfficialDocument Of(Dossier d) => new()
    {
        Type = DocumentType.Report,
        ParentOrgan = d.Head.Parent,
        Issuer = d.Head.Issuer,
        IssuerInFull = d.Head.InFull,
        Number = d.Report.Number,
        Symbol = d.Report.Symbol.Length > 0 ? d.Report.Symbol : d.Head.Symbol,
        Place = d.Report.Place.Length > 0 ? d.Report.Place : "........",
        Date = d.Report.IssuedOn is { } day ? day : new IssueDate(null, null, d.Report.Year),
        Subject = d.Report.Title,
        Addressees = d.To is null ? [] : [d.To],
        Bases = Bases(d),
        Body = ReportOutline.Body(d),
        Signature = new(d.Report.SignerPosition.Length > 0 ? d.Report.SignerPosition : "Thủ trưởng đơn vị", d.Report.SignerName)
        {
            Authority = d.Report.SignerAuthority.Length > 0 ? [d.Report.SignerAuthority] : [],
        },
        Recipients = [.. d.Report.Recipients.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Archive = d.Report.Archive.Length > 0 ? d.Report.Archive : "VT",
        Annexes = [.. Annexes(d)],
        Draft = d.Report.IsDraft,
    };

    static IEnumerable<Annex> Annexes(Dossier d)
    {
        if (d.Cells.Count > 0)
        {
            yield return new("Số liệu chi tiết", [ReportTables.Details(d.Cells)]) { Landscape = true };
            yield return new("Minh chứng của số liệu", Proofs(d.Cells)) { Landscape = true };
        }
        if (d.Earlier.Any(e => e.Kind != "revision")) yield return new("Số liệu kỳ trước và số liệu thay đổi sau chốt", EarlierTables.Annex(d.Earlier)) { Landscape = true };
    }

    static List<string> Bases(Dossier d)
    {
        var bases = new List<string>();
        if (d.Law is { Length: > 0 }) bases.Add("Căn cứ " + d.Law);
        var plan = Titles.Named(d.Report.PlanTitle);
        bases.Add($"Thực hiện {(d.Report.PlanNumber.Length > 0 && plan.StartsWith("Kế hoạch ", StringComparison.Ordinal) ? $"Kế hoạch số {d.Report.PlanNumber} " + plan["Kế hoạch ".Length..] : plan)}"
            + (d.Predecessor is null ? "" : $" (tiếp nhận nhiệm vụ của {d.Predecessor})"));
        return bases;
    }

    static List<Block> Proofs(IReadOnlyList<ReportCell> cells) =>
    [
        new Paragraph("Mỗi số liệu có một truy vấn sổ sự kiện, số sự kiện và một mã SHA-256 của ô số liệu lúc gửi; truy vấn lại sổ theo cùng điều kiện phải cho cùng kết quả."),
        ReportTables.Proofs(cells),
    ];
}
