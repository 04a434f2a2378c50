using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Practitioners;

/// <summary>Where somebody works, from a day to a day.</summary>
sealed class Workplace
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who.</summary>
    public Guid PersonId { get; init; }

    /// <summary>Where.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Department and position in words.</summary>
    public required string Position { get; set; }

    /// <summary>First day.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null: still there.</summary>
    public DateOnly? ToDay { get; set; }

    /// <summary>Covers a day.</summary>
    public bool Covers(DateOnly day) => FromDay <= day && (ToDay is not { } last || last >= day);
}

/// <summary>Somebody who works in health care: who they are, their licences and where they work.</summary>
sealed class Practitioner : IVersioned
{
    /// <summary>Id that never changes.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Full name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Name and licence numbers without tone marks and case.</summary>
    public string Folded { get; private set; } = "";

    /// <summary>Day of birth.</summary>
    public DateOnly? BirthDay { get; set; }

    /// <summary>Chức danh, see <see cref="Titles"/>.</summary>
    public string Title { get; set; } = "other";

    /// <summary>Their account.</summary>
    public Guid? UserId { get; set; }

    /// <summary>Keyed hash of the national number, by which one person is known twice.</summary>
    public string? NationalHash { get; set; }

    /// <summary>The national number, encrypted.</summary>
    public string? NationalSealed { get; set; }

    /// <summary>When they were entered.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Licences, the present one and earlier ones.</summary>
    public List<Licence> Licences { get; } = [];

    /// <summary>Where they work and worked.</summary>
    public List<Workplace> Workplaces { get; } = [];

    /// <summary>Gives the name.</summary>
    public void Call(string name)
    {
        Name = name;
        Refold();
    }

    /// <summary>The licence that counts on a day: one that stands, else the latest issued by then, else the first.</summary>
    public Licence? LicenceOn(DateOnly day) =>
        Licences.Where(l => l.StandsOn(day)).MaxBy(l => l.From) ?? Licences.Where(l => l.From <= day).MaxBy(l => l.From) ?? Licences.MinBy(l => l.From);

    /// <summary>Where they work on a day, else where they worked last before it, else where they begin.</summary>
    public Workplace? PlaceOn(DateOnly day) =>
        Workplaces.Where(w => w.Covers(day)).MaxBy(w => w.FromDay) ?? Workplaces.Where(w => w.FromDay <= day).MaxBy(w => w.FromDay) ?? Workplaces.MinBy(w => w.FromDay);

    /// <summary>Goes to work somewhere from a day; where they worked before ends the day before, and stays in the history.</summary>
    public void MoveTo(Guid organisation, string position, DateOnly from)
    {
        var now = Workplaces.Where(w => w.ToDay is null).MaxBy(w => w.FromDay);
        if (now is not null)
        {
            if (now.OrganisationId == organisation && now.Position == position) return;
            if (from <= now.FromDay)
                throw new Refusal(RefusalKind.Invalid, "Nơi làm việc hiện nay bắt đầu từ ngày {0}. Xin nhập ngày chuyển sau ngày đó.", now.FromDay) { Field = "from" };
            now.ToDay = from.AddDays(-1);
        }
        if (Workplaces.Any(w => w.Covers(from)))
            throw new Refusal(RefusalKind.Invalid, "Ngày này đã có nơi làm việc khác trong lịch sử công tác. Xin chọn ngày khác.") { Field = "from" };
        Workplaces.Add(new() { PersonId = Id, OrganisationId = organisation, Position = position, FromDay = from });
    }

    /// <summary>Takes a licence in.</summary>
    public Licence Take(string number, string issuer, DateOnly from, DateOnly? to, string scope, DateTimeOffset at, string by)
    {
        if (to is { } last && last < from) throw new Refusal(RefusalKind.Invalid, "Ngày hết hạn của giấy phép phải sau ngày cấp.") { Field = "licence-to" };
        var licence = new Licence { PersonId = Id, Number = number, NumberKey = Licence.KeyOf(number), Issuer = issuer, Scope = scope };
        licence.Spans.Add(new() { LicenceId = licence.Id, Kind = SpanKind.Valid, FromDay = from, ToDay = to, Paper = "", NotedAt = at, NotedBy = by });
        Licences.Add(licence);
        Refold();
        return licence;
    }

    /// <summary>As others see them on a day.</summary>
    public PractitionerCard CardOn(DateOnly day)
    {
        var licence = LicenceOn(day);
        return new(Id, Name, UserId, Title, PlaceOn(day)?.OrganisationId ?? Guid.Empty, licence?.Number ?? "", licence?.From, licence?.ToAsOf(day), licence?.Scope ?? "",
            licence?.StandsOn(day) == true);
    }

    void Refold() => Folded = Fold.Of($"{Name} {string.Join(' ', Licences.Select(l => l.NumberKey))}");
}
