namespace LienY.Contracts;

/// <summary>A place where an indicator of the catalogue is used.</summary>
/// <param name="Where">What it is part of ("bảng điều hành của Sở Y tế").</param>
public sealed record IndicatorUse(string Title, string Where, string Href);

/// <summary>A module that uses indicators of the catalogue says where (boards, rules); only what the caller may see.</summary>
public interface IIndicatorUses
{
    /// <summary>Uses of an indicator by its code.</summary>
    Task<IReadOnlyList<IndicatorUse>> UsesAsync(string code, CancellationToken stop);
}
