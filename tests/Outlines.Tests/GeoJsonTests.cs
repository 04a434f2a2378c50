using System.Text;

namespace LienY.Outlines.Tests;

/// <summary>Files of outlines as people send them.</summary>
public sealed class GeoJsonTests
{
    static (IReadOnlyList<Place> Places, IReadOnlyList<Fault> Faults) Read(string text) => GeoJson.Read(Encoding.UTF8.GetBytes(text));

    const string Square = "[[[105,20],[106,20],[106,21],[105,21]]]";

    static string Feature(string code, string geometry) => $$"""{"type":"Feature","properties":{"code":"{{code}}","name":"Tỉnh"},"geometry":{{geometry}}}""";

    [Fact]
    public void An_open_ring_is_closed()
    {
        var (places, faults) = Read($$"""{"type":"FeatureCollection","features":[{{Feature("01", $$"""{"type":"Polygon","coordinates":{{Square}}}""")}}]}""");
        Assert.Empty(faults);
        var ring = Assert.Single(Assert.Single(places).Rings);
        Assert.Equal(ring[0], ring[^1]);
        Assert.Equal(5, ring.Count);
    }

    [Fact]
    public void Bad_features_are_told_with_their_lines_and_the_good_ones_taken()
    {
        string[] lines =
        [
            """{"type":"FeatureCollection","crs":{"features":[]},"features":[""",
            Feature("01", $$"""{"type":"Polygon","coordinates":{{Square}}}""") + ",",
            Feature("02", """{"type":"Point","coordinates":[105,20]}""") + ",",
            """{"type":"Feature","properties":{},"geometry":null},""",
            Feature("04", """{"type":"Polygon","coordinates":[[[105,20],[106,20],[105,20]]]}""") + ",",
            Feature("05", """{"type":"Polygon","coordinates":[[[105,20],[106,200],[105,21]]]}""") + ",",
            Feature("01", $$"""{"type":"Polygon","coordinates":{{Square}}}""") + ",",
            Feature("07", """{"type":"Polygon","coordinates":[[["a",20],[106,20],[105,21]]]}""") + ",",
            "null,",
            Feature("09", $$"""{"type":"MultiPolygon","coordinates":[{{Square}},{{Square}}]}"""),
            "]}",
        ];
        var (places, faults) = Read(string.Join('\n', lines));
        Assert.Equal(["01", "09"], places.Select(p => p.Code));
        Assert.Equal([(3, "geometry"), (4, "code"), (5, "ring"), (6, "range"), (7, "twice"), (8, "ring"), (9, "json")], faults.Select(f => (f.Line, f.Why)));
    }

    [Fact]
    public void One_feature_a_line_is_read_too()
    {
        var (places, faults) = Read(Feature("01", $$"""{"type":"Polygon","coordinates":{{Square}}}""") + "\n\n{broken\n" + Feature("02", $$"""{"type":"Polygon","coordinates":{{Square}}}""") + "\n");
        Assert.Equal(["01", "02"], places.Select(p => p.Code));
        Assert.Equal((3, "json"), Assert.Single(faults.Select(f => (f.Line, f.Why))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"features\":3}")]
    [InlineData("\"features\"")]
    public void What_is_no_file_of_outlines_gives_no_place_and_no_crash(string text) => Assert.Empty(Read(text).Places);

    [Fact]
    public void A_cut_file_gives_what_came_before_the_cut()
    {
        var (places, faults) = Read("""{"type":"FeatureCollection","features":[""" + "\n" + Feature("01", $$"""{"type":"Polygon","coordinates":{{Square}}}""") + ",\n{\"type\":");
        Assert.Equal("01", Assert.Single(places).Code);
        Assert.Equal("json", Assert.Single(faults).Why);
    }
}
