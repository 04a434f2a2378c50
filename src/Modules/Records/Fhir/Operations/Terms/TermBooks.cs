using System.Runtime.CompilerServices;
using System.Text.Json;
using LienY.Contracts;
using LienY.Fhir;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Code systems and value sets for one request: the dated lists of the house, what was sent to the server, what the specification keeps.</summary>
sealed class TermBooks(DefinitionBook definitions, ICodeLists? lists, CancellationToken stop)
{
    static readonly ConditionalWeakTable<object, MemoryBook> read = [];
    readonly Dictionary<string, CodeBook?> found = new(StringComparer.Ordinal);
    IReadOnlyList<CodeEdition>? editions;

    /// <summary>For a request.</summary>
    public static TermBooks Of(FhirCall call) => new(call.Services.GetRequiredService<DefinitionBook>(), call.Services.GetService<ICodeLists>(), call.Stop);

    /// <summary>Ends with the request.</summary>
    public CancellationToken Stop => stop;

    /// <summary>A code system; null where nobody knows it.</summary>
    public async ValueTask<CodeBook?> SystemAsync(string url)
    {
        var bare = url.Split('|')[0];
        if (found.TryGetValue(bare, out var known)) return known;
        return found[bare] = await OpenAsync(bare);
    }

    async Task<CodeBook?> OpenAsync(string url)
    {
        editions ??= lists is null ? [] : await lists.EditionsAsync(stop);
        if (editions.FirstOrDefault(e => e.System == url) is { } edition) return new ListedBook(edition, lists!);
        if (await definitions.FindAsync("CodeSystem", url, stop) is { } resource) return resource.Made(CodeSystemReading.Read);
        return SpecTerms.System(url) is { } spec ? read.GetValue(spec, _ => MemoryBook.Of(spec)) : null;
    }

    /// <summary>The same, refused (404) where nobody knows it.</summary>
    public async ValueTask<CodeBook> NeededAsync(string url) =>
        await SystemAsync(url) ?? throw new FhirProblem(404, "not-found", "", $"The code system '{url}' is not known here.");

    /// <summary>A value set as a resource or of the specification: its address, name and the element that holds its compose; null where nobody knows it.</summary>
    public async ValueTask<ValueSetText?> ValueSetAsync(string url)
    {
        var bare = url.Split('|')[0];
        if (await definitions.FindAsync("ValueSet", url, stop) is { } resource) return ValueSetText.Of(resource.Json);
        return SpecTerms.ValueSet(bare) is { } spec ? new ValueSetText(bare, spec.Name, SpecTerms.Version, spec.Compose, null) : null;
    }

    /// <summary>The same, refused (404) where nobody knows it.</summary>
    public async ValueTask<ValueSetText> NeededSetAsync(string url) =>
        await ValueSetAsync(url) ?? throw new FhirProblem(404, "not-found", "", $"The value set '{url}' is not known here.");

    /// <summary>A definition by its address; null where nobody has one.</summary>
    public async Task<JsonElement?> DefinitionAsync(string type, string url) => (await definitions.FindAsync(type, url, stop))?.Json;
}

/// <summary>A value set: how it is composed, or (where it says nothing else) the expansion that it brings.</summary>
sealed record ValueSetText(string Url, string Name, string Version, JsonElement? Compose, JsonElement? Expansion)
{
    /// <summary>Of a resource.</summary>
    public static ValueSetText Of(JsonElement resource) => new(resource.Word("url"), resource.Word("title") is { Length: > 0 } title ? title : resource.Word("name"),
        resource.Word("version"), resource.Member("compose"), resource.Member("expansion"));
}
