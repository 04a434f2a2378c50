using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Codes;

/// <summary>Dated code lists of the state (diagnoses, techniques, drugs, facilities): loaded by edition, searched, asked by other modules.</summary>
public sealed class CodesModule : Module
{
    /// <inheritdoc/>
    public override string Name => "codes";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => CodesRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Danh mục mã", "/codes", 82, CodesRights.Load)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => CodeCommands.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(CodesStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<CodesStore>();
        services.AddSingleton<CodeCalendars>().AddScoped<EditionLoading>();
        services.AddSingleton<ICodeLists, CodeLists>();
        services.AddScoped<ICodeLoading, CodeLoading>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => CodeRoutes.Map(routes);
}

/// <summary>What may be done with code lists; they name nobody, so whoever works here may look codes up.</summary>
static class CodesRights
{
    /// <summary>Look codes up.</summary>
    public static readonly Right See = new("codes.see", Role.DepartmentOfficer, Role.UnitOfficer, Role.Doctor, Role.DataOfficer, Role.Director, Role.Administrator)
    { Title = "Tra danh mục mã" };

    /// <summary>Load an edition for the whole house.</summary>
    public static readonly Right Load = new("codes.load", Role.Administrator) { Title = "Nạp danh mục mã" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Load];
}
