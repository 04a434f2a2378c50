using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>Where a round of supervision stands.</summary>
enum RoundState
{
    /// <summary>Its days are set.</summary>
    Planned,

    /// <summary>It took place.</summary>
    Held,

    /// <summary>It was called off.</summary>
    Cancelled,
}

/// <summary>Experts of the giver stand beside the teams of the receiver for some days. How many cases they guided and supported is counted from the logbook.</summary>
sealed class Round : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required int Number { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public string Place { get; init; } = "";
    public RoundState State { get; private set; }
    public DateOnly? HeldOn { get; private set; }
    public string Note { get; private set; } = "";
    public int Version { get; set; }
    public List<RoundExpert> Experts { get; init; } = [];

    /// <summary>It took place; not before its first day.</summary>
    public void Hold(string note, DateOnly on)
    {
        MustBePlanned();
        if (on < FromDay) throw Refusal.Conflict("Đợt giám sát bắt đầu ngày {0}; chưa ghi kết quả được.", Say.Day(FromDay));
        (State, HeldOn, Note) = (RoundState.Held, on, note);
    }

    /// <summary>It does not take place.</summary>
    public void Cancel(string why)
    {
        MustBePlanned();
        if (why.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (State, Note) = (RoundState.Cancelled, why);
    }

    void MustBePlanned()
    {
        if (State != RoundState.Planned) throw Refusal.Conflict("Đợt giám sát này đã ghi kết quả hoặc đã hủy.");
    }
}

/// <summary>An expert of a round.</summary>
sealed class RoundExpert
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RoundId { get; init; }
    public Guid? PractitionerId { get; init; }
    public required string Name { get; init; }
}

/// <summary>Something that endangered a patient in a round, and what was done about it; names no patient.</summary>
sealed class SafetyEvent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RoundId { get; init; }
    public required Guid PackageId { get; init; }
    public required DateOnly OnDay { get; init; }

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public required string Severity { get; init; }
    public required string Text { get; init; }
    public string Response { get; private set; } = "";
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>What was done; the event is closed.</summary>
    public void Close(string response, DateOnly on)
    {
        if (ClosedOn is not null) throw Refusal.Conflict("Sự cố này đã xử lý xong rồi.");
        if (response.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi cách xử lý.") { Field = "response" };
        (Response, ClosedOn) = (response, on);
    }
}

/// <summary>What the council of acceptance decides, before it is sealed.</summary>
sealed class CouncilDraft : IVersioned
{
    public required Guid PackageId { get; init; }
    public required DateOnly HeldOn { get; set; }
    public string Place { get; set; } = "";
    public string People { get; set; } = "";
    public string Opinions { get; set; } = "";
    public string Conclusion { get; set; } = "";
    public int Version { get; set; }
}
