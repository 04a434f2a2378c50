using System.Globalization;
using static LienY.Insurance.FieldNames;

namespace LienY.Insurance;

/// <summary>Papers of an invented episode: discharge, summary, birth, leave, referral, next visit, tuberculosis, HIV, assessment.</summary>
static class EpisodePapers
{
    public static void Put(Draft d, Row summary)
    {
        if (d.IsWard)
        {
            Discharge(d, summary);
            Record(d, summary);
        }
        switch (d.Scene)
        {
            case Scene.Birth:
                Birth(d, summary);
                break;
            case Scene.Referral:
                Referral(d, summary);
                break;
            case Scene.Appointment:
                Appointment(d, summary);
                break;
            case Scene.Tuberculosis:
                Tuberculosis(d);
                break;
            case Scene.Hiv:
                Hiv(d, summary);
                break;
            case Scene.SickLeave:
                Leave(d.Add(11), d, 5);
                break;
            case Scene.PregnancyLeave:
                Leave(d.Add(10), d, 14);
                break;
            case Scene.Assessment:
                Assessment(d);
                break;
            case Scene.HealthCheck or Scene.Remote:
                Record(d, summary);
                break;
        }
    }

    static void Discharge(Draft d, Row summary)
    {
        var row = d.Add(7);
        (row[SO_LUU_TRU], row[MA_YTE], row[MA_KHOA_RV], row[MA_DINH_CHI_THAI]) = (d.Key, summary[MA_BN], d.Ward, "0");
        (row[NGAY_VAO], row[NGAY_RA], row[NGAY_CT]) = (summary[NGAY_VAO], summary[NGAY_RA], Moments.Write(d.Day));
        (row[CHAN_DOAN_RV], row[PP_DIEUTRI], row[MA_TTDV], row[MA_BS], row[TEN_BS]) = (d.Illness.Name, "Dữ liệu thử", "9990000001", "9990000002", "BS. Trần Văn Thử");
    }

    static void Record(Draft d, Row summary)
    {
        var row = d.Add(8);
        (row[MA_LOAI_KCB], row[NGAY_VAO], row[NGAY_RA]) = (d.Kind, summary[NGAY_VAO], summary[NGAY_RA]);
        (row[CHAN_DOAN_VAO], row[CHAN_DOAN_RV], row[QT_BENHLY], row[TOMTAT_KQ]) = (d.Illness.Name, d.Illness.Name, "Dữ liệu thử: bệnh diễn biến vài ngày",
            "Dữ liệu thử: các kết quả trong giới hạn");
        (row[PP_DIEUTRI], row[KET_QUA_DTRI], row[MA_TTDV], row[NGAY_CT]) = ("Dữ liệu thử", summary[KET_QUA_DTRI], "9990000001", Moments.Write(d.Day));
    }

    static void Birth(Draft d, Row summary)
    {
        var row = d.Add(9);
        var grams = d.Chance.Next(2_400, 3_900).ToString(CultureInfo.InvariantCulture);
        summary[CAN_NANG_CON] = grams;
        (row[HO_TEN_NND], row[NGAYSINH_NND], row[SO_CCCD_NND], row[MA_THE_NND]) = (d.Who.Name, Moments.Write(d.Who.Birth), d.Who.Number, d.Who.Card);
        (row[NOI_CU_TRU_NND], row[MATINH_CU_TRU], row[MAXA_CU_TRU], row[MA_QUOCTICH]) = (summary[DIA_CHI], "99", d.Who.Commune, "000");
        (row[GIOI_TINH_CON], row[SO_CON], row[LAN_SINH], row[SO_CON_SONG], row[CAN_NANG_CON]) = (d.Chance.Next(2) == 0 ? "1" : "2", "1", "1", "1", grams);
        (row[NGAY_SINH_CON], row[NOI_SINH_CON], row[TINH_TRANG_CON]) = (Moments.Write(d.Begin.AddHours(6)), "Cơ sở thử nghiệm", "Khỏe mạnh");
        (row[SINHCON_PHAUTHUAT], row[SINHCON_DUOI32TUAN], row[NGAY_CT], row[SO], row[QUYEN_SO]) = ("0", "0", Moments.Write(d.Day), d.Key[^6..], "GIA");
    }

    static void Leave(Row row, Draft d, int days)
    {
        (row[SO_CT], row[SO_SERI], row[DON_VI], row[CHAN_DOAN_RV]) = (d.Key[^6..], "GIA" + d.Key[^6..], "Đơn vị thử nghiệm", d.Illness.Name);
        (row[TU_NGAY], row[DEN_NGAY], row[NGAY_CT]) = (Moments.Write(d.Day), Moments.Write(d.Day.AddDays(days - 1)), Moments.Write(d.Day));
        (row[MA_TTDV], row[MA_BS]) = ("9990000001", "9990000002");
        if (row.Layout.Number == 10) row[SO_NGAY] = days.ToString(CultureInfo.InvariantCulture);
        else (row[SO_NGAY_NGHI], row[MA_BHXH], row[MA_DINH_CHI_THAI], row[MAU_SO]) = (days.ToString(CultureInfo.InvariantCulture), "9990000003", "0", "CT07");
    }

