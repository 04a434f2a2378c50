using System.Reflection;
using LienY.Kernel;
using LienY.Server;

namespace LienY.Shape;

/// <summary>The walls of the house: who may see whom.</summary>
public sealed class WallTests
{
    static readonly string[] Engines =
    [
        "LienY.Reading", "LienY.Writing", "LienY.Formulas", "LienY.Periods", "LienY.Sheets", "LienY.Outlines", "LienY.Insurance", "LienY.Fhir", "LienY.Hl7", "LienY.Media",
        "LienY.Edxml", "LienY.Signatures", "LienY.Dicom",
    ];

    static IEnumerable<string> Ours(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("LienY.", StringComparison.Ordinal));

    [Fact]
    public void A_module_sees_only_kernel_contracts_design_and_engines()
    {
        string[] allowed = ["LienY.Kernel", "LienY.Contracts", "LienY.Design", .. Engines];
        foreach (var module in House.Modules) Assert.Empty(Ours(module.Assembly).Except(allowed));
    }

    [Fact]
    public void An_engine_sees_nothing_of_ours()
    {
        foreach (var name in Engines) Assert.Empty(Ours(Assembly.Load(name)));
    }

    [Fact]
    public void Design_sees_kernel_contracts_and_the_engine_of_sheets_only() =>
        Assert.Empty(Ours(typeof(Design.Assets).Assembly).Except(["LienY.Kernel", "LienY.Contracts", "LienY.Sheets"]));

    [Fact]
    public void The_kernel_sees_nothing_of_ours() => Assert.Empty(Ours(typeof(Store).Assembly));

    [Fact]
    public void A_module_shows_only_its_module_class_and_its_pages()
    {
        foreach (var module in House.Modules)
        {
            var shown = module.Assembly.GetExportedTypes()
                .Where(t => t != module.GetType() && !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(t) && !t.IsNested && t.Name != "_Imports").Select(t => t.FullName);
            Assert.Empty(shown);
        }
    }
}
