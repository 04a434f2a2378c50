using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Reads header rows: which rows they are, how their levels join, what each column holds.</summary>
static partial class HeaderColumns
{
    public static bool IsHeader(GridRow row)
    {
        int known = 0, filled = 0, long_ = 0;
        foreach (var cell in row.Cells)
        {
            if (cell.Text.Length == 0 || cell.Spread) continue;
            filled++;
            var folded = Vietnamese.Fold(cell.Text);
            if (cell.Text.Length > 70) long_++;
            else if (HeaderWord().IsMatch(folded)) known++;
        }
        if (filled < 2 || long_ > 0) return false;
        var first = Vietnamese.Fold(row[0]);
        if (NumberHead().IsMatch(first)) return known >= 2 || filled >= 3 && row.Cells.All(c => c.Text.Length is 0 or > 1 && Vietnamese.Number(c.Text) is null);
        return known * 3 >= filled * 2 && known >= 2 && !char.IsDigit(first.Length > 0 ? first[0] : 'x') && Marker.Find(row[0]) is null;
    }

    /// <summary>Number of header rows from a given one; 0 when it is no header.</summary>
    public static int Levels(IReadOnlyList<GridRow> rows, int head)
    {
        if (!IsHeader(rows[head])) return 0;
        var levels = 1;
        for (var i = head + 1; i < rows.Count && levels < 4; i++)
        {
            var row = rows[i];
            var own = row.Cells.Where(c => c.Own && c.Text.Length > 0).ToList();
            var first = row.Cells[0];
            var numbering = own.Count >= 3 && own.TrueForAll(c => ColumnNumber().IsMatch(c.Text));
            var under = (!first.Own || first.Text.Length == 0) && own.Count > 0
                && own.TrueForAll(c => c.Text.Length <= 40 && (HeaderWord().IsMatch(Vietnamese.Fold(c.Text)) || YearOnly().IsMatch(c.Text.Trim()) || rows[head].Cells.Any(h => h.Spread) || UnderGroups(rows[head], row)))
                && !own.TrueForAll(c => Vietnamese.Number(c.Text) is not null && !YearOnly().IsMatch(c.Text.Trim()));
            if (!numbering && !under) break;
            levels++;
        }
        return levels;
    }

    // In text tables a second level stands only under group titles and the empty cells right of them.
    static bool UnderGroups(GridRow head, GridRow row) => Enumerable.Range(0, row.Cells.Count).Where(c => row[c].Length > 0)
        .All(c => c < head.Cells.Count && (head[c].Length == 0 || c + 1 < head.Cells.Count && head[c + 1].Length == 0 && row[c + 1].Length > 0));

    /// <summary>Header texts per column, levels joined by " | ".</summary>
    public static List<string> Join(IReadOnlyList<GridRow> rows, int head, int levels)
    {
        var headers = new List<string>();
        for (var column = 0; column < rows[head].Cells.Count; column++)
        {
            var parts = new List<string>();
            for (var i = head; i < head + levels; i++)
            {
                var row = rows[i];
                if (i > head && row.Cells.Where(c => c.Own && c.Text.Length > 0).All(c => ColumnNumber().IsMatch(c.Text))) continue;
                var text = row[column];
                if (text.Length == 0 && i == head && levels > 1) text = LeftGroup(rows, head, column, levels);
                if (text.Length > 0 && !parts.Contains(text)) parts.Add(text);
            }
            headers.Add(string.Join(" | ", parts));
        }
        return headers;
    }

    // In text tables a group title stands over its first column only; empty cells right of it belong to it when a level below is filled.
    static string LeftGroup(IReadOnlyList<GridRow> rows, int head, int column, int levels)
    {
        if (rows[head + 1][column].Length == 0 && levels > 1) return "";
        for (var i = column - 1; i >= 0; i--)
            if (rows[head][i].Length > 0) return rows[head + 1][i].Length > 0 ? rows[head][i] : "";
        return "";
    }

    public static List<Column> Roles(IReadOnlyList<string> headers, IReadOnlyList<GridRow> body)
    {
        var roles = headers.Select(Role).ToList();
        Keep(roles, Column.Name);
        Keep(roles, Column.Number);
        Keep(roles, Column.Unit);
        if (!roles.Contains(Column.Name))
        {
            var name = Enumerable.Range(0, roles.Count).Where(i => roles[i] is Column.Other or Column.Target or Column.Product)
                .OrderByDescending(i => body.Count(r => r[i].Length > 3 && Vietnamese.Number(r[i]) is null)).FirstOrDefault(-1);
            if (name >= 0 && body.Any(r => r[name].Length > 3)) roles[name] = Column.Name;
        }
        // "Đơn vị" over "%", "Ca/tháng", "Lượt" is a unit of measure, not who does it.
        for (var i = 0; i < roles.Count; i++)
            if (roles[i] == Column.Lead && !roles.Contains(Column.Unit) && UnitOrOrgan().IsMatch(Vietnamese.Fold(headers[i])) && body.Count > 0
                && body.All(r => r[i].Length <= 16 && !Duties.IsOrgan(r[i])) && body.Any(r => r[i].Length > 0)) roles[i] = Column.Unit;
        return roles;
    }

    static void Keep(List<Column> roles, Column role)
    {
        var first = roles.IndexOf(role);
        for (var i = first + 1; first >= 0 && i < roles.Count; i++)
            if (roles[i] == role) roles[i] = role == Column.Name ? Column.Other : Column.Other;
    }

