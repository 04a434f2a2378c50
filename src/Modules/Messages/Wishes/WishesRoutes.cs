using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using LienY.Design;
using LienY.Kernel;
using LienY.Messages.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LienY.Messages;

/// <summary>What the page of wishes shows.</summary>
sealed record WishesView(bool MailIsOn, Wishes? Wishes, IReadOnlyDictionary<MessageKind, Way> Ways);

/// <summary>How messages reach the caller: address with proof, a way for each kind, and stopping all without signing in.</summary>
static class WishesRoutes
{
    static readonly TimeSpan BetweenProofs = TimeSpan.FromMinutes(2), ProofLasts = TimeSpan.FromDays(3);

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/messages", PageAsync).NeedsSignIn();
        routes.MapPost("/account/messages", SaveAsync).NeedsSignIn();
        // Open: the links stand in a mail and may be opened where nobody has signed in; each carries its own secret and asks before it does anything.
        routes.MapGet("/mail/confirm/{secret}", async (string secret, MessagesStore store, TimeProvider clock, CancellationToken stop) =>
            Show.Page<MailLinkPage>(new { To = "/mail/confirm/" + secret, Address = (await ProofAsync(secret, store, clock, stop)).Address, Stops = false })).Open();
        routes.MapPost("/mail/confirm/{secret}", ConfirmAsync).Open();
        routes.MapGet("/mail/unsubscribe/{token}", async (string token, Postbox postbox, MessagesStore store, CancellationToken stop) =>
            Show.Page<MailLinkPage>(new { To = "/mail/unsubscribe/" + token, Address = (await OfTokenAsync(token, postbox, store, stop)).Address, Stops = true })).Open();
        routes.MapPost("/mail/unsubscribe/{token}", StopAsync).Open();
        routes.MapGet("/mail/done", (string? what) => Show.Page<MailDonePage>(new { Stopped = what == "stopped" })).Open();
    }

    static async Task<IResult> PageAsync(MessagesStore store, Postbox postbox, Caller caller, CancellationToken stop) => Show.Page<WishesPage>(new
    {
        Model = (object)new WishesView(postbox.IsOn, await store.People.SingleOrDefaultAsync(p => p.UserId == caller.UserId, stop),
            await store.Choices.Where(c => c.UserId == caller.UserId).ToDictionaryAsync(c => c.Kind, c => c.Way, stop)),
    });

    static async Task<IResult> SaveAsync(HttpContext context, MessagesStore store, Postbox postbox, Caller caller, Words words, TimeProvider clock, CancellationToken stop)
    {
        if (caller.UserId is not { } user || context.Request.Headers.Authorization.Count > 0)
            throw Refusal.Forbidden("Việc này chỉ làm được khi đăng nhập bằng trình duyệt, không làm bằng mã truy cập.");
        if (!postbox.IsOn) throw Refusal.Unavailable("Hệ thống chưa bật gửi thư điện tử. Thông báo hiện trên trang Hôm nay.");
        var form = await Form.ReadAsync(context.Request, stop);
        var wishes = await store.People.SingleOrDefaultAsync(p => p.UserId == user, stop);
        if (wishes is null) store.People.Add(wishes = new Wishes { UserId = user, Language = words.Language });
        else store.Expect(wishes, form.Whole("version"));
        wishes.Language = form.Text("language", 2) is "en" or "zh" ? form.Text("language", 2) : "vi";
        var asks = Move(wishes, Address(form), clock.GetUtcNow(), form.Ticked("again"));
        var choices = await store.Choices.Where(c => c.UserId == user).ToDictionaryAsync(c => c.Kind, stop);
        foreach (var (kind, _, _) in MessageKinds.All)
        {
            var way = form.One<Way>("way-" + kind);
            if (choices.TryGetValue(kind, out var choice)) choice.Way = way;
            else store.Choices.Add(new Choice { UserId = user, Kind = kind, Way = way });
        }
        if (asks) Prove(store, postbox, wishes, clock.GetUtcNow());
        store.Trace("messages.wishes", "messages_person", user.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account/messages", asks ? Words.Key("Đã lưu. Xin mở thư vừa gửi tới địa chỉ mới để xác nhận.") : Words.Key("Đã lưu cách nhận thông báo."));
    }

    static string? Address(Form form)
    {
        var text = form.Text("address", 200);
        if (text.Length == 0) return null;
        return MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal) && text.All(c => c is > ' ' and < (char)127) ? text
            : throw new Refusal(RefusalKind.Invalid, "Địa chỉ thư “{0}” chưa đúng. Ví dụ đúng: nguyenvana@example.vn.", text) { Field = "address" };
    }

    /// <summary>Takes over an address; true where it has to be proved.</summary>
    static bool Move(Wishes wishes, string? address, DateTimeOffset now, bool again)
    {
        if (address == wishes.Address && (wishes.ConfirmedAt is not null || address is null || !again)) return false;
        if (address is not null && wishes.ConfirmSentAt > now - BetweenProofs)
            throw new Refusal(RefusalKind.Invalid, "Thư xác nhận vừa được gửi. Xin đợi 2 phút rồi gửi lại.") { Field = "address" };
        (wishes.Address, wishes.ConfirmedAt, wishes.ConfirmHash) = (address, null, null);
        return address is not null;
    }

    static void Prove(MessagesStore store, Postbox postbox, Wishes wishes, DateTimeOffset now)
    {
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(24));
        (wishes.ConfirmHash, wishes.ConfirmSentAt) = (Hash(secret), now);
        var words = postbox.In(wishes.Language);
        postbox.Write(store, wishes.UserId, wishes.Address!, "confirm", wishes.Language, $"confirm/{wishes.UserId}/{Commands.Micros(now)}", words["Xác nhận địa chỉ thư nhận thông báo của Liên Y"],
            words["Có người ghi địa chỉ này để nhận thông báo của Liên Y. Nếu là ông/bà, xin mở liên kết dưới đây trong 3 ngày. Nếu không phải, xin bỏ qua thư này."],
            new LetterPart("", [new(words["Xác nhận địa chỉ"], postbox.Href("/mail/confirm/" + secret))]));
    }

    static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    static async Task<Wishes> ProofAsync(string secret, MessagesStore store, TimeProvider clock, CancellationToken stop)
    {
        var hash = Hash(secret);
        var wishes = await store.People.SingleOrDefaultAsync(p => p.ConfirmHash == hash, stop);
        return wishes?.ConfirmSentAt > clock.GetUtcNow() - ProofLasts ? wishes
            : throw Refusal.Missing("Liên kết này đã dùng rồi hoặc đã hết hạn. Xin gửi lại thư xác nhận từ trang “Thông báo”.");
    }

    static async Task<IResult> ConfirmAsync(string secret, HttpContext context, MessagesStore store, TimeProvider clock, CancellationToken stop)
    {
        var wishes = await ProofAsync(secret, store, clock, stop);
        (wishes.ConfirmedAt, wishes.ConfirmHash) = (clock.GetUtcNow(), null);
        store.Trace("messages.confirm", "messages_person", wishes.UserId.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/mail/done?what=confirmed");
    }

    static async Task<Wishes> OfTokenAsync(string token, Postbox postbox, MessagesStore store, CancellationToken stop) =>
        postbox.PersonOf(token) is { } person && await store.People.SingleOrDefaultAsync(p => p.UserId == person, stop) is { } wishes ? wishes
            : throw Refusal.Missing("Liên kết ngừng nhận thư không đúng.");

    static async Task<IResult> StopAsync(string token, HttpContext context, MessagesStore store, Postbox postbox, CancellationToken stop)
    {
        var wishes = await OfTokenAsync(token, postbox, store, stop);
        foreach (var choice in await store.Choices.Where(c => c.UserId == wishes.UserId).ToListAsync(stop)) choice.Way = Way.Page;
        foreach (var letter in await store.Letters.Where(l => l.UserId == wishes.UserId && l.State == LetterState.Waiting).ToListAsync(stop)) letter.Drop();
        store.Trace("messages.unsubscribe", "messages_person", wishes.UserId.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/mail/done?what=stopped");
    }
}
