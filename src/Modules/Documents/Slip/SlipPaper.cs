using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>The routing slip (phiếu giải quyết văn bản đến; Nghị định 30/2020/NĐ-CP, Phụ lục IV) as a printed paper.</summary>
sealed class SlipPaper(DocumentsStore store, IOrganisations organisations, RegisterSettings settings, PdfConverter converter, TimeProvider clock)
{
    static readonly DocumentType Slip = new("", "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN");

    /// <summary>The slip as DOCX.</summary>
    public async Task<byte[]> DocxAsync(Incoming paper, CancellationToken stop)
    {
        var opinions = await store.Opinions.AsNoTracking().Where(o => o.PaperId == paper.Id).OrderBy(o => o.At).ToListAsync(stop);
        var seats = await store.Seats.AsNoTracking().Where(s => s.PaperId == paper.Id && s.EndedAt == null).ToListAsync(stop);
        var above = await organisations.AboveAsync(paper.OrganisationId, stop);
        var name = above.Count > 0 ? above[0].Name : "";
        var symbol = (await settings.OnAsync(paper.OrganisationId, paper.RegisteredOn, stop)).Symbol;
        return OfficialDocx.Write(new OfficialDocument
        {
            Type = Slip,
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = name,
            Number = paper.Number,
            Symbol = "PGQ-" + symbol,
            Place = PlaceOf(above),
            Date = paper.RegisteredOn,
            Subject = paper.Subject,
            Body =
            [
                new Table([new("Nội dung", 1.4), new("Văn bản đến", 4)],
                [
                    Row.Of("Tác giả", paper.Issuer),
                    Row.Of("Số, ký hiệu; ngày văn bản", $"{(paper.Code.Length > 0 ? paper.Code : "không số")}; {Say.Day(paper.PaperDay)}"),
                    Row.Of("Loại văn bản; mức độ khẩn", $"{PaperTypes.Name(paper.Type)}; {IncomingWords.Of(paper.Urgency)}"),
                    Row.Of("Ngày đến; số đến", $"{Say.Day(paper.ArrivedOn)}; {paper.Number.ToString(CultureInfo.InvariantCulture)}"),
                    Row.Of("Hạn giải quyết", Say.Day(paper.DueOn)),
                ]) { Size = 13 },
                new Heading(HeadingLevel.Arabic, "Ý kiến của lãnh đạo cơ quan, tổ chức"),
                .. Of(SlipStage.Leader, opinions),
                new Paragraph($"Chủ trì: {Names(SeatRole.Lead, seats)}."),
                new Paragraph($"Phối hợp: {Names(SeatRole.With, seats)}."),
                new Heading(HeadingLevel.Arabic, "Ý kiến của lãnh đạo đơn vị chủ trì"),
                .. Of(SlipStage.Room, opinions),
                new Paragraph($"Người xử lý: {Names(SeatRole.Handler, seats)}."),
                new Heading(HeadingLevel.Arabic, "Ý kiến đề xuất của người giải quyết"),
                .. Of(SlipStage.Handler, opinions),
                new Paragraph(paper.DoneOn is { } done ? $"Kết quả ({Say.Day(done)}): {paper.Result}" : "Kết quả: chưa giải quyết xong"),
            ],
            Signature = new("NGƯỜI LẬP PHIẾU", paper.MadeByName),
            Recipients = [paper.Receiver.Length > 0 ? paper.Receiver : "Lãnh đạo cơ quan"],
            Remark = $"In từ sổ văn bản đến ngày {Say.Day(clock.Today())}",
        });
    }

    /// <summary>The slip as PDF.</summary>
    public async Task<byte[]> PdfAsync(Incoming paper, CancellationToken stop)
    {
        try
        {
            return await converter.ConvertAsync(await DocxAsync(paper, stop), stop);
        }
        catch (PdfError)
        {
            throw new Refusal(RefusalKind.Unavailable,
                "Chưa tạo được PDF: chương trình LibreOffice không trả kết quả. Xin thử lại sau; bản DOCX vẫn tải về được.")
            { Code = "pdf-failed" };
        }
    }

    static IEnumerable<Block> Of(SlipStage stage, List<Opinion> opinions)
    {
        var said = opinions.Where(o => o.Stage == stage && o.Text.Length > 0).ToList();
        if (said.Count == 0) return [new Paragraph("……………………………………………………………………")];
        return said.Select(o => new Paragraph($"{o.Text}{(o.DueOn is { } due ? $" Hạn: {Say.Day(due)}." : "")} ({o.ByName}, {Say.Moment(o.At)})"));
    }

    static string Names(SeatRole role, List<Seat> seats) =>
        string.Join("; ", seats.Where(s => s.Role == role).Select(s => s.Name + (s.DueOn is { } due ? $" (hạn {Say.Day(due)})" : ""))) is { Length: > 0 } names ? names
            : "……………………";

    static string PlaceOf(IReadOnlyList<OrganisationCard> above)
    {
        var name = above.Select(o => o.Name).FirstOrDefault(n => n.Contains("tỉnh ", StringComparison.Ordinal));
        return name is null ? "Hà Nội" : name[(name.IndexOf("tỉnh ", StringComparison.Ordinal) + 5)..];
    }
}
