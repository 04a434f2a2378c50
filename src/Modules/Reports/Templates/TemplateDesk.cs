using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What the page of templates shows.</summary>
sealed record TemplatesView(IReadOnlyList<Template> Rows, IReadOnlyDictionary<Guid, string> Organisations, IReadOnlyDictionary<Guid, string> Plans, IReadOnlyList<(Guid Id, string Name)> Mine, Guid Own);

/// <summary>Keeping templates: every upload is a new edition, judged before it is kept.</summary>
sealed class TemplateDesk(ReportsStore store, Shelf shelf, IOrganisations organisations, IPlans plans, Caller caller, TimeProvider clock)
{
    /// <summary>Largest template.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>The page.</summary>
    public async Task<TemplatesView> LoadAsync(CancellationToken stop)
    {
        var rows = await store.Templates.AsNoTracking().OrderBy(t => t.Name).ThenByDescending(t => t.Edition).ToListAsync(stop);
        var mine = caller.Posts.Where(p => ReportsRights.Arrange.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        var names = await organisations.NamesAsync(rows.Select(t => t.OrganisationId).Concat(mine).Distinct(), null, stop);
        return new(rows, names, (await plans.ListAsync(stop)).ToDictionary(p => p.Id, p => p.Title), [.. mine.Where(names.ContainsKey).Select(m => (m, names[m]))], caller.OrganisationId);
    }

    /// <summary>Keeps a new edition; a bad placeholder is refused with its name and paragraph. Gives the warnings of the layout check.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(Guid organisation, Guid? plan, string name, string fileName, byte[] docx, CancellationToken stop)
    {
        caller.Must(ReportsRights.Arrange, organisation);
        if (plan is { } planId) await plans.FindAsync(planId, stop);
        Judge(docx);
        var warnings = Nd30Check.Check(new DocxTemplate(docx).Fill(ReportFields.All, ReportFields.Of(TemplateSample.Dossier()))).Select(v => v.Text).Distinct().ToList();
        store.Templates.Add(new()
        {
            OrganisationId = organisation,
            PlanId = plan,
            Name = name,
            Edition = (await store.Templates.Where(t => t.OrganisationId == organisation && t.Name == name).MaxAsync(t => (int?)t.Edition, stop) ?? 0) + 1,
            FileName = fileName,
            FileHash = await shelf.PutAsync(organisation, docx, stop),
            FileSize = docx.Length,
            Warnings = string.Join('\n', warnings),
            UploadedBy = caller.Name,
            UploadedAt = clock.GetUtcNow(),
        });
        await store.SaveChangesAsync(stop);
        return warnings;
    }

    /// <summary>Takes a template out of use, or back; reports that used it keep it.</summary>
    public async Task RetireAsync(Guid id, int version, CancellationToken stop)
    {
        var template = await FindAsync(id, stop);
        caller.Must(ReportsRights.Arrange, template.OrganisationId);
        store.Expect(template, version).RetiredAt = template.RetiredAt is null ? clock.GetUtcNow() : null;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>One template with its file.</summary>
    public async Task<(Template Template, byte[] File)> OpenAsync(Guid id, CancellationToken stop)
    {
        var template = await FindAsync(id, stop);
        return (template, await shelf.ReadAsync(template.OrganisationId, template.FileHash, stop));
    }

    async Task<Template> FindAsync(Guid id, CancellationToken stop) =>
        await store.Templates.FirstOrDefaultAsync(t => t.Id == id, stop) ?? throw Refusal.Missing("Không có mẫu này, hoặc mẫu không thuộc đơn vị của ông/bà.");

    static void Judge(byte[] docx)
    {
        try
        {
            if (new DocxTemplate(docx).Check(ReportFields.All) is not [var fault, ..]) return;
            var where = fault.Paragraph > 0 ? fault.Words : fault.Part;
            var near = where.Length > 80 ? where[..80] + "…" : where;
            object[] said = [fault.Placeholder, fault.Paragraph, near];
            throw new Refusal(RefusalKind.Invalid, fault.Trouble switch
            {
                TemplateTrouble.Unclosed => Words.Key("Mẫu có dấu mở ngoặc mà thiếu dấu đóng: “{0}”, đoạn {1}: “{2}”. Mỗi trường viết giữa hai ngoặc nhọn mở và hai ngoặc nhọn đóng, trong cùng một đoạn."),
                TemplateTrouble.TwoTables => Words.Key("Một dòng bảng chỉ dùng trường của một bảng, dòng này dùng: “{0}”, đoạn {1}: “{2}”. Xin tách thành hai dòng."),
                _ => Words.Key("Mẫu dùng trường không có: “{0}”, đoạn {1}: “{2}”. Xin xem danh sách trường ở cuối trang và sửa lại."),
            }, said)
            { Field = "file", Code = "template-fault" };
        }
        catch (TemplateRefused refused)
        {
            throw new Refusal(RefusalKind.Invalid, refused.Code switch
            {
                "macros" => Words.Key("Tệp mẫu có macro hoặc đối tượng nhúng nên không nhận. Xin lưu lại thành tệp .docx thường."),
                "external" => Words.Key("Tệp mẫu liên kết ra ngoài (mẫu đính kèm, ảnh liên kết) nên không nhận. Xin bỏ liên kết rồi lưu lại."),
                "too-large" => Words.Key("Tệp mẫu quá lớn khi mở ra nên không nhận."),
                _ => Words.Key("Tệp này không phải văn bản Word (.docx). Xin mở bằng Word và lưu lại dạng .docx."),
            })
            { Field = "file", Code = refused.Code };
        }
    }
}
