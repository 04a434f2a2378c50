using System.Globalization;
using static LienY.Insurance.FieldNames;

namespace LienY.Insurance;

/// <summary>
/// Makes invented episodes for tests, demonstration and measuring: the same seed and number always give the same one, every one passes the rules of its
/// day without a fault, and every identifier can be seen to be invented (MA_LK begins with GIA, numbers with 999).
/// </summary>
/// <param name="seed">Where chance begins.</param>
/// <param name="facility">MACSKCB of the sending facility, five characters.</param>
/// <param name="day">The day on which the visits end.</param>
public sealed class EpisodeMaker(int seed, string facility, DateOnly day)
{
    static readonly (Scene Scene, int Weight)[] Mix =
    [
        (Scene.Outpatient, 45), (Scene.Inpatient, 14), (Scene.Appointment, 10), (Scene.Referral, 6), (Scene.Remote, 4), (Scene.Outreach, 3), (Scene.HealthCheck, 4),
        (Scene.Screening, 3), (Scene.Tuberculosis, 2), (Scene.Hiv, 1), (Scene.Birth, 3), (Scene.Death, 1), (Scene.SickLeave, 2), (Scene.PregnancyLeave, 1),
        (Scene.Assessment, 1),
    ];

    static readonly (string Code, string Name)[] Illnesses =
    [
        ("I10", "Bệnh lý tăng huyết áp"), ("J18.9", "Viêm phổi, không đặc hiệu"), ("E11.9", "Đái tháo đường không phụ thuộc insulin"),
        ("K29.7", "Viêm dạ dày, không đặc hiệu"),
        ("J20.9", "Viêm phế quản cấp"), ("A09", "Viêm dạ dày ruột nhiễm trùng"), ("I63.9", "Nhồi máu não"), ("C50.9", "U ác của vú"),
    ];

    /// <summary>Rule set of the day.</summary>
    public string Set { get; } = RuleBook.SetOn(day);

    /// <summary>Many episodes of a plausible mix, numbered from <paramref name="first"/>.</summary>
    public IEnumerable<Episode> Many(int count, int first = 1)
    {
        for (var number = first; number < first + count; number++) yield return Make(Scenes(number), number);
    }

    /// <summary>One episode of a kind.</summary>
    public Episode Make(Scene scene, int number)
    {
        var chance = new Random(unchecked(seed * 1_000_003 + number));
        var draft = new Draft(new Episode(number), scene, chance, Who(scene, chance), facility, Set, number, day);
        if (scene == Scene.CheckIn) CheckIn(draft);
        else Whole(draft);
        return draft.Episode;
    }

    Scene Scenes(int number)
    {
        var at = new Random(unchecked(seed * 7_919 + number)).Next(Mix.Sum(m => m.Weight));
        foreach (var (scene, weight) in Mix) if ((at -= weight) < 0) return scene;
        return Scene.Outpatient;
    }

    Person Who(Scene scene, Random chance) => scene switch
    {
        Scene.Birth or Scene.PregnancyLeave => Person.Make(chance, day, male: false, 19, 38),
        Scene.SickLeave or Scene.Assessment => Person.Make(chance, day, null, 22, 55),
        Scene.Death => Person.Make(chance, day, null, chance.Next(4) == 0 ? 1 : 50, 90),
        Scene.Screening => Person.Make(chance, day, male: false, 35, 69),
        _ => Person.Make(chance, day, null, 1, 85),
    };

