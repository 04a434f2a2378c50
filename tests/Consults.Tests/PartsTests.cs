using System.Text.Json;
using LienY.Contracts;

namespace LienY.Consults.Tests;

/// <summary>Limits, rosters, ages, files and bundles by themselves.</summary>
public sealed class PartsTests
{
    static readonly Workdays Days = new(new Dictionary<DateOnly, bool> { [new(2025, 11, 24)] = true });

    static ClockRule Rule(int minutes, int days) => new()
    { Clock = ClockKind.Acceptance, Urgency = Urgency.Planned, Minutes = minutes, Workdays = days, NextMinutes = 5, FromDay = new(2024, 1, 1), Source = "thử" };

    static DateTimeOffset At(int day, int hour, int minute = 0) => new(2025, 11, day, hour, minute, 0, TimeSpan.FromHours(7));

    [Fact]
    public void A_limit_is_minutes_or_the_end_of_a_working_day_or_of_the_day()
    {
        Assert.Equal(At(20, 9, 15), Clocks.Due(Rule(15, 0), At(20, 9), Days));
        // Thursday; Friday is one, the weekend none, Monday a holiday, Tuesday two, Wednesday three.
        Assert.Equal(At(27, 0), Clocks.Due(Rule(0, 3), At(20, 9), Days));
        Assert.Equal(At(21, 0), Clocks.Due(Rule(0, 0), At(20, 9), Days));
        Assert.Equal(At(21, 2, 30), Clocks.Due(Rule(0, 0), At(20, 22, 30), Days));
    }

    [Theory]
    [InlineData(20, 7, 0, true)]
    [InlineData(20, 6, 59, false)]
    [InlineData(21, 2, 0, true)]
    [InlineData(22, 6, 59, true)]
    [InlineData(22, 7, 0, false)]
    public void A_duty_over_midnight_ends_on_the_next_morning(int day, int hour, int minute, bool covers) =>
        Assert.Equal(covers, Duty(7 * 60, 7 * 60).Covers(At(day, hour, minute).DateTime));

    static Duty Duty(int from, int to) => new()
    {
        OrganisationId = Guid.Empty,
        Specialty = "",
        UserId = Guid.Empty,
        UserName = "",
        FromDay = new(2025, 11, 20),
        ToDay = new(2025, 11, 21),
        FromMinute = from,
        ToMinute = to,
        Rank = 1,
    };

    [Theory]
    [InlineData("2025-11-10", 10, "day")]
    [InlineData("2025-02-15", 9, "month")]
    [InlineData("2020-11-21", 4, "year")]
    [InlineData("1925-01-01", 90, "year")]
    [InlineData("1980", 45, "year")]
    [InlineData("", null, "year")]
    [InlineData("2030-01-01", null, "year")]
    public void Age_is_told_in_the_unit_of_medicine(string birth, int? age, string unit) => Assert.Equal((age, unit), PatientAge.On(birth, new(2025, 11, 20)));

    [Theory]
    [InlineData("<html><script>alert(1)</script>", FileNature.Other)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'>", FileNature.Other)]
    [InlineData("MZ\u0090\u0000", FileNature.Other)]
    [InlineData("PK\u0003\u0004", FileNature.Other)]
    [InlineData("#!/bin/sh", FileNature.Other)]
    [InlineData("%PDF-1.7", FileNature.Pdf)]
    [InlineData("GIF89a", FileNature.Picture)]
    [InlineData("Kết quả: 5,6", FileNature.Text)]
    public void A_file_is_what_its_bytes_say(string content, object nature) => Assert.Equal(nature, Sniffing.Of(System.Text.Encoding.UTF8.GetBytes(content)).Nature);

    [Theory]
    [InlineData("..\\..\\etc/passwd", "passwd")]
    [InlineData("a\u202Egpj.exe", "agpj.exe")]
    [InlineData("\"x\";<b>.png", "xb.png")]
    [InlineData("...", "tep")]
    public void A_name_keeps_neither_folders_nor_what_confuses(string given, string kept) => Assert.Equal(kept, Filing.NameOf(given));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"resourceType":"Patient"}""")]
    public void What_is_no_bundle_is_refused(string json)
    {
        using var read = JsonDocument.Parse(json);
        Assert.Throws<LienY.Kernel.Refusal>(() => BundleReading.Of(read.RootElement, Guid.Empty));
    }

    [Fact]
    public void Captions_go_behind_the_summary_as_whole_lines_and_no_more_than_fit()
    {
        RoomCaption Line(string text, string language = "zh") => new(Guid.Empty, "Phiên dịch", language, text, new(2026, 11, 22, 2, 5, 0, TimeSpan.Zero));
        Assert.Equal("Tóm tắt.\n\nPhụ đề của buổi họp:\n09:05 Phiên dịch (zh): 建议保守治疗。", SpokenLines.Add("Tóm tắt.\n", [Line("建议保守治疗。")]));
        var full = SpokenLines.Add(new string('a', 9_700), [Line(new string('b', 100), "vi"), Line(new string('c', 400), "vi"), Line("d", "vi")]);
        Assert.True(full.Length <= SpokenLines.Longest);
        Assert.EndsWith(new string('b', 100), full);
    }

    [Fact]
    public void A_bundle_with_wrong_kinds_of_values_is_read_as_far_as_it_goes()
    {
        using var read = JsonDocument.Parse("""
            {"resourceType":"Bundle","entry":[1,{"resource":7},{"resource":{"resourceType":"Patient","name":"x","birthDate":5,"identifier":[{"system":1}]}},
            {"resource":{"resourceType":"Observation","code":[],"valueQuantity":{"value":"a"},"category":{}}},
            {"resource":{"resourceType":"Condition","code":{"coding":[{"code":"I10","display":"Tăng huyết áp"}]}}}]}
            """);
        var taken = BundleReading.Of(read.RootElement, Guid.Empty);
        Assert.Equal(new CaseDiagnosis("I10", "Tăng huyết áp"), Assert.Single(taken.Text.Diagnoses));
        Assert.Equal("", taken.Identity.Name);
    }
}
