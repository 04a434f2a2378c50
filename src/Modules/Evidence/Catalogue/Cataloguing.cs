using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>Writes the catalogue: drafts that may change, versions that never do.</summary>
sealed class Cataloguing(EvidenceStore store, Caller caller, Analysis analysis)
{
    /// <summary>A new indicator with its first draft.</summary>
    public async Task<Guid> CreateAsync(string code, string? uid, IndicatorInput input, CancellationToken stop)
    {
        Must();
        if (!CatalogueIndicator.IsCode(code)) throw new Refusal(RefusalKind.Invalid, "Mã gồm chữ cái không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới, ví dụ TCMR_DAYDU.") { Field = "code" };
        var made = new CatalogueIndicator { Code = code, Uid = uid is { Length: 11 } ? uid : CatalogueIndicator.UidOf(code), MadeAt = store.Clock.GetUtcNow() };
        if (await store.Indicators.AnyAsync(i => i.Code == code || i.Uid == made.Uid, stop))
            throw new Refusal(RefusalKind.Conflict, "Danh mục đã có chỉ tiêu mang mã “{0}”.", code) { Field = "code" };
        store.Indicators.Add(made);
        input.Into(Draft(made, 1), code, store.Clock.Today());
        await store.SaveChangesAsync(stop);
        return made.Id;
    }

    /// <summary>Saves the draft and returns its number; begins the next one where every version is published. <paramref name="seen"/> is the version of the draft that the page showed, 0 for none.</summary>
    public async Task<int> SaveAsync(Guid id, int seen, IndicatorInput input, CancellationToken stop)
    {
        Must();
        var indicator = await FindAsync(id, stop);
        var newest = await NewestAsync(id, stop);
        if (newest.IsDraft) store.Expect(newest, seen);
        else if (seen != 0) throw Stale();
        var draft = newest.IsDraft ? Signed(newest) : Draft(indicator, newest.Number + 1);
        input.Into(draft, indicator.Code, store.Clock.Today());
        await store.SaveChangesAsync(stop);
        return draft.Number;
    }

