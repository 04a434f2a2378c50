using LienY.Kernel;

namespace LienY.Signing;

/// <summary>The power of a person to sign types of papers for an organisation in a form, from a day to a day (Nghị định 30/2020/NĐ-CP, Điều 13).</summary>
sealed class Power : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required Guid UserId { get; init; }
    public required string Person { get; init; }

    /// <summary>Abbreviated types separated by commas; empty: every type.</summary>
    public required string Types { get; init; }

    /// <summary>One of <see cref="Powers.Forms"/>; empty: as head, in the own name.</summary>
    public required string Form { get; init; }

    /// <summary>By which decision.</summary>
    public required string Basis { get; init; }

    public required DateOnly FromDay { get; init; }
    public DateOnly? ToDay { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
    public required string AddedBy { get; init; }
    public string EndedBy { get; set; } = "";
    public int Version { get; set; }

    /// <summary>Stands on a day.</summary>
    public bool IsOn(DateOnly day) => FromDay <= day && (ToDay is null || day <= ToDay);

    /// <summary>Covers a type; every type where none is asked for.</summary>
    public bool Covers(string type) => Types.Length == 0 || type.Length == 0 || Types.Split(',').Contains(type, StringComparer.OrdinalIgnoreCase);
}
