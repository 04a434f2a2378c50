using System.Text;

namespace LienY.Insurance.Tests;

/// <summary>Files of the feed put together by hand, and what reading and checking make of them.</summary>
static class Files
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 17, 0, 0, TimeSpan.FromHours(7));

    public static readonly DateOnly Today = new(2026, 11, 22);

    public static EpisodeMaker Maker(int seed = 7, DateOnly? day = null) => new(seed, "99001", day ?? Today.AddDays(-1));

    public static string Base64(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));

    /// <summary>An envelope around records, each a list of kind and content (put in base64 unless it is told to stand as it is).</summary>
    public static string Envelope(params (string Kind, string Content)[][] records) => Envelope("99001", records);

    public static string Envelope(string facility, params (string Kind, string Content)[][] records) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><GIAMDINHHS><THONGTINDONVI><MACSKCB>{facility}</MACSKCB></THONGTINDONVI><THONGTINHOSO>"
        + $"<NGAYLAP>20261122</NGAYLAP><SOLUONGHOSO>{records.Length}</SOLUONGHOSO><DANHSACHHOSO>"
        + string.Concat(records.Select(Record)) + "</DANHSACHHOSO></THONGTINHOSO><CHUKYDONVI/></GIAMDINHHS>";

    public static string Record((string Kind, string Content)[] parts) =>
        "<HOSO>" + string.Concat(parts.Select(p => $"<FILEHOSO><LOAIHOSO>{p.Kind}</LOAIHOSO><NOIDUNGFILE>{p.Content}</NOIDUNGFILE></FILEHOSO>")) + "</HOSO>";

    /// <summary>A good summary of an examination; fields can be replaced.</summary>
    public static string Summary(string key, params (string Field, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["MA_LK"] = key,
            ["STT"] = "1",
            ["MA_BN"] = "GIA-1",
            ["HO_TEN"] = "NGUYỄN THỊ THỬ",
            ["SO_CCCD"] = "999190000001",
            ["NGAY_SINH"] = "199001010000",
            ["GIOI_TINH"] = "2",
            ["MA_QUOCTICH"] = "000",
            ["DIA_CHI"] = "Thôn Thử",
            ["MATINH_CU_TRU"] = "99",
            ["MAXA_CU_TRU"] = "99001",
            ["CHAN_DOAN_RV"] = "Tăng huyết áp",
            ["MA_BENH_CHINH"] = "I10",
            ["NGAY_VAO"] = "202611200830",
            ["NGAY_RA"] = "202611200915",
            ["SO_NGAY_DTRI"] = "0",
            ["KET_QUA_DTRI"] = "2",
            ["MA_LOAI_RV"] = "1",
            ["T_TONGCHI_BV"] = "0",
            ["MA_LOAI_KCB"] = "01",
            ["MA_KHOA"] = "K01",
            ["MA_CSKCB"] = "99001",
        };
        foreach (var (field, value) in changes) fields[field] = value;
        return "<TONG_HOP>" + string.Concat(fields.Where(f => f.Value is not null).Select(f => $"<{f.Key}>{f.Value}</{f.Key}>")) + "</TONG_HOP>";
    }

    public static Outcome Read(string file, ReadingLimits? limits = null) => Read(Encoding.UTF8.GetBytes(file), limits);

    public static Outcome Read(byte[] file, ReadingLimits? limits = null) => Read(new MemoryStream(file), limits);

    public static Outcome Read(Stream file, ReadingLimits? limits = null)
    {
        using var reader = EnvelopeReader.Open(file, "tep.xml", limits);
        var check = new EnvelopeCheck(RuleBook.Standard, Now, limits);
        var (episodes, verdicts) = (new List<Episode>(), new List<Verdict>());
        while (reader.Next() is { } episode)
        {
            episodes.Add(episode);
            verdicts.Add(check.Of(episode, reader.Head, "tep.xml"));
        }
        return new(reader.Head, episodes, verdicts, reader.Faults, reader.IsBroken);
    }

    public static byte[] Written(IReadOnlyList<Episode> episodes, string set = "3176", string facility = "99001")
    {
        var to = new MemoryStream();
        EnvelopeWriter.Write(to, facility, Today, episodes, set);
        return to.ToArray();
    }

    /// <summary>The folder that holds the solution.</summary>
    public static string Root
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "LienY.slnx"))) return folder.FullName;
            throw new InvalidOperationException("LienY.slnx was not found above the test's folder.");
        }
    }
}

/// <summary>What came of a file.</summary>
sealed record Outcome(EnvelopeHead Head, List<Episode> Episodes, List<Verdict> Verdicts, IReadOnlyList<Fault> Faults, bool IsBroken)
{
    public Verdict Only => Assert.Single(Verdicts);

    public IEnumerable<Fault> All => Faults.Concat(Verdicts.SelectMany(v => v.Faults));
}
