using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Signed plans: import, review, adoption, and the live plan with its tasks, products, meetings and money.</summary>
public sealed class PlansModule : Module
{
    /// <inheritdoc/>
    public override string Name => "plans";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => Plans.Rights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places =>
    [
        new Place("Kế hoạch", "/plans", 20, Plans.Rights.Read) { OnPhone = true },
        new Place("Việc", "/tasks", 22, Plans.Rights.Work) { OnPhone = true },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(PlansStore)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => ImportCommands.All;

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<PlansStore>();
        services.AddScoped<IPlans, PlanQuestions>().AddScoped<IPlanImport, WholeImport>().AddScoped<IPlanImports, PlanImports>().AddScoped<ISearchSource, PlanSearch>().AddScoped<IDemonstration, PlansDemonstration>();
        services.AddScoped<UnitBook>().AddScoped<Importing>().AddScoped<Reviewing>().AddScoped<Mapping>().AddScoped<Adopting>();
        services.AddScoped<Remembering>().AddScoped<HouseChecks>().AddScoped<GroupDeciding>().AddScoped<Scanning>().AddScoped<PagePictures>().AddSingleton(Scanning.Job);
        services.AddScoped<ImportList>().AddScoped<ReviewDesk>().AddScoped<UnitDesk>().AddScoped<PlanList>();
        WorkServices.Add(services);
        LinkServices.Add(services);
        services.AddSingleton<PublicShelf>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        ImportRoutes.Map(routes);
        PlanList.Map(routes);
        WorkRoutes.Map(routes);
        LinkServices.Map(routes);
        PublicRoutes.Map(routes);
    }
}
