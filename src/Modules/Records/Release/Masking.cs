using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Takes out of a record what identifies the person: names, numbers, addresses, phones, the day of birth (its year stays, up to the age of 89), numbers of
/// files and staff, the original paper. All days are moved by a number of days that is the same for one person and follows from a key. In free text it masks
/// the known names and long numbers; a name it has never heard, a place or a rare story it cannot find: who gives such a basis answers for the text.
/// </summary>
sealed class Masking(Keys keys, TimeProvider clock)
{
    static readonly HashSet<string> Dropped = ["identifier", "name", "telecom", "address", "contact", "photo", "managingOrganization", "requester", "performer",
        "author", "resultsInterpreter", "data", "participant", "generalPractitioner",
        "serviceProvider", "custodian", "origin", "destination", "basedOn", "onBehalfOf", "recorder", "asserter",
        // What others than this house write: copies within, papers, people and numbers under other names.
        "contained", "meta", "extension", "modifierExtension", "presentedForm", "signature", "individual", "actor", "agent", "link", "sender", "recipient", "receiver",
        "source", "informant", "informationSource", "enterer", "subscriber", "subscriberId", "policyHolder", "payor", "insurer", "practitioner", "provider", "relatedPerson",
        "udiCarrier", "serialNumber", "lotNumber", "accession", "accessionIdentifier", "endpoint", "who"];
    readonly byte[] key = keys.Derive("records/shift", 32);

    /// <summary>By how many days a person's record is moved: 1 to 365 back, never 0.</summary>
    int Shift(Guid person) => -1 - (int)(BinaryPrimitives.ReadUInt32BigEndian(HMACSHA256.HashData(key, person.ToByteArray())) % 365);

    /// <summary>The rows, those without identity masked; the original paper cannot be masked and is left out.</summary>
    public async Task<IReadOnlyList<SeenRow>> OfAsync(DbConnection connection, Guid person, IReadOnlyList<SeenRow> rows, CancellationToken stop)
    {
        if (rows.All(r => r.IsIdentified)) return rows;
        var work = new Work(Shift(person), await NamesAsync(connection, person, stop), clock.Today().Year - 89);
        return [.. rows.Where(r => r.IsIdentified || r.Type != "DocumentReference").Select(r => r.IsIdentified ? r : r with
        {
            At = r.At.AddDays(work.Days),
            Occurred = r.Occurred?.AddDays(work.Days),
            SourceId = Guid.Empty,
            SourceRow = "",
            Body = r.Body is null ? null : Body(r.Body, work),
        })];
    }

    /// <summary>What masks one person's resources.</summary>
    public async Task<MaskedPerson> PersonAsync(DbConnection connection, Guid person, CancellationToken stop)
    {
        var work = new Work(Shift(person), await NamesAsync(connection, person, stop), clock.Today().Year - 89);
        return new(work.Days, body => Body(body, work));
    }

    /// <summary>What one masking needs: days to move by, names to take out, the earliest year of birth that is told.</summary>
    sealed record Work(int Days, MaskedText Names, int Oldest);

    /// <summary>Every name and number by which the person is known anywhere, to be masked in free text; it never leaves this class.</summary>
    static async Task<MaskedText> NamesAsync(DbConnection connection, Guid person, CancellationToken stop)
    {
        var words = new HashSet<string>();
        foreach (var body in await connection.RowsAsync("select body from records_resource where person_id = @p0 and type = 'Patient'", r => (byte[])r.GetValue(0),
            stop, person))
        {
            using var json = JsonDocument.Parse(body);
            Gather(json.RootElement, words);
        }
        return new(words);
    }

    // Whatever stands anywhere below these names tells who it is, in whichever form a sender writes it.
    static void Gather(JsonElement patient, HashSet<string> words)
    {
        foreach (var list in new[] { "name", "identifier", "telecom", "address", "contact" }) Gather(patient.Of(list), words, "");
        foreach (var name in patient.All("name").Concat(patient.All("contact").Select(c => c.Of("name"))))
            if (name.Text("family") is { Length: > 0 } family)
                words.Add($"{family} {string.Join(' ', name.All("given").Where(g => g.ValueKind == JsonValueKind.String).Select(g => g.GetString()))}");
    }

    static void Gather(JsonElement e, HashSet<string> words, string field)
    {
        if (e.ValueKind == JsonValueKind.Object) foreach (var part in e.EnumerateObject()) Gather(part.Value, words, part.Name);
        else if (e.ValueKind == JsonValueKind.Array) foreach (var item in e.EnumerateArray()) Gather(item, words, field);
        else if (e.ValueKind == JsonValueKind.String && field is ("text" or "value" or "line")) words.Add(e.GetString()!);
    }

    static byte[] Body(byte[] body, Work work)
    {
        using var json = JsonDocument.Parse(body);
        var buffer = new ArrayBufferWriter<byte>(body.Length);
        using (var w = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Write(w, json.RootElement, "", work);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter w, JsonElement e, string field, Work work)
    {
        switch (e.ValueKind)
        {
            case JsonValueKind.Object:
                w.WriteStartObject();
                foreach (var property in e.EnumerateObject())
                {
                    if (Dropped.Contains(property.Name)) continue;
                    w.WritePropertyName(property.Name);
                    Write(w, property.Value, property.Name, work);
                }
                w.WriteEndObject();
                break;
            case JsonValueKind.Array:
                w.WriteStartArray();
                foreach (var item in e.EnumerateArray()) Write(w, item, field, work);
                w.WriteEndArray();
                break;
            case JsonValueKind.String:
                w.WriteStringValue(Text(e.GetString()!, field, work));
                break;
            default:
                e.WriteTo(w);
                break;
        }
    }

    static string Text(string text, string field, Work work) => field switch
    {
        "birthDate" => int.TryParse(text.AsSpan(0, Math.Min(4, text.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            ? Math.Max(year, work.Oldest).ToString("0000", CultureInfo.InvariantCulture) : "",
        "resourceType" or "id" or "reference" or "system" or "code" or "status" or "intent" or "unit" or "gender" => text,
        _ when IsTime(text) => Moved(text, work.Days),
        _ => work.Names.Mask(text),
    };

    static bool IsTime(string text) => text.Length is 4 or 7 or 10 or (>= 16 and <= 40) && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[3])
        && (text.Length == 4 || text[4] == '-') && (text.Length <= 10 || text[10] == 'T')
        && DateTimeOffset.TryParse(text.Length == 4 ? text + "-01-01" : text.Length == 7 ? text + "-01" : text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    static string Moved(string text, int days) => text.Length switch
    {
        4 => text,
        7 => DateOnly.ParseExact(text + "-15", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM", CultureInfo.InvariantCulture),
        10 => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
    };
}

/// <summary>Masks the resources of one person.</summary>
/// <param name="Days">By how many days everything is moved.</param>
/// <param name="Body">Takes out of a body what identifies.</param>
sealed record MaskedPerson(int Days, Func<byte[], byte[]> Body);
