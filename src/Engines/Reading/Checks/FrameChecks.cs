using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Warnings on the frame: blank numbers and days, impossible days, annex lines, stamps, slips, missing annexes, reversed periods.</summary>
static partial class FrameChecks
{
    public static void Run(IReadOnlyList<ReadDocument> documents, Harvest harvest)
    {
        foreach (var document in documents)
        {
            if (document.Part.IsSlip) Slip(document, documents, harvest);
            else
            {
                Head(document, harvest);
                Annexes(document, harvest);
                Days(document, harvest);
            }
        }
    }

    static void Head(ReadDocument document, Harvest harvest)
    {
        var (head, doc) = (document.Head, document.Document);
        var here = head.NumberLine ?? new(doc.Lines.First, doc.Lines.First);
        if (document.WithDecision) return;
        if (doc.Number is null && doc.Type is not ("Bản ghi nhớ" or "Thỏa thuận")) harvest.Warn("number-blank", $"{doc.Type} chưa ghi số{(head.Symbol is null ? " ký hiệu" : $" (ký hiệu {head.Symbol})")}.", here);
        else if (head.Number is null && doc.Number is not null)
            harvest.Warn("number-from-annex", $"Số {doc.Number} không có ở đầu văn bản, chỉ tìm thấy ở dòng kèm theo của phụ lục.", doc.Annexes.First(a => a.Attached is not null).Lines);
        if (head.DateWrong) harvest.Warn("date-impossible", $"Ngày ban hành của {Vietnamese.Uncapital(doc.Type)} không có thật.", head.DateLine!.Value);
        else if (doc.Date is null) harvest.Warn("date-blank", $"{(doc.Number is null ? doc.Type : doc.Type + " " + doc.Number)} chưa ghi đủ ngày, tháng, năm.", head.DateLine ?? here);
        if (doc.Issuer is not null && head.Issuer is null)
            harvest.Warn("issuer-from-body", $"Đầu văn bản không có tên cơ quan ban hành; “{doc.Issuer}” lấy từ nội dung.", here);
        if (doc.Issuer is null) harvest.Warn("issuer-unknown", "Không tìm thấy cơ quan ban hành.", here);
        if (doc.Signer is null) harvest.Warn("signer-unknown", "Không tìm thấy người ký.", new(doc.Lines.Last, doc.Lines.Last));
        if (doc.Stamp is { } stamp && stamp.Date is { } arrived && doc.Date is { } issued && arrived < issued)
            harvest.Warn("stamp-before-document", $"Dấu đến ghi ngày {DayText.Show(arrived)}, trước ngày văn bản {DayText.Show(issued)}.", stamp.Lines);
        if (doc.Period is { From: { } from, To: { } to } && from > to) harvest.Warn("period-reversed", $"Thời kỳ “{doc.Period.Label}” ghi năm đầu sau năm cuối.", new(doc.Lines.First, doc.Lines.First));
    }

    static void Annexes(ReadDocument document, Harvest harvest)
    {
        var doc = document.Document;
        foreach (var annex in doc.Annexes.Where(a => a.Attached is not null))
        {
            var text = annex.Attached!;
            var cited = Citations.In(text).Cast<Citations.Numbered?>().FirstOrDefault();
            if (BlankReference().IsMatch(text))
                harvest.Warn("annex-reference-blank", $"Dòng kèm theo của {annex.Label} để trống số hoặc ngày: “{text}”.", annex.Lines);
            else if (cited is { } c && doc.Number is not null && c.Kind == doc.Type && !c.Number.Equals(doc.Number, StringComparison.OrdinalIgnoreCase))
                harvest.Warn("annex-reference-differs", $"Phụ lục ghi kèm theo {c.Kind} số {c.Number}, khác số văn bản {doc.Number}.", annex.Lines);
            else if (cited is { Day: { } day } && doc.Date is { } date && day != date)
                harvest.Warn("annex-reference-differs", $"Phụ lục ghi ngày {DayText.Show(day)}, khác ngày văn bản {DayText.Show(date)}.", annex.Lines);
        }
        if (doc.Annexes.Count > 0) return;
        foreach (var block in document.Body.Where(b => b.Rows is null))
        {
            if (!AnnexMention().IsMatch(block.Folded)) continue;
            harvest.Warn("annex-missing", "Văn bản nhắc tới phụ lục kèm theo nhưng trong tệp không có phụ lục.", block.Lines);
            break;
        }
    }

    static void Days(ReadDocument document, Harvest harvest)
    {
        foreach (var line in document.Lines)
        {
            foreach (var found in DayText.All(line.Text))
                if (found.Day is null && !Looks().IsMatch(line.Text[..found.Start]))
                    harvest.Warn("date-impossible", $"Ngày “{line.Text.Substring(found.Start, found.Length)}” không có thật.", new(line.Number, line.Number));
            foreach (Match m in WrongMonth().Matches(line.Folded))
                harvest.Warn("date-impossible", $"“{line.Text.Substring(m.Index, m.Length)}” không có thật.", new(line.Number, line.Number));
            foreach (Match m in Reversed().Matches(line.Text))
                if (DayText.Int(m.Groups[1].Value) > DayText.Int(m.Groups[2].Value))
                    harvest.Warn("period-reversed", $"Thời kỳ “{m.Value}” ghi năm đầu sau năm cuối.", new(line.Number, line.Number));
        }
        foreach (var activity in harvest.Activities.Where(a => a.Document == document.Id && a.Start is not null && a.End is not null && a.Start > a.End))
            harvest.Warn("period-reversed", $"Thời gian “{activity.Time}” của “{activity.Name}” ghi lúc bắt đầu sau lúc kết thúc.", activity.Lines);
    }

    // A slip travels with its document within days; other months show a misreading.
    static void Slip(ReadDocument slip, IReadOnlyList<ReadDocument> documents, Harvest harvest)
    {
        var target = documents.FirstOrDefault(d => d.Document.Number == slip.Document.ForDocument)?.Document;
        if (target?.Date is not { } date) return;
        foreach (var field in slip.Document.Fields.Where(f => f.Text is not null))
            if (DayText.First(field.Text!) is { Day: { } day } && Math.Abs(day.DayNumber - date.DayNumber) > 30)
                harvest.Warn("slip-date-differs", $"Phiếu giải quyết văn bản đến ghi ngày {DayText.Show(day)}, không khớp ngày văn bản {DayText.Show(date)}{(target.Stamp?.Date is { } arrived ? $" và dấu đến {DayText.Show(arrived)}" : "")}.",
                    field.Lines, target.Stamp?.Lines ?? target.Lines);
    }

    [GeneratedRegex(@"số\s*:?\s*[.…_ ]*/\s*\p{Lu}|ngày\s*[.…_ ]*/|ngày\s*[.…_]*\s*tháng\s*[.…_]+|tháng\s*[.…_]*\s*năm", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BlankReference();

    [GeneratedRegex(@"(phu luc|bieu) .{0,20}(kem theo|dinh kem)|(chi tiet|theo) (tai )?phu luc|kem theo phu luc|co phu luc", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnnexMention();

    [GeneratedRegex(@"\bthang (1[3-9]|[2-9]\d|00?)(?![\d.,/])(?! (tuoi|thang))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WrongMonth();

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reversed();

    [GeneratedRegex(@"(điện thoại|fax|số)\s*:?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Looks();
}
