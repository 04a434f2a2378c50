using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Kernel;

/// <summary>
/// A vertical slice of the house: rules, tables, pages, API, words, facts. Its class is its table of contents and its only public type beside
/// what Contracts needs. The Server lists the modules; nothing else knows them.
/// </summary>
public abstract class Module
{
    /// <summary>Short name, prefix of its tables (<c>plans</c>).</summary>
    public abstract string Name { get; }

    /// <summary>Everything that may be done here, with the roles that may.</summary>
    public virtual IReadOnlyList<Right> Rights => [];

    /// <summary>Places in the navigation.</summary>
    public virtual IReadOnlyList<Place> Places => [];

    /// <summary>Services of the module.</summary>
    public virtual void Add(IServiceCollection services)
    {
    }

    /// <summary>Routes of the module; each ends in <see cref="Guard.Needs{T}"/>, <see cref="Guard.NeedsSignIn{T}"/> or <see cref="Guard.Open{T}"/>.</summary>
    public virtual void Map(IEndpointRouteBuilder routes)
    {
    }

    /// <summary>Commands of the command line.</summary>
    public virtual IReadOnlyList<Command> Commands => [];

    /// <summary>The stores of the module, for the schema drift test.</summary>
    public virtual IReadOnlyList<Type> Stores => [];

    /// <summary>The assembly with schema, words and assets.</summary>
    public Assembly Assembly => GetType().Assembly;
}

/// <summary>A place in the left rail: Vietnamese label (key), address, order, and the right that shows it (null: everybody signed in).</summary>
public sealed record Place(string Label, string Href, int Order, Right? Right = null)
{
    /// <summary>Shown in the bottom bar of a phone (four at most).</summary>
    public bool OnPhone { get; init; }
}

/// <summary>
/// A command of the command line, e.g. <c>plans import</c>. Runs in a scope with the house as caller; writes its result to <c>Out</c>, messages to
/// <c>Error</c>; returns the exit code: 0 done, 1 failed, 2 refused (bad input).
/// </summary>
public sealed record Command(string Name, string Usage, string Summary, Func<IServiceProvider, string[], Task<int>> Run)
{
    /// <summary>Needs no database (and makes no data folder).</summary>
    public bool Bare { get; init; }

    /// <summary>For which arguments this is the command, where two share a name; the first that suits is run.</summary>
    public Func<string[], bool> Suits { get; init; } = _ => true;
}

/// <summary>How stores are registered.</summary>
public static class StoreServices
{
    /// <summary>Registers a store for requests; it is made new in each scope.</summary>
    public static IServiceCollection AddStore<TStore>(this IServiceCollection services) where TStore : Store =>
        services.AddScoped<TStore>();
}
