using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Messages.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Messages;

/// <summary>What may be done with mail.</summary>
static class MessagesRights
{
    /// <summary>See what was sent and what was not, send again, send a test.</summary>
    public static readonly Right Manage = new("messages.manage", Role.Administrator) { Title = "Quản lý thư điện tử gửi đi" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [Manage];
}

/// <summary>What the page of outgoing mail shows; never what a mail says.</summary>
sealed record OutboxView(MailRules Rules, LetterState? State, IReadOnlyList<Letter> Letters, IReadOnlyDictionary<LetterState, int> Counts, int Page, int Pages);

/// <summary>Outgoing mail before the administrator.</summary>
static class OutboxRoutes
{
    const int PageSize = 50;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/messages/outbox", PageAsync).Needs(MessagesRights.Manage);
        routes.MapExport("/messages/outbox", ExportAsync).Needs(MessagesRights.Manage);
        routes.MapPost("/messages/outbox/test", TestAsync).Needs(MessagesRights.Manage);
        routes.MapPost("/messages/outbox/{id:guid}/again", AgainAsync).Needs(MessagesRights.Manage);
        routes.MapPost("/messages/outbox/again", AllAgainAsync).Needs(MessagesRights.Manage);
    }

    static LetterState? Asked(string? state) => Enum.TryParse<LetterState>(state, out var asked) && Enum.IsDefined(asked) ? asked : null;

    static IQueryable<Letter> Found(MessagesStore store, LetterState? state) =>
        store.Letters.AsNoTracking().Where(l => state == null || l.State == state).OrderByDescending(l => l.CreatedAt).ThenByDescending(l => l.Id);

    static async Task<IResult> PageAsync(string? state, int? page, MessagesStore store, MailRules rules, CancellationToken stop)
    {
        var counts = await store.Letters.GroupBy(l => l.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var total = Asked(state) is { } asked ? counts.GetValueOrDefault(asked) : counts.Values.Sum();
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var at = Math.Clamp(page ?? 1, 1, pages);
        return Show.Page<OutboxPage>(new
        {
            Model = (object)new OutboxView(rules, Asked(state), await Found(store, Asked(state)).Skip((at - 1) * PageSize).Take(PageSize).ToListAsync(stop), counts, at, pages),
        });
    }

    static async Task<IResult> ExportAsync(string? state, MessagesStore store, Words words, CancellationToken stop)
    {
        var letters = await Found(store, Asked(state)).Take(100_000).ToListAsync(stop);
        Column[] head = [words["Viết lúc"], words["Tới"], words["Tiêu đề"], words["Tình trạng"], words["Số lần gửi"], words["Gửi lúc"], words["Máy chủ thư trả lời"]];
        return Export.Of("thu-di", head, letters.Select(l => new object?[] { l.CreatedAt, l.Address, l.Subject, words[LetterWords.Of(l.State)], l.Attempts, l.SentAt, l.LastError }));
    }

    static async Task<IResult> TestAsync(HttpContext context, MessagesStore store, Postbox postbox, Carrier carrier, Caller caller, Words words, TimeProvider clock, CancellationToken stop)
    {
        if (!postbox.IsOn) throw Refusal.Unavailable("Hệ thống chưa bật gửi thư điện tử. Xin đặt LIENY_MAIL_HOST, LIENY_MAIL_FROM và LIENY_PUBLICURL rồi khởi động lại.");
        var form = await Form.ReadAsync(context.Request, stop);
        var address = form.Required("address", 200);
        if (!System.Net.Mail.MailAddress.TryCreate(address, out var parsed) || parsed.Address != address)
            throw new Refusal(RefusalKind.Invalid, "Địa chỉ thư “{0}” chưa đúng. Ví dụ đúng: nguyenvana@example.vn.", address) { Field = "address" };
        var letter = postbox.Write(store, null, address, "test", words.Language, "test/" + Guid.CreateVersion7(), words["Thư thử của Liên Y"],
            words["Đây là thư thử do {0} gửi từ Liên Y. Nhận được thư này nghĩa là gửi thư đã hoạt động.", (object)caller.Name]);
        letter.Take(clock.GetUtcNow());
        store.Trace("messages.test", "messages_mail", letter.Id.ToString());
        await store.SaveChangesAsync(stop);
        try
        {
            await carrier.SendAsync(letter, stop);
            letter.Deliver(clock.GetUtcNow());
        }
        catch (MailRefused refused)
        {
            letter.Fail(clock.GetUtcNow(), refused.Message, forGood: true);
            await store.SaveChangesAsync(stop);
            throw new Refusal(RefusalKind.Unavailable, "Máy chủ thư không nhận: {0}", refused.Message) { Field = "address" };
        }
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/messages/outbox", Words.Key("Máy chủ thư đã nhận thư thử."));
    }

    static async Task<IResult> AgainAsync(Guid id, HttpContext context, MessagesStore store, TimeProvider clock, CancellationToken stop)
    {
        var letter = await store.Letters.SingleOrDefaultAsync(l => l.Id == id, stop) ?? throw Refusal.Missing("Không có thư này.");
        letter.Again(clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/messages/outbox?state=Waiting", Words.Key("Thư sẽ được gửi lại trong ít phút."));
    }

    static async Task<IResult> AllAgainAsync(HttpContext context, MessagesStore store, TimeProvider clock, CancellationToken stop)
    {
        foreach (var letter in await store.Letters.Where(l => l.State == LetterState.Dead).Take(1000).ToListAsync(stop)) letter.Again(clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/messages/outbox?state=Waiting", Words.Key("Thư sẽ được gửi lại trong ít phút."));
    }
}

/// <summary>Words of the state of a mail.</summary>
static class LetterWords
{
    /// <summary>A key.</summary>
    public static string Of(LetterState state) => state switch
    {
        LetterState.Waiting => Words.Key("chờ gửi"),
        LetterState.Sent => Words.Key("đã gửi"),
        LetterState.Dead => Words.Key("không gửi được"),
        _ => Words.Key("không gửi nữa"),
    };

    /// <summary>Kind of its badge.</summary>
    public static string Kind(LetterState state) => state switch
    {
        LetterState.Waiting => "info",
        LetterState.Sent => "ok",
        LetterState.Dead => "bad",
        _ => "none",
    };
}
