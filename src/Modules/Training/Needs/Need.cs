using LienY.Kernel;

namespace LienY.Training;

/// <summary>How much a need presses.</summary>
enum Priority
{
    /// <summary>Cao.</summary>
    High,

    /// <summary>Trung bình.</summary>
    Medium,

    /// <summary>Thấp.</summary>
    Low,
}

/// <summary>What became of a need.</summary>
enum NeedState
{
    /// <summary>Waits for the department.</summary>
    Open,

    /// <summary>Stands in a line of a yearly plan.</summary>
    Planned,

    /// <summary>The unit took it back.</summary>
    Withdrawn,
}

/// <summary>A unit's need: so many people who are to learn a technique of the catalogue, or a topic in words.</summary>
sealed class Need : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UnitId { get; init; }

    /// <summary>Code of the technique; empty: the topic in words says all.</summary>
    public string Technique { get; private set; } = "";
    public string Topic { get; private set; } = "";
    public int People { get; private set; }
    public Priority Priority { get; private set; }
    public string Reason { get; private set; } = "";
    public int Year { get; private set; }

    /// <summary>1–4; 0: any time of the year.</summary>
    public int Quarter { get; private set; }
    public NeedState State { get; private set; }

    /// <summary>The line of the yearly plan that serves it.</summary>
    public Guid? LineId { get; private set; }
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
    public string Folded { get; private set; } = "";
    public int Version { get; set; }

    /// <summary>What is needed, as it is entered or changed.</summary>
    public void Write(NeedInput input)
    {
        if (State != NeedState.Open) throw Refusal.Conflict("Nhu cầu này đã vào kế hoạch hoặc đã rút nên không sửa được. Xin nhập nhu cầu mới.");
        if (input.Topic.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn một kỹ thuật trong danh mục hoặc ghi chủ đề cần học.") { Field = "topic" };
        if (input.People is < 1 or > 1000) throw new Refusal(RefusalKind.Invalid, "Số người cần học phải từ 1 đến 1.000.") { Field = "people" };
        if (input.Year is < 2000 or > 2100) throw new Refusal(RefusalKind.Invalid, "Năm này không hợp lệ.") { Field = "year" };
        if (input.Quarter is < 0 or > 4) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "quarter" };
        (Technique, Topic, People, Priority, Reason, Year, Quarter) =
            (input.Technique, input.Topic, input.People, input.Priority, input.Reason, input.Year, input.Quarter);
        Folded = Fold.Of($"{Technique} {Topic} {Reason}");
    }

    /// <summary>The unit takes it back.</summary>
    public void Withdraw()
    {
        if (State == NeedState.Planned) throw Refusal.Conflict("Nhu cầu này đã vào kế hoạch năm. Xin liên hệ Sở để bỏ khỏi kế hoạch trước.");
        State = NeedState.Withdrawn;
    }

    /// <summary>A line of the plan takes it on.</summary>
    public void PutInto(Guid line)
    {
        if (State != NeedState.Open) throw Refusal.Conflict("Nhu cầu “{0}” đã vào một kế hoạch hoặc đã rút. Xin tải lại danh sách.", Topic);
        (State, LineId) = (NeedState.Planned, line);
    }

    /// <summary>The line is gone: it waits again.</summary>
    public void PutBack() => (State, LineId) = (NeedState.Open, null);
}

/// <summary>What is entered of a need.</summary>
sealed record NeedInput(string Technique, string Topic, int People, Priority Priority, string Reason, int Year, int Quarter);
