using LienY.Kernel;

namespace LienY.Reports;

/// <summary>A progress report on a plan for one period: due, drafted, sent, accepted or returned, issued.</summary>
sealed class Report : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The obligation it fulfils; null for a report made on its own account.</summary>
    public Guid? ObligationId { get; init; }

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Title of the plan.</summary>
    public required string PlanTitle { get; set; }

    /// <summary>Number of the plan, e.g. "111/KH-SYT"; empty until a draft is made.</summary>
    public string PlanNumber { get; set; } = "";

    /// <summary>Owner of the plan.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Who reports; who carries on where that one has ended.</summary>
    public required Guid FromId { get; set; }

    /// <summary>To whom.</summary>
    public required Guid ToId { get; set; }

    /// <summary>How often it comes.</summary>
    public required Cadence Cadence { get; init; }

    /// <summary>What it is about, the summary line of the document.</summary>
    public required string Title { get; set; }

    /// <summary>Title and number without tone marks, for search.</summary>
    public string Folded { get; set; } = "";

    /// <summary>First day of the period.</summary>
    public required DateOnly PeriodFrom { get; set; }

    /// <summary>Last day of the period.</summary>
    public required DateOnly PeriodTo { get; set; }

    /// <summary>Last day of the figures.</summary>
    public required DateOnly Cutoff { get; set; }

    /// <summary>The day it is due.</summary>
    public required DateOnly DueOn { get; set; }

    /// <summary>Where it stands.</summary>
    public ReportState State { get; private set; }

    /// <summary>Symbol, e.g. "BC-SYT".</summary>
    public string Symbol { get; set; } = "";

    /// <summary>Number of the year, once issued.</summary>
    public int? Number { get; private set; }

    /// <summary>Year of the number.</summary>
    public int? NumberYear { get; private set; }

    /// <summary>Day of issue.</summary>
    public DateOnly? IssuedOn { get; private set; }

    /// <summary>Place of issue.</summary>
    public string Place { get; set; } = "";

    /// <summary>Who signs.</summary>
    public string SignerName { get; set; } = "";

    /// <summary>Position of the signer.</summary>
    public string SignerPosition { get; set; } = "";

    /// <summary>Line of authority above the position ("KT. Giám đốc"); empty where none.</summary>
    public string SignerAuthority { get; set; } = "";

    /// <summary>Where copies are kept ("VT, NVY").</summary>
    public string Archive { get; set; } = "";

    /// <summary>Recipients, one a line.</summary>
    public string Recipients { get; set; } = "";

    /// <summary>Why it was returned last.</summary>
    public string? ReturnReason { get; private set; }

    /// <summary>The day it was first sent.</summary>
    public DateOnly? SentOn { get; private set; }

    /// <summary>The day it was accepted.</summary>
    public DateOnly? AcceptedOn { get; private set; }

    /// <summary>When its figures were last computed.</summary>
    public DateTimeOffset? ComputedAt { get; set; }

    /// <summary>The kept DOCX, once issued.</summary>
    public string? DocxHash { get; private set; }

    /// <summary>The kept PDF, once made.</summary>
    public string? PdfHash { get; set; }

    /// <summary>From this day on it need not be made: the plan was withdrawn, or owes it no longer.</summary>
    public DateOnly? StoppedOn { get; set; }

    /// <summary>The closed report that this one supplements; null for a report of its own.</summary>
    public Guid? SupplementOf { get; init; }

    /// <summary>By which rules its period closes: empty by the decree (15th to 14th), <c>calendar</c> by months of the calendar.</summary>
    public string Rule { get; set; } = "";

    /// <summary>The template of its paper; null: the layout of the house.</summary>
    public Guid? TemplateId { get; set; }

    /// <summary>It is gathered from the accepted reports of units.</summary>
    public bool Gathers { get; set; }

    /// <summary>A unit that reports to the owner of the plan tells its own part, not the plan's whole.</summary>
    public bool IsOwnPart => ToId == OwnerId && FromId != OwnerId;

    /// <summary>When it was sent into the chain of approval of its own organisation; null while it is not there.</summary>
    public DateTimeOffset? PresentedAt { get; set; }

    /// <summary>When its figures were closed, by sending.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Who last took its figures from the ledger.</summary>
    public string ComputedBy { get; set; } = "";

    /// <summary>The day on which its final figures were set, after the period ended.</summary>
    public DateOnly? FinalOn { get; set; }

    /// <summary>The kept dossier from which the issued paper is rebuilt.</summary>
    public string? DossierHash { get; set; }

    /// <summary>The kept PDF with its digital signatures, once signed.</summary>
    public string? SignedHash { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>It can be changed: not sent yet, or returned.</summary>
    public bool IsEditable => State is (ReportState.Draft or ReportState.Returned) && PresentedAt is null;

    /// <summary>Its figures no longer move.</summary>
    public bool IsFrozen => State is ReportState.Sent or ReportState.Accepted or ReportState.Issued;

    /// <summary>Figures close before the period does, so the whole period is an estimate.</summary>
    public bool IsEstimated => Cutoff < PeriodTo;

    /// <summary>"05/BC-SYT", empty until issued.</summary>
    public string NumberText => Number is { } n ? $"{n.ToString("00", System.Globalization.CultureInfo.InvariantCulture)}/{Symbol}" : "";

    /// <summary>Not sent though the due day has passed.</summary>
    public bool IsOverdue(DateOnly today) => StoppedOn is null && States.IsOpen(State) && DueOn < today;

    /// <summary>Begins a draft.</summary>
    public void Begin()
    {
        if (StoppedOn is not null) throw Refusal.Conflict("Báo cáo này không còn phải lập: kế hoạch đã thu hồi hoặc đã sửa đổi.");
        if (State != ReportState.Due) throw Refusal.Conflict("Báo cáo này đã được lập. Xin mở báo cáo để sửa tiếp.");
        State = ReportState.Draft;
    }

    /// <summary>Sends it; true when for the first time.</summary>
    public bool Send(DateOnly today)
    {
        MustBeOpen();
        var first = SentOn is null;
        SentOn ??= today;
        ReturnReason = null;
        State = ReportState.Sent;
        return first;
    }

    /// <summary>Accepts it.</summary>
    public void Accept(DateOnly today)
    {
        MustBeSent();
        AcceptedOn = today;
        State = ReportState.Accepted;
    }

    /// <summary>Gives it back to its sender with a reason.</summary>
    public void Return(string reason)
    {
        MustBeSent();
        ReturnReason = reason;
        State = ReportState.Returned;
    }

    /// <summary>Issues it under a number of the year of its day.</summary>
    public void Issue(int number, DateOnly day)
    {
        MustBeAccepted();
        (Number, NumberYear, IssuedOn, State) = (number, day.Year, day, ReportState.Issued);
        Folded = Fold.Of($"{Title} {NumberText}");
    }

    /// <summary>Refused unless it waits for its number.</summary>
    public void MustBeAccepted()
    {
        if (State != ReportState.Accepted) throw Refusal.Conflict("Báo cáo đang ở trạng thái “{0}”; chỉ phát hành được báo cáo đã duyệt.", States.Word(State));
    }

    /// <summary>Remembers the final files.</summary>
    public void Keep(string docx, string? pdf) => (DocxHash, PdfHash) = (docx, pdf);

    /// <summary>Refused once its figures are closed, with what to do instead.</summary>
    public void MustBeOpen()
    {
        if (IsFrozen)
            throw new Refusal(RefusalKind.Conflict,
                "Báo cáo đã chốt số liệu nên không sửa và không gửi lại được. Nếu số liệu đã thay đổi, xin bấm “Lập báo cáo bổ sung”: báo cáo bổ sung dẫn chiếu báo cáo này.")
            { Code = "report-closed" };
        if (PresentedAt is not null) throw Refusal.Conflict("Dự thảo đang trình duyệt nên chưa sửa, chưa gửi được. Xin chờ ý kiến, hoặc rút lại để sửa.");
        if (!IsEditable) throw Refusal.Conflict("Báo cáo đang ở trạng thái “{0}” nên không gửi được.", States.Word(State));
    }

    void MustBeSent()
    {
        if (State != ReportState.Sent) throw Refusal.Conflict("Báo cáo đang ở trạng thái “{0}” nên không duyệt hay trả lại được.", States.Word(State));
    }
}
