using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Consults;

/// <summary>The paper of minutes: always in Vietnamese, with the Chinese text beside it where a foreign facility sat there.</summary>
static class MinutesDocument
{
    /// <summary>The document; <paramref name="verify"/> is the address behind the QR code.</summary>
    public static OfficialDocument Of(MinutesEdition minutes, MinutesEdition? replaced, IReadOnlyList<MinutesMember> members, IReadOnlyList<MinutesView> views,
        IReadOnlyList<MinutesSignature> signatures, IReadOnlyDictionary<Guid, string> names, IReadOnlyList<OrganisationCard> above, string verify)
    {
        var day = Say.DayOf(minutes.HeldTo);
        var chair = members.FirstOrDefault(m => m.Role == RoomRole.Chair);
        var secretary = members.FirstOrDefault(m => m.Role == RoomRole.Secretary);
        return new()
        {
            Type = DocumentType.Minutes,
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = above.Count > 0 ? above[0].Name : names.GetValueOrDefault(minutes.AnsweringId, ""),
            Symbol = minutes.Number,
            Place = Place(above),
            Date = day,
            Subject = minutes.SessionId is null ? "Hội chẩn từ xa bằng văn bản" : "Hội chẩn từ xa",
            Body = Body(minutes, replaced, members, views, signatures, names, verify),
            CoSignature = new("Thư ký", Signed(secretary, signatures)),
            Signature = new("Chủ tọa", Signed(chair, signatures)) { Image = minutes.SignedAt is null ? null : MinutesPapers.Picture(verify) },
            Recipients = [.. new[] { minutes.AskingId, minutes.AnsweringId }.Distinct().Select(f => names.GetValueOrDefault(f, "")).Where(n => n.Length > 0)],
            Archive = "VT, hồ sơ bệnh án",
            Draft = minutes.SignedAt is null,
        };
    }

    static string Signed(MinutesMember? member, IReadOnlyList<MinutesSignature> signatures) => member is null ? "" : signatures.Any(s => s.MemberId == member.Id)
        ? member.Name : "";

    static string Place(IReadOnlyList<OrganisationCard> above)
    {
        var named = above.Select(o => o.Name).FirstOrDefault(n => n.Contains("tỉnh ", StringComparison.Ordinal) || n.Contains("thành phố ", StringComparison.Ordinal));
        if (named is null) return "........";
        var at = named.IndexOf("tỉnh ", StringComparison.Ordinal) is >= 0 and var t ? t + "tỉnh ".Length : named.IndexOf("thành phố ",
            StringComparison.Ordinal) + "thành phố ".Length;
        var rest = string.Concat(named[at..].TakeWhile(c => char.IsLetter(c) || c is ' ' or '-')).Trim();
        return rest.Length > 0 ? rest : "........";
    }

