using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Rotation;

/// <summary>An order as an official paper to sign, always in Vietnamese.</summary>
sealed class OrderPaper(IOrganisations organisations, SchemeBook schemes, Lexicon lexicon)
{
    /// <summary>The DOCX.</summary>
    public async Task<byte[]> WriteAsync(RotationOrder order, CancellationToken stop)
    {
        var words = new Words(lexicon, "vi");
        var names = await organisations.NamesAsync([order.SenderId, order.ReceiverId], null, stop);
        var above = await organisations.AboveAsync(order.SenderId, stop);
        var scheme = Scheme.Of(await schemes.AllAsync(stop), order.Scheme, order.Zone, order.FromDay);
        var receiver = names.GetValueOrDefault(order.ReceiverId, "");
        var goals = new[] { (order.GoalPatients, "lượt người bệnh được khám"), (order.GoalTechniques, "kỹ thuật được bàn giao"), (order.GoalClasses, "lớp tập huấn"),
            (order.GoalConsults, "ca hội chẩn") }.Where(g => g.Item1 > 0).Select(g => $"{Say.Number(g.Item1)} {g.Item2}").ToList();
        var number = new string([.. order.DecisionNumber.TakeWhile(char.IsAsciiDigit)]);
        return OfficialDocx.Write(new()
        {
            Type = new("QĐ", "QUYẾT ĐỊNH"),
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = names.GetValueOrDefault(order.SenderId, ""),
            Number = int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : null,
            Symbol = order.DecisionNumber.Split('/') is [_, var symbol, ..] ? symbol : "QĐ",
            Place = "........",
            Date = order.DecisionOn is { } on ? on : new IssueDate(null, null, order.FromDay.Year),
            Subject = $"Về việc cử người hành nghề luân phiên đến {receiver}",
            Bases = [$"Căn cứ {scheme?.Source ?? "quy định về luân phiên người hành nghề"}", "Căn cứ nhu cầu của nơi nhận và khả năng của đơn vị"],
            Body =
            [
                new Paragraph($"Điều 1. Cử {order.People.Count} người có tên dưới đây luân phiên đến {receiver} ({words[RotationWords.Scheme(order.Scheme)]}) "
                    + $"từ ngày {Say.Day(order.FromDay)} đến ngày {Say.Day(order.ToDay)}, {RotationWords.Slots(words, order.Slots)}."),
                new Table([new("TT", 0.5, Align.Center), new("Họ và tên", 4)], [.. order.People.Select((p, i) => Row.Of(Say.Number(i + 1), p.Name))]),
                new Paragraph("Điều 2. Nhiệm vụ: " + (order.Purpose.Length > 0 ? order.Purpose.TrimEnd('.') : "khám, chữa bệnh và hỗ trợ chuyên môn tại nơi đến") + "."),
                .. goals.Count > 0 ? new Block[] { new Paragraph("Chỉ tiêu: " + string.Join("; ", goals) + ".") } : [],
                new Paragraph("Điều 3. Người được cử chấm có mặt tại nơi đến, ghi kết quả từng ngày; nơi nhận xác nhận theo tháng. Các bộ phận liên quan và người có tên tại Điều 1 chịu trách nhiệm thi hành"),
            ],
            Signature = new("Thủ trưởng đơn vị", order.State is OrderState.Approved or OrderState.Ended ? order.DecidedByName : ""),
            Recipients = [receiver, "Như Điều 3"],
            Archive = "VT, TCCB",
            Draft = order.State is not (OrderState.Approved or OrderState.Ended),
        });
    }
}
