namespace LienY.Outlines.Tests;

/// <summary>The outlines that come with the product.</summary>
public sealed class DataTests
{
    [Fact]
    public void All_34_provinces_are_there_in_40_kilobytes()
    {
        Assert.Equal(34, OutlineFile.Provinces.Select(o => o.Code).Distinct().Count());
        Assert.True(OutlineFile.Write(OutlineFile.Provinces, "").Length <= 40_000);
    }

    [Fact]
    public void Communes_of_four_provinces_are_there_in_80_kilobytes()
    {
        Assert.Equal(["12", "15", "79", "91"], OutlineFile.Communes.Select(o => o.Within).Distinct().Order());
        Assert.Equal(407, OutlineFile.Communes.Count);
        Assert.True(OutlineFile.Write(OutlineFile.Communes, "").Length <= 80_000);
    }

    [Theory]
    [InlineData("hoang-sa", 30)]
    [InlineData("truong-sa", 80)]
    public void The_archipelagos_are_among_their_provinces(string key, int islands)
    {
        var archipelago = Archipelago.All.Single(a => a.Key == key);
        Assert.True(archipelago.Of(OutlineFile.Provinces.Single(o => o.Code == archipelago.Province)).Count() >= islands);
    }

    [Fact]
    public void Every_ring_is_closed() => Assert.All(OutlineFile.Provinces.Concat(OutlineFile.Communes).SelectMany(o => o.Rings), r => Assert.Equal(r[0], r[^1]));

    [Fact]
    public void Communes_cover_their_province()
    {
        foreach (var province in OutlineFile.Provinces.Where(p => p.Code is "12" or "15" or "91"))
        {
            double Degrees(Outline o) => o.Area / ((double)o.Scale * o.Scale);
            var communes = OutlineFile.Communes.Where(c => c.Within == province.Code).Sum(Degrees);
            Assert.InRange(communes / Degrees(province), 0.97, 1.03);
        }
    }

    [Fact]
    public void A_frame_holds_its_outlines_and_keeps_their_shape()
    {
        var frame = Frame.Of(OutlineFile.Provinces, 600, 700);
        Assert.True(frame.Width <= 600.01 && frame.Height <= 700.01);
        var (x, y) = frame.At(105.85, 21.03);
        Assert.InRange(x, 0, frame.Width);
        Assert.InRange(y, 0, frame.Height);
        Assert.InRange(frame.AcrossDegree / frame.DownDegree, 0.94, 0.99);
        Assert.DoesNotContain(',', frame.Path(OutlineFile.Provinces[0].Scale, OutlineFile.Provinces[0].Rings));
    }
}