    /// <summary>Publishes the draft: from now on it computes, and never changes. Refused where it cannot compute or one of its test cases fails.</summary>
    public async Task PublishAsync(Guid id, int seen, CancellationToken stop)
    {
        Must();
        var indicator = await FindAsync(id, stop);
        var draft = await NewestAsync(id, stop);
        if (!draft.IsDraft) throw new Refusal(RefusalKind.Conflict, "Chỉ tiêu không có bản thảo nào chờ công bố.");
        store.Expect(draft, seen);
        await CheckAsync(indicator, draft, stop);
        draft.PublishedAt = store.Clock.GetUtcNow();
        draft.PublishedBy = caller.Name;
        store.Trace("evidence.catalogue.publish", "indicator", indicator.Code);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Publishes every draft that can be, those that others name first; returns how many, and why the rest were not.</summary>
    public async Task<(int Published, IReadOnlyList<BadRow> Refused)> PublishAllAsync(CancellationToken stop)
    {
        Must();
        var (done, waiting) = (0, await store.IndicatorVersions.AsNoTracking().Where(v => v.PublishedAt == null).OrderBy(v => v.MadeAt).Select(v => new { v.IndicatorId, v.Version }).ToListAsync(stop));
        // A draft may name another draft: as long as one more could be published, the others are tried again.
        for (var before = -1; before != done;)
        {
            (before, var refused) = (done, new List<BadRow>());
            foreach (var draft in waiting.ToList())
            {
                try
                {
                    await PublishAsync(draft.IndicatorId, draft.Version, stop);
                    waiting.Remove(draft);
                    done++;
                }
                catch (Refusal why)
                {
                    store.ChangeTracker.Clear();
                    refused.Add(new(refused.Count + 1, (await FindAsync(draft.IndicatorId, stop)).Code, why));
                }
            }
            if (before == done) return (done, refused);
        }
        return (done, []);
    }

    /// <summary>Throws the draft away; an indicator that was never published goes with it.</summary>
    public async Task DropAsync(Guid id, int seen, CancellationToken stop)
    {
        Must();
        var indicator = await FindAsync(id, stop);
        var draft = await NewestAsync(id, stop);
        if (!draft.IsDraft) throw new Refusal(RefusalKind.Conflict, "Bản đã công bố không xóa được; xin công bố bản mới.");
        store.Expect(draft, seen);
        store.IndicatorVersions.Remove(draft);
        if (draft.Number == 1)
        {
            store.IndicatorCases.RemoveRange(await store.IndicatorCases.Where(c => c.IndicatorId == id).ToListAsync(stop));
            await store.SaveChangesAsync(stop);
            store.Indicators.Remove(indicator);
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts the test cases of an indicator in place of those it had.</summary>
    public async Task CasesAsync(Guid id, IReadOnlyList<CaseInput> cases, CancellationToken stop)
    {
        Must();
        await FindAsync(id, stop);
        store.IndicatorCases.RemoveRange(await store.IndicatorCases.Where(c => c.IndicatorId == id).ToListAsync(stop));
        store.IndicatorCases.AddRange(cases.Select((c, i) => c.Made(id, i + 1, store.Clock.GetUtcNow())));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Publishes a row of a table as the house: a new indicator, a new version of one that the house keeps, or nothing where nothing changed. True where something did.</summary>
    public async Task<bool> TakeAsync(string code, IndicatorInput input, string author, CancellationToken stop)
    {
        var indicator = await store.Indicators.FirstOrDefaultAsync(i => i.Code == code, stop);
        var newest = indicator is null ? null : await NewestAsync(indicator.Id, stop);
        // Somebody wrote a version of their own: theirs stays.
        if (newest is not null && (newest.Author != author || IndicatorInput.Of(newest) == input)) return false;
        if (indicator is null) store.Indicators.Add(indicator = new CatalogueIndicator { Code = code, Uid = CatalogueIndicator.UidOf(code), MadeAt = store.Clock.GetUtcNow() });
        var version = Draft(indicator, (newest?.Number ?? 0) + 1);
        input.Into(version, code, store.Clock.Today());
        version.AuthorId = null;
        version.Author = author;
        version.PublishedAt = store.Clock.GetUtcNow();
        version.PublishedBy = author;
        return true;
    }

    /// <summary>Computes the draft once without figures: every word must mean something, nothing may go round in a circle, every case must hold.</summary>
    async Task CheckAsync(CatalogueIndicator indicator, IndicatorVersion draft, CancellationToken stop)
    {
        var atlas = await analysis.AtlasAsync(null, stop);
        var trial = atlas.With(atlas.Catalogue.With(indicator, draft));
        new Gathering(trial).Take(FormulaShelf.Read($"N{{{indicator.Code}}}"), new Scene(Guid.Empty, draft.ValidFrom, draft.ValidFrom.AddYears(1).AddDays(-1), null));
        foreach (var written in await store.IndicatorCases.AsNoTracking().Where(c => c.IndicatorId == indicator.Id).OrderBy(c => c.Place).ToListAsync(stop))
            if (CaseResult.Of(written, draft) is { Holds: false } failed)
                throw new Refusal(RefusalKind.Invalid, "Phép thử “{0}” cho {1} thay vì {2}; xin sửa công thức hoặc phép thử rồi công bố lại.", written.Name, Say.Number(failed.Given), Say.Number(written.Expected));
    }

    IndicatorVersion Draft(CatalogueIndicator indicator, int number)
    {
        var draft = new IndicatorVersion { IndicatorId = indicator.Id, Number = number, Author = caller.Name, AuthorId = caller.UserId, MadeAt = store.Clock.GetUtcNow() };
        store.IndicatorVersions.Add(draft);
        return draft;
    }

    IndicatorVersion Signed(IndicatorVersion draft)
    {
        (draft.Author, draft.AuthorId, draft.MadeAt) = (caller.Name, caller.UserId, store.Clock.GetUtcNow());
        return draft;
    }

    void Must()
    {
        if (!caller.May(EvidenceRights.Catalogue)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", EvidenceRights.Catalogue.Title);
    }

    async Task<CatalogueIndicator> FindAsync(Guid id, CancellationToken stop) =>
        await store.Indicators.FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy chỉ tiêu này trong danh mục.");

    Task<IndicatorVersion> NewestAsync(Guid id, CancellationToken stop) => store.IndicatorVersions.Where(v => v.IndicatorId == id).OrderByDescending(v => v.Number).FirstAsync(stop);

    static Refusal Stale() => new(RefusalKind.Conflict, "Nội dung này vừa được người khác sửa. Dữ liệu ông/bà nhập vẫn được giữ trên trang; xin xem bản mới rồi lưu lại.") { Code = "stale" };
}
