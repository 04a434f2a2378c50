using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LienY.DataSets;

/// <summary><c>/api/dataApprovals</c> and <c>/api/dataAcceptances</c> as DHIS2 has them; workflow, data set and unit by uid or code.</summary>
static class ApprovalApi
{
    const int Most = 10_000;

    sealed record Asked(Workflow? Workflow, DataSet? Set, Period Period, Guid Unit);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in new[] { "/api", "/api/{version}" })
        {
            routes.MapGet(root + "/dataApprovals", OneAsync).Needs(DataSetsRights.Read);
            routes.MapGet(root + "/dataApprovals/multiple", ManyAsync).Needs(DataSetsRights.Read);
            routes.MapGet(root + "/dataApprovals/approvals", ManyAsync).Needs(DataSetsRights.Read);
            routes.MapGet(root + "/dataApprovals/status", StatusAsync).Needs(DataSetsRights.Read);
            Act(routes, root + "/dataApprovals", "POST", ApprovalAction.Approve);
            Act(routes, root + "/dataApprovals", "DELETE", ApprovalAction.Unapprove);
            Act(routes, root + "/dataAcceptances", "POST", ApprovalAction.Accept);
            Act(routes, root + "/dataAcceptances", "DELETE", ApprovalAction.Unaccept);
            ActOnMany(routes, root + "/dataApprovals/multiple", ApprovalAction.Approve);
            ActOnMany(routes, root + "/dataApprovals/approvals", ApprovalAction.Approve);
            ActOnMany(routes, root + "/dataApprovals/unapprovals", ApprovalAction.Unapprove);
            ActOnMany(routes, root + "/dataAcceptances/acceptances", ApprovalAction.Accept);
            ActOnMany(routes, root + "/dataAcceptances/unacceptances", ApprovalAction.Unaccept);
            routes.MapGet(root + "/dataApprovalLevels", async (GlossaryBook glossaries, CancellationToken stop) => Results.Json(new
            {
                dataApprovalLevels = (await glossaries.NowAsync(stop)).Levels.All.Select(l => new
                {
                    id = l.Uid,
                    code = l.Code,
                    name = l.Name,
                    level = l.Position,
                    kinds = l.KindList
                }),
            })).Needs(DataSetsRights.Read);
            routes.MapGet(root + "/dataApprovalWorkflows", async (GlossaryBook glossaries, CancellationToken stop) =>
            {
                var glossary = await glossaries.NowAsync(stop);
                return Results.Json(new
                {
                    dataApprovalWorkflows = glossary.Workflows.All.Select(w => new
                    {
                        id = w.Uid,
                        code = w.Code,
                        name = w.Name,
                        periodType = w.PeriodType,
                        dataApprovalLevels = glossary.LevelsOf(w).Select(l => new { id = l.Uid }),
                        dataSets = glossary.SetsIn(w).Select(s => new { id = s.Uid }),
                    }),
                });
            }).Needs(DataSetsRights.Read);
        }
    }

    static void Act(IEndpointRouteBuilder routes, string path, string method, ApprovalAction action) =>
        routes.MapMethods(path, [method], async (string? wf, string? ds, string? pe, string? ou, string? comment, GlossaryBook glossaries, UnitBook units,
            Approving approving, Caller caller, CancellationToken stop) =>
        {
            var asked = Resolve(await glossaries.NowAsync(stop), await units.NowAsync(stop), caller, wf, ds, pe, ou);
            await approving.ActAsync(action, Must(asked), asked.Period, [asked.Unit], Clean(comment), stop);
            return Results.NoContent();
        }).Needs(DataSetsRights.Read);

    static void ActOnMany(IEndpointRouteBuilder routes, string path, ApprovalAction action) =>
        routes.MapPost(path, async (HttpContext context, GlossaryBook glossaries, UnitBook units, Approving approving, Caller caller, CancellationToken stop) =>
        {
            var (glossary, index) = (await glossaries.NowAsync(stop), await units.NowAsync(stop));
            var (rows, comment) = await ReadAsync(context.Request, stop);
            var all = rows.Select(r => Resolve(glossary, index, caller, r.Wf, r.Ds, r.Pe, r.Ou)).ToList();
            // Each workflow and period is one transaction: all of it or nothing.
            foreach (var group in all.GroupBy(a => (Must(a), a.Period), a => a.Unit))
                await approving.ActAsync(action, group.Key.Item1, group.Key.Period, [.. group], comment, stop);
            return Results.NoContent();
        }).Needs(DataSetsRights.Read).WithMetadata(new RequestSizeLimitAttribute(16 * 1024 * 1024));

    static async Task<IResult> OneAsync(string? wf, string? ds, string? pe, string? ou, GlossaryBook glossaries, UnitBook unitBook, ApprovalBoards boards,
        IOrganisationTree trees, Caller caller, CancellationToken stop)
    {
        var asked = Resolve(await glossaries.NowAsync(stop), await unitBook.NowAsync(stop), caller, wf, ds, pe, ou);
        return Results.Text((await TellAsync(asked, new(), boards, trees, caller, stop)).ToJsonString(SummaryAnswer.Json), "application/json");
    }

    static async Task<IResult> ManyAsync(string? wf, string? ds, string? pe, string? ou, GlossaryBook glossaries, UnitBook unitBook, ApprovalBoards boards,
        IOrganisationTree trees, Caller caller, CancellationToken stop)
    {
        var (glossary, units) = (await glossaries.NowAsync(stop), await unitBook.NowAsync(stop));
        var (answer, open) = (new JsonArray(), new Dictionary<(Guid, string), OpenBoard>());
        var flows = wf is { Length: > 0 } ? Parts(wf).Select(w => (Wf: (string?)w, Ds: (string?)null)).ToList()
            : Parts(ds).Select(d => (Wf: (string?)null, Ds: (string?)d)).ToList();
        if ((long)flows.Count * Parts(pe).Count * Parts(ou).Count > Most) throw Refusal.Invalid("Hỏi quá {0} lượt duyệt một lần. Xin chia nhỏ.", Most);
        foreach (var (w, d) in flows)
            foreach (var p in Parts(pe))
                foreach (var o in Parts(ou))
                {
                    var asked = Resolve(glossary, units, caller, w, d, p, o);
                    var told = await TellAsync(asked, open, boards, trees, caller, stop);
                    var state = told["state"]!.DeepClone();
                    told.Remove("state");
                    answer.Add((JsonNode)new JsonObject
                    {
                        ["wf"] = asked.Workflow?.Uid ?? "",
                        ["pe"] = asked.Period.Code,
                        ["ou"] = units.Uid(asked.Unit),
                        ["aoc"] = glossary.Default.Uid,
                        ["level"] = told["level"]?.DeepClone(),
                        ["state"] = state,
                        ["permissions"] = told,
                    });
                }
        return Results.Text(answer.ToJsonString(SummaryAnswer.Json), "application/json");
    }

    /// <summary>States of data sets over periods and, with <c>children=true</c>, over the units below.</summary>
    static async Task<IResult> StatusAsync(
        string[] ds, string[] wf, string[] ou, string[] pe, DateOnly? startDate, DateOnly? endDate, bool? children, GlossaryBook glossaries, UnitBook unitBook,
            ApprovalBoards boards, IOrganisationTree trees,
        Caller caller, CancellationToken stop)
    {
        var (glossary, units) = (await glossaries.NowAsync(stop), await unitBook.NowAsync(stop));
        var flows = wf.SelectMany(Parts).Select(w => glossary.Workflows.Find(w, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy quy trình duyệt này.")).ToList();
        var sets = ds.SelectMany(Parts).Select(d => glossary.Sets.Find(d, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này."))
            .Concat(flows.SelectMany(glossary.SetsIn)).Distinct().ToList();
        var (answer, open) = (new JsonArray(), new Dictionary<(Guid, string), OpenBoard>());
        foreach (var set in sets)
        {
            var codes = pe.SelectMany(Parts).Where(p => PeriodType.Find(p) is null).ToList();
            var periods = codes.Count > 0 ? codes.Select(PeriodOf).ToList()
                : startDate is { } from && endDate is { } to && PeriodType.Find(set.PeriodType) is { } type && to <= from.AddYears(10) ? type.EndingIn(from, to).ToList()
                : throw Refusal.Invalid("Xin cho biết kỳ (pe), hoặc startDate và endDate trong vòng mười năm.");
            foreach (var period in periods.Where(p => p.Type.Name == set.PeriodType))
                foreach (var name in ou.SelectMany(Parts))
                {
                    var root = UnitOf(units, caller, name);
                    foreach (var unit in children == true ? units.Tree.Below(root).Where(u => u == root || caller.IsHouse || caller.Organisations.Contains(u)) : [root])
                    {
                        if (answer.Count >= Most) throw Refusal.Invalid("Hỏi quá {0} lượt duyệt một lần. Xin chia nhỏ.", Most);
                        var asked = new Asked(set.WorkflowId is { } id ? glossary.Workflows.Find(id) : null, set, period, unit);
                        var told = await TellAsync(asked, open, boards, trees, caller, stop);
                        answer.Add((JsonNode)new JsonObject
                        {
                            ["dataSet"] = new JsonObject { ["id"] = set.Uid },
                            ["period"] = new JsonObject { ["id"] = period.Code },
                            ["organisationUnit"] = new JsonObject { ["id"] = units.Uid(unit) },
                            ["state"] = told["state"]!.DeepClone(),
                            ["level"] = told["level"]?.DeepClone(),
                            ["createdDate"] = told["approvedAt"]?.DeepClone(),
                            ["createdByUsername"] = told["approvedBy"]?.DeepClone(),
                            ["permissions"] = told,
                        });
                    }
                }
        }
        return Results.Text(new JsonObject { ["dataApprovalStateResponses"] = answer }.ToJsonString(SummaryAnswer.Json), "application/json");
    }

    static async Task<JsonObject> TellAsync(Asked asked, Dictionary<(Guid, string), OpenBoard> open, ApprovalBoards boards, IOrganisationTree trees, Caller caller,
        CancellationToken stop)
    {
        var told = new JsonObject { ["state"] = ApprovalRules.Name(ApprovalState.Unapprovable) };
        void May(ApprovalState state, ApprovalPower power, bool hasAbove)
        {
            told["mayApprove"] = ApprovalRules.May(state, ApprovalAction.Approve, power, hasAbove);
            told["mayUnapprove"] = ApprovalRules.May(state, ApprovalAction.Unapprove, power, hasAbove);
            told["mayAccept"] = ApprovalRules.May(state, ApprovalAction.Accept, power, hasAbove);
            told["mayUnaccept"] = ApprovalRules.May(state, ApprovalAction.Unaccept, power, hasAbove);
            told["mayReadData"] = true;
        }
        if (asked.Workflow is not { } workflow)
        {
            May(ApprovalState.Unapprovable, ApprovalPower.None, false);
            return told;
        }
        if (!open.TryGetValue((workflow.Id, asked.Period.Code), out var board))
            open[(workflow.Id, asked.Period.Code)] = board = await boards.OpenAsync(workflow, asked.Period, toChange: false, stop);
        var state = board.Board.State(asked.Unit);
        told["state"] = ApprovalRules.Name(state);
        May(state, ApprovalPowers.Of(caller, asked.Unit, await trees.OnAsync(null, stop)), board.Board.Above(asked.Unit).Any());
        told["level"] = board.Board.Level(asked.Unit)?.Uid;
        if (board.Rows.GetValueOrDefault(asked.Unit) is not { IsApproved: true } row) return told;
        told["approvedBy"] = row.ApprovedBy;
        told["approvedAt"] = Moment(row.ApprovedAt);
        if (!row.IsAccepted) return told;
        told["acceptedBy"] = row.AcceptedBy;
        told["acceptedAt"] = Moment(row.AcceptedAt);
        return told;
    }

    static Asked Resolve(Glossary glossary, UnitIndex units, Caller caller, string? wf, string? ds, string? pe, string? ou)
    {
        var workflow = wf is { Length: > 0 } ? glossary.Workflows.Find(wf, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy quy trình duyệt này.") : null;
        var set = ds is { Length: > 0 } ? glossary.Sets.Find(ds, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.") : null;
        if (workflow is null && set is null) throw Refusal.Invalid("Xin cho biết quy trình duyệt (wf) hoặc bộ số liệu (ds).");
        workflow ??= set!.WorkflowId is { } id ? glossary.Workflows.Find(id) : null;
        var period = PeriodOf(pe);
        if (workflow is not null && period.Type.Name != workflow.PeriodType)
            throw Refusal.Invalid("Quy trình “{0}” không duyệt theo kỳ {1}.", workflow.Name, period.Code);
        return new(workflow, set, period, UnitOf(units, caller, ou));
    }

    static Workflow Must(Asked asked) => asked.Workflow ?? throw Refusal.Conflict("Bộ số liệu “{0}” không có quy trình duyệt.", asked.Set!.Name);

    static Period PeriodOf(string? text) => Period.TryParse(text, out var period) ? period : throw Refusal.Invalid("Kỳ “{0}” không hợp lệ.", text ?? "");

    static Guid UnitOf(UnitIndex units, Caller caller, string? name)
    {
        var unit = units.Find(name, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        return caller.IsHouse || caller.Organisations.Contains(unit.Id) ? unit.Id : throw Refusal.Forbidden("Ông/bà không được xem số liệu của đơn vị “{0}”.", unit.Name);
    }

    static async Task<(List<(string? Wf, string? Ds, string? Pe, string? Ou)> Rows, string Comment)> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: stop);
            var root = json.RootElement;
            var rows = new List<(string?, string?, string?, string?)>();
            if (root.ValueKind == JsonValueKind.Array) rows.AddRange(root.EnumerateArray().Select(r => (Text(r, "wf"), Text(r, "ds"), Text(r, "pe"), Text(r, "ou"))));
            else
            {
                var flows = List(root, "wf").Select(w => ((string?)w, (string?)null)).Concat(List(root, "ds").Select(d => ((string?)null, (string?)d))).ToList();
                var units = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("approvals", out var all) && all.ValueKind == JsonValueKind.Array
                    ? all.EnumerateArray().Select(a => Text(a, "ou")).ToList() : [];
                foreach (var (w, d) in flows)
                    foreach (var p in List(root, "pe"))
                        rows.AddRange(units.Select(u => (w, d, (string?)p, u)));
            }
            if (rows.Count is 0 or > Most) throw new Refusal(RefusalKind.Invalid, "Xin gửi từ 1 đến {0} lượt duyệt một lần.", Most) { Code = "bad-request" };
            return (rows, Clean(root.ValueKind == JsonValueKind.Object ? Text(root, "comment") : null));
        }
        catch (JsonException problem)
        {
            throw new Refusal(RefusalKind.Invalid, "Nội dung gửi lên không đọc được: {0}", problem.Message) { Code = "bad-request" };
        }
    }

    static string? Text(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static IEnumerable<string> List(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var all) && all.ValueKind == JsonValueKind.Array
            ? [.. all.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)] : [];

    static IReadOnlyList<string> Parts(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static string Clean(string? comment) => (comment ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();

    static string? Moment(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
}
