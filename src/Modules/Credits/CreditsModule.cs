using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LienY.Credits;

/// <summary>Hours of continuing education (cập nhật kiến thức y khoa liên tục): an append-only ledger by dated rules.</summary>
public sealed class CreditsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "credits";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => CreditsRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Giờ cập nhật kiến thức", "/credits", 38, CreditsRights.Mine)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(CreditsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<CreditsStore>();
        services.AddScoped<CreditLedger>().AddScoped<Standing>().AddScoped<ICredits>(s => s.GetRequiredService<Standing>());
        services.AddScoped<Doors>().AddScoped<Showing>().AddScoped<Claiming>().AddScoped<Ruling>().AddScoped<RenewalPaper>().AddScoped<Warnings>();
        services.TryAddSingleton<PdfConverter>();
        services.AddSingleton(Warnings.Round);
        services.AddSingleton(Listening.For<CreditEarned, EarnedListener>()).AddSingleton(Listening.For<CreditLost, LostListener>())
            .AddSingleton(Listening.For<ConsultSigned, ConsultListener>()).AddSingleton(Listening.For<PractitionerEntered, KnownListener>());
        services.AddScoped<ITodaySource, CreditsToday>().AddScoped<IDemonstration, CreditsDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => CreditsRoutes.Map(routes);
}