    void Whole(Draft d)
    {
        var illness = d.Scene switch
        {
            Scene.Tuberculosis => ("A15.0", "Lao phổi"),
            Scene.Hiv => ("B20", "Bệnh HIV"),
            Scene.Birth => ("O80", "Đẻ thường một thai"),
            Scene.PregnancyLeave => ("O20.0", "Dọa sảy thai"),
            Scene.HealthCheck or Scene.Screening => ("Z00.0", "Khám sức khỏe"),
            _ => Illnesses[d.Chance.Next(Illnesses.Length - (d.Who.IsMale ? 1 : 0))],
        };
        d.Illness = illness;
        var row = d.Episode.Add(1);
        Patient(d, row);
        (row[CHAN_DOAN_VAO], row[CHAN_DOAN_RV], row[MA_BENH_CHINH]) = (illness.Item2, illness.Item2, illness.Item1);
        row[LY_DO_VV] = "Dữ liệu thử: đến khám";
        if (d.Chance.Next(3) == 0) row[MA_BENH_KT] = illness.Item1 == "I10" ? "E11.9" : "I10;K29.7";
        row[MA_LOAI_KCB] = d.Kind;
        (row[NGAY_VAO], row[NGAY_RA], row[NGAY_TTOAN]) = (Moments.Write(d.Begin), Moments.Write(d.End), Moments.Write(d.End));
        row[SO_NGAY_DTRI] = (d.IsWard ? d.Days : 0).ToString(CultureInfo.InvariantCulture);
        var cured = d.Chance.Next(3) == 0 ? "1" : "2";
        row[KET_QUA_DTRI] = d.Scene switch { Scene.Death => "5", Scene.Referral => "4", Scene.HealthCheck or Scene.Screening => "7", _ => cured };
        row[MA_LOAI_RV] = d.Scene == Scene.Referral ? d.Chance.Next(4) == 0 ? "5" : "2" : "1";
        row[PP_DIEU_TRI] = "Dữ liệu thử: theo phác đồ";
        row[NAM_QT] = day.Year.ToString(CultureInfo.InvariantCulture);
        row[THANG_QT] = day.Month.ToString("00", CultureInfo.InvariantCulture);
        row[MA_KHOA] = d.Ward;
        row[MA_HSBA] = d.Key;
        row[MA_TTDV] = "9990000001";
        if (d.IsWard)
        {
            (row[NGAY_VAO_NOI_TRU], row[LY_DO_VNT]) = (Moments.Write(d.Begin.AddHours(1)), "Dữ liệu thử: cần theo dõi");
        }
        EpisodeCosts.Put(d, row);
        EpisodePapers.Put(d, row);
    }

    static void Patient(Draft d, Row row)
    {
        var who = d.Who;
        (row[MA_LK], row[STT], row[MA_BN], row[HO_TEN], row[SO_CCCD]) = (d.Key, "1", $"GIA-BN-{who.Number[6..]}", who.Name, who.Number);
        (row[NGAY_SINH], row[GIOI_TINH], row[MA_QUOCTICH], row[MA_DANTOC]) = (Moments.Write(who.Birth) + "0000", who.IsMale ? "1" : "2", "000", "01");
        (row[MA_NGHE_NGHIEP], row[DIA_CHI], row[MATINH_CU_TRU], row[MAXA_CU_TRU]) = ("00000", "Thôn Thử Nghiệm, xã Mẫu, tỉnh Ví Dụ", "99", who.Commune);
        row[MA_CSKCB] = d.Facility;
        row[MA_DOITUONG_KCB] = who.Card is null ? "9" : "1.1";
        if (who.Card is null) return;
        (row[MA_THE_BHYT], row[MA_DKBD]) = (who.Card, d.Facility);
        (row[GT_THE_TU], row[GT_THE_DEN]) = ($"{d.Day.Year}0101", $"{d.Day.Year}1231");
    }

    static void CheckIn(Draft d)
    {
        var row = d.Episode.Add(0);
        var who = d.Who;
        (row[MA_LK], row[STT], row[MA_BN], row[HO_TEN], row[SO_CCCD]) = (d.Key, "1", $"GIA-BN-{who.Number[6..]}", who.Name, who.Number);
        (row[NGAY_SINH], row[GIOI_TINH], row[NGAY_VAO], row[MA_LOAI_KCB]) = (Moments.Write(who.Birth) + "0000", who.IsMale ? "1" : "2", Moments.Write(d.Begin), "01");
        (row[MA_CSKCB], row[MA_DICH_VU], row[TEN_DICH_VU], row[NGAY_YL]) = (d.Facility, "02.0085.1778", "Điện tim thường", Moments.Write(d.Begin.AddMinutes(10)));
        row[MA_DOITUONG_KCB] = who.Card is null ? "9" : "1.1";
        if (who.Card is null) return;
        (row[MA_THE_BHYT], row[MA_DKBD], row[GT_THE_TU], row[GT_THE_DEN]) = (who.Card, d.Facility, $"{d.Day.Year}0101", $"{d.Day.Year}1231");
    }
}
