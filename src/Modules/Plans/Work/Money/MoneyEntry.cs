using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What an entry moves.</summary>
enum MoneyKind
{
    /// <summary>The plan itself is raised or lowered (điều chỉnh kế hoạch).</summary>
    Planned,

    /// <summary>Money is allocated (giao).</summary>
    Allocated,

    /// <summary>Money is disbursed (giải ngân).</summary>
    Spent,
}

/// <summary>One movement of money on a budget line, with the document that proves it. Never changed: a wrong one is reversed by another.</summary>
sealed class MoneyEntry
{
    /// <summary>Id; the source of its fact.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The budget line: project × source × year.</summary>
    public required Guid LineId { get; init; }

    /// <summary>What it moves.</summary>
    public required MoneyKind Kind { get; init; }

    /// <summary>In đồng; negative where it takes back.</summary>
    public required long Amount { get; init; }

    /// <summary>The day it counts for.</summary>
    public required DateOnly MadeOn { get; init; }

    /// <summary>Number of the document.</summary>
    public required string Document { get; init; }

    /// <summary>Day of the document.</summary>
    public DateOnly? DocumentOn { get; init; }

    /// <summary>Organisation under whose key the document is kept; null without a file.</summary>
    public Guid? FileOrgId { get; init; }

    /// <summary>Name of the file; "" without one.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Hash of the file.</summary>
    public string FileHash { get; init; } = "";

    /// <summary>Remark, or the reason of a reversal.</summary>
    public string Note { get; init; } = "";

    /// <summary>The procurement item that it pays for.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The entry that it takes back.</summary>
    public Guid? ReversesId { get; init; }

    /// <summary>The running sum as it stood before there were entries.</summary>
    public bool IsOpening { get; init; }

    /// <summary>Who recorded it.</summary>
    public Guid? RecordedBy { get; init; }

    /// <summary>Name of who, as it was.</summary>
    public required string RecordedName { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The kind in words (a Vietnamese key).</summary>
    public static string Word(MoneyKind kind) => kind switch
    {
        MoneyKind.Planned => Words.Key("điều chỉnh kế hoạch"),
        MoneyKind.Allocated => Words.Key("giao kinh phí"),
        _ => Words.Key("giải ngân"),
    };
}
