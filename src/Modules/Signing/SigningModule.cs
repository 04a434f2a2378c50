using LienY.Contracts;
using LienY.Kernel;
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
    public override IReadOnlyList<Type> Stores => [typeof(SigningStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<SigningStore>();
        services.AddSingleton<KeyBox>();
        services.AddScoped<Powers>().AddScoped<TrustShelf>().AddScoped<KeyDesk>();
        services.AddScoped<Signer>().AddScoped<ISigning>(s => s.GetRequiredService<Signer>());
        services.AddScoped<IDemonstration, SigningDemonstration>();
    }
}
