using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Writing agreements: at least two parties, one of them within the writer's right.</summary>
sealed class AgreementWriting(NetworkStore store, AtlasBook book, IFiles files, Caller caller, TimeProvider clock)
{
    /// <summary>Fields for parties and focal points on the form, at most.</summary>
    public const int MostParties = 12;
    const long MostBytes = 50L * 1024 * 1024;
    static readonly string[] Types = [".pdf", ".docx", ".jpg", ".jpeg", ".png"];

    /// <summary>May the caller write an agreement of these parties?</summary>
    public static bool May(Caller caller, IEnumerable<Guid> parties) => parties.Any(p => caller.May(Rights.Agree, p));

    /// <summary>Writes a new one.</summary>
    public async Task<Guid> CreateAsync(Form form, CancellationToken stop)
    {
        var agreement = new Agreement { Title = form.Required("title", 500) };
        store.Agreements.Add(agreement);
        await FillAsync(agreement, form, stop);
        await store.SaveChangesAsync(stop);
        return agreement.Id;
    }

    /// <summary>Changes one.</summary>
    public async Task EditAsync(Guid id, Form form, CancellationToken stop)
    {
        var agreement = await store.Agreements.Include(a => a.Parties).Include(a => a.Contents).Include(a => a.Focals).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy thỏa thuận này.");
        Must(agreement.Parties.Select(p => p.OrganisationId));
        store.Expect(agreement, form.Whole("version", -1));
        agreement.Title = form.Required("title", 500);
        await FillAsync(agreement, form, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task FillAsync(Agreement agreement, Form form, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var (signed, from, to, ended) = (form.Day("signed"), form.Day("from"), form.Day("to"), form.Day("ended"));
        if ((from ?? signed) is { } first && to < first) throw new Refusal(RefusalKind.Invalid, "Ngày hết hiệu lực phải sau ngày bắt đầu.") { Field = "to" };
        (agreement.SignedOn, agreement.ValidFrom, agreement.ValidTo, agreement.EndedOn) = (signed, from, to, ended);
        agreement.Folded = Fold.Of(agreement.Title);
        agreement.Kind = form.One<AgreementKind>("kind");
        agreement.Number = form.Text("number", 60);
        agreement.Note = form.Text("note", 2000);
        // A party is found as it stood when the paper was signed: it may have been merged since.
        var on = signed ?? from ?? clock.Today();
        var parties = Enumerable.Range(0, MostParties).Select(i => Find(atlas, form, $"party{i}", on)).OfType<Unit>().DistinctBy(u => u.Id).ToList();
        if (parties.Count < 2) throw new Refusal(RefusalKind.Invalid, "Thỏa thuận cần ít nhất hai bên.") { Field = "party1" };
        Must(parties.Select(p => p.Id));
        var contents = form.Text("contents", 8000).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var focals = Enumerable.Range(0, MostParties).Select(i => (Organisation: Find(atlas, form, $"focal{i}", on)?.Id, Text: form.Text($"focaltext{i}", 300)))
            .Where(f => f.Organisation is not null || f.Text.Length > 0).ToList();
        agreement.Fill(parties.Select(p => p.Id), contents, focals);
        if (form.File("file") is { } file) await KeepAsync(agreement, file, parties, stop);
    }

    async Task KeepAsync(Agreement agreement, IFormFile file, List<Unit> parties, CancellationToken stop)
    {
        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        if (!Types.Contains(Path.GetExtension(name).ToLowerInvariant())) throw new Refusal(RefusalKind.Invalid, "Chỉ nhận tệp PDF, DOCX hoặc ảnh JPG, PNG.") { Field = "file" };
        var holder = parties.First(p => caller.May(Rights.Agree, p.Id)).Id;
        await using var content = file.OpenReadStream();
        var kept = await files.PutAsync(holder, content, MostBytes, stop);
        (agreement.FileName, agreement.FileHash, agreement.FileSize, agreement.FileHolder) = (name.Length > 200 ? name[^200..] : name, kept.Hash, kept.Size, holder);
    }

    static Unit? Find(OrganisationAtlas atlas, Form form, string field, DateOnly on) => Chosen.Of(atlas, form, field, on);

    void Must(IEnumerable<Guid> parties)
    {
        if (!May(caller, parties)) throw new Refusal(RefusalKind.Forbidden, "Ông/bà chỉ được ghi thỏa thuận mà đơn vị mình là một bên.") { Field = "party0" };
    }
}
