using Microsoft.AspNetCore.Http;

namespace LienY.Kernel;

/// <summary>Reads a posted form field by field; a field that does not fit is refused with its name, so that the message stands beside it.</summary>
public sealed class Form(IFormCollection form)
{
    /// <summary>Reads the form of a request.</summary>
    public static async Task<Form> ReadAsync(HttpRequest request, CancellationToken stop) => new(await request.ReadFormAsync(stop));

    /// <summary>Text without surrounding spaces; "" where there is none. Longer than <paramref name="most"/> is refused.</summary>
    public string Text(string name, int most = 2000)
    {
        var text = form[name].ToString().Replace("\0", "").Replace("\r\n", "\n").Trim();
        if (text.Length > most) throw new Refusal(RefusalKind.Invalid, "Nội dung dài quá {0} ký tự. Xin rút gọn.", most) { Field = name };
        return text;
    }

    /// <summary>Text that must be there.</summary>
    public string Required(string name, int most = 2000) =>
        Text(name, most) is { Length: > 0 } text ? text : throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = name };

    /// <summary>An id, null where the field is empty.</summary>
    public Guid? Id(string name) =>
        Text(name, 64) is not { Length: > 0 } text ? null
        : Guid.TryParse(text, out var id) ? id : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = name };

    /// <summary>A number as people type it (1.320 · 24,4), null where the field is empty.</summary>
    public decimal? Number(string name) =>
        Text(name, 40) is not { Length: > 0 } text ? null
        : Say.TryNumber(text, out var number) ? number
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là số. Ví dụ đúng: 1.320 hoặc 24,4.", text) { Field = name };

    /// <summary>A day, null where the field is empty.</summary>
    public DateOnly? Day(string name) =>
        Text(name, 20) is not { Length: > 0 } text ? null
        : Say.TryDay(text, out var day) ? day
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", text) { Field = name };

    /// <summary>A whole number; <paramref name="otherwise"/> where the field is empty or is none.</summary>
    public int Whole(string name, int otherwise = 0) =>
        int.TryParse(Text(name, 12), System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : otherwise;

    /// <summary>A ticked box.</summary>
    public bool Ticked(string name) => form[name].ToString() is "on" or "true" or "1";

    /// <summary>All values of a field that repeats.</summary>
    public IReadOnlyList<string> All(string name) => [.. form[name].Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v!.Trim())];

    /// <summary>An uploaded file, null where none was chosen.</summary>
    public IFormFile? File(string name) => form.Files.GetFile(name) is { Length: > 0 } file ? file : null;

    /// <summary>A value of an enumeration.</summary>
    public T One<T>(string name) where T : struct, Enum =>
        Enum.TryParse<T>(Text(name, 60), out var value) && Enum.IsDefined(value) ? value
        : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = name };
}
