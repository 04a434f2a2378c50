using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Rooms.Tests;

/// <summary>Documents, drawings and names of somebody who means ill.</summary>
public abstract class HostileTests(TestSite site)
{
    /// <summary>A document of one page of this size in points, whose parent may be itself.</summary>
    static byte[] Pdf(string box, string kids = "[3 0 R]")
    {
        var text = new StringBuilder("%PDF-1.4\n");
        var at = new List<int>();
        foreach (var body in new[] { "<</Type/Catalog/Pages 2 0 R>>", $"<</Type/Pages/Kids {kids}/Count 1>>", $"<</Type/Page/Parent 2 0 R/MediaBox[{box}]>>" })
        {
            at.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{at.Count} 0 obj{body}endobj\n");
        }
        var table = text.Length;
        text.Append("xref\n0 4\n0000000000 65535 f \n");
        foreach (var place in at) text.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        return Encoding.ASCII.GetBytes(text.Append(CultureInfo.InvariantCulture, $"trailer<</Size 4/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").ToString());
    }

    [Theory]
    [InlineData("0 0 595 842", "[3 0 R]")]
    [InlineData("0 0 1 14400", "[3 0 R]")]
    [InlineData("0 0 1000000000 1", "[3 0 R]")]
    [InlineData("0 0 0 0", "[3 0 R]")]
    [InlineData("0 0 595 842", "[2 0 R]")]
    public async Task A_page_of_any_shape_becomes_a_picture_of_bounded_size_or_is_refused(string box, string kids)
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair);
        using var program = RoomClient.Program(site.Url, party.Token(RoomRole.Chair));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pdf(box, kids)), "file", "a.pdf" } };
        using var laid = await program.PostAsync($"/rooms/{party.Room}/files", form);
        if (!laid.IsSuccessStatusCode)
        {
            Assert.Equal(422, (int)laid.StatusCode);
            return;
        }
        var table = await program.GetFromJsonAsync<JsonElement>($"/rooms/{party.Room}/exhibits");
        var key = table.GetProperty("exhibits")[0].GetProperty("key").GetString();
        using var page = await program.GetAsync($"/rooms/{party.Room}/pages/1?key={key}");
        if (!page.IsSuccessStatusCode)
        {
            Assert.Equal(404, (int)page.StatusCode);
            return;
        }
        var png = await page.Content.ReadAsByteArrayAsync();
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), 1, 2000);
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), 1, 2000);
    }

    [Fact]
    public async Task Names_and_words_with_markup_stay_words()
    {
        const string markup = "<img src=x onerror=alert(1)>";
        var party = await Party.MakeAsync(site, RoomRole.Chair);
        await party.PlanAsync(new RoomSeat(Guid.CreateVersion7(), null, markup, null, RoomRole.Patient));
        await using var chair = await party.InAsync(RoomRole.Chair);
        await chair.SendAsync(new { t = "say", text = markup });
        Assert.Equal(markup, (await chair.EventAsync("said")).GetProperty("text").GetString());
        await chair.SendAsync(new { t = "close" });
        await chair.EndAsync();
        using var program = RoomClient.Program(site.Url, party.Token(RoomRole.Chair));
        var page = await program.GetStringAsync($"/rooms/{party.Room}");
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains(markup, System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }
}

public sealed class Hostile_on_sqlite(SqliteSite site) : HostileTests(site), IClassFixture<SqliteSite>;

public sealed class Hostile_on_postgres(PostgresSite site) : HostileTests(site), IClassFixture<PostgresSite>;

/// <summary>Somebody who draws without end.</summary>
public sealed class EndlessDrawingTests
{
    [Fact]
    public void Endless_strokes_are_refused_and_leave_nothing()
    {
        var (chair, at) = (Guid.CreateVersion7(), DateTimeOffset.UnixEpoch);
        var room = new Room(new(Guid.CreateVersion7(), "test/x", Guid.Empty, true));
        room.Plan([new Seated(chair, Guid.CreateVersion7(), "Chủ tọa", null, "", RoomRole.Chair)], at);
        room.Come(chair, at);
        room.GiveFloor(chair, chair, at);
        room.Show(chair, new RoomExhibit("k", "image", "ảnh", "/x"), at);
        var before = room.Seq;
        for (var i = 0; i < 5_000; i++)
        {
            var stroke = new Stroke("s" + i, 1, "free", [1, 2, 3, 4]);
            if (i < Room.MostStrokes) room.Draw(chair, stroke, at);
            else Assert.Throws<Refusal>(() => room.Draw(chair, stroke, at));
        }
        Assert.Throws<Refusal>(() => room.Draw(chair, new Stroke("dài", 1, "free", [.. Enumerable.Repeat(1, 402)]), at));
        Assert.Equal(before + Room.MostStrokes, room.Seq);
    }
}
