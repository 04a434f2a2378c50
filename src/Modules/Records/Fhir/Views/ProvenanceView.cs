using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Who made which version of a resource, and out of which file and row, as Provenance: for those who may read the resource itself.</summary>
static class ProvenanceView
{
    sealed record Made(int Version, DateTimeOffset At, string Method, string Author, Guid Source, string Row, Guid Holder);

    const string Columns = "version, at, method, author, source_id, source_row, holder_id";

    /// <summary>Of every version, the newest first; none where the asker may not read it.</summary>
    public static async Task<IReadOnlyList<FhirViews.Shown>> OfAsync(FhirCall call, string target) => [.. (await MadeAsync(call, target)).Select(m => m.Shown)];

    /// <summary>That of one version, by the id under which it is shown (<c>v2.Patient.x</c>); null where there is none for the asker.</summary>
    public static async Task<FhirViews.Single?> OneAsync(FhirCall call, string id)
    {
        if (id.Split('.', 3) is not [['v', ..], var type, var fid]) return null;
        var made = (await MadeAsync(call, $"{type}/{fid}")).FirstOrDefault(m => IdOf(type, fid, m.Version) == id).Shown;
        return made is null ? null : new(made, null, type == "Patient" ? fid : null);
    }

    // An id has 64 characters at most; what would be longer has none and is found by its target only.
    static string? IdOf(string type, string fid, int version) => $"v{Text(version)}.{type}.{fid}" is { Length: <= 64 } id ? id : null;

    static async Task<IReadOnlyList<(int Version, FhirViews.Shown Shown)>> MadeAsync(FhirCall call, string target)
    {
        if (target.Split('/') is not [var type, var id, ..] || !Fhir.FhirTypes.Is(type)) return [];
        try
        {
            await StoredResource.ReadAsync(call, type, id);
        }
        catch (FhirProblem problem) when (problem.Status is 403 or 404 or 410)
        {
            return [];
        }
        await using var connection = await call.Services.GetRequiredService<Database>().OpenAsync(call.Stop);
        var made = await connection.RowsAsync($"select {Columns} from records_resource where type = @p0 and fid = @p1 "
            + $"union all select {Columns} from records_history where type = @p0 and fid = @p1 order by 1 desc limit 500",
            r => new Made(r.GetInt32(0), r.Instant(1), r.GetString(2), r.GetString(3), r.GetGuid(4), r.GetString(5), r.GetGuid(6)), call.Stop, type, id);
        var names = await call.Services.GetRequiredService<IOrganisations>().NamesAsync(made.Select(m => m.Holder), null, call.Stop);
        var people = made.Select(m => Guid.TryParse(m.Author, out var who) ? who : Guid.Empty).Where(w => w != Guid.Empty).Distinct();
        var authors = await call.Services.GetRequiredService<IPeople>().NamesAsync(people, call.Stop);
        return [.. made.Select(m => (m.Version, new FhirViews.Shown($"urn:lieny:version:{type}:{id}:{Text(m.Version)}",
            FhirText.Object(json => Write(json, m, type, id, names, Author(m, authors))))))];
    }

    // Who has an account is told by name; a program by its own.
    static string Author(Made made, IReadOnlyDictionary<Guid, string> names) => Guid.TryParse(made.Author, out var id) ? names.GetValueOrDefault(id, "") : made.Author;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static void Write(Utf8JsonWriter json, Made made, string type, string id, IReadOnlyDictionary<Guid, string> names, string author)
    {
        json.WriteString("resourceType", "Provenance");
        json.Maybe("id", IdOf(type, id, made.Version));
        json.List("target", [made.Version], v => json.WriteString("reference", $"{type}/{id}/_history/{Text(v)}"));
        json.WriteString("recorded", FhirViews.At(made.At));
        json.Concept("activity", "http://terminology.hl7.org/CodeSystem/v3-DataOperation", made.Method switch
        {
            "DELETE" => "DELETE",
            "POST" => "CREATE",
            _ => made.Version == 1 ? "CREATE" : "UPDATE",
        });
        json.List("agent", [made], m =>
        {
            json.Concept("type", "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "author");
            json.WriteStartObject("who");
            json.WriteString("display", author.Length > 0 ? author : names.GetValueOrDefault(m.Holder, "–"));
            json.WriteEndObject();
            json.WriteStartObject("onBehalfOf");
            json.WriteString("display", names.GetValueOrDefault(m.Holder, "–"));
            json.WriteEndObject();
        });
        if (made.Source == Guid.Empty) return;
        json.List("entity", [made], m =>
        {
            json.WriteString("role", "source");
            json.WriteStartObject("what");
            json.WriteStartObject("identifier");
            json.WriteString("system", "urn:ietf:rfc:3986");
            json.WriteString("value", $"urn:uuid:{m.Source}");
            json.WriteEndObject();
            json.Maybe("display", m.Row);
            json.WriteEndObject();
        });
    }
}
