using System.Globalization;
using static LienY.Insurance.FieldNames;

namespace LienY.Insurance;

/// <summary>Drugs, services, results and notes of an invented episode, and the sums of its summary.</summary>
static class EpisodeCosts
{
    static readonly (string Code, string Name, string Unit, decimal Price)[] Drugs =
    [
        ("40.30.1", "Thuốc thử A 500 mg", "Viên", 1_250.5m), ("40.155", "Thuốc thử B 5 mg", "Viên", 890m), ("40.671", "Thuốc thử C 1 g", "Lọ", 12_345.678m),
        ("40.48", "Dịch truyền thử 500 ml", "Chai", 9_870m),
    ];

    static readonly (string Code, string Name, decimal Price, bool Test)[] Services =
    [
        ("02.0085.1778", "Điện tim thường", 39_900m, true), ("18.0015.0001", "Siêu âm ổ bụng", 58_600m, true),
        ("18.0119.0028", "Chụp Xquang ngực thẳng", 73_300m, true), ("01.1900", "Khám bệnh", 45_000m, false),
    ];

    public static void Put(Draft d, Row summary)
    {
        var chance = d.Chance;
        for (var i = chance.Next(d.IsWard ? 3 : 1, d.IsWard ? 9 : 5); i > 0; i--) Drug(d);
        for (var i = chance.Next(1, d.IsWard ? 8 : 4); i > 0; i--) Service(d);
        if (d.IsWard) Supply(d);
        if (d.IsWard || d.Scene == Scene.Remote) Note(d);
        Sums(d, summary);
    }

    static void Drug(Draft d)
    {
        var (code, name, unit, price) = Drugs[d.Chance.Next(Drugs.Length)];
        var row = d.Add(2);
        (row[MA_THUOC], row[TEN_THUOC], row[DON_VI_TINH], row[MA_NHOM], row[DUONG_DUNG], row[SO_DANG_KY]) = (code, name, unit, "4", "1.01", "GIA-0000-00");
        (row[LIEU_DUNG], row[CACH_DUNG], row[PHAM_VI]) = ("1 viên x 2 lần", "Sau ăn", d.Who.Card is null ? "2" : "1");
        Money(d, row, DON_GIA, d.Chance.Next(1, 30), price);
        row[DON_GIA] = Numbers.Write(price);
        Ordered(d, row);
    }

    static void Service(Draft d)
    {
        var (code, name, price, test) = Services[d.Chance.Next(Services.Length)];
        var row = d.Add(3);
        (row[MA_DICH_VU], row[TEN_DICH_VU], row[DON_VI_TINH], row[MA_NHOM], row[PHAM_VI]) = (code, name, "Lần", test ? "2" : "13", d.Who.Card is null ? "2" : "1");
        Money(d, row, DON_GIA_BV, 1, price);
        (row[DON_GIA_BV], row[DON_GIA_BH]) = (Numbers.Write(price), Numbers.Write(price));
        var at = Ordered(d, row);
        (row[NGUOI_THUC_HIEN], row[NGAY_KQ]) = ("999002/GIA-CCHN", Moments.Write(at.AddMinutes(40)));
        if (!test) return;
        var result = d.Add(4);
        (result[MA_DICH_VU], result[MA_CHI_SO], result[TEN_CHI_SO]) = (code, code[..7] + ".1", name);
        (result[GIA_TRI], result[MO_TA], result[KET_LUAN]) = ("Bình thường", "Dữ liệu thử", "Không thấy bất thường");
        (result[NGAY_KQ], result[MA_BS_DOC_KQ]) = (Moments.Write(at.AddMinutes(40)), "999002/GIA-CCHN");
    }

    static void Supply(Draft d)
    {
        var row = d.Add(3);
        (row[MA_VAT_TU], row[TEN_VAT_TU], row[DON_VI_TINH], row[MA_NHOM], row[PHAM_VI]) = ("N03.99.999", "Vật tư thử", "Cái", "10", d.Who.Card is null ? "2" : "1");
        Money(d, row, DON_GIA_BV, 2, 3_150m);
        (row[DON_GIA_BV], row[DON_GIA_BH]) = (Numbers.Write(3_150m), Numbers.Write(3_150m));
        Ordered(d, row);
    }

    static void Note(Draft d)
    {
        var row = d.Add(5);
        (row[DIEN_BIEN_LS], row[THOI_DIEM_DBLS], row[NGUOI_THUC_HIEN]) = ("Dữ liệu thử: người bệnh tỉnh, tiếp xúc tốt", Moments.Write(d.Begin.AddHours(2)),
            "999001/GIA-CCHN");
        if (d.Scene == Scene.Remote || d.Chance.Next(4) == 0) row[HOI_CHAN] = "Dữ liệu thử: hội chẩn từ xa, thống nhất phương án";
    }

    static DateTimeOffset Ordered(Draft d, Row row)
    {
        var at = d.Begin.AddMinutes(15 + d.Chance.Next(60)).AddDays(d.Chance.Next(d.Days));
        (row[NGAY_YL], row[NGAY_TH_YL]) = (Moments.Write(at), Moments.Write(at.AddMinutes(20)));
        (row[MA_KHOA], row[MA_BAC_SI], row[MA_PTTT]) = (d.Ward, "999001/GIA-CCHN", "1");
        return at;
    }

    static void Money(Draft d, Row row, string price, int quantity, decimal each)
    {
        var insured = d.Who.Card is not null;
        var amount = Math.Round(quantity * each, 2, MidpointRounding.AwayFromZero);
        var covered = insured ? amount : 0;
        var paid = Math.Round(covered * 0.8m, 2, MidpointRounding.AwayFromZero);
        row[SO_LUONG] = quantity.ToString(CultureInfo.InvariantCulture);
        row[price] = Numbers.Write(each);
        row[TYLE_TT_BH] = insured ? "100" : "0";
        if (row.Layout.Find(TYLE_TT_DV) is not null) row[TYLE_TT_DV] = "100";
        (row[THANH_TIEN_BV], row[THANH_TIEN_BH], row[MUC_HUONG]) = (Numbers.Write(amount), Numbers.Write(covered), insured ? "80" : "0");
        (row[T_BHTT], row[T_BNCCT], row[T_BNTT], row[T_NGUONKHAC]) = (Numbers.Write(paid), Numbers.Write(covered - paid), Numbers.Write(amount - covered), "0");
    }

    static void Sums(Draft d, Row summary)
    {
        decimal Sum(string field) => d.Episode.Rows(2).Concat(d.Episode.Rows(3)).Sum(r => r.Amount(field) ?? 0);
        foreach (var (to, of) in new[] { (T_TONGCHI_BV, THANH_TIEN_BV), (T_TONGCHI_BH, THANH_TIEN_BH), (T_BNTT, T_BNTT), (T_BNCCT, T_BNCCT), (T_BHTT, T_BHTT),
            (T_NGUONKHAC, T_NGUONKHAC) })
            summary[to] = Numbers.Write(Sum(of));
        summary[T_THUOC] = Numbers.Write(d.Episode.Rows(2).Sum(r => r.Amount(THANH_TIEN_BV) ?? 0));
        summary[T_VTYT] = Numbers.Write(d.Episode.Rows(3).Where(r => r[MA_VAT_TU] is not null).Sum(r => r.Amount(THANH_TIEN_BV) ?? 0));
    }
}
