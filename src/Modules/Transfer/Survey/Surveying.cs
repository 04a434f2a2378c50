using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>A line of the survey as a form sends it.</summary>
sealed record SurveyInput(SurveySection Section, string Text, string Needed, string Present, bool IsGap, string Owner, string OwnerSide, DateOnly? Due);

/// <summary>The survey of phase 1: lines, what the house already knows, gaps, and the text both sides sign.</summary>
sealed class Surveying(TransferStore store, PackageBook book, Signing signing, HouseQuestions questions, Seats seats, Words words, TimeProvider clock)
{
    /// <summary>A further line.</summary>
    public async Task AddAsync(Guid id, SurveyInput input, CancellationToken stop, string source = "entered")
    {
        var package = await EditableAsync(id, stop);
        if (input.OwnerSide.Length > 0 && !Enum.TryParse<PaperSide>(input.OwnerSide, out _)) throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "ownerSide" };
        if (input.IsGap && (input.Owner.Length == 0 || input.Due is null))
            throw new Refusal(RefusalKind.Invalid, "Khoảng thiếu phải có người phụ trách và hạn.") { Field = input.Owner.Length == 0 ? "owner" : "due" };
        await LineAsync(package, input, source, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task LineAsync(Package package, SurveyInput input, string source, CancellationToken stop)
    {
        var ordinal = (await store.Survey.Where(l => l.PackageId == package.Id).MaxAsync(l => (int?)l.Ordinal, stop) ?? 0)
            + store.Survey.Local.Count(l => store.Entry(l).State == EntityState.Added) + 1;
        store.Survey.Add(new()
        {
            PackageId = package.Id,
            Section = input.Section,
            Ordinal = ordinal,
            Text = input.Text,
            Needed = input.Needed,
            Present = input.Present,
            Source = source,
            IsGap = input.IsGap,
            Owner = input.IsGap ? input.Owner : "",
            OwnerSide = input.IsGap ? input.OwnerSide : "",
            Due = input.IsGap ? input.Due : null,
        });
    }

    /// <summary>Takes a line out before the text is fixed.</summary>
    public async Task RemoveAsync(Guid id, Guid line, CancellationToken stop)
    {
        await EditableAsync(id, stop);
        store.Survey.Remove(await store.Survey.SingleOrDefaultAsync(l => l.Id == line && l.PackageId == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng này."));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Writes down what the house knows already: people of the register, and how often the receiver did the techniques in twelve months. Returns how many
    /// lines.</summary>
    public async Task<int> PrefillAsync(Guid id, CancellationToken stop)
    {
        var package = await EditableAsync(id, stop);
        var known = (await store.Survey.AsNoTracking().Where(l => l.PackageId == id && l.Source != "entered").Select(l => l.Text).ToListAsync(stop)).ToHashSet();
        var (to, added) = (clock.Today(), 0);
        var from = to.AddYears(-1).AddDays(1);
        async Task AddAsync(SurveySection section, string text, string present, string source)
        {
            if (!known.Add(text)) return;
            added++;
            await LineAsync(package, new(section, text, "", present, false, "", "", null), source, stop);
        }

        var people = await questions.PeopleAsync(package.ReceiverId, stop);
        foreach (var group in people.GroupBy(p => p.Title).OrderBy(g => g.Key, StringComparer.Ordinal))
            await AddAsync(SurveySection.People, words["Người hành nghề: {0}", (object)words[Titles.Of(group.Key)]],
                words["{0} người, {1} người có giấy phép còn hiệu lực", group.Count(), group.Count(p => p.IsLicensed)], "register");
        var asks = package.Techniques.OrderBy(t => t.Ordinal).Select(t => new FactSum("technique.performed", new Dictionary<string, string> { ["code"] = t.Technique },
            [package.ReceiverId], null, from, to)).Append(new FactSum("visit.ended", new Dictionary<string, string>(), [package.ReceiverId], null, from, to)).ToList();
        var sums = await questions.AskAsync<IFactKinds, IReadOnlyList<decimal>>(k => k.SumAsync(asks, stop));
        if (sums.Count == asks.Count)
        {
            foreach (var (technique, sum) in package.Techniques.OrderBy(t => t.Ordinal).Zip(sums).Where(p => p.Second > 0))
                await AddAsync(SurveySection.Volume, words["Đã thực hiện {0}", (object)technique.Name], words["{0} lượt từ {1} đến {2}", sum, from, to], "feed");
            if (sums[^1] > 0) await AddAsync(SurveySection.Volume, words["Lượt khám chữa bệnh kết thúc"], words["{0} lượt từ {1} đến {2}", sums[^1], from, to], "feed");
        }
        await store.SaveChangesAsync(stop);
        return added;
    }

    /// <summary>Fixes the survey so that both sides can sign it; returns the paper.</summary>
    public async Task<Guid> SealAsync(Guid id, CancellationToken stop, DateOnly? on = null)
    {
        var package = await EditableAsync(id, stop);
        var lines = await store.Survey.AsNoTracking().Where(l => l.PackageId == id).OrderBy(l => l.Section).ThenBy(l => l.Ordinal).ToListAsync(stop);
        if (Enum.GetValues<SurveySection>().Where(s => !lines.Exists(l => l.Section == s)).Select(s => (SurveySection?)s).FirstOrDefault() is { } missing)
            throw Refusal.Invalid("Phiếu khảo sát chưa có phần “{0}”.", PackageWords.Of(missing));
        if (lines.Find(l => l.IsOrphan) is { } orphan) throw Refusal.Invalid("“{0}” chưa có người phụ trách hoặc hạn.", orphan.Text);
        var day = on ?? clock.Today();
        var paper = await signing.SealAsync(package, PaperKind.Survey, new
        {
            type = "lieny-transfer-survey",
            form = 1,
            code = package.Code,
            on = day,
            lines = lines.Select(l => new
            {
                section = l.Section.ToString(),
                text = l.Text,
                needed = l.Needed,
                present = l.Present,
                source = l.Source,
                gap = l.IsGap,
                owner = l.Owner,
                side = l.OwnerSide,
                due = l.Due,
            }),
        }, day, stop);
        await store.SaveChangesAsync(stop);
        return paper.Id;
    }

    /// <summary>A gap is closed.</summary>
    public async Task CloseAsync(Guid id, Guid line, string note, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        var row = await store.Survey.SingleOrDefaultAsync(l => l.Id == line && l.PackageId == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng này.");
        row.Close(note, clock.Today());
        await store.SaveChangesAsync(stop);
    }

    // Lines stand as they were signed; a withdrawn paper sets them free.
    async Task<Package> EditableAsync(Guid id, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        if (package.State is not (PackageState.Running or PackageState.Agreed)) package.Must(PackageState.Running);
        if (await store.Papers.AnyAsync(p => p.PackageId == id && p.Kind == PaperKind.Survey && p.WithdrawnAt == null, stop))
            throw Refusal.Conflict("Phiếu khảo sát đã chốt để ký. Xin rút văn bản lại trước khi sửa.");
        return package;
    }
}

/// <summary>Titles of practitioners in words (keys).</summary>
static class Titles
{
    public static string Of(string title) => title switch
    {
        "doctor" => Words.Key("bác sĩ"),
        "assistant" => Words.Key("y sỹ"),
        "nurse" => Words.Key("điều dưỡng"),
        "midwife" => Words.Key("hộ sinh"),
        "technician" => Words.Key("kỹ thuật y"),
        "pharmacist" => Words.Key("dược sĩ"),
        _ => Words.Key("khác"),
    };
}
