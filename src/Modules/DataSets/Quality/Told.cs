using System.Text.Json;
using System.Text.RegularExpressions;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Fields by name, from a form or from a JSON object of a program; a field that does not fit is refused with its name.</summary>
sealed class Told(Func<string, string?> text)
{
    /// <summary>Fields of a posted form.</summary>
    public static Told Of(Form form) => new(name => form.Text(name, 20_000));

    /// <summary>Fields of a JSON object; <paramref name="path"/> may name a member of a member (<c>leftSide.expression</c>).</summary>
    public static Told Of(JsonElement json, IReadOnlyDictionary<string, string> path) => new(name =>
    {
        var at = json;
        foreach (var part in path.GetValueOrDefault(name, name).Split('.'))
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at)) return null;
        return at.ValueKind switch
        {
            JsonValueKind.String => at.GetString(),
            JsonValueKind.Array => string.Join(' ', at.EnumerateArray().Select(e => e.ToString())),
            JsonValueKind.Null => null,
            JsonValueKind.True => "on",
            JsonValueKind.False => "",
            _ => at.GetRawText(),
        };
    });

    /// <summary>Was it sent at all.</summary>
    public bool Has(string name) => text(name) is not null;

    /// <summary>Text of at most so many characters.</summary>
    public string Text(string name, int most) => (text(name) ?? "").Trim() is var t && t.Length <= most ? t : throw new Refusal(RefusalKind.Invalid,
        "Nội dung dài quá {0} ký tự. Xin rút gọn.", most)
    { Field = name };

    /// <summary>Text that must be there.</summary>
    public string Required(string name, int most) => Text(name, most) is { Length: > 0 } t ? t : throw new Refusal(RefusalKind.Invalid,
        "Xin nhập nội dung cho ô này.")
    { Field = name };

    /// <summary>A whole number within bounds; 0 where nothing was sent.</summary>
    public int Whole(string name, int most) =>
        Text(name, 12) is not { Length: > 0 } t ? 0
        : int.TryParse(t, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n <= most ? n
        : throw new Refusal(RefusalKind.Invalid, "Xin nhập số từ 0 đến {0}.", most) { Field = name };

    /// <summary>A day; null where nothing was sent.</summary>
    public DateOnly? Day(string name) =>
        Text(name, 30) is not { Length: > 0 } t ? null
        : Say.TryDay(t.Length > 10 ? t[..10] : t, out var day) ? day
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", t) { Field = name };

    /// <summary>A truth.</summary>
    public bool Ticked(string name) => text(name) is "on" or "true" or "1";

    /// <summary>One of some choices.</summary>
    public T One<T>(string name, Func<string, T?> find) where T : struct =>
        find(Text(name, 60)) ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = name };
}

/// <summary>Opens a word of the dictionary to be created or changed.</summary>
static partial class Opening
{
    /// <summary>A new one, or the one with the id in the version that was seen; named anew. A code that another has is refused.</summary>
    public static async Task<T> OpenAsync<T>(DataSetsStore store, DbSet<T> all, Guid? id, int version, Told fields, CancellationToken stop) where T : Term, new()
    {
        var (code, name) = (fields.Required("code", 50), fields.Required("name", 230));
        if (!CodePattern().IsMatch(code)) throw new Refusal(RefusalKind.Invalid, "Mã chỉ gồm chữ không dấu, số, gạch nối và gạch dưới.") { Field = "code" };
        T term;
        if (id is null) all.Add(term = new());
        else
        {
            term = await all.FirstOrDefaultAsync(t => t.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy mục này.");
            store.Expect(term, version);
        }
        if (await all.AnyAsync(t => t.Code == code && t.Id != term.Id, stop)) throw new Refusal(RefusalKind.Conflict, "Mã “{0}” đã có trong danh mục.",
            code)
        { Field = "code" };
        term.Call(code, name, fields.Text("nameEn", 230), fields.Text("nameZh", 230));
        return term;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,50}$")]
    private static partial Regex CodePattern();
}
