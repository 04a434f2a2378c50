using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Consults;

/// <summary>The monthly statement as an official paper.</summary>
sealed class StatementPaper(IOrganisations organisations, Words words)
{
    /// <summary>The DOCX.</summary>
    public async Task<byte[]> DocxAsync(Statement statement, PriceAgreement agreement, IReadOnlyList<Charge> lines, CancellationToken stop)
    {
        var names = await organisations.NamesAsync([statement.SupportedId, statement.SupportingId], null, stop);
        var above = await organisations.AboveAsync(statement.SupportingId, stop);
        var month = statement.Month.ToString("MM/yyyy", Say.Vietnam);
        var (supported, supporting) = (names.GetValueOrDefault(statement.SupportedId, ""), names.GetValueOrDefault(statement.SupportingId, ""));
        return OfficialDocx.Write(new()
        {
            Type = DocumentType.Minutes,
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = supporting,
            Symbol = "BB-TTHC",
            Place = "........",
            Date = statement.State == StatementState.Signed
            ? Say.DayOf(statement.SupportedAt > statement.SupportingAt ? statement.SupportedAt!.Value : statement.SupportingAt!.Value) : new IssueDate(null, null,
            statement.Month.Year),
            Subject = $"Thanh toán chi phí hội chẩn từ xa tháng {month}",
            Body =
            [
                new Paragraph($"Căn cứ thỏa thuận “{agreement.Title}”{(agreement.Number.Length > 0 ? $" số {agreement.Number}" : "")}, "
                    + $"hai bên thống nhất chi phí hội chẩn từ xa tháng {month} theo các biên bản hội chẩn đủ chữ ký:"),
                new Paragraph($"Bên được hỗ trợ (chi trả): {supported}."),
                new Paragraph($"Bên hỗ trợ (nhận): {supporting}."),
                new Table([new("TT", 0.5, Align.Center), new("Ngày", 1.2, Align.Center), new("Biên bản", 2.6), new("Loại, mức khẩn", 3.2),
                new("Số tiền (đồng)", 1.8, Align.Right)],
                [
                    .. lines.Select((l, i) => Row.Of($"{i + 1}", Say.Day(l.OnDay), l.MinutesNumber + (l.ReversesId is null ? "" : " (điều chỉnh)"),
                        $"{SettleWords.Kind(l.Kind)}, {SettleWords.Urgent(l.Urgency)}", Say.Number(l.Amount))),
                    Row.Total("", "", "", "Cộng", Say.Number(statement.Total)),
                ]) { Size = 12 },
                new Paragraph(statement.Hash is { } hash ? $"Mã SHA-256 của bảng: {hash}." : "Bảng chưa gửi hai bên ký."),
                new Paragraph($"Bảng có {lines.Count} dòng, tổng cộng {Say.Number(statement.Total)} đồng."),
            ],
            CoSignature = new("Đại diện bên được hỗ trợ", statement.SupportedBy),
            Signature = new("Đại diện bên hỗ trợ", statement.SupportingBy),
            Recipients = [supported, supporting],
            Archive = "VT",
            Draft = statement.State != StatementState.Signed,
            Remark = words["Bảng thanh toán hội chẩn tháng {0}", (object)month],
        });
    }
}