    static void Referral(Draft d, Row summary)
    {
        var to = d.Facility == "99002" ? "99003" : "99002";
        summary[MA_NOI_DEN] = to;
        var row = d.Add(13);
        Same(row, summary, HO_TEN, NGAY_SINH, GIOI_TINH, MA_QUOCTICH, MA_DANTOC, MA_NGHE_NGHIEP, DIA_CHI, MA_THE_BHYT, GT_THE_DEN, NGAY_VAO, NGAY_VAO_NOI_TRU,
            NGAY_RA, CHAN_DOAN_RV, MA_BENH_CHINH, MA_BENH_KT, MA_LOAI_RV, MA_CSKCB);
        (row[SO_HOSO], row[SO_CHUYENTUYEN], row[GIAY_CHUYEN_TUYEN]) = (d.Key[^6..], d.Key[^6..], "GIA" + d.Key[^6..]);
        if (d.Set == "4750") (row[MA_NOI_DEN], row[PP_DIEU_TRI]) = (to, "Dữ liệu thử");
        else (row[MA_CSKCB_DI], row[MA_CSKCB_DEN], row[TINH_TRANG_CT]) = (d.Facility, to, "Dữ liệu thử: ổn định, chuyển được");
        (row[DAU_HIEU_LS], row[QT_BENHLY], row[TOMTAT_KQ], row[PP_DIEUTRI]) = ("Dữ liệu thử", "Dữ liệu thử", "Dữ liệu thử", "Dữ liệu thử");
        (row[MA_LYDO_CT], row[HUONG_DIEU_TRI], row[PHUONGTIEN_VC]) = (summary[MA_LOAI_RV] == "5" ? "3" : "1", "Điều trị chuyên khoa", "Xe cứu thương");
        (row[MA_BAC_SI], row[MA_TTDV]) = ("999001/GIA-CCHN", "9990000001");
    }

    static void Appointment(Draft d, Row summary)
    {
        var next = d.Day.AddDays(28);
        summary[NGAY_TAI_KHAM] = Moments.Write(next);
        var row = d.Add(14);
        Same(row, summary, HO_TEN, NGAY_SINH, GIOI_TINH, DIA_CHI, MA_THE_BHYT, GT_THE_DEN, NGAY_VAO, NGAY_RA, CHAN_DOAN_RV, MA_BENH_CHINH, MA_BENH_KT,
            MA_DOITUONG_KCB, MA_CSKCB);
        (row[SO_GIAYHEN_KL], row[NGAY_HEN_KL], row[NGAY_CT], row[MA_BAC_SI], row[MA_TTDV]) = (d.Key[^6..], Moments.Write(next) + "0800", Moments.Write(d.Day),
            "999001/GIA-CCHN", "9990000001");
    }

    static void Tuberculosis(Draft d)
    {
        var row = d.Add(15);
        (row[HO_TEN], row[SO_CCCD], row[MA_CSKCB]) = (d.Who.Name, d.Who.Number, d.Facility);
        (row[PHANLOAI_LAO_VITRI], row[PHANLOAI_LAO_TS], row[PHANLOAI_LAO_HIV], row[PHANLOAI_LAO_VK], row[LOAI_DTRI_LAO]) = ("1", "1", "2", "1", "2");
        (row[NGAYBD_DTRI_LAO], row[PHACDO_DTRI_LAO]) = (Moments.Write(d.Day), "1");
    }

    static void Hiv(Draft d, Row summary)
    {
        var row = d.Add(6);
        Same(row, summary, MA_THE_BHYT, SO_CCCD, NGAY_SINH, GIOI_TINH, DIA_CHI, MATINH_CU_TRU, MAXA_CU_TRU, MA_CSKCB);
        (row[NGAYKD_HIV], row[BDDT_ARV], row[MA_LYDO_DTRI], row[MA_LOAI_BN]) = (Moments.Write(d.Day.AddDays(-400)), Moments.Write(d.Day.AddDays(-390)), "3", "1");
        (row[LOAI_DTRI_LAO], row[GIAI_DOAN_LAM_SANG], row[MA_XU_TRI], row[SO_NGAY_CAP_THUOC_ARV]) = ("0", "1", "1", "30");
    }

    static void Assessment(Draft d)
    {
        var row = d.Episode.Add(12);
        (row[NGUOI_CHU_TRI], row[CHUC_VU], row[NGAY_HOP], row[HO_TEN]) = ("BS. Lê Thị Mẫu", "1", Moments.Write(d.Day), d.Who.Name);
        (row[NGAY_SINH], row[SO_CCCD], row[KHAM_GIAM_DINH], row[TYLE_TTCT_MOI]) = (Moments.Write(d.Who.Birth), d.Who.Number, "1", "21");
    }

    static void Same(Row row, Row summary, params string[] fields)
    {
        foreach (var field in fields) row[field] = summary[field];
    }
}
