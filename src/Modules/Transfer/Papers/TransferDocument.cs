using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Papers of a package in the layout of Nghị định 30/2020: always in Vietnamese, made from the text that was signed.</summary>
sealed class TransferDocument(TransferStore store, PackageBook book, Signing signing, IOrganisations organisations, PdfConverter converter)
{
    /// <summary>The paper as DOCX.</summary>
    public async Task<byte[]> DocxAsync(Guid id, CancellationToken stop)
    {
        var paper = await signing.FindAsync(id, stop);
        var package = await book.OneAsync(paper.PackageId, stop);
        var signatures = await store.Signatures.AsNoTracking().Where(s => s.PaperId == id).OrderBy(s => s.SignedAt).ToListAsync(stop);
        var names = await organisations.NamesAsync([package.GiverId, package.ReceiverId], paper.OnDay, stop);
        var above = await organisations.AboveAsync(package.ReceiverId, stop);
        using var body = JsonDocument.Parse(paper.Body);
        string Signer(PaperSide side) => signatures.Find(s => s.Side == side)?.Name ?? "";
        return OfficialDocx.Write(new()
        {
            Type = DocumentType.Minutes,
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = names.GetValueOrDefault(package.ReceiverId, ""),
            Symbol = $"{paper.Edition}/BB-{package.Code}",
            Place = "........",
            Date = paper.OnDay,
            Subject = Subject(paper.Kind) + ": " + package.Name,
            Body = [.. Body(paper, package, names, body.RootElement), .. Ending(paper, signatures)],
            CoSignature = new("ĐẠI DIỆN BÊN CHUYỂN GIAO", Signer(PaperSide.Giver)),
            Signature = new("ĐẠI DIỆN BÊN TIẾP NHẬN", Signer(PaperSide.Receiver)),
            Recipients = [.. names.Values, .. above.Count > 1 ? new[] { above[1].Name + " (để báo cáo)" } : []],
            Archive = "VT, hồ sơ chuyển giao",
            Draft = !paper.Stands,
        });
    }

    /// <summary>The paper as PDF, where the converter is installed.</summary>
    public async Task<byte[]> PdfAsync(Guid id, CancellationToken stop)
    {
        var docx = await DocxAsync(id, stop);
        try
        {
            if (converter.Available) return await converter.ConvertAsync(docx, stop);
        }
        catch (PdfUnavailable)
        {
            // Told below like a converter that is not there.
        }
        catch (PdfError)
        {
            throw new Refusal(RefusalKind.Unavailable,
                "Chưa tạo được PDF: chương trình LibreOffice không trả kết quả. Xin thử lại sau; bản DOCX vẫn tải về được.")
            { Code = "pdf-failed" };
        }
        throw new Refusal(RefusalKind.Unavailable,
            "Máy chủ chưa có LibreOffice nên chưa tạo được PDF. Xin báo quản trị viên cài các gói Debian libreoffice-writer-nogui và fonts-liberation2; bản DOCX vẫn tải về được.")
        { Code = "pdf-unavailable" };
    }

    static string Subject(PaperKind kind) => kind switch
    {
        PaperKind.Survey => "Khảo sát trước chuyển giao kỹ thuật",
        PaperKind.Council => "Nghiệm thu chuyển giao kỹ thuật",
        PaperKind.Extension => "Gia hạn hợp đồng chuyển giao kỹ thuật",
        _ => "Thống nhất gói chuyển giao kỹ thuật",
    };

