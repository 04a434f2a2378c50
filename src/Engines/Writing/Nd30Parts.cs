using System.Text.RegularExpressions;

namespace LienY.Writing;

/// <summary>The parts of a document in the order and form of Phụ lục I, mục II of Nghị định 30/2020/NĐ-CP.</summary>
static partial class Nd30Parts
{
    /// <summary>What departs, from the national name down to the annexes.</summary>
    public static IEnumerable<Violation> Check(Printed printed)
    {
        var lines = printed.Lines;
        var nation = Find(lines, 0, line => line.Text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        var motto = Find(lines, nation + 1, line => line.Text == "Độc lập - Tự do - Hạnh phúc");
        var number = Find(lines, motto + 1, line => line.Text.StartsWith("Số:", StringComparison.Ordinal));
        var day = Find(lines, number + 1, line => line.Text.Contains(", ngày", StringComparison.Ordinal));
        var kind = Find(lines, day + 1, line => DocumentType.All.Any(type => type.Name.Length > 0 && type.Name == line.Text));
        var about = Find(lines, number + 1, line => line.Text.StartsWith("V/v ", StringComparison.Ordinal));
        var end = Find(lines, day + 1, line => line.Text.EndsWith("./.", StringComparison.Ordinal));
        var recipients = Find(lines, Math.Max(end, day) + 1, line => line.Text == "Nơi nhận:");
        if (nation < 0 || lines[nation] is not { Bold: true, Points: 12 or 13 })
            yield return new("quoc-hieu", "Thiếu Quốc hiệu in hoa, đậm, cỡ 12 đến 13.");
        if (motto < 0 || lines[motto] is not { Bold: true, Points: 13 or 14 })
            yield return new("tieu-ngu", "Thiếu Tiêu ngữ đậm, cỡ 13 đến 14, dưới Quốc hiệu.");
        if (nation < 1 || lines[nation - 1] is not { Bold: true, Points: 12 or 13 } issuer || issuer.Text.Any(char.IsLower))
            yield return new("co-quan", "Tên cơ quan ban hành phải in hoa, đậm, cỡ 12 đến 13, cạnh Quốc hiệu.");
        if (number < 0 || lines[number] is not { Points: 13 } || !NumberForm().IsMatch(lines[number].Text))
            yield return new("so-ky-hieu", "Số, ký hiệu phải có dạng “Số: 05/BC-SYT”, cỡ 13, số dưới 10 thêm 0 phía trước.");
        if (day < 0 || lines[day] is not { Italic: true, Points: 13 or 14 } || !DayForm().IsMatch(lines[day].Text))
            yield return new("ngay", "Địa danh và ngày phải nghiêng, cỡ 13 đến 14, ngày dưới 10 và tháng 1, 2 thêm 0 phía trước.");
        if (kind < 0 && about < 0)
            yield return new("ten-loai", "Thiếu tên loại văn bản, hoặc “V/v” dưới số của công văn.");
        if (kind >= 0 && (lines[kind] is not { Bold: true, Points: 13 or 14, Align: "center" } || kind + 1 >= lines.Count || lines[kind + 1] is not { Bold: true, Points: 13 or 14, Align: "center" }))
            yield return new("trich-yeu", "Tên loại và trích yếu phải đậm, cỡ 13 đến 14, ở giữa.");
        if (kind < 0 && about >= 0 && lines[about] is not { Points: 12 or 13, InTable: true })
            yield return new("trich-yeu", "Trích yếu công văn phải cỡ 12 đến 13, dưới số, ký hiệu.");
        if (end < 0)
            yield return new("ket-thuc", "Nội dung phải kết thúc bằng “./.”.");
        if (recipients < 0)
            yield return new("noi-nhan", "Thiếu “Nơi nhận:” sau phần nội dung.");
        foreach (var violation in Content(lines, Math.Max(kind + 1, Math.Max(day, about)) + 1, end)
            .Concat(recipients < 0 ? [] : Recipients(lines, recipients)).Concat(Annexes(lines, Math.Max(recipients, end) + 1)))
            yield return violation;
    }

    static IEnumerable<Violation> Content(IReadOnlyList<PrintedLine> lines, int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            var line = lines[i];
            if (line.InTable || line.Align != "both" && line.Align != "left")
                continue;
            var quote = $"“{Nd30Check.Short(line.Text)}”";
            if (line.Text.StartsWith("Căn cứ ", StringComparison.Ordinal) && line.Text.EndsWith(';') && !line.Italic)
                yield return new("can-cu", $"Căn cứ phải in nghiêng: {quote}.");
            if (line.Align == "left" || line.Points < 13 && line.Italic)
                continue;
            if (line.Points is not (13 or 14))
                yield return new("co-chu", $"Nội dung phải cỡ 13 đến 14: {quote}.");
            if (line.FirstLine is not (0 or (>= 560 and <= 730)))
                yield return new("lui-dau-dong", $"Đầu dòng phải lùi 1 cm hoặc 1,27 cm: {quote}.");
            if (line.Spacing < 120)
                yield return new("cach-doan", $"Khoảng cách giữa các đoạn tối thiểu 6 pt: {quote}.");
            if (line.LineHeight is not (>= 240 and <= 360))
                yield return new("cach-dong", $"Khoảng cách dòng từ 1 đến 1,5: {quote}.");
        }
        if (to >= from && lines.Skip(from).Take(to - from + 1).All(line => line.InTable || line.Align != "both"))
            yield return new("can-deu", "Nội dung phải được căn đều hai lề.");
    }

