using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts;

/// <summary>Accounts: who may come in, as what, where, and what everybody did.</summary>
public sealed class AccountsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "accounts";

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(AccountsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddAuthentication();
        services.AddStore<AccountsStore>();
        services.AddSingleton<Passwords>().AddSingleton<Tries>().AddSingleton<SessionStart>().AddScoped<SignIn>();
        services.AddSingleton<ICallers, Callers>().AddScoped<IPeople, People>().AddScoped<IAccountMaker, AccountMaker>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        SignIn.Map(routes);
    }
}
