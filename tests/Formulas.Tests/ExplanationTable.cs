namespace LienY.Formulas.Tests;

/// <summary>Formulas in words.</summary>
public sealed class ExplanationTable
{
    public static TheoryData<string, string> Rows => Table.Of("""
        #{a} / #{b} * 100 → A ÷ B × 100
        (#{a} + #{b}) / 2 → (A + B) ÷ 2
        #{a} - (#{b} - 1) → A − (B − 1)
        -#{a} ^ 2 → −A lũy thừa 2
        (-#{a}) ^ 2 → (−A) lũy thừa 2
        #{a} ^ -2 → A lũy thừa −2
        #{a}.yearToDate() → A từ đầu năm
        #{a} - #{a}.periodOffset(-1) → A − A của kỳ trước
        #{a}.periodOffset(1) → A của kỳ sau
        #{a}.periodOffset(-12) → A của 12 kỳ trước đó
        #{a}.window(12 months) → A trong 12 tháng gần nhất
        #{a}.aggregationType(LAST_AVERAGE_ORG_UNIT) → A (tổng hợp: giá trị cuối, bình quân qua các đơn vị)
        #{a}.aggregationType(MAX_SUM_ORG_UNIT) → A (tổng hợp: lớn nhất, cộng qua các đơn vị)
        #{a}.minDate(2021-1-1).maxDate(2021-6-30) → A từ ngày 01/01/2021 đến ngày 30/06/2021
        #{a}.asOf(2026-06-30) → A theo số liệu đã biết đến hết ngày 30/06/2026
        count(E{viec; role=host}).yearToDate() → số E (role: host) từ đầu năm
        if(isNull(#{a}), 0, #{a}) → nếu không có A thì 0, nếu không thì A
        if(#{a} >= 95 && !(#{b} != 'x'), 1, 0) → nếu A ≥ 95 và không phải (B ≠ “x”) thì 1, nếu không thì 0
        true || 1 < 2 → đúng hoặc 1 < 2
        firstNonNull(#{a}, #{b}, null) → giá trị đầu tiên có được trong (A; B; không có giá trị)
        greatest(#{a}, 0) + least(#{b}, 1) → số lớn nhất trong (A; 0) + số nhỏ nhất trong (B; 1)
        log(#{a}) + log(#{a}, 2) + log10(#{a}) → lô-ga-rít tự nhiên của (A) + lô-ga-rít cơ số (2) của (A) + lô-ga-rít thập phân của (A)
        removeZeros(#{a}) → (A), bỏ qua nếu bằng 0
        contains(#{a}, 'x') → A có chứa “x”
        containsItems(#{a}, 'x', 'y') → A có các mục “x”; “y”
        orgUnit.group(xa, phuong) → đơn vị thuộc nhóm xa hoặc phuong
        orgUnit.ancestor(so) → đơn vị trực thuộc so
        avg(#{a} + #{b}) + 2 * stddev(#{a}) → bình quân của (A + B) qua các kỳ mẫu + 2 × độ lệch chuẩn của (A) qua các kỳ mẫu
        percentileCont(0.75, #{a}) → bách phân vị (0,75) của (A) qua các kỳ mẫu
        percentileCont(#{a}, 0.75) → bách phân vị (0,75) của (A) qua các kỳ mẫu
        normDistCum(#{a}, 1, 2) → xác suất phân phối chuẩn đến (A; 1; 2)
        subExpression(#{a} + 1) * 1234.5 → (A + 1) × 1.234,5
        #{a} % 2 / [days] → A chia lấy dư 2 ÷ số ngày của kỳ
        [periodInYear] / [yearlyPeriodCount] → số thứ tự của kỳ trong năm ÷ số kỳ trong một năm
        """);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Formula_is_told_in_words(string formula, string words) =>
        Assert.Equal(words, Formula.Parse(formula).Explain(i => i switch { DataItem d => d.Element.ToUpperInvariant(), EvidenceItem => "E", _ => i.Key }));
}