    /// <summary>What a header text says its column holds.</summary>
    public static Column Role(string header)
    {
        var s = Vietnamese.Fold(header);
        if (s.Length == 0) return Column.Other;
        if (NumberHead().IsMatch(s)) return Column.Number;
        if (s.Contains("ghi chu", StringComparison.Ordinal)) return Column.Note;
        if (UnitHead().IsMatch(s)) return Column.Unit;
        if (CoopHead().IsMatch(s) && !LeadHead().IsMatch(s)) return Column.Cooperating;
        if (SourceHead().IsMatch(s)) return Column.Source;
        if (MoneyHead().IsMatch(s)) return YearIn().IsMatch(s) ? Column.Year : TotalHead().IsMatch(s) ? Column.Total : Column.Money;
        if (TimeHead().IsMatch(s)) return Column.Time;
        if (LeadHead().IsMatch(s)) return Column.Lead;
        if (AudienceHead().IsMatch(s)) return Column.Audience;
        if (PlaceHead().IsMatch(s)) return Column.Place;
        if (QuantityHead().IsMatch(s)) return Column.Quantity;
        if (BaselineHead().IsMatch(s)) return Column.Baseline;
        if (YearIn().IsMatch(s)) return Column.Year;
        if (ProductHead().IsMatch(s)) return Column.Product;
        if (TargetHead().IsMatch(s)) return Column.Target;
        if (NameHead().IsMatch(s)) return Column.Name;
        if (TotalHead().IsMatch(s)) return Column.Total;
        return Column.Other;
    }

    /// <summary>Year a header names, or null.</summary>
    public static int? YearOf(string header) => YearIn().Match(Vietnamese.Fold(header)) is { Success: true } m ? DayText.Int(m.Groups[1].Value) : null;

    /// <summary>Whether a header speaks of money.</summary>
    public static bool IsMoney(string header) => MoneyHead().IsMatch(Vietnamese.Fold(header));

    [GeneratedRegex(@"^(stt|tt|so tt|so thu tu|#|no\.?|s tt|st t)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberHead();

    [GeneratedRegex(@"^(stt|tt)$|noi dung|hoat dong|nhiem vu|cong viec|thoi gian|tien do|thoi han|don vi|co quan|chu tri|phoi hop|s.n ph.m|ket qua|doi tuong|kinh phi|ghi chu|chi tieu|chi so|dvt|^nam (19|20)\d\d|ke hoach|so luong|dia diem|nguon|thanh tien|so tien|don gia|^ten\b|lop|^tong|du toan|muc tieu|hang muc|hien trang|thuc hien|hoc vien|giang vien|danh muc|ngan sach|trach nhiem|linh vuc|chuyen de|thanh phan|lo trinh|^khoa\b|ky thuat|dau ra|du an|gia tri|so lieu|phu trach|dau moi", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HeaderWord();

    [GeneratedRegex(@"^\(?\d{1,2}\)?$|^\(?[A-C]\)?$|^\(?\d{1,2}\)?\s*=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ColumnNumber();

    [GeneratedRegex(@"^(?:Năm\s*)?(?:19|20)\d\d$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex YearOnly();

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearIn();

    [GeneratedRegex(@"^dvt\b|don vi tinh|don vi do", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnitHead();

    [GeneratedRegex(@"^don vi$|^don vi \|", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnitOrOrgan();

    [GeneratedRegex(@"phoi hop|cung thuc hien|ho tro", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CoopHead();

    [GeneratedRegex(@"chu tri|trach nhiem|don vi thuc hien|co quan thuc hien|^thuc hien$|dau moi|don vi to chuc|nguoi thuc hien|phu trach|don vi chuyen giao|don vi dao tao|giang vien|^don vi$|^co quan$|bo phan thuc hien", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LeadHead();

    [GeneratedRegex(@"^nguon\b|nguon (kinh phi|von)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SourceHead();

    [GeneratedRegex(@"kinh phi|du toan|thanh tien|so tien|don gia|(trieu|ty|nghin|ngan) dong|\(dong\)|ngan sach|nstw|nsdp|nsnn|von doi ung", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MoneyHead();

    [GeneratedRegex(@"thoi gian|tien do|thoi han|thoi diem|ngay hoan thanh|lo trinh|han hoan thanh", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimeHead();

    [GeneratedRegex(@"doi tuong|thanh phan|nguoi hoc|don vi (thu huong|tiep nhan|tham gia)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AudienceHead();

    [GeneratedRegex(@"dia diem|noi to chuc|dia ban|hinh thuc", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlaceHead();

    [GeneratedRegex(@"so luong|^so (lop|hoc vien|luot|nguoi|buoi|ky thuat|ngay|khoa|can bo|nhan vien|dot)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuantityHead();

    [GeneratedRegex(@"hien trang|hien tai|(uoc )?thuc hien (nam )?(19|20)\d\d|ket qua (nam )?(19|20)\d\d|nam goc|^th (nam )?(19|20)\d\d|so lieu nen|ket qua thuc hien nam", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BaselineHead();

    [GeneratedRegex(@"s.n ph.m|ket qua|dau ra", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ProductHead();

    [GeneratedRegex(@"^(ke hoach|muc tieu|kh)\b|chi tieu (giao|nam|ke hoach|phan dau)|^gia tri|phan dau|muc tieu (den|nam)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TargetHead();

    [GeneratedRegex(@"noi dung|hoat dong|nhiem vu|cong viec|^ten\b|hang muc|danh muc|chi tieu|chi so|linh vuc|chuyen de|ky thuat|^khoa\b|^lop\b|du an|giai phap", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameHead();

    [GeneratedRegex(@"^tong|\| tong", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TotalHead();
}
