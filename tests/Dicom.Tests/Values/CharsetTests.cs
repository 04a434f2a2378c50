using System.Text;

namespace LienY.Dicom.Tests;

/// <summary>Names as devices of many countries write them (PS3.5 annexes H to K).</summary>
public sealed class CharsetTests
{
    [Theory]
    [InlineData("ISO_IR 100", "Buc^J\u00e9r\u00f4me", "4275635E4AE972F46D65")]
    [InlineData("ISO_IR 144", "\u041b\u044ek\u0441\u0435\u043c\u0431\u0443p\u0433", "BBEE6BE1D5DCD1E370D3")]
    [InlineData("\\ISO 2022 IR 87", "Yamada^Tarou=\u5c71\u7530^\u592a\u90ce=\u3084\u307e\u3060^\u305f\u308d\u3046",
        "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842")]
    [InlineData("\\ISO 2022 IR 149", "Hong^Gildong=\u6d2a^\u5409\u6d1e=\ud64d^\uae38\ub3d9",
        "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF")]
    [InlineData("\\ISO 2022 IR 58", "Zhang^XiaoDong=\u5f20^\u5c0f\u4e1c", "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB")]
    [InlineData("GB18030", "Wang^XiaoDong=\u738b^\u5c0f\u4e1c", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB")]
    [InlineData("ISO_IR 192", "Nguy\u1ec5n^An", "4E677579E1BB856E5E416E")]
    [InlineData("ISO_IR 166", "\u0e2a\u0e21\u0e0a\u0e32\u0e22", "CAC1AAD2C2")]
    public void A_name_is_read_and_written_as_the_standard_shows(string terms, string name, string hex)
    {
        var charset = Charset.Of(terms.Split('\\'));
        Assert.Equal(name, charset.Decode(Convert.FromHexString(hex), Vr.PN));
        Assert.True(charset.TryEncode(name, Vr.PN, out var written));
        Assert.Equal(hex, Convert.ToHexString(written));
    }

    [Fact]
    public void Japanese_in_two_byte_codes_with_romaji_and_katakana_is_read()
    {
        // PS3.5 H.3.2
        var bytes = Convert.FromHexString("D4CFC0DE5EC0DBB33D1B24423B3345441B284A5E1B244242404F3A1B284A3D1B24422464245E24401B284A5E1B2442243F246D24261B284A");
        var text = Charset.Of(["ISO 2022 IR 13", "ISO 2022 IR 87"]).Decode(bytes, Vr.PN);
        Assert.Equal("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", text);
    }

    [Fact]
    public void A_backslash_inside_a_two_byte_character_parts_no_values()
    {
        var set = new DataSet().Set(Tags.SpecificCharacterSet, "GBK");
        set.Set(Tags.StudyDescription, "譢乗\\誠");
        Assert.Equal(new[] { "譢乗", "誠" }, set.Texts(Tags.StudyDescription));
    }

    [Fact]
    public void A_letter_the_charset_lacks_makes_the_whole_object_utf8()
    {
        var set = new DataSet().Set(Tags.SpecificCharacterSet, "ISO_IR 100").Set(Tags.InstitutionName, "Hôpital Grall");
        set.SetItems(Tags.RequestAttributesSequence, new DataSet().Set(Tags.ScheduledProcedureStepDescription, "é"));
        set.Set(Tags.PatientName, "Nguyễn^An");
        Assert.Equal("ISO_IR 192", set.Text(Tags.SpecificCharacterSet));
        Assert.Equal("Hôpital Grall", set.Text(Tags.InstitutionName));
        Assert.Equal("é", set.Item(Tags.RequestAttributesSequence)!.Text(Tags.ScheduledProcedureStepDescription));
        Assert.Equal("Nguyễn", set.Name(Tags.PatientName)!.Alphabetic.Family);
    }

    [Fact]
    public void An_item_made_alone_keeps_its_letters_in_the_object_it_joins()
    {
        var item = new DataSet().Set(Tags.ScheduledProcedureStepDescription, "Chụp ngực");
        var set = new DataSet().SetItems(Tags.ScheduledProcedureStepSequence, item);
        Assert.Equal("ISO_IR 192", set.Text(Tags.SpecificCharacterSet));
        Assert.Equal("Chụp ngực", set.Item(Tags.ScheduledProcedureStepSequence)!.Text(Tags.ScheduledProcedureStepDescription));
        Assert.False(set.Item(Tags.ScheduledProcedureStepSequence)!.Has(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void For_a_device_of_plain_letters_a_recoded_name_is_folded()
    {
        var set = new DataSet().Set(Tags.PatientName, "Nguyễn^Đức^Văn");
        set.Recode(Charset.Default);
        Assert.Equal("Nguyen^Duc^Van", Encoding.ASCII.GetString(set.Bytes(Tags.PatientName).Span));
        Assert.False(set.Has(Tags.SpecificCharacterSet));
        Assert.Equal("NGUYEN^DUC", AsciiName.Fold("NGUYỄN^ĐỨC"));
    }

    [Fact]
    public void A_name_said_in_one_breath_has_its_parts()
    {
        Assert.Equal("Nguyễn^Hoa^Thị Thanh", PersonName.OfSaid("Nguyễn Thị Thanh Hoa").ToString());
        Assert.Equal("Nguyễn Thị Thanh Hoa", PersonName.Parse("Nguyễn^Hoa^Thị Thanh").Said);
    }
}
