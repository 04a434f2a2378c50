using System.Text.Json;

namespace LienY.Records;

/// <summary>Whether codes are in value sets.</summary>
sealed class Membership(TermBooks books)
{
    const int Deepest = 10;

    /// <summary>True, false, or null where a code system is not known so that it cannot be said. An empty system stands for any.</summary>
    public ValueTask<bool?> HasAsync(ValueSetText set, string system, string code) => HasAsync(set, system, code, 0);

    async ValueTask<bool?> HasAsync(ValueSetText set, string system, string code, int depth)
    {
        if (depth > Deepest) throw new FhirProblem(422, "too-costly", "", $"The value set '{set.Url}' is made of too many layers of value sets.");
        if (set.Compose is not { } compose) return set.Expansion is { } expansion ? InExpansion(expansion, system, code) : null;
        bool? has = false;
        foreach (var include in compose.Each("include"))
        {
            switch (await InPartAsync(include, system, code, depth))
            {
                case true: has = true; break;
                case null when has == false: has = null; break;
            }
            if (has == true) break;
        }
        if (has == false) return false;
        foreach (var exclude in compose.Each("exclude")) if (await InPartAsync(exclude, system, code, depth) == true) return false;
        return has;
    }

    async ValueTask<bool?> InPartAsync(JsonElement part, string system, string code, int depth)
    {
        var own = part.Word("system");
        bool? has = true;
        if (own.Length > 0)
        {
            if (system.Length > 0 && system != own) return false;
            has = await InSystemAsync(part, own, code);
            if (has == false) return false;
        }
        foreach (var other in part.Each("valueSet"))
        {
            var inner = other.ValueKind == JsonValueKind.String && await books.ValueSetAsync(other.GetString()!) is { } found
                ? await HasAsync(found, own.Length > 0 ? own : system, code, depth + 1) : null;
            if (inner == false) return false;
            has = inner is null ? null : has;
        }
        return has;
    }

    async ValueTask<bool?> InSystemAsync(JsonElement part, string system, string code)
    {
        if (part.Member("concept") is not null)
        {
            foreach (var concept in part.Each("concept")) if (concept.Word("code") == code) return true;
            return false;
        }
        if (await books.SystemAsync(system) is not { } book) return null;
        return await book.FindAsync(code, books.Stop) is { } found && await TermFilters.PassAsync(book, found, part, books.Stop);
    }

    static bool InExpansion(JsonElement holder, string system, string code)
    {
        foreach (var one in holder.Each("contains"))
        {
            if (one.Word("code") == code && (system.Length == 0 || one.Word("system") == system)) return true;
            if (InExpansion(one, system, code)) return true;
        }
        return false;
    }
}
