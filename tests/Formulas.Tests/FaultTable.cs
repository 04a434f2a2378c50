using System.Globalization;

namespace LienY.Formulas.Tests;

/// <summary>Every bad formula is refused with a whole sentence and the place of the fault.</summary>
public sealed class FaultTable
{
    public static TheoryData<string, string> Rows => Table.Of("""
        ( 1 → 3 Thiếu dấu “)” cho dấu “(” ở ký tự 1.
        ( 1 + → 5 Công thức kết thúc giữa chừng.
        1) + 2 → 1 Không hiểu phần “)”.
        ((1) → 4 Thiếu dấu “)” cho dấu “(” ở ký tự 1.
        greatest(1, 2 → 13 Thiếu dấu “)” cho dấu “(” ở ký tự 9.
        greatest(1, → 11 Công thức kết thúc giữa chừng.
        greatest(1 2) → 11 Cần dấu “)” ở đây.
        1* → 2 Công thức kết thúc giữa chừng.
        12 x 4 → 3 Không hiểu phần “x”.
        1 + 1 + a → 8 Không hiểu phần “a”.
        1 + 1  ( 2 + 2 ) → 7 Không hiểu phần “(”.
        1+1+1 > 0 _ 1 → 10 Ký hiệu “_” không dùng được trong công thức.
        1 <> 2 → 3 Không hiểu phần “>”.
        1 = 2 → 2 Ký hiệu “=” không dùng được trong công thức.
        1 === 2 → 4 Ký hiệu “=” không dùng được trong công thức.
        1 & 2 → 2 Ký hiệu “&” không dùng được trong công thức.
        true | false → 5 Ký hiệu “|” không dùng được trong công thức.
        abc → 0 Không hiểu phần “abc”.
        TRUE → 0 Không hiểu phần “TRUE”.
        1.5*AVG(#{a}) → 4 Không có hàm “AVG”.
        d2:daysBetween(1, 2) → 0 Không có hàm “d2:daysBetween”.
        orgUnit.level(a) → 0 Không có hàm “orgUnit.level”.
        orgUnit.group() → 14 Mã “” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        orgUnit.group(a b) → 14 Mã “a b” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        orgUnit.group(a → 15 Thiếu dấu “)” cho dấu “(” ở ký tự 14.
        'abc' → 0 Công thức phải cho một số hoặc một điều kiện, không phải chữ.
        if(1 < 2, 'a', 'b') → 0 Công thức phải cho một số hoặc một điều kiện, không phải chữ.
        'abc → 0 Thiếu dấu “'” để đóng.
        "abc' → 0 Thiếu dấu “"” để đóng.
        'a\q' == 'b' → 2 Sau dấu \ trong ngoặc kép chỉ dùng được ' " \ n r t b f hoặc u và bốn chữ số.
        1 /* ghi chú → 2 Thiếu dấu “*/” để đóng.
        1 && true → 0 Chỗ này cần một điều kiện đúng hoặc sai.
        true && 2 → 8 Chỗ này cần một điều kiện đúng hoặc sai.
        !5 → 1 Chỗ này cần một điều kiện đúng hoặc sai.
        not 5 → 4 Chỗ này cần một điều kiện đúng hoặc sai.
        true / (#{a} - #{b}) → 0 Chỗ này cần một số.
        if((5 < 2) + 3, 1, 0) → 6 Chỗ này cần một số.
        1 + (2 == 3) → 7 Chỗ này cần một số.
        -true → 1 Chỗ này cần một số.
        'abc' + 1 → 0 Chỗ này cần một số.
        'abc' < 1 → 8 Chỗ này cần chữ trong ngoặc kép.
        1 == 'abc' → 5 Chỗ này cần một số.
        true == 1 → 8 Chỗ này cần một điều kiện đúng hoặc sai.
        if(1, 2, 3) → 3 Chỗ này cần một điều kiện đúng hoặc sai.
        if(true, 2, false) → 12 Chỗ này cần một số.
        if(true, 2) → 0 Hàm “if” nhận từ 3 đến 3 giá trị.
        isNull() → 0 Hàm “isNull” nhận từ 1 đến 1 giá trị.
        isNull(1, 2) → 0 Hàm “isNull” nhận từ 1 đến 1 giá trị.
        firstNonNull() → 0 Hàm “firstNonNull” nhận từ 1 đến 100 giá trị.
        firstNonNull(1, true) → 16 Chỗ này cần một số.
        greatest() → 0 Hàm “greatest” nhận từ 1 đến 100 giá trị.
        greatest('a', 1) → 9 Chỗ này cần một số.
        log(1, 2, 3) → 0 Hàm “log” nhận từ 1 đến 2 giá trị.
        log10('x') → 6 Chỗ này cần một số.
        contains('abc') → 0 Hàm “contains” nhận từ 2 đến 100 giá trị.
        contains(true, 'a') → 9 Chỗ này cần chữ trong ngoặc kép.
        percentileCont(0.5, 2) → 0 Hàm “percentileCont” cần ít nhất một mục số liệu bên trong.
        avg(stddev(#{a})) → 0 Các hàm thống kê không lồng vào nhau.
        normDistCum(avg(#{a})) → 0 Các hàm thống kê không lồng vào nhau.
        #{} → 0 Mã “” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        #{a b} → 0 Mã “a b” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        #{số.ca} → 0 Mã “số” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        #{a..b} → 0 Mã “” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        #{a.b.c.d} → 0 “#{a.b.c.d}” có quá nhiều phần; viết #{phần tử}, #{phần tử.phân tổ} hoặc #{phần tử.phân tổ.thuộc tính}.
        #{*} → 0 Mã “*” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        #{co:a} → 0 Mã “co:a” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        #{a → 0 Thiếu dấu “}” để đóng.
        #a → 0 Ký hiệu “#” không dùng được trong công thức.
        C{a.b} → 0 Mã “a.b” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        N{} → 0 Mã “” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        OUG{} → 0 Mã “” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _.
        R{a} → 0 “R{a}” viết chưa đúng, ví dụ R{bieu-thang.REPORTING_RATE}.
        R{a.SPEED} → 0 Không có số đo “SPEED” của biểu mẫu. Dùng được: REPORTING_RATE, REPORTING_RATE_ON_TIME, ACTUAL_REPORTS, ACTUAL_REPORTS_ON_TIME, EXPECTED_REPORTS.
        D{a} → 0 “D{a}” viết chưa đúng, ví dụ D{chuong-trinh.phan-tu}.
        V{event_date} → 1 Ký hiệu “{” không dùng được trong công thức.
        [day] → 0 Không có biến “[day]”. Biến dùng được: [days], [periodInYear], [yearlyPeriodCount].
        [days → 0 Thiếu dấu “]” để đóng.
        #{a}.aggregationType(NOT_A_WAY) → 21 Không có cách tổng hợp “NOT_A_WAY”. Dùng được: …
        #{a}.aggregationType() → 5 Không có cách tổng hợp “”. Dùng được: …
        #{a}.periodOffset('x') → 18 Số kỳ lùi hoặc tiến viết như periodOffset(-1), là số nguyên từ -1000 đến 1000.
        #{a}.periodOffset(1.5) → 18 Số kỳ lùi hoặc tiến viết như periodOffset(-1), là số nguyên từ -1000 đến 1000.
        #{a}.periodOffset() → 5 Số kỳ lùi hoặc tiến viết như periodOffset(-1), là số nguyên từ -1000 đến 1000.
        #{a}.periodOffset(900).periodOffset(900) → 36 Số kỳ lùi hoặc tiến viết như periodOffset(-1), là số nguyên từ -1000 đến 1000.
        #{a}.maxDate(2022-13-01) → 13 Ngày sau maxDate viết như maxDate(2026-06-30).
        #{a}.minDate(notADate) → 13 Ngày sau minDate viết như minDate(2026-06-30).
        #{a}.asOf() → 5 Ngày sau asOf viết như asOf(2026-06-30).
        #{a}.yearToDate(1) → 16 Sau yearToDate không ghi gì trong ngoặc.
        #{a}.yearToDate → 15 Cần dấu “(” ở đây.
        #{a}.stageOffset(1) → 5 Không có cách tính “stageOffset”. Dùng được: window, yearToDate, periodOffset, aggregationType, minDate, maxDate, asOf.
        #{a}.distinct() → 5 Không có cách tính “distinct”. Dùng được: window, yearToDate, periodOffset, aggregationType, minDate, maxDate, asOf.
        #{a}. → 5 Sau dấu chấm cần tên, ví dụ .window(24 months) hoặc .yearToDate().
        #{a}.window(-1 months) → 12 Cửa sổ thời gian viết như window(24 months) hoặc window(2 năm).
        #{a}.window(101 years) → 12 Cửa sổ thời gian dài quá 100 năm.
        #{a}.window(2 kỷ) → 14 Không có đơn vị thời gian “kỷ”. Dùng được: days, weeks, months, quarters, years.
        1e400 → 0 Số “1e400” quá lớn.
        """);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Fault_is_told_with_its_place(string formula, string told)
    {
        var error = Assert.Throws<FormulaError>(() => Formula.Parse(formula));
        var text = error.Position.ToString(CultureInfo.InvariantCulture) + " " + string.Format(CultureInfo.InvariantCulture, error.Text, [.. error.Args]);
        Assert.StartsWith(told.TrimEnd('…'), text, StringComparison.Ordinal);
    }

