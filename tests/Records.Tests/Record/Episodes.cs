using LienY.Contracts;

namespace LienY.Records.Tests;

/// <summary>Somebody who goes to hospitals.</summary>
sealed record Someone(string Name, string Number, string Birth = "198005170000", string Sex = "2", string Address = "", string Phone = "", string Card = "");

/// <summary>Episodes in the words of the trade.</summary>
sealed class EpisodeOf(Guid facility, string code, string key, Someone who)
{
    readonly Dictionary<string, List<Dictionary<string, string>>> tables = [];
    int version = 1;

    /// <summary>A head with a kind of visit and a main disease.</summary>
    public EpisodeOf Visit(string icd, string words = "", string kind = "03", string from = "202611010830", string to = "202611051000",
        params (string, string)[] more) => With("XML1",
        [("MA_LK", key), ("MA_BN", who.Number[^6..]), ("HO_TEN", who.Name), ("SO_CCCD", who.Number), ("NGAY_SINH", who.Birth), ("GIOI_TINH", who.Sex),
            ("DIA_CHI", who.Address), ("DIEN_THOAI", who.Phone),
            ("MA_THE_BHYT", who.Card), ("MA_BENH_CHINH", icd), ("CHAN_DOAN_RV", words), ("MA_LOAI_KCB", kind), ("NGAY_VAO", from), ("NGAY_RA", to), ("MA_LOAI_RV", "1"),
                ("KET_QUA_DTRI", "2"), ("MA_CSKCB", code), .. more]);

    /// <summary>A row of a table; empty fields are left out, as Feed leaves them out.</summary>
    public EpisodeOf With(string table, params IEnumerable<(string Field, string Text)> fields)
    {
        if (!tables.TryGetValue(table, out var rows)) tables[table] = rows = [];
        var row = new Dictionary<string, string>();
        foreach (var (field, text) in fields)
            if (text.Length > 0) row[field] = text;
        rows.Add(row);
        return this;
    }

    public EpisodeOf Drug(string name, string code = "40.1", string at = "202611010900", string dose = "2 viên/lần") =>
        With("XML2", ("STT", "1"), ("MA_THUOC", code), ("TEN_THUOC", name), ("LIEU_DUNG", dose), ("SO_LUONG", "10"), ("DON_VI_TINH", "viên"), ("NGAY_YL", at),
        ("MA_BAC_SI", "BS01"));

    public EpisodeOf Technique(string name, string code = "02.0085.1778", string at = "202611010930", string disease = "") =>
        With("XML3", ("MA_DICH_VU", code), ("TEN_DICH_VU", name), ("MA_NHOM", "3"), ("NGAY_YL", at), ("NGAY_TH_YL", at), ("NGUOI_THUC_HIEN", "BS01;DD02"),
        ("MA_BENH", disease));

    public EpisodeOf Figure(string name, string value, string range = "", string conclusion = "", string code = "23.0075", string figure = "GLU") =>
        With("XML4", ("MA_DICH_VU", code), ("MA_CHI_SO", figure), ("TEN_CHI_SO", name), ("GIA_TRI", value), ("DON_VI_DO", "mmol/L"), ("MO_TA", range),
        ("KET_LUAN", conclusion), ("NGAY_KQ", "202611011100"));

    public EpisodeOf Note(string text, string at = "202611020800") => With("XML5", ("DIEN_BIEN_LS", text), ("THOI_DIEM_DBLS", at), ("NGUOI_THUC_HIEN", "BS01"));

    public EpisodeOf Referral(string words, string to = "79001") => With("XML13", ("SO_CHUYENTUYEN", "CT-" + key), ("MA_NOI_DEN", to), ("NGAY_RA", "202611051000"),
        ("HUONG_DIEU_TRI", words), ("MA_LYDO_CT", "2"), ("MA_BENH_CHINH", "I10"));

    public EpisodeOf Version(int number)
    {
        version = number;
        return this;
    }

    /// <summary>As Feed hands it over.</summary>
    public ReceivedEpisode Sent(string original = "") => new(facility, code, key, version, Guid.CreateVersion7(), original.Length > 0 ? original : new string('a', 64),
        [.. tables.Select(t => new EpisodeTable(t.Key, [.. t.Value.Select(r => (IReadOnlyDictionary<string, string>)r)]))]);
}
