using LienY.Kernel;

namespace LienY.Network;

/// <summary>
/// An organisation with its dated lineage: names, parents and codes hold for a time and are never overwritten; a change closes one period and opens
/// the next.
/// </summary>
sealed class Organisation : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int Version { get; set; }
    public string Kind { get; set; } = "partner";
    public Tier Tier { get; set; }
    public CareLevel Level { get; set; }
    /// <summary>ISO 3166 code of the country.</summary>
    public string Country { get; set; } = "VN";
    public string Short { get; set; } = "";
    public string Note { get; set; } = "";
    /// <summary>The province or commune of which it is the seat; units below it lie there too unless they say otherwise.</summary>
    public Guid? PlaceId { get; set; }
    public DateOnly? StartedOn { get; set; }
    /// <summary>Last day of its existence.</summary>
    public DateOnly? EndedOn { get; private set; }
    public List<NamePeriod> Names { get; init; } = [];
    public List<ParentPeriod> Parents { get; init; } = [];
    public List<Alias> Aliases { get; init; } = [];
    public List<Code> Codes { get; init; } = [];

    /// <summary>A new organisation under a parent.</summary>
    public static Organisation Of(string name, string kind, Guid? parent, DateOnly? from)
    {
        var made = new Organisation { Kind = Kinds.Known(kind), StartedOn = from, Short = Abbreviations.Shorten(name) };
        made.Names.Add(new() { OrganisationId = made.Id, Text = name, Folded = Fold.Of(name), ValidFrom = from });
        made.Parents.Add(new() { OrganisationId = made.Id, ParentId = parent, ValidFrom = from });
        return made;
    }

    /// <summary>Takes another name from a day.</summary>
    public void Rename(string name, DateOnly from)
    {
        MustBeOpen(from);
        Close(Names.OrderBy(n => n.ValidFrom).Last(), from, p => p.ValidFrom, (p, to) => p.ValidTo = to);
        Names.Add(new() { OrganisationId = Id, Text = name, Folded = Fold.Of(name), ValidFrom = from });
    }

    /// <summary>Passes under another organisation from a day.</summary>
    public void MoveUnder(Guid? parent, DateOnly from)
    {
        MustBeOpen(from);
        if (parent == Id) throw new Refusal(RefusalKind.Invalid, "Đơn vị không thể trực thuộc chính nó.") { Field = "parent" };
        Close(Parents.OrderBy(p => p.ValidFrom).Last(), from, p => p.ValidFrom, (p, to) => p.ValidTo = to);
        Parents.Add(new() { OrganisationId = Id, ParentId = parent, ValidFrom = from });
    }

    /// <summary>Gets a code from a day; the code of the same kind that holds until then ends the day before.</summary>
    public void TakeCode(CodeKind kind, string text, DateOnly? from)
    {
        var code = Code.Checked(kind, text);
        if (Codes.Where(c => c.Kind == kind).OrderBy(c => c.ValidFrom).LastOrDefault() is { } last)
        {
            if (last.Text == code && last.ValidTo is null) throw new Refusal(RefusalKind.Conflict, "Đơn vị đã có mã {0}.", code) { Field = "code" };
            if (from is null) throw new Refusal(RefusalKind.Invalid, "Xin cho biết mã mới có hiệu lực từ ngày nào.") { Field = "from" };
            if (last.ValidTo is null || last.ValidTo >= from) Close(last, from.Value, c => c.ValidFrom, (c, to) => c.ValidTo = to);
        }
        Codes.Add(new() { OrganisationId = Id, Kind = kind, Text = code, ValidFrom = from });
    }

    /// <summary>Adds a name people use.</summary>
    public void Call(string alias)
    {
        if (Aliases.Any(a => a.Folded == Fold.Of(alias))) return;
        Aliases.Add(new() { OrganisationId = Id, Text = alias, Folded = Fold.Of(alias) });
    }

    /// <summary>Ends; <paramref name="last"/> is its last day.</summary>
    public void End(DateOnly last)
    {
        MustBeOpen(last);
        if (Names.Concat<IPeriod>(Parents).Any(p => p.ValidFrom > last))
            throw new Refusal(RefusalKind.Conflict, "Đơn vị còn thay đổi ghi sau ngày {0} nên không thể kết thúc vào ngày đó.", last) { Field = "on" };
        EndedOn = last;
    }

    void MustBeOpen(DateOnly on)
    {
        if (EndedOn is { } ended && ended < on) throw new Refusal(RefusalKind.Conflict, "Đơn vị đã kết thúc hoạt động ngày {0}.", ended);
        if (StartedOn is { } started && on < started) throw new Refusal(RefusalKind.Invalid, "Đơn vị chỉ có từ ngày {0}.", started) { Field = "on" };
    }

    static void Close<T>(T last, DateOnly from, Func<T, DateOnly?> start, Action<T, DateOnly> end)
    {
        if (start(last) is { } s && s >= from)
            throw new Refusal(RefusalKind.Conflict, "Đã có thay đổi từ ngày {0}; thay đổi mới phải sau ngày đó.", s) { Field = "on" };
        end(last, from.AddDays(-1));
    }
}
