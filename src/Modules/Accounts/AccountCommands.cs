using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts;

/// <summary>The way back in for whoever owns the machine, when no administrator can sign in any more.</summary>
static class AccountCommands
{
    public static readonly IReadOnlyList<Command> All =
    [
        new("accounts reset", "accounts reset USER [--data DIR]", "Bật lại tài khoản, bỏ xác thực hai bước và in liên kết đặt mật khẩu (dùng một lần, 72 giờ).", ResetAsync),
    ];

    static async Task<int> ResetAsync(IServiceProvider services, string[] args)
    {
        var store = services.GetRequiredService<AccountsStore>();
        var account = args.Length == 0 ? null : await store.ByUserAsync(args[0], default);
        if (account is null) throw Refusal.Missing("Không có tài khoản này.");
        account.Enable(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var secret = await services.GetRequiredService<Invitations>().ResetAsync(account, everything: true, services.GetRequiredService<SecondFactor>(), default);
        store.Trace("account.reset", "account", account.Id.ToString(), "ok", "command line");
        await store.SaveChangesAsync();
        var root = services.GetRequiredService<SignInRules>().PublicUrl is { Length: > 0 } url ? url.TrimEnd('/') : "http://localhost:5080";
        Console.WriteLine($"{root}/invitation/{secret}");
        return 0;
    }
}
