using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>A technique as the log keeps it. <paramref name="Class"/>: PD, P1 … T3; empty: none.</summary>
sealed record TechniqueTaken(string Code, string Name, string Class);

/// <summary>Finds techniques: in the dated catalogue, and what the caller entered before.</summary>
sealed class TechniqueShelf(LogbookStore store, ICodeLists codes, Caller caller)
{
    /// <summary>The technique in what was typed: a code, a code with its name, or words that fit exactly one.</summary>
    public async Task<TechniqueTaken> TakeAsync(string typed, DateOnly day, CancellationToken stop)
    {
        Refusal No(string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = "technique" };
        if (typed.Trim().Length == 0) throw No("Xin chọn kỹ thuật.");
        var code = CaseInput.CodeOf(typed);
        if (code.Length > 0)
        {
            if (await codes.FindAsync(CodeSystems.Techniques, code, day, stop) is { } known) return Taken(known);
            // No edition covers the day: the code is taken as it stands, a list that is loaded later does not change what was logged.
            if (await codes.ValidateAsync(CodeSystems.Techniques, code, null, day, stop) == CodeTruth.NoList) return new(code, NameIn(typed, code), "");
            throw No("Mã kỹ thuật {0} không có trong danh mục của ngày {1}. Xin tìm theo tên.", code, Say.Day(day));
        }
        var page = await codes.SearchAsync(new(CodeSystems.Techniques, typed, day, Take: 6), stop);
        return page.Total switch
        {
            1 => Taken(page.Codes[0]),
            0 => throw No("Không tìm thấy kỹ thuật “{0}” trong danh mục. Xin thử từ khác hoặc nhập mã.", typed.Trim()),
            _ => throw No("Có {0} kỹ thuật phù hợp. Xin chọn một, ví dụ: {1}.", page.Total,
                string.Join("; ", page.Codes.Take(3).Select(c => CaseInput.TechniqueText(c.Code, c.Display)))),
        };
    }

    /// <summary>Techniques that fit what is typed, for the field's list.</summary>
    public async Task<IReadOnlyList<TechniqueTaken>> SearchAsync(string text, int most, CancellationToken stop) =>
        text.Trim().Length < 2 ? [] : [.. (await codes.SearchAsync(new(CodeSystems.Techniques, text, Take: most), stop)).Codes.Select(Taken)];

    /// <summary>What the caller entered lately, the last first.</summary>
    public async Task<IReadOnlyList<TechniqueTaken>> RecentAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } user) return [];
        var rows = await store.Cases.AsNoTracking().Where(c => c.LoggedBy == user || c.Members.Any(m => m.UserId == user)).OrderByDescending(c => c.LoggedAt).Take(60)
            .Select(c => new { c.Technique, c.TechniqueName, c.TechniqueClass }).ToListAsync(stop);
        return [.. rows.DistinctBy(r => r.Technique).Take(8).Select(r => new TechniqueTaken(r.Technique, r.TechniqueName, r.TechniqueClass))];
    }

    static TechniqueTaken Taken(CodeEntry entry) => new(entry.Code, entry.Display, entry.Properties.GetValueOrDefault("class") ?? "");

    static string NameIn(string typed, string code)
    {
        var rest = typed.Trim()[code.Length..].Trim(' ', '·', '-');
        return rest.Length == 0 ? code : rest.Length > 250 ? rest[..250] : rest;
    }
}
