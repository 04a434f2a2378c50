using System.Globalization;
using static LienY.Insurance.FieldNames;

namespace LienY.Insurance;

/// <summary>A fault put into a good episode on purpose, and the answer that checking must give.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Rule">The rule that must find it.</param>
/// <param name="Table">In which table.</param>
/// <param name="Field">In which field; null for the table as a whole.</param>
/// <param name="Severity">How bad it must be found.</param>
/// <param name="Grade">What the episode must become.</param>
/// <param name="Spoil">Does it; the row at fault, or null when the episode has no place for it.</param>
public sealed record Injection(string Name, string Rule, int Table, string? Field, Severity Severity, Grade Grade, Func<Episode, int?> Spoil)
{
    /// <summary>Every fault that can be put in; the moment of checking is taken to be within a year of the visit.</summary>
    public static IReadOnlyList<Injection> All { get; } =
    [
        Set("gap of the name", 1, HO_TEN, "required", null), Set("gap of the end", 1, NGAY_RA, "required", null), Set("no facility", 1, MA_CSKCB, "required", null),
        Set("unknown sex code", 1, GIOI_TINH, "list", "7"), Set("unknown kind of visit", 1, MA_LOAI_KCB, "list", "77"),
        Set("unknown result", 1, KET_QUA_DTRI, "list", "9"),
        Set("moment with month 13", 1, NGAY_VAO, "type", "202613010800"), Set("birth of letters", 1, NGAY_SINH, "type", "19x001010000"),
        Set("visit years ahead", 1, NGAY_VAO, "notfuture", "209901010800"), Set("birth behind the visit", 1, NGAY_SINH, "order." + NGAY_VAO, "209901010000"),
        Set("illness without form", 1, MA_BENH_CHINH, "pattern", "123"), Set("facility without form", 1, MA_CSKCB, "pattern", "12-45"),
        Set("total too small", 1, T_TONGCHI_BV, "sum", "1"), Set("total below zero", 1, T_TONGCHI_BV, "range", "-5"),
        Set("total of letters", 1, T_TONGCHI_BV, "type", "1.000.000"),
        Set("drug paid wrongly", 2, THANH_TIEN_BV, "product", "0.5"), Set("quantity below zero", 2, SO_LUONG, "range", "-1"),
        Set("drug of another episode", 2, MA_LK, "same", "GIA-KHAC"),
        Set("service paid wrongly", 3, THANH_TIEN_BV, "product", "1.23"), Set("name of a drug too long", 2, TEN_THUOC, "length", new string('A', 1025)),
        Set("benefit of five characters", 3, MUC_HUONG, "length", "80.00"),
        Warn("no patient number", 1, MA_BN, "required", null), Warn("card without form", 1, MA_THE_BHYT, "card", "DN912345"),
        Warn("ward without form", 1, MA_KHOA, "pattern", "KHOA1"),
        Warn("days counted wrongly", 1, SO_NGAY_DTRI, "days", "99", onlyWard: true), Warn("row numbers repeat", 2, STT, "unique", "1", row: 2),
        Warn("share above a hundred", 2, TYLE_TT_BH, "range", "130"),
        Warn("code with a space", 1, MA_QUOCTICH, "type", "0 0"),
        new("summary missing", "XML1.table", 1, null, Severity.Refuse, Grade.Refused, e => { e.Remove(1); return e.Rows(2).Count > 0 ? 0 : null; }),
        new("discharge paper missing", "XML1.MA_LOAI_KCB.table", 1, MA_LOAI_KCB, Severity.Warn, Grade.AcceptedWithWarnings,
            e => { var had = e.Rows(7).Count > 0; e.Remove(7); return had ? 1 : null; }),
        new("referral paper missing", "XML1.MA_LOAI_RV.table", 1, MA_LOAI_RV, Severity.Warn, Grade.AcceptedWithWarnings,
            e => { var had = e.Rows(13).Count > 0; e.Remove(13); return had ? 1 : null; }),
        new("summary twice", "XML1.one-row", 1, null, Severity.Refuse, Grade.Refused, e =>
        {
            if (e.Summary is not { } first) return null;
            var second = e.Add(1);
            foreach (var field in first.Layout.Fields) second[field.Name] = first[field.Name];
            return 2;
        }),
    ];

    static Injection Set(string name, int table, string field, string kind, string? value) =>
        Make(name, table, field, kind, value, Severity.Refuse, Grade.Refused, 1, false);

    static Injection Warn(string name, int table, string field, string kind, string? value, int row = 1, bool onlyWard = false) =>
        Make(name, table, field, kind, value, Severity.Warn, Grade.AcceptedWithWarnings, row, onlyWard);

    static Injection Make(string name, int table, string field, string kind, string? value, Severity severity, Grade grade, int row, bool onlyWard) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"XML{table}.{field}.{kind}"), table, field, severity, grade, episode =>
        {
            if (episode.Rows(table).Count < row || episode.IsCheckIn || (onlyWard && episode.Rows(7).Count == 0)) return null;
            episode.Rows(table)[row - 1][field] = value;
            return row;
        });
}
