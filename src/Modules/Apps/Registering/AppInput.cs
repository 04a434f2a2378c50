using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>What the form of an application says.</summary>
sealed record AppInput(string Name, string About, IReadOnlyList<string> Redirects, string LaunchUrl, string Scopes, string Keys, Role? Role,
    IReadOnlyList<string> Purposes)
{
    const int MostRedirects = 10;

    /// <summary>As what a service may read; who runs the machine and citizens are none of them.</summary>
    public static readonly IReadOnlyList<Role> Roles = [Kernel.Role.Doctor, Kernel.Role.DataOfficer, Kernel.Role.Director, Kernel.Role.DepartmentOfficer];

    /// <summary>Reads the form.</summary>
    public static AppInput Read(Form form) => new(
        form.Required("name", 120), form.Text("about", 1000), [.. Lines(form.Text("redirects", 4000)).Distinct(StringComparer.Ordinal)], form.Text("launch", 500),
        string.Join(' ', form.All("scope").Append(form.Text("more", 2000))), form.Text("keys", 20_000),
        Enum.TryParse<Role>(form.Text("role", 40), out var role) && Enum.IsDefined(role) ? role : null, [.. form.All("purpose").Distinct()]);

    /// <summary>Refuses what cannot be registered, beside its field.</summary>
    public void Check(AppKind kind)
    {
        var scopes = SmartScopes.Parse(Scopes);
        if (scopes.Unknown.Count > 0)
            throw new Refusal(RefusalKind.Invalid, "Không hiểu phạm vi “{0}”. Ví dụ đúng: patient/Observation.rs.", scopes.Unknown[0]) { Field = "more" };
        if (scopes.Clinical.Count == 0 && scopes.Words.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một phạm vi.") { Field = "more" };
        PublicKeys.Check(Keys);
        if (kind == AppKind.Backend) CheckBackend(scopes);
        else CheckForPeople(kind, scopes);
    }

    void CheckBackend(SmartScopes scopes)
    {
        if (scopes.Words.Count > 0 || scopes.Clinical.Any(c => c.Seat != ScopeSeat.System))
            throw new Refusal(RefusalKind.Invalid, "Dịch vụ chạy nền chỉ dùng phạm vi system/…, ví dụ system/Observation.rs.") { Field = "more" };
        if (Keys.Length == 0) throw new Refusal(RefusalKind.Invalid, "Dịch vụ chạy nền phải có khóa công khai (JWKS).") { Field = "keys" };
        if (Role is not { } role || !Roles.Contains(role)) throw new Refusal(RefusalKind.Invalid, "Xin chọn vai trò mà dịch vụ đọc dữ liệu.") { Field = "role" };
        if (Purposes.Count == 0 || !Purposes.All(AppWords.Purposes.ContainsKey))
            throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một mục đích.") { Field = "purpose" };
    }

    void CheckForPeople(AppKind kind, SmartScopes scopes)
    {
        if (scopes.Clinical.Any(c => c.Seat == ScopeSeat.System))
            throw new Refusal(RefusalKind.Invalid, "Phạm vi system/… chỉ dành cho dịch vụ chạy nền.") { Field = "more" };
        if (kind == AppKind.Public && Keys.Length > 0)
            throw new Refusal(RefusalKind.Invalid, "Ứng dụng công khai không giữ được khóa riêng; xin để trống ô khóa.") { Field = "keys" };
        if (Redirects.Count is 0 or > MostRedirects)
            throw new Refusal(RefusalKind.Invalid, "Xin nhập từ 1 đến {0} địa chỉ nhận kết quả, mỗi dòng một địa chỉ.", MostRedirects) { Field = "redirects" };
        foreach (var one in Redirects) MustBeSafe(one, "redirects");
        if (LaunchUrl.Length > 0) MustBeSafe(LaunchUrl, "launch");
    }

    // RFC 9700 §2.1: https, or http on the reader's own machine; never a fragment, never user information.
    static void MustBeSafe(string address, string field)
    {
        var good = address.Length <= 500 && !address.Any(c => c <= ' ' || c > '~' || c is '*' or '"' or '<' or '>' or '\\')
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) && uri.UserInfo.Length == 0 && !address.Contains('#', StringComparison.Ordinal);
        if (!good)
            throw new Refusal(RefusalKind.Invalid, "Không nhận địa chỉ “{0}”: phải là https://…, hoặc http:// trên chính máy người dùng, không có dấu # hay *.",
                address)
            { Field = field };
    }

    static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
