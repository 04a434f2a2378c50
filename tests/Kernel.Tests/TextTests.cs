namespace LienY.Kernel.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData("Đặng Thị  Hồng ", "dang thi hong")]
    [InlineData("BỆNH VIỆN ĐA KHOA", "benh vien da khoa")]
    [InlineData("Ủy ban nhân dân tỉnh Kiên Giang", "uy ban nhan dan tinh kien giang")]
    [InlineData(null, "")]
    public void Text_folds_without_marks_and_case(string? text, string folded) => Assert.Equal(folded, Fold.Of(text));

    [Theory]
    [InlineData("1.320", "1320")]
    [InlineData("24,4", "24.4")]
    [InlineData(" 1.320,5 ", "1320.5")]
    [InlineData("-3", "-3")]
    public void Numbers_are_read_as_people_here_write_them(string text, string value)
    {
        Assert.True(Say.TryNumber(text, out var number));
        Assert.Equal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), number);
    }

    [Theory]
    [InlineData("31/02/2025")]
    [InlineData("2025-13-01")]
    [InlineData("hôm nay")]
    public void A_day_that_is_none_is_not_read(string text) => Assert.False(Say.TryDay(text, out _));

    [Fact]
    public void The_day_at_Ha_Noi_begins_seven_hours_before_the_day_of_Greenwich() =>
        Assert.Equal(new DateOnly(2026, 1, 1), Say.DayOf(new DateTimeOffset(2025, 12, 31, 17, 30, 0, TimeSpan.Zero)));
}
