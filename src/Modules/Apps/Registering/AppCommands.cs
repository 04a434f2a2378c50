using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps;

/// <summary>Commands for whoever runs the machine: register an application without a browser, turn the signing key.</summary>
static class AppCommands
{
    public static readonly IReadOnlyList<Command> All =
    [
        new("apps register", "apps register --kind public|confidential|backend --name TÊN --organisation ĐƠN_VỊ "
            + "--scopes \"…\" [--redirect ĐỊA_CHỈ] [--launch ĐỊA_CHỈ] [--keys TỆP_JWKS] [--role Doctor] [--purpose treatment]",
            "Đăng ký ứng dụng SMART; in mã ứng dụng và mã bí mật (nếu có).", RegisterAsync),
        new("apps turn-key", "apps turn-key", "Tạo khóa ký mới cho id_token; khóa cũ vẫn được công bố để kiểm tra.", TurnAsync),
    ];

    static async Task<int> RegisterAsync(IServiceProvider services, string[] args)
    {
        string Of(string name) => Array.IndexOf(args, "--" + name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : "";
        if (!Enum.TryParse<AppKind>(Of("kind"), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            throw Refusal.Invalid("Xin ghi --kind public, confidential hoặc backend.");
        if (Of("name").Length == 0) throw Refusal.Invalid("Xin ghi --name.");
        var organisations = services.GetRequiredService<IOrganisations>();
        var organisation = Guid.TryParse(Of("organisation"), out var id) ? id
            : (await organisations.MatchAsync(Of("organisation"), null, null, default)).FirstOrDefault(m => m.Score >= 0.9)?.Organisation.Id
            ?? throw Refusal.Invalid("Không tìm thấy đơn vị “{0}”.", Of("organisation"));
        var input = new AppInput(Of("name"), "", Of("redirect").Split(' ', StringSplitOptions.RemoveEmptyEntries), Of("launch"), Of("scopes"), Of("keys").Length > 0
            ? await File.ReadAllTextAsync(Of("keys")) : "",
            Enum.TryParse<Role>(Of("role"), ignoreCase: true, out var role) ? role : null, Of("purpose").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
        var desk = services.GetRequiredService<AppDesk>();
        var (app, secret) = await desk.RegisterAsync(organisation, kind, input, default);
        // Whoever holds the machine holds its database; the command stands for the director's word and says so in the trail.
        if (app.Waits) await desk.ApproveAsync(app.Id, app.Version, default);
        Console.WriteLine($"client_id: {app.Id}");
        if (secret is not null) Console.WriteLine($"client_secret: {secret}");
        return 0;
    }

    static async Task<int> TurnAsync(IServiceProvider services, string[] args)
    {
        Console.WriteLine("kid: " + await services.GetRequiredService<SigningKeys>().TurnAsync(default));
        return 0;
    }
}
