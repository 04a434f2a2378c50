using LienY.Fhir;
using LienY.Kernel;
using System.Text.Json;

namespace LienY.Records;

/// <summary>Takes up <c>$export</c> of the server, of patients and of a group.</summary>
sealed class BulkAsking(BulkBook book, TimeProvider clock)
{
    const int AtOnce = 3;

    /// <summary>How long files stay.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>The operation: 202 with the address where to ask again.</summary>
    public async Task<FhirReply> StartAsync(FhirCall call)
    {
        var (ask, seat) = (call.Ask, call.Seat);
        if (!seat.Caller.May(RecordsRights.Export)) throw new FhirProblem(403, "forbidden", "", "Taking records out as files is a right apart from reading them; the caller does not hold it.");
        var wish = Wish(ask);
        var patients = ask.Type is null ? "" : "*";
        foreach (var one in wish.GetValueOrDefault("patient", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            patients += "\n" + (one.StartsWith("Patient/", StringComparison.Ordinal) ? one : throw Wrong($"patient must be 'Patient/id', not '{one}'"));
        if (ask.Type == "Group") patients += "\n" + await MembersAsync(call);
        return await StartAsync(seat, ask.Base + "/" + ask.Path, wish, patients, call.Stop);
    }

    /// <summary>The same for a page.</summary>
    public async Task<FhirReply> StartAsync(FhirSeat seat, string address, IReadOnlyDictionary<string, string> wish, string patients, CancellationToken stop)
    {
        if (await book.OpenOfAsync(seat.Caller, stop) >= AtOnce) throw new FhirProblem(429, "throttled", "", $"{AtOnce} exports are under way already; please wait for one to end.");
        var now = clock.GetUtcNow();
        var job = new BulkJob(Guid.CreateVersion7(), seat.Caller.UserId, seat.Caller.Client?.Id, seat.Caller.OrganisationId, seat.Reader.Purpose, address,
            Types(wish.GetValueOrDefault("_type", "")), Since(wish.GetValueOrDefault("_since")), patients.Trim(), "waiting", 0, "", now, null, null, now + Life);
        await book.AddAsync(job, stop);
        return new(202)
        {
            Location = $"bulk/{job.Id}",
            Body = OperationOutcomes.Done("The export is being made; ask again at Content-Location."),
            Action = "fhir.export.asked",
            About = job.Id.ToString(),
        };
    }

    /// <summary>Parameters of the address, or of a Parameters resource.</summary>
    static Dictionary<string, string> Wish(FhirAsk ask)
    {
        var wish = new Dictionary<string, string>(StringComparer.Ordinal);
        void Take(string name, string value)
        {
            if (name is "_typeFilter" or "_elements" or "includeAssociatedData") throw Wrong($"{name} is not supported by $export here");
            if (name == "_outputFormat" && value is not ("application/fhir+ndjson" or "application/ndjson" or "ndjson")) throw Wrong($"_outputFormat must be application/fhir+ndjson, not '{value}'");
            wish[name] = wish.TryGetValue(name, out var before) && name is "_type" or "patient" ? before + "," + value : value;
        }
        foreach (var (name, value) in ask.Query) Take(name, value);
        if (ask.Body.Length == 0) return wish;
        using var json = JsonDocument.Parse(ask.Body);
        if (!json.RootElement.TryGetProperty("parameter", out var all) || all.ValueKind != JsonValueKind.Array) throw Wrong("the body must be a Parameters resource");
        foreach (var one in all.EnumerateArray())
        {
            var name = one.TryGetProperty("name", out var n) ? n.GetString() ?? "" : "";
            foreach (var part in one.EnumerateObject().Where(p => p.Name.StartsWith("value", StringComparison.Ordinal)))
                Take(name, part.Value.ValueKind == JsonValueKind.Object ? part.Value.TryGetProperty("reference", out var r) ? r.GetString() ?? "" : "" : part.Value.ToString());
        }
        return wish;
    }

    static async Task<string> MembersAsync(FhirCall call)
    {
        var (type, id) = call.Ask.Named();
        var reply = await ((FhirDesk)call.Services.GetService(typeof(FhirDesk))!).AnswerAsync(call with { Ask = new("GET", $"{type}/{id}", []) { Base = call.Ask.Base } });
        using var json = JsonDocument.Parse(reply.Bytes());
        if (!json.RootElement.TryGetProperty("member", out var members)) return "Patient/-";
        var found = members.EnumerateArray().Select(m => m.TryGetProperty("entity", out var e) && e.TryGetProperty("reference", out var r) ? r.GetString() : null)
            .OfType<string>().Where(r => r.StartsWith("Patient/", StringComparison.Ordinal)).ToList();
        return found.Count > 0 ? string.Join('\n', found) : "Patient/-";
    }

    static string Types(string types)
    {
        foreach (var type in types.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) if (!FhirTypes.Is(type)) throw Wrong($"_type names no resource type of R4: '{type}'");
        return types;
    }

    static DateTimeOffset? Since(string? text) => string.IsNullOrEmpty(text) ? null
        : FhirDates.Range(text, out var from, out _) ? DateTimeOffset.FromUnixTimeMilliseconds(from) : throw Wrong($"_since must be an instant, not '{text}'");

    static FhirProblem Wrong(string text) => new(400, "invalid", "", text);
}
