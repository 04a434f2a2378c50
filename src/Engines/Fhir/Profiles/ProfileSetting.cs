namespace LienY.Fhir;

/// <summary>What a check against profiles may ask of its surroundings.</summary>
public sealed record ProfileSetting
{
    /// <summary>Finds a profile by its canonical address; null where it is not known.</summary>
    public required Func<string, Profile?> Find { get; init; }

    /// <summary>For invariants: clock, references, value sets.</summary>
    public PathSetting Paths { get; init; } = PathSetting.Plain;
}
