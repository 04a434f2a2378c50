using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Signing;

/// <summary>Certificates and seals: who may sign what with which certificate, signing of PDF and XML, and the check of any signed file.</summary>
public sealed class SigningModule : Module
{
    /// <inheritdoc/>
    public override string Name => "signing";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => SigningRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Chữ ký số", "/signing", 43, SigningRights.Enter)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(SigningStore)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => SigningCommands.All;

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<SigningStore>();
        services.AddSingleton<KeyBox>().AddSingleton<OpenChecks>();
        services.AddSingleton(new Job("signing-turns", TimeSpan.FromHours(1), (s, stop) =>
            OpenChecks.ForgetAsync(s.GetRequiredService<Database>(), s.GetRequiredService<TimeProvider>(), stop)));
        services.AddScoped<Powers>().AddScoped<TrustShelf>().AddScoped<KeyDesk>().AddScoped<SigningLists>().AddScoped<Outside>().AddScoped<PaperDesk>();
        services.AddScoped<Signer>().AddScoped<ISigning>(s => s.GetRequiredService<Signer>());
        services.AddScoped<ITodaySource, SigningToday>().AddScoped<ISearchSource, SigningSearch>().AddScoped<IDemonstration, SigningDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        KeyRoutes.Map(routes);
        PowerRoutes.Map(routes);
        PaperRoutes.Map(routes);
        CheckRoutes.Map(routes);
        TrustRoutes.Map(routes);
        LogRoutes.Map(routes);
    }
}