    static string[] Monsters =>
    [
        new string('(', 10_000), new string(')', 10_000), new string('(', 4_000) + "1" + new string(')', 4_000), new string('-', 9_999), new string('!', 9_999),
        string.Concat(Enumerable.Repeat("1^", 4_000)) + "1",
        string.Concat(Enumerable.Repeat("if(true,", 1_200)), string.Concat(Enumerable.Repeat("1+", 4_900)) + "1",
        new string('1', 100_000), new string('a', 100_000), new string('{', 100_000), "'" + new string('x', 100_000), new string('\ud83d', 5_000), new string('9', 9_000),
        "1e" + new string('9', 9_000), "[" + new string(' ', 9_000),
        "E{a" + string.Concat(Enumerable.Repeat(";x", 3_000)) + "}", string.Concat(Enumerable.Repeat("avg(", 2_000)), string.Concat(Enumerable.Repeat("/*", 4_000)), "\0", "1 \0",
    ];

    [Fact]
    public void Monsters_are_refused() => Assert.All(Monsters, m => Assert.InRange(Assert.Throws<FormulaError>(() => Formula.Parse(m)).Position, 0, m.Length));

    [Fact]
    public void Long_sum_of_many_items_is_read()
    {
        var formula = string.Join(" + ", Enumerable.Range(0, 500).Select(i => $"#{{phan-tu-{i:000}}}"));
        Assert.Equal(500, Formula.Parse(formula).Items.Count);
    }
}
