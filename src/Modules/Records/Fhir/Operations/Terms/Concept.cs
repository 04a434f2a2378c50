namespace LienY.Records;

/// <summary>A code as the operations of terminology see it.</summary>
/// <param name="System">URI of its system.</param>
/// <param name="Code">The code.</param>
/// <param name="Display">What it is called, in Vietnamese where the system is of Vietnam.</param>
sealed record Concept(string System, string Code, string Display)
{
    /// <summary>English name; empty where the system has none apart.</summary>
    public string English { get; init; } = "";

    /// <summary>Its meaning in a sentence; empty for none.</summary>
    public string Definition { get; init; } = "";

    /// <summary>Codes directly above.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>Further properties.</summary>
    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>Further names with their language.</summary>
    public IReadOnlyList<(string Language, string Value)> Designations { get; init; } = [];

    /// <summary>No longer to be used.</summary>
    public bool IsInactive { get; init; }

    /// <summary>The name in a language: English where it is asked for and known.</summary>
    public string In(string? language) => language is not null && language.StartsWith("en", StringComparison.OrdinalIgnoreCase) && English.Length > 0 ? English
        : Designations.FirstOrDefault(d => language is not null && d.Language == language).Value ?? Display;
}
