using System.Text;

namespace LienY.Reading.Tests;

public sealed class EncodingTests
{
    static readonly string Plan = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Plans", "dan-so.txt"));

    // The ABC table as its users know it: one byte a letter.
    static readonly Dictionary<char, char> Abc = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
        .Zip("µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§").ToDictionary(p => p.First, p => p.Second);

    static readonly Dictionary<char, string> Vni = new()
    {
        ['à'] = "aø",
        ['á'] = "aù",
        ['ả'] = "aû",
        ['ã'] = "aõ",
        ['ạ'] = "aï",
        ['â'] = "aâ",
        ['ầ'] = "aà",
        ['ấ'] = "aá",
        ['ẩ'] = "aå",
        ['ẫ'] = "aã",
        ['ậ'] = "aä",
        ['ă'] = "aê",
        ['ằ'] = "aè",
        ['ắ'] = "aé",
        ['ẳ'] = "aú",
        ['ẵ'] = "aü",
        ['ặ'] = "aë",
        ['đ'] = "ñ",
        ['è'] = "eø",
        ['é'] = "eù",
        ['ẻ'] = "eû",
        ['ẽ'] = "eõ",
        ['ẹ'] = "eï",
        ['ê'] = "eâ",
        ['ề'] = "eà",
        ['ế'] = "eá",
        ['ể'] = "eå",
        ['ễ'] = "eã",
        ['ệ'] = "eä",
        ['ỉ'] = "æ",
        ['ĩ'] = "ó",
        ['ị'] = "ò",
        ['ò'] = "oø",
        ['ó'] = "où",
        ['ỏ'] = "oû",
        ['õ'] = "oõ",
        ['ọ'] = "oï",
        ['ô'] = "oâ",
        ['ồ'] = "oà",
        ['ố'] = "oá",
        ['ổ'] = "oå",
        ['ỗ'] = "oã",
        ['ộ'] = "oä",
        ['ơ'] = "ô",
        ['ờ'] = "ôø",
        ['ớ'] = "ôù",
        ['ở'] = "ôû",
        ['ỡ'] = "ôõ",
        ['ợ'] = "ôï",
        ['ù'] = "uø",
        ['ú'] = "uù",
        ['ủ'] = "uû",
        ['ũ'] = "uõ",
        ['ụ'] = "uï",
        ['ư'] = "ö",
        ['ừ'] = "öø",
        ['ứ'] = "öù",
        ['ử'] = "öû",
        ['ữ'] = "öõ",
        ['ự'] = "öï",
        ['ỳ'] = "yø",
        ['ý'] = "yù",
        ['ỷ'] = "yû",
        ['ỹ'] = "yõ",
        ['ỵ'] = "î",
    };

    static byte[] ToAbc(string text) => Encoding.Latin1.GetBytes(string.Concat(text.Select(c => Abc.TryGetValue(c, out var b) ? b : Abc.TryGetValue(char.ToLowerInvariant(c), out b) ? b : c)));

    static byte[] ToVni(string text) => Encoding.Latin1.GetBytes(string.Concat(text.Select(c =>
        Vni.TryGetValue(c, out var s) ? s : Vni.TryGetValue(char.ToLowerInvariant(c), out s) ? s.ToUpperInvariant() : c.ToString())));

    static void SamePlan(PlanReading plan, string encoding)
    {
        Assert.Equal(encoding, plan.Encoding);
        var wanted = Samples.Own("dan-so");
        Assert.Equal(wanted.Indicators.Select(i => (i.Value, i.Comparator, i.Lines)), plan.Indicators.Select(i => (i.Value, i.Comparator, i.Lines)));
        Assert.Equal(wanted.Documents[0].Number, plan.Documents[0].Number);
    }

    [Fact]
    public void Utf8_with_mark_and_utf16_are_read()
    {
        SamePlan(PlanReader.Read((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Plan)], "a.txt"), "utf-8");
        SamePlan(PlanReader.Read((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Plan)], "a.txt"), "utf-16");
        SamePlan(PlanReader.Read((byte[])[0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Plan)], "a.txt"), "utf-16");
    }

    [Fact]
    public void Decomposed_letters_are_composed() => SamePlan(PlanReader.Read(Encoding.UTF8.GetBytes(Plan.Normalize(NormalizationForm.FormD)), "a.txt"), "utf-8");

    [Fact]
    public void Tcvn3_is_converted_and_said()
    {
        var plan = PlanReader.Read(ToAbc(Plan.Replace("≥", ">=", StringComparison.Ordinal).Replace("≤", "<=", StringComparison.Ordinal)), "a.txt");
        SamePlan(plan, "tcvn3");
        Assert.Contains(plan.Warnings, w => w.Code == "encoding-converted");
    }

    [Fact]
    public void Vni_is_converted_and_said()
    {
        var plan = PlanReader.Read(ToVni(Plan), "a.txt");
        SamePlan(plan, "vni");
        Assert.Contains(plan.Warnings, w => w.Code == "encoding-converted");
    }

    [Fact]
    public void Bytes_of_no_known_encoding_are_refused() =>
        Assert.Equal("unknown-encoding", Assert.Throws<ReadingRefusal>(() => PlanReader.Read(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("Été à Zürich ñandú. ", 40))), "a.txt")).Code);
}
