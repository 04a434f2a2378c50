using LienY.Contracts;
using LienY.Kernel;
using LienY.Records.Pages.Persons;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>What the pages of persons show.</summary>
sealed class PersonShowing(PersonsStore store, PersonReading reading, Searching searching, RecordReaders readers, UnknownPatients unknown, Corrections corrections,
    CompareShowing comparing,
    Homes homes, IOrganisations organisations, IPeople people, Caller caller, Words words, TimeProvider clock)
{
    /// <summary>The search page; without a text only what waits.</summary>
    public async Task<PersonsPage.View> SearchAsync(string text, string purpose, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(purpose, stop);
        var found = text.Length == 0 ? null : await searching.FindAsync(reader, text, stop);
        var holders = await organisations.NamesAsync(found?.Persons.SelectMany(p => p.Holders).Distinct() ?? [], null, stop);
        var waiting = caller.May(PersonsRights.Register) ? await unknown.OpenAsync(stop) : [];
        var card = ScannedCard.Read(text);
        return new(card is null ? text : "", reader.Purpose, PurposeOptions(), found is null ? null
            : [.. found.Persons.Select(p => new PersonsPage.Row(p.Id, p.Name, BirthDay.Say(p.Birth), words[PersonWords.Sex(p.Sex)],
                p.Address, [.. p.Numbers.Select(n => $"{words[PersonWords.System(n.System)]} {n.Masked}")],
                string.Join("; ", p.Holders.Select(h => holders.GetValueOrDefault(h, "")))))],
            found?.HasMore == true, [.. waiting.Select(u => new PersonsPage.Waiting(u.PersonId, u.Code, u.ArrivedAt, u.DueAt, u.NotifiedAt is not null,
            u.DueAt < clock.GetUtcNow()))],
            caller.May(PersonsRights.Register), caller.May(PersonsRights.Merge), card is not null, card is null ? "" : card.Name);
    }

    /// <summary>Purposes to choose from.</summary>
    public List<(string, string)> PurposeOptions() => [.. Purposes.Names.Select(p => (p.Key, words[p.Value]))];

    /// <summary>The page of a person; the id of who carries on where they were merged.</summary>
    public async Task<PersonPage.View> OneAsync(Guid id, string purpose, bool withNumbers, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(purpose, stop);
        var opened = await reading.OpenAsync(reader, id, withNumbers ? "person.numbers" : "person.open", stop)
            ?? throw Refusal.Missing("Không có người bệnh này, hoặc ông/bà chưa có căn cứ để xem.");
        var first = opened.First;
        var holders = await organisations.NamesAsync(opened.Sides.Select(s => s.Row.Holder), null, stop);
        var below = await BelowAsync(opened.Id, stop);
        var answers = await corrections.HoldersAsync(stop);
        var asked = await corrections.OfAsync(below, reader.Homes, stop);
        // What officers wrote of a merge is shown where a facility of the reader is concerned, not to who only reads by a basis.
        var concerned = opened.Sides.Any(s => reader.Homes.Contains(s.Row.Holder));
        var merges = await store.Merges.AsNoTracking().Where(m => concerned && (below.Contains(m.IntoId) || below.Contains(m.FromId)))
            .OrderByDescending(m => m.MergedAt).Take(50).ToListAsync(stop);
        var names = await people.NamesAsync(merges.SelectMany(m => new[] { m.MergedBy, m.UnmergedBy }).OfType<Guid>(), stop);
        var settles = await SettlesAsync(opened, stop);
        var patients = opened.Sides.Select(s => s.Row.Id).ToList();
        var lost = await store.Unknown.AsNoTracking().Where(u => patients.Contains(u.PatientId) && reader.Homes.Contains(u.HolderId))
            .OrderBy(u => u.ArrivedAt).ToListAsync(stop);
        return new(opened.Id, first.Name, BirthDay.Say(first.Birth), BirthDay.Age(first.Birth, clock.Today()), words[PersonWords.Sex(first.Sex)], first.Address,
            reader.Purpose, withNumbers,
            [.. opened.Sides.Select(s => new PersonPage.Side(holders.GetValueOrDefault(s.Row.Holder, ""), s.Row.Local.Length == 0 ? "–" : s.Row.Local, s.Row.Name,
            BirthDay.Say(s.Row.Birth), words[PersonWords.Sex(s.Row.Sex)],
                s.Row.Address, s.Row.Guardian, withNumbers ? s.Row.Phone : s.Row.Phone.Length == 0 ? "" : PersonNumber.Mask(s.Row.Phone), s.SeenAt))],
            [.. opened.Sides.SelectMany(s => s.Numbers).OrderByDescending(n => n.IsActive).ThenBy(n => n.System, StringComparer.Ordinal).Select(n =>
            new PersonPage.Number(words[PersonWords.System(n.System)],
                withNumbers ? n.Value : n.Masked, n.From, n.To, n.IsActive, holders.GetValueOrDefault(n.Holder, "")))],
            [.. (await comparing.SameNumberAsync(reader, opened, stop)).Select(o => new PersonPage.Other(o.Id, o.Name, words[PersonWords.System(o.System)]))],
            [.. asked.Select(c => new PersonPage.Asked(c.Id, c.Version, c.AskedBy, c.Wrong, c.RightText, c.AskedOn, c.DueOn, words[PersonWords.State(c.State)],
            c.State == CorrectionState.Open, c.Answer, c.AnsweredOn,
                c.AnsweredOn > c.DueOn, c.State == CorrectionState.Open && answers.Contains(c.HolderId)))],
            [.. merges.Select(m => new PersonPage.Merge(m.Id, m.Version, m.Reason, m.MergedAt, m.MergedBy is { } by ? names.GetValueOrDefault(by, "") : "",
            PersonMerge.Ids(m.Patients).Length, m.UnmergedAt,
                m.UnmergedReason, settles && m.UnmergedAt is null))],
            [.. lost.Select(u => new PersonPage.Lost(u.Id, u.Version, u.Code, u.Description, u.ArrivedAt, u.DueAt, u.NotifiedAt, u.NotifiedTo, u.KnownAt,
            u.NotifiedAt is null && u.DueAt < clock.GetUtcNow(),
                caller.May(PersonsRights.Register)))],
            [.. opened.Sides.Select(s => s.Row.Holder).Distinct().Where(answers.Contains).Select(h => (h.ToString(), holders.GetValueOrDefault(h, "")))]);
    }

    async Task<bool> SettlesAsync(OpenedPerson opened, CancellationToken stop)
    {
        var own = await homes.DecidingAsync(PersonsRights.Merge, stop);
        return opened.Sides.Any(s => own.Contains(s.Row.Holder));
    }

    /// <summary>A person and all who were merged into them.</summary>
    async Task<List<Guid>> BelowAsync(Guid id, CancellationToken stop)
    {
        var all = new List<Guid> { id };
        for (var from = 0; from < all.Count; from++)
        {
            var above = all[from];
            all.AddRange((await store.Persons.AsNoTracking().Where(p => p.MergedInto == above).Select(p => p.Id).ToListAsync(stop)).Except(all));
        }
        return all;
    }

    /// <summary>The form for an unknown patient.</summary>
    public async Task<UnknownForm.View> UnknownAsync(CancellationToken stop)
    {
        var holders = await unknown.HoldersAsync(stop);
        var names = await organisations.NamesAsync(holders, null, stop);
        return new([.. holders.Where(names.ContainsKey).Select(h => (h.ToString(), names[h]))]);
    }
}
