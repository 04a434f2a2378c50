using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LienY.Certificates;

/// <summary>Certificates with a gapless number, signed by a director, checked by anybody in every field, revoked or replaced without losing what was.</summary>
public sealed class CertificatesModule : Module
{
    /// <inheritdoc/>
    public override string Name => "certificates";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => CertificatesRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Chứng chỉ", "/certificates", 39, CertificatesRights.Own)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(CertificatesStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<CertificatesStore>();
        services.TryAddSingleton<PdfConverter>();
        services.AddSingleton<IssuerKeys>().AddSingleton<Site>();
        services.AddScoped<Holders>().AddScoped<Signing>().AddScoped<Ending>().AddScoped<WaitingDesk>().AddScoped<IssuerDesk>().AddScoped<Verifying>();
        services.AddScoped<Papers>().AddScoped<CertificateListing>().AddScoped<OutsideDesk>();
        services.AddSingleton(Listening.For<CertificateEarned, EarnedListener>());
        services.AddScoped<ICertificates, CertificateAnswers>().AddScoped<ITodaySource, CertificatesToday>().AddScoped<ISearchSource, CertificatesSearch>();
        services.AddScoped<IDemonstration, CertificatesDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        OpenRoutes.Map(routes);
        CertificateRoutes.Map(routes);
        WaitingRoutes.Map(routes);
        OutsideRoutes.Map(routes);
    }
}
