using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Credits;

/// <summary>The file of hours that goes with an application to renew a licence: every entry with the address of its proof.</summary>
sealed class RenewalPaper(Showing showing, IOrganisations organisations, SignInRules rules, TimeProvider clock)
{
    /// <summary>The DOCX; <paramref name="site"/> is the address of this house where the settings name none.</summary>
    public async Task<byte[]> DocxAsync(Guid person, string site, CancellationToken stop)
    {
        var view = await showing.PersonAsync(person, stop);
        var (card, stand) = (view.Card!, view.Stand ?? throw Refusal.Conflict("Không có quy định nào đòi hỏi giờ cập nhật kiến thức với người này."));
        var place = rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : site;
        var undone = view.Entries.Select(e => e.ReversesId).OfType<Guid>().ToHashSet();
        var lines = view.Entries.Where(e => e.ReversesId is null && !undone.Contains(e.Id) && e.OnDay >= stand.Window.From && e.OnDay <= stand.Window.To).OrderBy(e => e.OnDay).ToList();
        var above = await organisations.AboveAsync(card.OrganisationId, stop);
        return OfficialDocx.Write(new()
        {
            Type = DocumentType.Report,
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = view.Place,
            Symbol = "BC-CNKT",
            Place = "........",
            Date = new IssueDate(null, null, clock.Today().Year),
            Subject = "Kết quả cập nhật kiến thức y khoa liên tục",
            Bases = [stand.Window.Rule.Source],
            Body =
            [
                new Paragraph($"Họ và tên: {card.Name}."),
                new Paragraph(card.LicenceNumber.Length > 0 ? $"Giấy phép hành nghề số {card.LicenceNumber}, cấp ngày {Say.Day(card.LicenceFrom)}; phạm vi: {card.Scope}."
                    : "Chưa có giấy phép hành nghề."),
                new Paragraph($"Quy định áp dụng: {stand.Window.Rule.Name}, từ ngày {Say.Day(stand.Window.From)} đến ngày {Say.Day(stand.Window.To)}."),
                new Table([new("TT", 0.5, Align.Center), new("Ngày", 1.2, Align.Center), new("Nội dung, đơn vị chịu trách nhiệm", 3.4), new("Hình thức", 0.9, Align.Center),
                    new("Số giờ", 0.8, Align.Right), new("Minh chứng", 2.8)],
                [
                    .. lines.Select((l, i) => Row.Of($"{i + 1}", Say.Day(l.OnDay), l.IssuerId is { } at && view.Issuers.TryGetValue(at, out var issuer) ? $"{l.Title}; {issuer}" : l.Title,
                        l.Form, Say.Number(l.Hours), place + (l.Href.StartsWith('/') ? l.Href : $"/credits/entries/{l.Id}"))),
                    Row.Total("", "", "Cộng", "", Say.Number(stand.Earned / 100m), ""),
                ]) { Size = 11 },
                new Paragraph($"Yêu cầu {Say.Number(stand.Window.Rule.Hundredths / 100m)} giờ, đã có {Say.Number(stand.Earned / 100m)} giờ, "
                    + (stand.Short > 0 ? $"còn thiếu {Say.Number(stand.Short / 100m)} giờ." : "đủ số giờ theo quy định.")),
            ],
            CoSignature = new("Người hành nghề", card.Name),
            Signature = new("Thủ trưởng đơn vị", ""),
            Recipients = ["Cơ quan cấp giấy phép hành nghề", card.Name],
            Archive = "VT",
            Draft = true,
            Author = card.Name,
        });
    }
}
