using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Codes;

/// <summary>Editions and their codes; they belong to nobody and name nobody, so no row filter stands before them.</summary>
sealed class CodesStore(StoreScope scope) : Store(scope)
{
    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Edition>().ToTable("codes_edition").HasKey(e => e.Id);
        model.Entity<StoredCode>().ToTable("codes_code").HasKey(c => new { c.System, c.Code, c.ValidFrom });
    }
}

/// <summary>An edition of a list as it is kept.</summary>
sealed class Edition
{
    public required Guid Id { get; init; }
    public required string System { get; init; }
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }

    /// <summary>SHA-256 over its codes, so that the same list again changes nothing.</summary>
    public required string Hash { get; init; }
    public required int Codes { get; init; }
    public required DateTimeOffset LoadedAt { get; init; }
    public required string LoadedBy { get; init; }
}

/// <summary>A code as it is kept.</summary>
sealed class StoredCode
{
    public required string System { get; init; }
    public required string Code { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required Guid EditionId { get; init; }

    /// <summary>Its order in the list.</summary>
    public required int Place { get; init; }
    public required string Display { get; init; }
    public string DisplayEn { get; init; } = "";
    public string Parent { get; init; } = "";

    /// <summary>Other columns of the list, a JSON object.</summary>
    public string Properties { get; init; } = "{}";

    /// <summary>Code and names without marks, each word behind a space.</summary>
    public required string Folded { get; init; }
}
