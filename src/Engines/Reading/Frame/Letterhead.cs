using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>What stands over the title: number, place and date, issuer, parent organ, arrival stamp.</summary>
sealed partial record Letterhead(string? Number, bool NumberBlank, string? Symbol, string? Place, DateOnly? Date, bool DateBlank, bool DateWrong,
    string? Issuer, string? Parent, ArrivalStamp? Stamp, LineSpan? NumberLine, LineSpan? DateLine)
{
    public static Letterhead Read(IReadOnlyList<Line> lines, int first, int titleAt)
    {
        string? number = null, symbol = null, place = null, stampNumber = null, stampOrgan = null;
        DateOnly? date = null, stampDate = null;
        bool numberBlank = false, dateBlank = false, dateWrong = false;
        LineSpan? numberLine = null, dateLine = null;
        int stampFirst = 0, stampLast = 0;
        var caps = new List<string>();
        for (var i = first; i < titleAt; i++)
        {
            var line = lines[i];
            if (line.Text.Length == 0 || line.Cells is not null || Motto().IsMatch(line.Folded)) continue;
            var here = new LineSpan(line.Number, line.Number);
            if (NumberLineMark().Match(line.Text) is { Success: true } n && numberLine is null)
            {
                number = Digits().Replace(n.Groups[1].Value, "");
                symbol = Space().Replace(n.Groups[2].Value, "").TrimEnd('.');
                numberLine = here;
                numberBlank = number.Length == 0;
                number = numberBlank ? null : number + symbol;
            }
            else if (PlaceDate().Match(line.Text) is { Success: true } p && dateLine is null)
            {
                place = p.Groups[1].Value.Trim();
                dateLine = here;
                var day = Digits().Replace(p.Groups[2].Value, "");
                var month = Digits().Replace(p.Groups[3].Value, "");
                var year = Digits().Replace(p.Groups[4].Value, "");
                dateBlank = day.Length == 0 || month.Length == 0 || year.Length != 4;
                if (!dateBlank) date = DayText.Day(DayText.Int(year), DayText.Int(month), DayText.Int(day));
                dateWrong = !dateBlank && date is null;
            }
            else if (StampNumber().Match(line.Text) is { Success: true } s)
            {
                stampNumber = s.Groups[1].Value;
                stampFirst = stampFirst == 0 ? line.Number : stampFirst;
                stampLast = line.Number;
                stampDate ??= DayText.First(line.Text)?.Day;
            }
            else if (StampDay().IsMatch(line.Folded) && stampFirst > 0)
            {
                stampDate ??= DayText.First(line.Text)?.Day;
                stampLast = line.Number;
            }
            else if (Vietnamese.IsCaps(line.Text) && line.Text.Length < 120)
            {
                if (numberLine is null && dateLine is null) caps.Add(line.Text);
                else if (stampFirst == 0) stampOrgan = line.Text;
            }
        }
        var (issuer, parent) = Organs(caps);
        var stamp = stampFirst == 0 ? null : new ArrivalStamp(stampNumber, stampDate, stampOrgan, new(stampFirst, stampLast));
        return new(number, numberBlank, symbol, place, date, dateBlank, dateWrong, issuer, parent, stamp, numberLine, dateLine);
    }

    // Letterhead lines: organ above, issuer below; a line without an organ's word continues the one above it.
    static (string? Issuer, string? Parent) Organs(List<string> caps)
    {
        var organs = new List<string>();
        foreach (var line in caps)
        {
            var folded = Vietnamese.Fold(line);
            if (folded is "den" or "hoa toc" or "khan" or "thuong khan" or "du thao" or "ban sao") continue;
            if (organs.Count > 0 && (!OrganWord().IsMatch(folded) || Continuing().IsMatch(folded))) organs[^1] += " " + line;
            else if (OrganWord().IsMatch(folded)) organs.Add(line);
        }
        return organs.Count switch { 0 => (null, null), 1 => (organs[0], null), _ => (organs[^1], organs[^2]) };
    }

    [GeneratedRegex(@"cong hoa xa hoi|^doc lap|^tu do|^hanh phuc", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Motto();

    [GeneratedRegex(@"^S[ốỐ]\s*[:.]?\s*([\d\s.…_]*)([/\-]\s*[A-ZĐƯ][A-ZĐƯa-zÀ-ỹ\d&\-–/. ]{1,30})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberLineMark();

    [GeneratedRegex(@"^(.{2,40}?),\s*ngày\s*([\d\s.…_]*)\s*tháng\s*([\d\s.…_]*)\s*năm\s*([\d\s.…_]*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PlaceDate();

    [GeneratedRegex(@"^(?:ĐẾN\s*)?S[ốỐ]\s*(?:đến)?\s*:\s*(\d{1,6})\b(?!\s*[/\-]\s*[A-ZĐ])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StampNumber();

    [GeneratedRegex(@"^(ngay( den)?\s*:|chuyen\s*:|huyen\s*:|so ho so|den\b)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StampDay();

    [GeneratedRegex(@"\b(ubnd|uy ban|so|bo|benh vien|bv|trung tam|ttyt|chi cuc|cuc|vien|phong|ban|truong|dai hoc|hoi|tong cong ty|cong ty|tinh uy|huyen uy|dang uy|bao hiem|doan|khoa|tram|lien doan|hoc vien|so y te|vu)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrganWord();

    [GeneratedRegex(@"^(tinh|huyen|thanh pho|thi xa|khu vuc|quan|xa|phuong|va)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Continuing();

    [GeneratedRegex(@"\D", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Space();
}
