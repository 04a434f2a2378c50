using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts;

/// <summary>
/// The first start: one page, once, makes the first organisation and its administrator. It asks for the set-up code that stands on the console and in
/// the data folder, so that a stranger on the network cannot take the house over. Two at once make only one (the row of <see cref="Opening"/> has a fixed key).
/// </summary>
sealed class SetUp(SetUpCode code, Passwords passwords, SessionStart sessions, IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly SemaphoreSlim One = new(1, 1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: nobody can sign in yet; the code is the proof.
        routes.MapGet("/set-up", async (ICallers callers, CancellationToken stop) => await callers.IsEmptyAsync(stop) ? Show.Page<Pages.SetUpPage>() : Results.Redirect("/")).Open();
        routes.MapPost("/set-up", (HttpContext context, SetUp use, CancellationToken stop) => use.RunAsync(context, stop)).Open();
    }

    async Task<IResult> RunAsync(HttpContext context, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await One.WaitAsync(stop);
        try
        {
            // The work is the house's: nobody is signed in, and nobody's rows are filtered.
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House with { Origin = Visitors.Of(context, null).Origin };
            var account = await MakeAsync(scope.ServiceProvider, context, form, stop);
            code.Remove();
            await sessions.BeginAsync(context, account.Id, account.Name, "password", stop);
        }
        finally
        {
            One.Release();
        }
        return Show.Done(context, "/", Words.Key("Đã thiết lập xong. Ông/bà là quản trị viên đầu tiên."));
    }

    async Task<Account> MakeAsync(IServiceProvider services, HttpContext context, Form form, CancellationToken stop)
    {
        if (!await services.GetRequiredService<ICallers>().IsEmptyAsync(stop)) throw Refusal.Conflict("Hệ thống đã được thiết lập rồi. Xin đăng nhập.");
        if (!code.IsRight(form.Text("code", 100)))
            throw new Refusal(RefusalKind.Forbidden, "Mã thiết lập chưa đúng. Mã nằm trên màn hình máy chủ và trong tệp set-up-code.txt của thư mục dữ liệu.") { Field = "code" };
        var (now, password) = (clock.GetUtcNow(), context.Request.Form["password"].ToString());
        var (organisation, kind) = (form.Required("organisation", 200), form.Text("kind", 40));
        var account = Account.Make(form.Required("user", 60), form.Required("name", 120), "", now);
        if (password != context.Request.Form["again"].ToString()) throw new Refusal(RefusalKind.Invalid, "Hai lần nhập mật khẩu mới không giống nhau.") { Field = "again" };
        Passwords.Check(password, account.UserName, account.Name, hasSecondFactor: false);
        var organisations = services.GetRequiredService<IOrganisations>();
        // The lists of a province may have been loaded by command before: the same organisation is not made twice.
        var known = (await organisations.MatchAsync(organisation, null, null, stop)).FirstOrDefault(m => m.Score >= 0.99);
        var store = services.GetRequiredService<AccountsStore>();
        store.Openings.Add(new() { AccountId = account.Id, OpenedAt = now });
        store.Accounts.Add(account);
        await passwords.SetAsync(store, account, password, now, stop);
        store.Posts.Add(new()
        {
            AccountId = account.Id,
            Role = Role.Administrator,
            CreatedAt = now,
            FromDay = clock.Today(),
            OrganisationId = known?.Organisation.Id ?? await organisations.CreatePartnerAsync(organisation, kind.Length > 0 ? kind : null, null, stop),
        });
        store.Trace("set-up", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return account;
    }
}

/// <summary>The set-up code: derived from the installation's key, so all nodes of an installation have the same; useless once an account exists.</summary>
sealed class SetUpCode(Keys keys, Database database)
{
    const string FileName = "set-up-code.txt";
    readonly string code = string.Join('-', Convert.ToHexStringLower(keys.Derive("set-up-code", 12)).Chunk(4).Select(c => new string(c)));

    string Path => System.IO.Path.Combine(database.Folder, FileName);

    public bool IsRight(string typed) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed.ToLowerInvariant()), Encoding.UTF8.GetBytes(code));

    /// <summary>Writes it for the owner of the machine.</summary>
    public async Task<string> WriteAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(database.Folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(Path, options);
        await writer.WriteLineAsync(code.AsMemory(), stop);
        return code;
    }

    public void Remove() => File.Delete(Path);
}

/// <summary>At the start of an empty house: writes the set-up code and prints it.</summary>
sealed class SetUpAnnouncement(SetUpCode code, ICallers callers) : Microsoft.Extensions.Hosting.IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await callers.IsEmptyAsync(cancellationToken)) Console.WriteLine($"Mã thiết lập lần đầu: {await code.WriteAsync(cancellationToken)}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
