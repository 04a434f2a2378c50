namespace LienY.Reading;

/// <summary>One document of the file (plan, decision, memorandum, routing slip) with what its frame states.</summary>
public sealed record PlanDocument
{
    /// <summary>"D1", "D2" … in file order; rows name it in their document field.</summary>
    public required string Id { get; init; }

    /// <summary>Kế hoạch, Quyết định, Chương trình, Bản ghi nhớ, Thỏa thuận, Phiếu giải quyết văn bản đến …</summary>
    public required string Type { get; init; }

    /// <summary>Number and symbol without spaces ("111/KH-SYT"); null when blank.</summary>
    public string? Number { get; init; }

    /// <summary>Date of the document; null when blank or impossible.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Place stated before the date.</summary>
    public string? Place { get; init; }

    /// <summary>Issuing organisation in ordinary letters.</summary>
    public string? Issuer { get; init; }

    /// <summary>Organ above the issuer as the letterhead states it.</summary>
    public string? IssuerParent { get; init; }

    /// <summary>Subject (trích yếu).</summary>
    public string? Title { get; init; }

    /// <summary>Period of the plan, from its title.</summary>
    public Period? Period { get; init; }

    /// <summary>Who signed, in what position.</summary>
    public Signer? Signer { get; init; }

    /// <summary>Nơi nhận, one entry a line.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The plan this one carries out.</summary>
    public Citation? Parent { get; init; }

    /// <summary>Id of the parent when it lies in the same file.</summary>
    public string? ParentDocument { get; init; }

    /// <summary>Legal bases, from the preamble or an annex.</summary>
    public IReadOnlyList<Citation> Bases { get; init; } = [];

    /// <summary>Stamp of arrival, where one was read.</summary>
    public ArrivalStamp? Stamp { get; init; }

    /// <summary>Annexes with title.</summary>
    public IReadOnlyList<Annex> Annexes { get; init; } = [];

    /// <summary>Fields of a routing slip.</summary>
    public IReadOnlyList<SlipField> Fields { get; init; } = [];

    /// <summary>Number of the document a routing slip goes with.</summary>
    public string? ForDocument { get; init; }

    /// <summary>Lines the document covers.</summary>
    public required LineSpan Lines { get; init; }
}

/// <summary>Signer; authority holds lines such as "KT. CHỦ TỊCH".</summary>
public sealed record Signer(string? Name, string? Position, IReadOnlyList<string> Authority);

/// <summary>A cited document: "Kế hoạch 156/KH-UBND", its date, who issued it, and the words it was read from.</summary>
public sealed record Citation(string Ref, DateOnly? Date, string? Issuer, string Quote, LineSpan Lines);

/// <summary>Arrival stamp of a receiving office.</summary>
public sealed record ArrivalStamp(string? Number, DateOnly? Date, string? Organ, LineSpan Lines);

/// <summary>An annex: label ("PHỤ LỤC I"), title, and the line that ties it to a document.</summary>
public sealed record Annex(string Label, string? Title, string? Attached, LineSpan Lines);

/// <summary>A field of a routing slip; text is null where the form is blank.</summary>
public sealed record SlipField(string Name, string? Text, LineSpan Lines);
