using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts;

/// <summary>Accounts: who may come in, as what, where, and what everybody did.</summary>
public sealed class AccountsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "accounts";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => [AccountsRights.Manage, AccountsRights.Audit];

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places =>
    [
        new Place("Tài khoản", "/accounts", 80, AccountsRights.Manage),
        new Place("Nhật ký truy cập", "/audit", 85, AccountsRights.Audit),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => AccountCommands.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(AccountsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddAuthentication();
        services.AddStore<AccountsStore>();
        services.AddSingleton<Passwords>().AddSingleton<Tries>().AddSingleton<SessionStart>().AddSingleton<Notes>();
        services.AddScoped<SignIn>().AddScoped<Me>().AddScoped<SecondFactor>().AddScoped<OwnAccount>().AddScoped<OwnSecondFactor>().AddScoped<OwnTokens>().AddScoped<Passkeys>();
        services.AddScoped<Reaches>().AddScoped<LastAdministrator>().AddScoped<Invitations>().AddScoped<Roll>().AddScoped<Administration>().AddScoped<Audit>();
        services.AddSingleton<SetUpCode>().AddScoped<SetUp>().AddHostedService<SetUpAnnouncement>();
        services.AddSingleton(new Job(Idleness.Job, TimeSpan.FromHours(1), Idleness.RunAsync));
        services.AddScoped<ISearchSource, PeopleSearch>().AddScoped<IDemonstration, Demonstration>();
        AddPasskeys(services);
        services.AddSingleton<AddressTries>();
        services.AddSingleton<ICallers, Callers>().AddScoped<IPeople, People>().AddScoped<IAccountMaker, AccountMaker>().AddScoped<IProof, Proof>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder whole)
    {
        // Whatever is sent here may end a token, a post or an account: who remembers callers asks again.
        var routes = whole.MapGroup("").AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            finally
            {
                if (!HttpMethods.IsGet(context.HttpContext.Request.Method)) context.HttpContext.RequestServices.GetRequiredService<CallerChanges>().Note();
            }
        });
        SignIn.Map(routes);
        Passkeys.Map(routes);
        OwnAccount.Map(routes);
        OwnSecondFactor.Map(routes);
        OwnTokens.Map(routes);
        Roll.Map(routes);
        Administration.Map(routes);
        Invitations.Map(routes);
        Audit.Map(routes);
        SetUp.Map(routes);
    }

    // The framework's ceremony over our own store; nothing else of its sign-in is used.
    static void AddPasskeys(IServiceCollection services)
    {
        services.AddIdentityCore<Account>();
        services.AddScoped<IUserStore<Account>, PasskeyStore>().AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SignInRules>((options, rules) =>
        {
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            if (Uri.TryCreate(rules.PublicUrl, UriKind.Absolute, out var address)) options.ServerDomain = address.Host;
        });
    }
}
