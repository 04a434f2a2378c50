using System.Globalization;

namespace LienY.Fhir;

/// <summary>One item of a FHIRPath collection: a value of the System types, or an element of a resource.</summary>
public abstract class PathItem
{
    /// <summary><c>System</c> or <c>FHIR</c>.</summary>
    public abstract string Namespace { get; }

    /// <summary>Name of the type, e.g. <c>Integer</c> or <c>HumanName</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>The System value (bool, int, long, decimal, string, <see cref="PathMoment"/>, <see cref="PathQuantity"/>); null for an element without one.</summary>
    public abstract object? Value { get; }

    /// <summary>Text as a person would write the value; empty for an element without one.</summary>
    public override string ToString() => PathValue.Text(Value) ?? "";
}

/// <summary>A value of the System types.</summary>
public sealed class PathValue(object value) : PathItem
{
    internal static readonly PathValue True = new(true);
    internal static readonly PathValue False = new(false);

    /// <inheritdoc/>
    public override string Namespace => "System";

    /// <inheritdoc/>
    public override string TypeName => value switch
    {
        bool => "Boolean",
        int => "Integer",
        long => "Long",
        decimal => "Decimal",
        string => "String",
        PathQuantity => "Quantity",
        PathMoment m => m.Kind.ToString(),
        _ => "Any",
    };

    /// <inheritdoc/>
    public override object? Value => value;

    internal static PathValue Of(bool value) => value ? True : False;

    internal static string? Text(object? value) => value switch
    {
        null => null,
        bool b => b ? "true" : "false",
        int i => i.ToString(CultureInfo.InvariantCulture),
        long l => l.ToString(CultureInfo.InvariantCulture),
        decimal d => d.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>What <c>type()</c> answers: namespace and name of a type.</summary>
internal sealed class PathTypeInfo(string space, string name) : PathItem
{
    internal string Space => space;

    internal string Name => name;

    public override string Namespace => "System";

    public override string TypeName => "SimpleTypeInfo";

    public override object? Value => null;
}