    static List<Block> Body(MinutesEdition m, MinutesEdition? replaced, IReadOnlyList<MinutesMember> members, IReadOnlyList<MinutesView> views,
        IReadOnlyList<MinutesSignature> signatures,
        IReadOnlyDictionary<Guid, string> names, string verify)
    {
        string Facility(Guid? id) => id is { } known ? names.GetValueOrDefault(known, "") : "";
        var body = new List<Block>();
        if (replaced is not null)
            body.Add(new Paragraph($"Biên bản này thay biên bản {replaced.Number} (mã SHA-256 {Short(replaced.Hash)}). Lý do: {m.Why}.") { Italic = true });
        body.Add(new Paragraph($"Thời gian: từ {Say.Moment(m.HeldFrom)} đến {Say.Moment(m.HeldTo)}."));
        if (m.Place.Length > 0) body.Add(new Paragraph($"Địa điểm: điểm cầu chính tại {m.Place}."));
        body.Add(new Paragraph($"Cơ sở đề nghị hội chẩn: {Facility(m.AskingId)}."));
        body.Add(new Paragraph($"Cơ sở hội chẩn: {Facility(m.AnsweringId)}."));
        body.Add(new Paragraph($"Người bệnh: {m.About}."));
        body.Add(new Heading(HeadingLevel.Roman, "THÀNH PHẦN"));
        body.Add(new Table([new("TT", 0.5, Align.Center), new("Họ và tên", 2.4), new("Chức danh, đơn vị", 3.4), new("Vai trò", 1.6), new("Có mặt", 1, Align.Right)],
            [.. members.Select((p, i) => Row.Of($"{i + 1}", p.Name, string.Join(", ", new[] { p.Position, Facility(p.FacilityId) }.Where(t => t.Length > 0)),
            SessionWords.Of(p.Role),
                p.Attended == 0 ? "văn bản" : $"{p.Attended} phút"))])
        { Size = 12 });
        if (m.Interpreter.Length > 0) body.Add(new Paragraph($"Phiên dịch: {m.Interpreter}."));
        Part(body, "CHẨN ĐOÁN TRƯỚC HỘI CHẨN", m.DiagnosisBefore, m.DiagnosisBeforeZh, "会诊前诊断", m.IsBilingual);
        Part(body, "TÓM TẮT BỆNH ÁN VÀ QUÁ TRÌNH ĐIỀU TRỊ", m.Summary, m.SummaryZh, "病历摘要", m.IsBilingual);
        body.Add(new Heading(HeadingLevel.Roman, "Ý KIẾN THẢO LUẬN"));
        if (views.Count == 0) body.Add(new Paragraph("Các thành viên thống nhất với kết luận."));
        foreach (var view in views)
        {
            body.Add(new Paragraph(
                $"{view.Name}{(Facility(view.FacilityId) is { Length: > 0 } at ? $" ({at})" : "")}{(view.IsDissent ? " – ý kiến khác" : "")}: {view.Text}"));
            if (m.IsBilingual && view.TextZh.Length > 0) body.Add(new Paragraph(view.TextZh));
        }
        Part(body, "KẾT LUẬN", m.Conclusion, m.ConclusionZh, "会诊结论", m.IsBilingual);
        Part(body, "CHẨN ĐOÁN SAU HỘI CHẨN", m.DiagnosisAfter, m.DiagnosisAfterZh, "会诊后诊断", m.IsBilingual);
        Part(body, "HƯỚNG XỬ TRÍ", m.Treatment, m.TreatmentZh, "处理意见", m.IsBilingual);
        if (m.Liability.Length > 0) Part(body, "TRÁCH NHIỆM", m.Liability, m.LiabilityZh, "责任", m.IsBilingual);
        Signatures(body, m, signatures, verify);
        return body;
    }

    static void Part(List<Block> body, string title, string vi, string zh, string titleZh, bool bilingual)
    {
        body.Add(new Heading(HeadingLevel.Roman, bilingual ? $"{title} ({titleZh})" : title));
        foreach (var line in Lines(vi)) body.Add(new Paragraph(line));
        if (Lines(vi).Count == 0) body.Add(new Paragraph("Không ghi."));
        if (bilingual) foreach (var line in Lines(zh)) body.Add(new Paragraph(line));
    }

    static void Signatures(List<Block> body, MinutesEdition m, IReadOnlyList<MinutesSignature> signatures, string verify)
    {
        body.Add(new Heading(HeadingLevel.Roman, "CHỮ KÝ CỦA THÀNH VIÊN"));
        if (signatures.Count > 0)
            body.Add(new Table([new("TT", 0.5, Align.Center), new("Họ và tên", 2.2), new("Vai trò", 1.4), new("Lúc ký", 1.7), new("Cách ký", 3)],
                [.. signatures.OrderBy(s => s.SignedAt).Select((s, i) => Row.Of($"{i + 1}", s.Name, SessionWords.Of(s.Role), Say.Moment(s.SignedAt),
                    s.Level == SignatureLevel.B ? $"chứng thư số cá nhân: {s.Subject}" : "xác thực lại danh tính, hệ thống niêm phong"))])
            { Size = 11 });
        if (m.Hash is { } hash) body.Add(new Note($"Mã SHA-256 của văn bản đã ký: {hash}."));
        body.Add(new Note($"Kiểm tra biên bản tại {verify}"));
        body.Add(new Paragraph(m.SignedAt is { } at ? $"Biên bản đủ chữ ký lúc {Say.Moment(at)}." : "Biên bản chưa đủ chữ ký."));
    }

    static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    static string Short(string? hash) => hash is { Length: > 12 } ? hash[..12] + "…" : hash ?? "";
}
