using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QRCoder;

namespace LienY.Accounts;

/// <summary>Switching the own second factor on and off, and its recovery codes.</summary>
sealed class OwnSecondFactor(AccountsStore store, Me me, OwnAccount own, SecondFactor second, Notes notes)
{
    /// <summary>Note: the key that is being set up, so that a wrong code does not change the picture.</summary>
    const string SettingUp = "factor";

    /// <summary>Note: recovery codes to show once.</summary>
    const string Codes = "codes";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/second-factor", (HttpContext context, OwnSecondFactor use, CancellationToken stop) => use.PageAsync(context, stop)).NeedsSignIn();
        routes.MapPost("/account/second-factor", (HttpContext context, OwnSecondFactor use, CancellationToken stop) => use.SwitchOnAsync(context, stop)).NeedsSignIn();
        routes.MapPost("/account/second-factor/off", (HttpContext context, OwnSecondFactor use, CancellationToken stop) => use.SwitchOffAsync(context, stop)).NeedsSignIn();
        routes.MapPost("/account/second-factor/codes", (HttpContext context, OwnSecondFactor use, CancellationToken stop) => use.NewCodesAsync(context, stop)).NeedsSignIn();
        routes.MapGet("/account/second-factor/codes", (HttpContext context, Notes notes) => notes.Take(context, Codes) is { } codes
            ? Show.Page<Pages.RecoveryCodesPage>(new { Codes = codes.Split(' ') }) : Results.Redirect("/account")).NeedsSignIn();
    }

    async Task<IResult> PageAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        if (account.SecondFactorKey is not null) return Show.Page<Pages.SecondFactorOffPage>(new { HasPassword = account.PasswordHash is not null, Left = await second.LeftAsync(account.Id, stop) });
        var key = Waiting(context, account) ?? Totp.NewKey();
        notes.Leave(context, SettingUp, $"{account.Id}|{key}", TimeSpan.FromMinutes(15));
        using var picture = QRCodeGenerator.GenerateQrCode(Totp.Address(key, account.UserName), QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(picture);
        var drawn = svg.GetGraphic(4, "#1B2430", "#FFFFFF", true, SvgQRCode.SizingMode.ViewBoxAttribute);
        return Show.Page<Pages.SecondFactorPage>(new { Picture = drawn, Key = string.Join(' ', key.Chunk(4).Select(c => new string(c))) });
    }

    async Task<IResult> SwitchOnAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        if (account.SecondFactorKey is not null) throw Refusal.Conflict("Xác thực hai bước đã bật rồi.");
        var key = Waiting(context, account) ?? throw Refusal.Invalid("Trang đã mở quá lâu. Xin tải lại trang và quét mã mới.");
        var codes = await second.SwitchOnAsync(account, key, (await Form.ReadAsync(context.Request, stop)).Text("code", 20), stop);
        store.Trace("second-factor.on", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        notes.Take(context, SettingUp);
        return ShowCodes(context, codes);
    }

    async Task<IResult> SwitchOffAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        await own.ConfirmAsync(account, context.Request.Form["current"].ToString(), stop);
        await second.SwitchOffAsync(account, stop);
        store.Trace("second-factor.off", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account", Words.Key("Đã tắt xác thực hai bước."));
    }

    async Task<IResult> NewCodesAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        if (account.SecondFactorKey is null) throw Refusal.Invalid("Xin bật xác thực hai bước trước.");
        await own.ConfirmAsync(account, context.Request.Form["current"].ToString(), stop);
        var codes = await second.NewCodesAsync(account, stop);
        store.Trace("second-factor.codes", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return ShowCodes(context, codes);
    }

    string? Waiting(HttpContext context, Account account) => notes.Read(context, SettingUp)?.Split('|') is [var id, var key] && id == account.Id.ToString() ? key : null;

    IResult ShowCodes(HttpContext context, IEnumerable<string> codes)
    {
        notes.Leave(context, Codes, string.Join(' ', codes), TimeSpan.FromMinutes(10));
        return Show.Done(context, "/account/second-factor/codes");
    }
}
