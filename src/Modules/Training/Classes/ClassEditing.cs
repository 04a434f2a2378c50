using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>What is entered of a class.</summary>
sealed record ClassInput(string Name, Guid HostId, ClassMode Mode, string Place, DateOnly From, DateOnly To, DateOnly? Until, string Techniques, string Programme,
    decimal Theory,
    decimal Practice, Paper Paper, Payer Payer, int Capacity, int AttendancePercent, bool NeedsLicence, int MarkMinutes, int LateMinutes, bool HasPrompts,
        int? TheoryWeight,
    decimal PassScore, string Grades, int PractiseTimes, Guid? PlanId, Guid? TopicId);

/// <summary>Makes classes and changes them.</summary>
sealed class ClassEditing(TrainingStore store, ClassBook book, Units units, Techniques techniques, Caller caller, TimeProvider clock)
{
    /// <summary>A new class, a draft; returns its id.</summary>
    public async Task<Guid> MakeAsync(Guid owner, ClassInput input, CancellationToken stop)
    {
        caller.Must(TrainingRights.Arrange, owner);
        var made = new TrainingClass
        {
            Code = TrainingClass.NewCode(input.From),
            Name = input.Name,
            OwnerId = owner,
            HostId = input.HostId,
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
        await WriteAsync(made, input, stop);
        store.Classes.Add(made);
        await store.SaveChangesAsync(stop);
        return made.Id;
    }

    /// <summary>Changes one whose results are not signed.</summary>
    public async Task ChangeAsync(Guid id, int version, ClassInput input, CancellationToken stop)
    {
        var of = store.Expect(await book.MineAsync(id, stop), version);
        of.MustBeOpen();
        if (of.State == ClassState.Open && input.From != of.FromDay && clock.Today() >= of.FromDay)
            throw new Refusal(RefusalKind.Conflict, "Lớp đã bắt đầu nên không đổi ngày bắt đầu được.") { Field = "from" };
        await WriteAsync(of, input, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Places of units; none: open to every unit.</summary>
    public async Task QuotaAsync(Guid id, Guid unit, int seats, Payer payer, CancellationToken stop)
    {
        var of = await book.MineAsync(id, stop);
        of.MustBeOpen();
        await units.MustAsync(unit, "unit", stop);
        if (seats is < 0 or > 5000) throw new Refusal(RefusalKind.Invalid, "Số chỗ phải từ 0 đến 5.000.") { Field = "seats" };
        var row = await store.Quotas.SingleOrDefaultAsync(q => q.ClassId == id && q.UnitId == unit, stop);
        if (seats == 0)
        {
            if (await store.Nominations.AnyAsync(n => n.ClassId == id && n.UnitId == unit && (n.State == NominationState.Proposed
                || n.State == NominationState.Approved), stop))
                throw new Refusal(RefusalKind.Conflict, "Đơn vị này đã cử người nên không bỏ chỗ được. Xin từ chối hoặc rút tên trước.") { Field = "seats" };
            if (row is not null) store.Quotas.Remove(row);
        }
        else if (row is null) store.Quotas.Add(new() { ClassId = id, UnitId = unit, Seats = seats, Payer = payer });
        else (row.Seats, row.Payer) = (seats, payer);
        store.Expect(of, of.Version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Units see it and nominate; those with places are told.</summary>
    public async Task OpenAsync(Guid id, int version, CancellationToken stop)
    {
        var of = store.Expect(await book.MineAsync(id, stop), version);
        of.Open();
        foreach (var unit in await store.Quotas.AsNoTracking().Where(q => q.ClassId == id).Select(q => q.UnitId).ToListAsync(stop))
            store.Notify(new Notice
            {
                OrganisationId = unit,
                Text = Words.Key("Lớp “{0}” nhận đề cử đến {1}."),
                Args = Notice.ArgsOf(of.Name, Say.Day(of.NominateUntil ?? of.FromDay)),
                Link = "/training/classes/" + id,
                Once = $"training-class/{id}/open/{unit}",
            });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Calls it off; whoever has a place is told.</summary>
    public async Task CancelAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var of = store.Expect(await book.MineAsync(id, stop), version);
        of.Cancel(reason);
        foreach (var who in await store.Nominations.AsNoTracking().Where(n => n.ClassId == id && n.UserId != null
            && (n.State == NominationState.Approved || n.State == NominationState.Proposed)).ToListAsync(stop))
            store.Notify(new Notice
            {
                UserId = who.UserId,
                Text = Words.Key("Lớp “{0}” không mở: {1}"),
                Args = Notice.ArgsOf(of.Name, reason),
                Link = "/training/classes/" + id,
                Once = $"training-class/{id}/off/{who.Id}",
            });
        if (of.LineId is { } line && await store.Lines.SingleOrDefaultAsync(l => l.Id == line, stop) is { } planned && planned.ClassId == id) planned.ClassId = null;
        await store.SaveChangesAsync(stop);
    }

    async Task WriteAsync(TrainingClass of, ClassInput input, CancellationToken stop)
    {
        await units.MustAsync(input.HostId, "host", stop);
        var codes = new List<string>();
        foreach (var one in input.Techniques.Split(['\n', ';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            codes.Add((await techniques.ReadAsync(one, stop))?.Code
                ?? throw new Refusal(RefusalKind.Invalid, "Không có kỹ thuật “{0}” trong danh mục. Xin tìm theo mã hoặc tên.", one) { Field = "techniques" });
        (of.Name, of.HostId, of.Mode, of.Place, of.FromDay, of.ToDay, of.NominateUntil) = (input.Name, input.HostId, input.Mode, input.Place, input.From, input.To,
            input.Until);
        (of.Techniques, of.Programme, of.TheoryHours, of.PracticeHours, of.Paper, of.Payer) =
            (string.Join(' ', codes.Distinct()), input.Programme, input.Theory, input.Practice, input.Paper, input.Payer);
        (of.Capacity, of.AttendancePercent, of.NeedsLicence, of.MarkMinutes, of.LateMinutes, of.HasPrompts) =
            (input.Capacity, input.AttendancePercent, input.NeedsLicence, input.MarkMinutes, input.LateMinutes, input.HasPrompts);
        (of.TheoryWeight, of.PassScore, of.Grades, of.PractiseTimes, of.PlanId, of.TopicId) =
            (input.TheoryWeight, input.PassScore, input.Grades, input.PractiseTimes, input.PlanId, input.TopicId);
        of.Check();
    }
}

/// <summary>What other modules ask about classes.</summary>
sealed class ClassAnswers(TrainingStore store, ClassBook book, Caller caller, TimeProvider clock) : IClasses
{
    public async Task<IReadOnlyList<ClassCard>> SearchAsync(string text, int most, CancellationToken stop)
    {
        var folded = Fold.Of(text);
        return [.. (await book.Seen().AsNoTracking().Where(c => c.State != ClassState.Cancelled && c.Folded.Contains(folded)).OrderByDescending(c => c.FromDay)
            .Take(Math.Clamp(most, 1, 500)).ToListAsync(stop)).Select(Card)];
    }

    public async Task<ClassCard?> FindAsync(Guid id, CancellationToken stop) =>
        await book.Seen().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { } found ? Card(found) : null;

    public async Task<Guid> ProposeAsync(string name, Guid host, Guid learner, IReadOnlyList<string> techniques, string reason, CancellationToken stop)
    {
        var from = clock.Today().AddDays(30);
        var made = new TrainingClass
        {
            Code = TrainingClass.NewCode(from),
            Name = name,
            OwnerId = host,
            HostId = host,
            Mode = ClassMode.OnSite,
            FromDay = from,
            ToDay = from.AddDays(1),
            Techniques = string.Join(' ', techniques),
            Programme = reason,
            TheoryHours = 4,
            PracticeHours = 12,
            Capacity = 10,
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
        made.Check();
        store.Classes.Add(made);
        store.Quotas.Add(new() { ClassId = made.Id, UnitId = learner, Seats = 10, Payer = Payer.Unit });
        store.Notify(new Notice
        {
            OrganisationId = host,
            Text = Words.Key("Cần mở lớp “{0}”: {1}"),
            Args = Notice.ArgsOf(name, reason),
            Link = "/training/classes/" + made.Id,
            Once = $"training-class/{made.Id}/proposed",
        });
        await store.SaveChangesAsync(stop);
        return made.Id;
    }

    static ClassCard Card(TrainingClass c) => new(c.Id, c.Code, c.Name, TrainingWords.Key(c.Mode), c.HostId, c.FromDay, c.ToDay, c.TechniqueCodes,
        c.State == ClassState.Concluded);
}
