using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>What the survey looks at.</summary>
enum SurveySection
{
    /// <summary>People and what they have learnt.</summary>
    People,

    /// <summary>Devices and rooms.</summary>
    Equipment,

    /// <summary>Drugs and supplies.</summary>
    Drugs,

    /// <summary>How many such patients in twelve months.</summary>
    Volume,
}

/// <summary>A line of the survey: what is needed, what is there, and where something is missing who closes the gap by when.</summary>
sealed class SurveyLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required SurveySection Section { get; init; }
    public required int Ordinal { get; init; }
    public required string Text { get; init; }
    public required string Needed { get; init; }
    public required string Present { get; init; }

    /// <summary><c>feed</c> (facts of the hospital's own records), <c>register</c> (practitioners) or <c>entered</c>.</summary>
    public required string Source { get; init; }
    public required bool IsGap { get; init; }
    public string Owner { get; init; } = "";

    /// <summary>Name of the <see cref="PaperSide"/> to which the owner belongs.</summary>
    public string OwnerSide { get; init; } = "";
    public DateOnly? Due { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    public string ClosedNote { get; private set; } = "";

    /// <summary>A gap that nobody answers for.</summary>
    public bool IsOrphan => IsGap && (Owner.Length == 0 || Due is null);

    /// <summary>The gap is closed.</summary>
    public void Close(string note, DateOnly on)
    {
        if (!IsGap || ClosedOn is not null) throw Refusal.Conflict("Dòng này không có khoảng thiếu đang mở.");
        if (note.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi đã bù khoảng thiếu bằng cách nào.") { Field = "note" };
        (ClosedOn, ClosedNote) = (on, note);
    }
}
