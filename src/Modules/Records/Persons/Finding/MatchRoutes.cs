using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>Search and match for programs in JSON of the house; FHIR's $match is an operation of the FHIR server.</summary>
static class MatchRoutes
{
    const int MostBody = 256 * 1024;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/persons/search", SearchAsync).Needs(RecordsRights.Read);
        routes.MapPost("/api/persons/match", MatchAsync).Needs(RecordsRights.Read);
        routes.MapGet("/api/persons/{id:guid}", async (Guid id, string? purpose, RecordReaders readers, PersonReading reading, CancellationToken stop) =>
        {
            var opened = await reading.OpenAsync(await readers.ReaderAsync(Purposes.Known(purpose), stop), id, "person.read", stop)
                ?? throw Refusal.Missing("Không có người bệnh này, hoặc ông/bà chưa có căn cứ để xem.");
            return Results.Json(new
            {
                id = opened.Id,
                name = opened.Known.Name,
                birth = BirthDay.Fhir(opened.Known.BirthDay),
                sex = opened.Known.Sex,
                address = opened.Known.Address,
                identifiers = opened.Numbers.Select(n => new { system = n.System, masked = n.Masked })
            });
        }).Needs(RecordsRights.Read);
    }

    static async Task<IResult> SearchAsync(HttpRequest request, RecordReaders readers, Searching searching, CancellationToken stop)
    {
        using var body = await BodyAsync(request, stop);
        var reader = await readers.ReaderAsync(Purposes.Known(Text(body.RootElement, "purpose")), stop);
        var found = await searching.FindAsync(reader, Text(body.RootElement, "q"), stop);
        return Results.Json(new
        {
            hasMore = found.HasMore,
            persons = found.Persons.Select(p => new
            {
                id = p.Id,
                name = p.Name,
                birth = BirthDay.Fhir(p.Birth),
                sex = p.Sex,
                address = p.Address,
                numbers = p.Numbers.Select(n => new { system = n.System, masked = n.Masked }),
                holders = p.Holders
            }),
        });
    }

    static async Task<IResult> MatchAsync(HttpRequest request, RecordReaders readers, Matching matching, Words words, CancellationToken stop)
    {
        using var body = await BodyAsync(request, stop);
        var root = body.RootElement;
        var reader = await readers.ReaderAsync(Purposes.Known(Text(root, "purpose")), stop);
        var numbers = root.TryGetProperty("identifiers", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).Take(20).Select(i => (Text(i, "system"), Text(i, "value"))).ToList() : [];
        var claim = new PersonClaim(Guid.Empty, "", Text(root, "name"), Text(root, "birth"), Text(root, "sex"), numbers, Text(root, "place"), Text(root, "address"),
            Text(root, "phone"), Text(root, "guardian"));
        var count = root.TryGetProperty("count", out var most) && most.TryGetInt32(out var n) ? Math.Clamp(n, 1, 50) : 10;
        var only = root.TryGetProperty("onlyCertain", out var certain) && certain.ValueKind == JsonValueKind.True;
        var matched = await matching.FindAsync(reader, claim, count, only, stop);
        return Results.Json(matched.Select(m => new
        {
            personId = m.Known.Id,
            grade = PersonWords.Code(m.Compared.Grade),
            score = m.Compared.Score,
            name = m.Known.Name,
            birth = BirthDay.Fhir(m.Known.BirthDay),
            sex = m.Known.Sex,
            reasons = m.Compared.Reasons.Select(r => new { text = words[r.Text], weight = r.Weight }),
        }));
    }

    static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static async Task<JsonDocument> BodyAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > MostBody) throw new Refusal(RefusalKind.Invalid,
            "Nội dung gửi lên lớn hơn mức cho phép nên không nhận. Xin chia nhỏ hoặc nén lại tệp.")
        { Code = "too-large" };
        using var buffer = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, stop)) > 0)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > MostBody) throw new Refusal(RefusalKind.Invalid,
                "Nội dung gửi lên lớn hơn mức cho phép nên không nhận. Xin chia nhỏ hoặc nén lại tệp.")
            { Code = "too-large" };
        }
        try
        {
            var document = JsonDocument.Parse(buffer.ToArray(), new() { MaxDepth = 32 });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Told below in the words of the house.
        }
        throw Refusal.Invalid("Nội dung gửi lên không phải là JSON đúng.");
    }
}
