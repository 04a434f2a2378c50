using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Network;

/// <summary>An organisation in memory, with what questions need.</summary>
sealed class Unit
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Short { get; init; }
    public required string Country { get; init; }
    public Guid? PlaceId { get; init; }
    public DateOnly? StartedOn { get; init; }
    public DateOnly? EndedOn { get; init; }
    public List<NamePeriod> Names { get; } = [];
    public List<ParentPeriod> Parents { get; } = [];
    public List<string> Aliases { get; } = [];
    public List<Code> Codes { get; } = [];

    /// <summary>Everything by which it is searched, folded: all its names, other names and codes.</summary>
    public string Hay => hay ??= Fold.Of(string.Join(" | ", Names.Select(n => n.Text).Concat(Aliases).Append(Short).Concat(Codes.Select(c => c.Text))));
    string? hay;

    /// <summary>Exists on a day.</summary>
    public bool IsOpen(DateOnly on) => (StartedOn is not { } s || s <= on) && (EndedOn is not { } e || on <= e);

    /// <summary>Its name on a day.</summary>
    public string Name(DateOnly on) => Names.Nearest(on)?.Text ?? Short;

    /// <summary>The organisation above it on a day (for one that ended: at its end).</summary>
    public Guid? Parent(DateOnly on) => Parents.Nearest(on)?.ParentId;

    /// <summary>It as it stood on a day.</summary>
    public OrganisationCard Card(DateOnly on) => new(Id, Name(on), Short, Kind, Parent(on), IsOpen(on)) { Country = Country };
}
