namespace LienY.Plans;

/// <summary>A workbook that came with an imported paper; the original is kept under the owner's key.</summary>
sealed class FileAnnex
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>Order, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>Hash of the original.</summary>
    public required string FileHash { get; init; }

    /// <summary>Bytes of the original.</summary>
    public required long FileSize { get; init; }
}

/// <summary>An annex as it is uploaded.</summary>
sealed record GivenAnnex(string FileName, byte[] Content);