    static IEnumerable<Violation> Recipients(IReadOnlyList<PrintedLine> lines, int at)
    {
        if (lines[at] is not { Bold: true, Italic: true, Points: 12 })
            yield return new("noi-nhan", "“Nơi nhận:” phải đậm, nghiêng, cỡ 12.");
        var list = lines.Skip(at + 1).TakeWhile(line => line.Text.StartsWith("- ", StringComparison.Ordinal)).ToList();
        if (list.Any(line => line.Points != 11))
            yield return new("noi-nhan", "Danh sách nơi nhận phải cỡ 11.");
        if (list.SkipLast(1).Any(line => !line.Text.EndsWith(';')))
            yield return new("noi-nhan", "Mỗi nơi nhận kết thúc bằng dấu chấm phẩy.");
        if (list.LastOrDefault()?.Text is not { } last || !last.StartsWith("- Lưu: VT", StringComparison.Ordinal) || !last.EndsWith('.'))
            yield return new("luu", "Dòng cuối của nơi nhận phải là “- Lưu: VT, ….”.");
        var name = lines.Skip(at + 1 + list.Count).FirstOrDefault() ?? lines[at];
        var signers = lines.Skip(Math.Max(at - 8, 0)).Take(list.Count + 16).Where(line => line is { InTable: true, Bold: true, Italic: false, Points: 13 or 14, Align: "center" });
        if (!signers.Any(line => line.Text.Any(char.IsLetter) && !line.Text.Any(char.IsLower)))
            yield return new("chu-ky", $"Thiếu quyền hạn, chức vụ của người ký (in hoa, đậm, cỡ 13 đến 14) cạnh nơi nhận, sau “{Nd30Check.Short(name.Text)}”.");
    }

    static IEnumerable<Violation> Annexes(IReadOnlyList<PrintedLine> lines, int from)
    {
        var heads = Enumerable.Range(from, Math.Max(lines.Count - from, 0)).Where(i => !lines[i].InTable && AnnexForm().IsMatch(lines[i].Text)).ToList();
        for (var i = 0; i < heads.Count; i++)
        {
            if (heads.Count > 1 && lines[heads[i]].Text != $"PHỤ LỤC {Outline.Roman(i + 1)}")
                yield return new("phu-luc", $"Từ hai phụ lục trở lên phải đánh số La Mã: “{lines[heads[i]].Text}”.");
            if (lines[heads[i]] is not { Bold: true, Align: "center", Points: 14 })
                yield return new("phu-luc", "Chữ “PHỤ LỤC” phải đậm, cỡ 14, ở giữa.");
            if (!lines.Skip(heads[i] + 1).Take(3).Any(line => line.Italic && KeepForm().IsMatch(line.Text)))
                yield return new("kem-theo", $"Dưới tên của “{lines[heads[i]].Text}” phải có dòng “(Kèm theo …)” in nghiêng.");
        }
    }

    static int Find(IReadOnlyList<PrintedLine> lines, int from, Func<PrintedLine, bool> wanted)
    {
        for (var i = Math.Max(from, 0); i < lines.Count; i++)
            if (wanted(lines[i]))
                return i;
        return -1;
    }

    [GeneratedRegex(@"^Số:\s*(?:0[1-9]|[1-9]\d+)?\s*/[\p{Lu}\p{Lt}][\p{L}\d]*(?:-[\p{L}\d&.]+)*$")]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^[\p{L}\s.'-]+, ngày\s+(?:0[1-9]|[12]\d|3[01])?\s*tháng\s+(?:0[12]|[3-9]|1[0-2])?\s*năm(?:\s+\d{4})?$")]
    private static partial Regex DayForm();

    [GeneratedRegex(@"^PHỤ LỤC(?: [IVXLC]+)?$")]
    private static partial Regex AnnexForm();

    [GeneratedRegex(@"^\((?:Ban hành kèm|Kèm) theo .+\)$")]
    private static partial Regex KeepForm();
}