    static IEnumerable<Block> Body(Paper paper, Package package, IReadOnlyDictionary<Guid, string> names, JsonElement body)
    {
        string Text(string name) => body.TryGetProperty(name, out var v) ? v.ValueKind == JsonValueKind.String ? v.GetString()! : v.ToString() : "";
        yield return new Paragraph($"Bên chuyển giao: {names.GetValueOrDefault(package.GiverId, "")}.");
        yield return new Paragraph($"Bên tiếp nhận: {names.GetValueOrDefault(package.ReceiverId, "")}.");
        yield return new Paragraph($"Hợp đồng chuyển giao: {package.ContractNumber}.");
        yield return new Paragraph($"Kỹ thuật: {string.Join("; ", package.Techniques.OrderBy(t => t.Ordinal).Select(t => $"{t.Technique} {t.Name}"))}.");
        switch (paper.Kind)
        {
            case PaperKind.Survey:
                foreach (var block in Survey(body.GetProperty("lines"))) yield return block;
                break;
            case PaperKind.Council:
                foreach (var (title, name) in new[] { ("THÀNH PHẦN HỘI ĐỒNG", "people"), ("Ý KIẾN", "opinions") })
                {
                    yield return new Heading(HeadingLevel.Roman, title);
                    foreach (var line in Lines(Text(name))) yield return new Paragraph(line);
                }
                yield return new Heading(HeadingLevel.Roman, "KẾT QUẢ CÁC EKIP");
                yield return new Table([new("Ekip", 3), new("Ca độc lập liên tiếp", 2, Align.Right), new("Ca có biến chứng", 2, Align.Right)],
                    [.. body.GetProperty("runs").EnumerateArray().Select(r => Row.Of(r.GetProperty("ekip").GetString()!, r.GetProperty("cases").ToString(),
                        r.GetProperty("complications").ToString()))]);
                yield return new Heading(HeadingLevel.Roman, "KẾT LUẬN");
                foreach (var line in Lines(Text("conclusion"))) yield return new Paragraph(line);
                break;
            case PaperKind.Extension:
                yield return new Paragraph($"Hai bên thống nhất gia hạn hợp đồng theo phụ lục số {Text("number")}, đến hết ngày {(Say.TryDay(Text("to"), out var to) ? Say.Day(to) : Text("to"))}.");
                break;
            default:
                yield return new Bullets([$"Số ca dự kiến: {Text("planned")}", $"Mỗi thành viên cần {Text("required")} ca ở mức 4 trở lên",
                    $"Mỗi ekip cần {Text("alone")} ca độc lập liên tiếp, biến chứng không quá {Text("complications")} %",
                    $"Sau bàn giao: {Text("apply")} ca tốt trong 90 ngày, {Text("sustain")} ca mỗi quý trong bốn quý",
                        $"Bên chi trả: {(Text("payer") is { Length: > 0 } p ? p : "hai bên thỏa thuận")}"]);
                yield return new Table([new("Ekip", 1), new("Thành viên", 4)], [.. body.GetProperty("ekips").EnumerateArray().Select(e =>
                    Row.Of(e.GetProperty("name").GetString()!,
                    string.Join("\n", e.GetProperty("members").EnumerateArray().Select(m =>
                        $"{PackageWords.Role(m.GetProperty("role").GetString()!)}: {m.GetProperty("name").GetString()}"))))]);
                break;
        }
    }

    static IEnumerable<Block> Survey(JsonElement lines)
    {
        foreach (var section in lines.EnumerateArray().GroupBy(l => l.GetProperty("section").GetString()!))
        {
            yield return new Heading(HeadingLevel.Roman, PackageWords.Of(Enum.Parse<SurveySection>(section.Key)).ToUpper(Say.Vietnam));
            yield return new Table([new("TT", 0.5, Align.Center), new("Nội dung", 3), new("Cần", 1.5), new("Hiện có", 1.5),
                new("Khoảng thiếu, người phụ trách, hạn", 2.5)],
                [.. section.Select((l, i) => Row.Of($"{i + 1}", Of(l, "text"), Of(l, "needed"), Of(l, "present"), l.GetProperty("gap").GetBoolean()
                    ? $"{Of(l, "owner")}, {(Say.TryDay(Of(l, "due"), out var due) ? Say.Day(due) : "–")}" : ""))])
            { Size = 11 };
        }

        static string Of(JsonElement line, string name) => line.GetProperty(name) is { ValueKind: JsonValueKind.String } v ? v.GetString()! : "";
    }

    static IEnumerable<Block> Ending(Paper paper, List<PaperSignature> signatures)
    {
        foreach (var s in signatures) yield return new Note($"{PackageWords.Side(s.Side)}: {s.Name} ký lúc {Say.Moment(s.SignedAt)}, xác thực lại danh tính, hệ thống niêm phong.");
        yield return new Note($"Mã SHA-256 của văn bản: {paper.Hash}.");
    }

    static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } lines ? lines : ["Không ghi."];
}
