using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using LienY.Transfer.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Transfer;

/// <summary>Addresses of packages: list, form, page, steps.</summary>
static class PackageRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/transfer", async (HttpRequest request, PackageDesk desk, CancellationToken stop) =>
            Show.Page<PackagesPage>(new { Model = (object)await desk.ListAsync(Asked(request), stop) })).Needs(TransferRights.See);
        routes.MapExport("/transfer/packages/export", ExportAsync).Needs(TransferRights.See);
        routes.MapGet("/transfer/packages/new", async (PackageDesk desk, CancellationToken stop) =>
            Show.Page<PackageFormPage>(new { Model = (object)await desk.FormAsync(null, stop) })).Needs(TransferRights.Arrange);
        routes.MapPost("/transfer/packages", async (HttpContext context, Drafting use, CancellationToken stop) =>
            Show.Done(context, "/transfer/packages/" + await use.MakeAsync(Read(await Form.ReadAsync(context.Request, stop)), stop),
                Words.Key("Đã lập gói. Xin thêm kỹ thuật và ekip rồi trình ký."))).Needs(TransferRights.Arrange);
        routes.MapGet("/transfer/packages/{id:guid}", async (Guid id, PackageDesk desk, CancellationToken stop) =>
            Show.Page<PackagePage>(new { Model = (object)await desk.OneAsync(id, stop) })).Needs(TransferRights.See);
        routes.MapGet("/transfer/packages/{id:guid}/edit", async (Guid id, PackageDesk desk, CancellationToken stop) =>
            Show.Page<PackageFormPage>(new { Model = (object)await desk.FormAsync(id, stop) })).Needs(TransferRights.Arrange);
        routes.MapGet("/transfer/packages/{id:guid}/cases", async (Guid id, Guid? ekip, Guid? person, PackageDesk desk, CancellationToken stop) =>
            Show.Page<CasesPage>(new { Model = (object)await desk.CasesAsync(id, ekip, person, stop) })).Needs(TransferRights.See);
        routes.MapExport("/transfer/packages/{id:guid}/cases/export", async (Guid id, Guid? ekip, Guid? person, PackageDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.CasesAsync(id, ekip, person, stop);
            Column[] head = [words["Ngày"], words["Kỹ thuật"], words["Ekip"], words["Thành viên"], words["Độc lập"], words["Kết quả"], words["Nguồn"]];
            return Export.Of("ca-chuyen-giao", head, view.Cases.Select(c => new object?[]
            {
                c.On, view.Techniques.GetValueOrDefault(c.Technique, c.Technique), c.EkipId is { } e ? view.Ekips.GetValueOrDefault(e, "") : "",
                    CaseWords.Members(c, view.People, words),
                c.IsIndependent ? words["có"] : words["không"], words[CaseWords.Outcome(c.Outcome)], words[CaseWords.Source(c)],
            }));
        }).Needs(TransferRights.See);
        Steps(routes);
    }

    static void Steps(IEndpointRouteBuilder routes)
    {
        void Change<T>(string what, string said, Func<T, Form, Guid, int, CancellationToken, Task> work, Right right) where T : notnull =>
            routes.MapPost("/transfer/packages/{id:guid}/" + what, async (Guid id, HttpContext context, CancellationToken stop) =>
            {
                var form = await Form.ReadAsync(context.Request, stop);
                await work((T)context.RequestServices.GetService(typeof(T))!, form, id, form.Whole("version"), stop);
                return Show.Done(context, "/transfer/packages/" + id, said);
            }).Needs(right);
        Change<Drafting>("edit", Words.Key("Đã lưu."), (use, form, id, version, stop) => use.ChangeAsync(id, version, Read(form), stop), TransferRights.Arrange);
        Change<Drafting>("techniques", Words.Key("Đã thêm kỹ thuật."), (use, form, id, version, stop) => use.AddTechniqueAsync(id, version,
            form.Required("technique", 300), stop),
            TransferRights.Arrange);
        Change<Drafting>("techniques/remove", Words.Key("Đã bỏ kỹ thuật."), (use, form, id, version, stop) => use.RemoveTechniqueAsync(id, version,
            form.Required("technique", 60), stop),
            TransferRights.Arrange);
        Change<Drafting>("ekips", Words.Key("Đã thêm ekip."), (use, form, id, version, stop) => use.AddEkipAsync(id, version, form.Text("name", 100), stop),
            TransferRights.Arrange);
        Change<Drafting>("members", Words.Key("Đã thêm người vào ekip."), (use, form, id, version, stop) => use.AddMemberAsync(id, version, form.Id("ekip") ?? default,
            form.Required("role", 40), form.Id("practitioner") ?? default, Day(form, "from"), form.Ticked("replace"), stop), TransferRights.Arrange);
        Change<Drafting>("members/end", Words.Key("Đã lưu."), (use, form, id, version, stop) => use.EndMemberAsync(id, version, form.Id("member") ?? default,
            Day(form, "last"), stop),
            TransferRights.Arrange);
        Change<Agreeing>("propose", Words.Key("Đã trình giám đốc hai bên ký."), (use, _, id, version, stop) => use.ProposeAsync(id, version, stop),
            TransferRights.Arrange);
        Change<Agreeing>("begin", Words.Key("Đã bắt đầu pha 1."), (use, _, id, version, stop) => use.BeginAsync(id, version, stop), TransferRights.Arrange);
        Change<Agreeing>("end", Words.Key("Đã dừng gói."), (use, form, id, version, stop) => use.EndAsync(id, version, form.Required("reason", 500), stop),
            TransferRights.Sign);
        Change<Passing>("pass", Words.Key("Gói đã qua cổng sang pha tiếp theo."), (use, _, id, version, stop) => use.PassAsync(id, version,
            Today(), stop), TransferRights.Arrange);
        DateOnly Today() => ((TimeProvider)routes.ServiceProvider.GetService(typeof(TimeProvider))!).Today();
    }

    static DateOnly Day(Form form, string name) => form.Day(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = name };

    static PackagesAsk Asked(HttpRequest request)
    {
        var q = request.Query["q"].ToString();
        return new(q.Length > 200 ? q[..200] : q, request.Query["state"].ToString(), Guid.TryParse(request.Query["side"], out var side) ? side : null,
            request.Query["overdue"] == "on",
            int.TryParse(request.Query["page"], System.Globalization.CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1);
    }

    static async Task<IResult> ExportAsync(HttpRequest request, PackageDesk desk, LienY.Contracts.IOrganisations organisations, Words words, CancellationToken stop)
    {
        var rows = await desk.FilteredAsync(Asked(request), stop);
        var names = await organisations.NamesAsync(rows.SelectMany(p => new[] { p.GiverId, p.ReceiverId }).Distinct(), null, stop);
        Column[] head = [words["Mã gói"], words["Tên gói"], words["Bên chuyển giao"], words["Bên tiếp nhận"], words["Số hợp đồng"], words["Từ ngày"], words["Đến ngày"],
            new(words["Số kỹ thuật"], ColumnKind.Number), new(words["Số ekip"], ColumnKind.Number), words["Trạng thái"], new(words["Pha"], ColumnKind.Number),
                words["Nghiệm thu ngày"],
            words["Mở"]];
        return Export.Of("goi-chuyen-giao", head, rows.Select(p => new object?[]
        {
            p.Code, p.Name, names.GetValueOrDefault(p.GiverId, ""), names.GetValueOrDefault(p.ReceiverId, ""), p.ContractNumber, p.ContractFrom, p.ContractTo,
                p.Techniques.Count,
            p.Ekips.Count, words[PackageWords.Of(p.State)], p.Phase, p.AcceptedOn, new Link(words["Mở"], p.Href()),
        }));
    }

    static PackageInput Read(Form f) => new(f.Required("name", 300), Side(f, "giver"), Side(f, "receiver"), f.Id("agreement"), f.Text("contract", 100),
        f.Day("contractFrom"), f.Day("contractTo"),
        f.Text("payer", 200), Number(f, "planned"), Number(f, "required"), Number(f, "alone"), Number(f, "complications"), Number(f, "apply"), Number(f, "sustain"),
            f.All("roles"),
        f.Id("giverFocal"), f.Id("receiverFocal"), null, f.Id("topic"), f.Day("due1"), f.Day("due2"), f.Day("due3"), f.Day("due4"));

    static Guid Side(Form form, string name) => form.Id(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = name };

    static int Number(Form form, string name)
    {
        var number = form.Number(name) ?? 0;
        return number == decimal.Truncate(number) && Math.Abs(number) < 1_000_000 ? (int)number
            : throw new Refusal(RefusalKind.Invalid, "Xin nhập số nguyên.") { Field = name };
    }
}
