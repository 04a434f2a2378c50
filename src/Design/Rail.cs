using LienY.Kernel;

namespace LienY.Design;

/// <summary>One step of "where I am".</summary>
public sealed record Crumb(string Label, string Href);

/// <summary>The places of all modules, in order.</summary>
public sealed class Rail(IEnumerable<Module> modules)
{
    readonly Place[] places = [.. modules.SelectMany(m => m.Places).OrderBy(p => p.Order)];

    /// <summary>Places that this caller may enter.</summary>
    public IEnumerable<Place> For(Caller caller) => caller.IsKnown ? places.Where(p => p.Right is null || caller.May(p.Right)) : [];
}
