namespace LienY.Writing;

/// <summary>An administrative document as an office issues it, laid out by Phụ lục I of Nghị định 30/2020/NĐ-CP; values only, <see cref="OfficialDocx"/> writes it.</summary>
public sealed record OfficialDocument
{
    /// <summary>The kind of document, which decides its name line and abbreviation.</summary>
    public required DocumentType Type { get; init; }

    /// <summary>The organ directly above the issuer in ordinary case, e.g. "UBND tỉnh Kiên Giang" (printed in capitals); null where none is shown.</summary>
    public string? ParentOrgan { get; init; }

    /// <summary>The organ that issues the document as its header names it, in ordinary case, e.g. "Sở Y tế" (printed in capitals).</summary>
    public required string Issuer { get; init; }

    /// <summary>The issuer's full name inside a sentence, e.g. "Sở Y tế tỉnh Kiên Giang"; <see cref="Issuer"/> when null.</summary>
    public string? IssuerInFull { get; init; }

    /// <summary>The number given by the register; null while not yet issued, and then left blank on paper.</summary>
    public int? Number { get; init; }

    /// <summary>What follows the number, e.g. "BC-SYT" (for a dispatch "SYT-NVY").</summary>
    public required string Symbol { get; init; }

    /// <summary>The place of issue, e.g. "Kiên Giang".</summary>
    public required string Place { get; init; }

    /// <summary>The day of issue, any part of it blank while not yet issued.</summary>
    public IssueDate Date { get; init; }

    /// <summary>The summary of the content (trích yếu); for a dispatch the words after "V/v".</summary>
    public required string Subject { get; init; }

    /// <summary>Those the document addresses ("Kính gửi"); empty for documents without an addressee.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];

    /// <summary>Legal bases, each beginning "Căn cứ" or "Thực hiện", without closing mark.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>Who decides, e.g. "GIÁM ĐỐC SỞ Y TẾ", centred above the bases of a decision, which are then followed by "QUYẾT ĐỊNH:"; null for other kinds.</summary>
    public string? Enacting { get; init; }

    /// <summary>The content, in order; the writer adds the closing "./.".</summary>
    public required IReadOnlyList<Block> Body { get; init; }

    /// <summary>Who signs, at the right.</summary>
    public required Signature Signature { get; init; }

    /// <summary>Who signs beside, at the left: the secretary of minutes or the second party; null for most documents.</summary>
    public Signature? CoSignature { get; init; }

    /// <summary>Recipients (Nơi nhận) without dash and closing mark, e.g. "Bộ Y tế (để báo cáo)".</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Where copies are kept, the words after "Lưu:", e.g. "VT, NVY".</summary>
    public string Archive { get; init; } = "VT";

    /// <summary>Annexes after the signature, numbered in Roman when there are two or more.</summary>
    public IReadOnlyList<Annex> Annexes { get; init; } = [];

    /// <summary>A draft not yet issued: "DỰ THẢO" is printed above the number.</summary>
    public bool Draft { get; init; }

    /// <summary>The author named in the file's properties; the issuer when null.</summary>
    public string? Author { get; init; }

    /// <summary>A remark kept in the file's properties and never printed, e.g. that the file is a demonstration.</summary>
    public string? Remark { get; init; }
}

/// <summary>A day of issue of which any part may still be blank, as on a document waiting for its number.</summary>
/// <param name="Day">Day of the month, or null when blank.</param>
/// <param name="Month">Month, or null when blank.</param>
/// <param name="Year">Year, or null when blank.</param>
public readonly record struct IssueDate(int? Day, int? Month, int? Year)
{
    /// <summary>A full day.</summary>
    public static implicit operator IssueDate(DateOnly day) => new(day.Day, day.Month, day.Year);
}

/// <summary>Who signs: authority lines, position and name.</summary>
/// <param name="Position">The signer's position, e.g. "PHÓ GIÁM ĐỐC".</param>
/// <param name="Name">The signer's full name; empty until known.</param>
public sealed record Signature(string Position, string Name)
{
    /// <summary>Lines above the position that say by what authority, e.g. "KT. GIÁM ĐỐC" or "TM. ỦY BAN NHÂN DÂN".</summary>
    public IReadOnlyList<string> Authority { get; init; } = [];

    /// <summary>An image (PNG) of the signature set between position and name; null leaves room to sign by hand.</summary>
    public ReadOnlyMemory<byte>? Image { get; init; }
}

/// <summary>An annex (phụ lục) with its own header and page numbers.</summary>
/// <param name="Title">What the annex holds.</param>
/// <param name="Body">Its content in order.</param>
public sealed record Annex(string Title, IReadOnlyList<Block> Body)
{
    /// <summary>Whether its pages lie on the long side.</summary>
    public bool Landscape { get; init; }
}
