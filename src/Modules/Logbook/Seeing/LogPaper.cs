using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Logbook;

/// <summary>The logbook as a paper to print and to sign, always in Vietnamese; no patient stands on it.</summary>
sealed class LogPaper(IOrganisations organisations, People people, Lexicon lexicon, Caller caller, TimeProvider clock)
{
    const int Most = 2_000;

    /// <summary>The DOCX.</summary>
    public async Task<byte[]> WriteAsync(LogView view, IReadOnlyList<LoggedCase> cases, CancellationToken stop)
    {
        var words = new Words(lexicon, "vi");
        var home = cases.Count > 0 ? cases[^1].FacilityId : caller.OrganisationId;
        var above = await organisations.AboveAsync(home, stop);
        var counted = cases.Where(c => c.State == LogState.Counted).TakeLast(Most).ToList();
        var roles = people.Roles;
        var body = new List<Block>
        {
            new Paragraph($"Họ và tên, đơn vị: {view.Owner}."),
            new Paragraph(counted.Count == 0 ? "Chưa có ca nào được ký."
                : $"Thời gian: từ {Say.Day(counted[0].OnDay)} đến {Say.Day(counted[^1].OnDay)}; {Say.Number(counted.Count)} ca đã được ký."),
            new Paragraph("Mức: 1 quan sát; 2 phụ; 3 làm, giám sát trực tiếp; 4 làm, giám sát gián tiếp; 5 làm độc lập; 6 hướng dẫn người khác."),
            new Heading(HeadingLevel.Roman, "TỔNG HỢP"),
            new Table([new(view.Head, 4), .. Enumerable.Range(1, 6).Select(l => new Column($"Mức {l}", 0.8, Align.Right)), new("Cộng", 0.9, Align.Right),
                new("Độc lập", 0.9, Align.Right)],
                [.. view.Rows.Select(r => Row.Of([Label(r), .. r.Levels.Select(n => Say.Number(n)), Say.Number(r.Total), Say.Number(r.Independent)]))]) { Size = 11 },
            new Heading(HeadingLevel.Roman, "CÁC CA ĐÃ KÝ"),
            new Table([new("TT", 0.5, Align.Center), new("Ngày", 1.1, Align.Center), new("Kỹ thuật", 3), new("Người tham gia, vai trò, mức", 3.6),
                new("Giám sát", 1.6), new("Kết quả", 1.1), new("Người ký", 1.6)],
                [.. counted.Select((c, i) => Row.Of(Say.Number(i + 1), Say.Day(c.OnDay), Named(c),
                    string.Join('\n', c.Members.OrderBy(m => m.Ordinal).Select(m =>
                        $"{m.Name}, {LogWords.Role(words, roles, m.Role).ToLower(Say.Vietnam)}, mức {m.Level.ToString(Say.Vietnam)}")),
                    c.SupervisorName.Length > 0 ? $"{c.SupervisorName} ({words[LogWords.Of(c.Supervision)]})" : "", words[LogWords.Of(c.Outcome)],
                    c.SignedAs == "none" ? "" : $"{c.SignedByName}\n{(c.SignedAt is { } at ? Say.Day(Say.DayOf(at)) : "")}"))])
            { Size = 11, Landscape = true },
            new Note("Chữ ký của từng ca được hệ thống niêm phong; xem và kiểm tra tại trang của ca. Bản in không có thông tin người bệnh."),
        };
        return OfficialDocx.Write(new()
        {
            Type = DocumentType.Report,
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = above.Count > 0 ? above[0].Name : caller.Organisation,
            Symbol = "BC-NKTN",
            Place = "........",
            Date = clock.Today(),
            Subject = "Nhật ký tay nghề của " + view.Owner,
            Body = body,
            CoSignature = new("Người lập", caller.Name),
            Signature = new("Thủ trưởng đơn vị", ""),
            Archive = "VT",
            Draft = true,
        });
    }

    static string Label(TallyRow row) => row.Detail.Length > 0 && row.Detail != row.Label ? $"{row.Label} ({row.Detail})" : row.Label;

    static string Named(LoggedCase c) => c.TechniqueName == c.Technique ? c.Technique : $"{c.TechniqueName} ({c.Technique})";
}
