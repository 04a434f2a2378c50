using System.Globalization;
using System.Text.Json;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary><c>ValueSet/$expand</c> and <c>ValueSet/$validate-code</c> (FHIR R4 §4.9).</summary>
static class ValueSetOperations
{
    /// <summary>The codes of a value set, filtered and paged.</summary>
    public static async Task<FhirReply> ExpandAsync(FhirCall call)
    {
        var input = OperationInput.Read(call);
        var books = TermBooks.Of(call);
        var set = await SetAsync(call, input, books);
        var ask = new ExpansionAsk(input.Text("filter") ?? "", input.Count("offset") ?? 0, input.Count("count"), input.Flag("activeOnly"));
        if (ask.Take > Expansion.Most) ask = ask with { Take = Expansion.Most };
        var (concepts, total) = await new Expansion(books).OfAsync(set, ask);
        var language = input.Text("displayLanguage");
        var now = call.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        return new(200)
        {
            Body = FhirText.Object(json =>
            {
                json.WriteString("resourceType", "ValueSet");
                json.Maybe("url", set.Url);
                json.Maybe("version", set.Version);
                json.Maybe("name", set.Name);
                json.WriteString("status", "active");
                json.WriteStartObject("expansion");
                json.WriteString("identifier", $"urn:uuid:{Guid.CreateVersion7()}");
                json.WriteString("timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                json.WriteNumber("total", total);
                json.WriteNumber("offset", ask.Skip);
                json.List("parameter", Told(ask, language), p =>
                {
                    json.WriteString("name", p.Name);
                    json.WriteString("valueString", p.Value);
                });
                json.List("contains", concepts, c => Write(json, c, language, input.Flag("includeDesignations")));
                json.WriteEndObject();
            }),
        };
    }

    static IEnumerable<(string Name, string Value)> Told(ExpansionAsk ask, string? language)
    {
        if (ask.Filter.Length > 0) yield return ("filter", ask.Filter);
        if (ask.Take is { } take) yield return ("count", take.ToString(CultureInfo.InvariantCulture));
        if (ask.OnlyActive) yield return ("activeOnly", "true");
        yield return ("displayLanguage", language ?? "vi");
    }

    static void Write(Utf8JsonWriter json, Concept concept, string? language, bool designations)
    {
        json.Maybe("system", concept.System);
        if (concept.IsInactive) json.WriteBoolean("inactive", true);
        json.WriteString("code", concept.Code);
        json.Maybe("display", concept.In(language));
        if (!designations || concept.Designations.Count == 0) return;
        json.List("designation", concept.Designations, d =>
        {
            json.Maybe("language", d.Language);
            json.WriteString("value", d.Value);
        });
    }

    /// <summary>Whether a code is in a value set.</summary>
    public static async Task<FhirReply> ValidateAsync(FhirCall call)
    {
        var input = OperationInput.Read(call);
        var books = TermBooks.Of(call);
        var set = await SetAsync(call, input, books);
        var membership = new Membership(books);
        ValidatedCode? worst = null;
        foreach (var asked in AskedCodes.Read(input))
        {
            if (asked.System.Length == 0 && input.Object("coding") is null && !input.Flag("inferSystem") && input.Text("context") is null && input.Text("system") is null
                && await OnlySystemAsync(set) is null)
            {
                throw new FhirProblem(400, "required", "", "The parameter 'system' is needed.");
            }
            var system = asked.System.Length > 0 ? asked.System : await OnlySystemAsync(set) ?? "";
            var found = await membership.HasAsync(set, system, asked.Code) switch
            {
                true => await NamedAsync(books, system, asked, input.Text("displayLanguage")),
                false => new ValidatedCode(false, $"The code '{asked.Code}' of '{system}' is not in the value set {set.Url}.", ""),
                null => new ValidatedCode(false, $"The code system '{system}' is not known here, so it cannot be said whether '{asked.Code}' is in the value set.", ""),
            };
            if (found.IsRight) return found.Reply();
            worst ??= found;
        }
        return worst!.Reply();
    }

    static async Task<ValidatedCode> NamedAsync(TermBooks books, string system, AskedCode asked, string? language) =>
        system.Length > 0 && await books.SystemAsync(system) is { } book && await book.FindAsync(asked.Code, books.Stop) is { } concept
            ? ValidatedCode.Named(concept, asked.Display, language) : new ValidatedCode(true, "", asked.Display);

    // A value set over one system needs no system to be told.
    static Task<string?> OnlySystemAsync(ValueSetText set)
    {
        var systems = set.Compose is { } compose ? compose.Each("include").Select(i => i.Word("system")).Distinct().ToList() : [];
        return Task.FromResult(systems is [{ Length: > 0 } one] ? one : null);
    }

    /// <summary>The value set meant: named by address, given in the body, or the instance; a code system's own address stands for all of its codes.</summary>
    static async Task<ValueSetText> SetAsync(FhirCall call, OperationInput input, TermBooks books)
    {
        if (call.Ask.Id is not null) return ValueSetText.Of(await StoredResource.JsonAsync(call));
        if (input.Object("valueSet") is { } given) return ValueSetText.Of(given);
        if (input.Body is { } body && body.Word("resourceType") == "ValueSet") return ValueSetText.Of(body);
        var url = input.Needed("url");
        if (await books.ValueSetAsync(url) is { } known) return known;
        // FHIR lets a server offer every system as a whole by its address with ?fhir_vs behind.
        var system = url.EndsWith("?fhir_vs", StringComparison.Ordinal) ? url[..^8] : url;
        if (await books.SystemAsync(system) is not { } book) throw new FhirProblem(404, "not-found", "", $"The value set '{url}' is not known here.");
        var compose = FhirText.Object(json => json.List("include", [book.Url], s => json.WriteString("system", s)));
        return new ValueSetText(url, book.Name, book.Version, JsonDocument.Parse(compose).RootElement, null);
    }
}
