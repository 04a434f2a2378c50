using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LienY.Fhir;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Records;

/// <summary>Batch and transaction.</summary>
sealed class FhirBundles(CommitQueue queue, FhirWrites writes, IEnumerable<IFhirWatch> watches)
{
    const int MostEntries = 10_000;
    const int AtOnce = 8;

    /// <summary>POST [base].</summary>
    public async Task<FhirReply> AnswerAsync(FhirCall call, Func<FhirCall, Task<FhirReply>> answer)
    {
        if (call.Ask.Body.Length == 0) throw new FhirProblem(400, "required", "", "The request has no body; a Bundle is needed.");
        var bundle = BundleReader.Read(call.Ask.Body);
        if (bundle.IsBad) throw new FhirProblem(400, bundle.Issues);
        if (bundle.Entries.Count > MostEntries) throw new FhirProblem(413, "too-costly", "Bundle.entry", $"More than {MostEntries} entries; please split the bundle.");
        return bundle.Type switch
        {
            "batch" => await BatchAsync(call, bundle, answer),
            "transaction" => await TransactionAsync(call, bundle, answer),
            _ => throw new FhirProblem(400, "value", "Bundle.type", $"A bundle sent here is a batch or a transaction, not '{bundle.Type}'."),
        };
    }

    async Task<FhirReply> BatchAsync(FhirCall call, BundleOutline bundle, Func<FhirCall, Task<FhirReply>> answer)
    {
        var replies = new FhirReply[bundle.Entries.Count];
        // Entries of a batch know nothing of each other, so that writes of one batch share a commit.
        await Parallel.ForAsync(0, replies.Length, new ParallelOptions { MaxDegreeOfParallelism = bundle.Entries.Exists(e => e.Method == "GET") ? AtOnce : 256, CancellationToken = call.Stop },
            async (i, _) =>
            {
                try
                {
                    var ask = Ask(call.Ask, bundle.Entries[i], i);
                    if (ask.Path.Length == 0 && ask.Method == "POST") throw new FhirProblem(400, "invalid", $"Bundle.entry[{Text(i)}]", "A bundle holds no bundle to be done.");
                    replies[i] = await answer(call with { Ask = ask });
                }
                catch (FhirProblem problem)
                {
                    replies[i] = problem.Reply();
                }
            });
        return Reply("batch-response", call, [.. replies], "fhir.batch");
    }

    async Task<FhirReply> TransactionAsync(FhirCall call, BundleOutline bundle, Func<FhirCall, Task<FhirReply>> answer)
    {
        var asks = new FhirAsk[bundle.Entries.Count];
        var changes = new List<FhirChange>();
        for (var i = 0; i < asks.Length; i++)
        {
            try
            {
                asks[i] = Ask(call.Ask, bundle.Entries[i], i);
                if (asks[i].Method != "GET") changes.Add(await writes.ChangeAsync(asks[i], bundle.Entries[i].FullUrl, i, call.Stop));
            }
            catch (FhirProblem problem)
            {
                throw new FhirProblem(problem.Status, [.. problem.Issues.Select(p => p with { Path = p.Path.StartsWith("Bundle", StringComparison.Ordinal) ? p.Path
                    : $"Bundle.entry[{Text(i)}].resource{(p.Path.Length > 0 ? " / " + p.Path : "")}" })]);
            }
        }
        var replies = new FhirReply[asks.Length];
        if (changes.Count > 0) await WriteAsync(call, changes, asks, replies);
        for (var i = 0; i < asks.Length; i++)
            if (asks[i].Method == "GET") replies[i] = await answer(call with { Ask = asks[i] });
        return Reply("transaction-response", call, replies, "fhir.read");
    }

    async Task WriteAsync(FhirCall call, List<FhirChange> changes, FhirAsk[] asks, FhirReply[] replies)
    {
        call.Seat.MustWrite();
        var conditional = changes.Exists(c => c.IsConditional || (c.Read?.References.Exists(r => Referents.IsConditional(r.Text)) ?? false));
        if (!conditional)
        {
            // All ids are known: what refers to what is put in before the writer is troubled.
            var called = Referents.Called(changes);
            foreach (var change in changes) if (change.Read is not null) Referents.Rewrite(change, called);
        }
        var done = await queue.WriteAsync(new(call.Seat, changes)
        {
            Action = "fhir.transaction",
            IsBundle = true,
            IsLinked = !conditional,
            IsConditional = conditional,
            Source = call.Ask.Source,
            Size = call.Ask.Body.Length,
        }, call.Stop);
        foreach (var type in changes.GroupBy(c => c.Type)) foreach (var watch in watches) watch.Wrote(call.Seat, "fhir.transaction", type.Key, type.Count());
        for (var i = 0; i < changes.Count; i++) replies[changes[i].Entry] = FhirWrites.Reply(asks[changes[i].Entry], call.Seat, done[i], changes[i].Kind);
    }

