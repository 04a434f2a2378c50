namespace LienY.Sheets;

/// <summary>A file that is not a readable table: stable code, and a polite Vietnamese sentence.</summary>
/// <param name="code"><c>not-a-table</c>, <c>old-excel</c>, <c>broken</c>, <c>empty</c> or <c>too-large</c>.</param>
/// <param name="text">The sentence; <c>{0}</c> where an argument stands.</param>
/// <param name="args">What fills its places.</param>
public sealed class TableFault(string code, string text, params object[] args) : Exception(text)
{
    /// <summary>Stable code.</summary>
    public string Code { get; } = code;

    /// <summary>The sentence, a key of the words.</summary>
    public string Text { get; } = text;

    /// <summary>What fills its places.</summary>
    public object[] Args { get; } = args;
}

/// <summary>Bounds that keep a hostile file from hurting the house.</summary>
public sealed record TableLimits
{
    /// <summary>Bytes of the file; 200 MB.</summary>
    public long FileBytes { get; init; } = 200L << 20;

    /// <summary>Bytes of any one part unpacked; 2 GB.</summary>
    public long UnpackedBytes { get; init; } = 2L << 30;

    /// <summary>Unpacked to packed size of a part above 10 MB; 200.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>Parts in a workbook; 5,000.</summary>
    public int Parts { get; init; } = 5000;

    /// <summary>Characters of all texts that cells share; 100 million.</summary>
    public long SharedCharacters { get; init; } = 100_000_000;

    /// <summary>Rows; 1,048,576.</summary>
    public int Rows { get; init; } = 1_048_576;

    /// <summary>Columns; 16,384.</summary>
    public int Columns { get; init; } = 16_384;

    /// <summary>Characters of one cell; 32,767.</summary>
    public int CellCharacters { get; init; } = 32_767;
}