    /// <summary>An entry as a request; refused where it is none.</summary>
    static FhirAsk Ask(FhirAsk whole, BundleEntry entry, int place)
    {
        var at = $"Bundle.entry[{Text(place)}].request";
        var method = entry.Method;
        if (method is not ("GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE")) throw new FhirProblem(400, "required", $"{at}.method", $"Entry {Text(place)} has no method that can be done.");
        if (entry.Url.Length == 0) throw new FhirProblem(400, "required", $"{at}.url", $"Entry {Text(place)} has no address.");
        var url = entry.Url.StartsWith(whole.Base + "/", StringComparison.Ordinal) ? entry.Url[(whole.Base.Length + 1)..] : entry.Url;
        var asked = url.IndexOf('?', StringComparison.Ordinal);
        var query = new List<KeyValuePair<string, string>>();
        if (asked >= 0) foreach (var pair in new QueryStringEnumerable(url[asked..])) query.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return new(method == "HEAD" ? "GET" : method, asked >= 0 ? url[..asked] : url, query, method == "PATCH" ? PatchBodies.Of(entry.Resource, at) : entry.Resource)
        {
            Base = whole.Base,
            IfMatch = entry.IfMatch,
            IfNoneMatch = entry.IfNoneMatch,
            IfNoneExist = entry.IfNoneExist,
            IfModifiedSince = DateTimeOffset.TryParse(entry.IfModifiedSince, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null,
            Return = whole.Return is FhirReturn.Usual && method is not "GET" and not "HEAD" ? FhirReturn.Minimal : whole.Return,
            IsStrict = whole.IsStrict,
            Source = whole.Source,
        };
    }

    static FhirReply Reply(string type, FhirCall call, IReadOnlyList<FhirReply> replies, string action) => new(200)
    {
        Write = to => Write(to, type, replies),
        Touched = [.. replies.SelectMany(r => r.Touched)],
        Action = action,
        About = "Bundle",
    };

    static void Write(IBufferWriter<byte> to, string type, IReadOnlyList<FhirReply> replies)
    {
        using var w = new Utf8JsonWriter(to, new JsonWriterOptions { SkipValidation = true });
        var body = new ArrayBufferWriter<byte>(1024);
        w.WriteStartObject();
        w.WriteString("resourceType", "Bundle");
        w.WriteString("type", type);
        w.WriteStartArray("entry");
        foreach (var reply in replies)
        {
            body.ResetWrittenCount();
            if (reply.Write is { } write) write(body);
            else if (reply.Body.Length > 0) body.Write(reply.Body.Span);
            var isResource = reply.Status is 200 or 201 && body.WrittenCount > 0;
            w.WriteStartObject();
            if (isResource)
            {
                w.WritePropertyName("resource");
                w.WriteRawValue(body.WrittenSpan, skipInputValidation: true);
            }
            w.WriteStartObject("response");
            w.WriteString("status", Status(reply.Status));
            if (reply.Location is { } location) w.WriteString("location", location);
            if (reply.Version > 0) w.WriteString("etag", $"W/\"{Text(reply.Version)}\"");
            if (reply.At is { } at) w.WriteString("lastModified", Sending.Instant(at));
            if (!isResource && body.WrittenCount > 0)
            {
                w.WritePropertyName("outcome");
                w.WriteRawValue(body.WrittenSpan, skipInputValidation: true);
            }
            w.WriteEndObject();
            w.WriteEndObject();
        }
        w.WriteEndArray();
        w.WriteEndObject();
    }

    static string Status(int status) => status switch
    {
        200 => "200 OK",
        201 => "201 Created",
        204 => "204 No Content",
        304 => "304 Not Modified",
        _ => $"{Text(status)} {ReasonPhrases.GetReasonPhrase(status)}",
    };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Patches within a bundle: a Binary whose data is the JSON Patch (http://hl7.org/fhir/R4/http.html#patch).</summary>
static class PatchBodies
{
    /// <summary>The patch; refused where the entry holds none.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> resource, string path)
    {
        try
        {
            using var json = JsonDocument.Parse(resource);
            if (json.RootElement.Text("resourceType") == "Binary" && json.RootElement.Of("data") is { ValueKind: JsonValueKind.String } data && data.TryGetBytesFromBase64(out var patch))
                return patch;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new FhirProblem(400, "structure", path, "A patch in a bundle is a Binary whose data is a JSON Patch.");
    }
}
