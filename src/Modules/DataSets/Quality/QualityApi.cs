using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Rules, predictors, checks and outliers for programs, named as DHIS2 names them.</summary>
static class QualityApi
{
    static readonly Dictionary<string, string> RulePaths = new()
    {
        ["left"] = "leftSide.expression",
        ["leftAbout"] = "leftSide.description",
        ["leftMissing"] = "leftSide.missingValueStrategy",
        ["right"] = "rightSide.expression",
        ["rightAbout"] = "rightSide.description",
        ["rightMissing"] = "rightSide.missingValueStrategy",
        ["comparison"] = "operator",
        ["levels"] = "organisationUnitLevels",
        ["heading"] = "group",
        ["onForm"] = "onForm",
    };

    static readonly Dictionary<string, string> PredictorPaths = new()
    {
        ["generator"] = "generator.expression",
        ["missing"] = "generator.missingValueStrategy",
        ["skipTest"] = "sampleSkipTest.expression",
        ["output"] = "output.id",
        ["levels"] = "organisationUnitLevels",
        ["sequential"] = "sequentialSampleCount",
        ["annual"] = "annualSampleCount",
        ["skip"] = "sequentialSkipCount",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in new[] { "/api", "/api/{version}" })
        {
            routes.MapGet(root + "/validationRules", RulesAsync).Needs(DataSetsRights.Read);
            routes.MapPost(root + "/validationRules", (JsonElement body, DataSetsStore store, RuleDesk desk, CancellationToken stop) =>
                TakeAsync(store.Rules, body, RulePaths, desk.SaveAsync, stop)).Needs(DataSetsRights.Define);
            routes.MapPost(root + "/validation/run", RunAsync).Needs(DataSetsRights.Enter);
            routes.MapGet(root + "/validation/dataSet/{set}", ReportAsync).Needs(DataSetsRights.Read);
            routes.MapGet(root + "/validationResults", ResultsAsync).Needs(DataSetsRights.Read);
            routes.MapGet(root + "/predictors", PredictorsAsync).Needs(DataSetsRights.Read);
            routes.MapPost(root + "/predictors", (JsonElement body, DataSetsStore store, PredictorDesk desk, CancellationToken stop) =>
                TakeAsync(store.Predictors, body, PredictorPaths, desk.SaveAsync, stop)).Needs(DataSetsRights.Define);
            routes.MapPost(root + "/predictors/{id}/run", PredictAsync).Needs(DataSetsRights.Define);
            routes.MapGet(root + "/outlierDetection", OutliersAsync).Needs(DataSetsRights.Read);
        }
    }

    static async Task<IResult> RulesAsync(DataSetsStore store, Words words, CancellationToken stop) => Results.Json(new
    {
        validationRules = (await store.Rules.AsNoTracking().OrderBy(r => r.Code).ToListAsync(stop)).Select(r => new
        {
            id = r.Uid,
            code = r.Code,
            name = r.Title(words.Language),
            description = r.Description,
            instruction = r.Instruction,
            group = r.Heading,
            kind = r.Kind.ToString().ToUpperInvariant(),
            importance = r.Importance.ToString().ToUpperInvariant(),
            @operator = r.Comparison.Name(),
            periodType = r.PeriodType,
            organisationUnitLevels = r.Levels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture)),
            leftSide = new { expression = r.LeftFormula, description = r.LeftAbout, missingValueStrategy = RuleWords.Policies[r.LeftMissing] },
            rightSide = new { expression = r.RightFormula, description = r.RightAbout, missingValueStrategy = RuleWords.Policies[r.RightMissing] },
            onForm = r.OnForm,
            active = r.IsActive,
            validFrom = r.ValidFrom,
            validTo = r.ValidTo,
            version = r.Version,
        }),
    });

    static async Task<IResult> PredictorsAsync(DataSetsStore store, GlossaryBook glossaries, Words words, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        return Results.Json(new
        {
            predictors = (await store.Predictors.AsNoTracking().OrderBy(p => p.Code).ToListAsync(stop)).Select(p => new
            {
                id = p.Uid,
                code = p.Code,
                name = p.Title(words.Language),
                description = p.Description,
                output = new { id = glossary.Elements[p.OutputId].Uid },
                generator = new { expression = p.Generator, missingValueStrategy = RuleWords.Policies[p.Missing] },
                sampleSkipTest = p.SkipTest.Length == 0 ? null : new { expression = p.SkipTest },
                periodType = p.PeriodType,
                organisationUnitLevels = p.Levels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture)),
                sequentialSampleCount = p.Sequential,
                annualSampleCount = p.Annual,
                sequentialSkipCount = p.Skip,
                active = p.IsActive,
                version = p.Version,
            }),
        });
    }

    /// <summary>Creates, or changes the one with the code; a program that sends no version changes the one that stands.</summary>
    static async Task<IResult> TakeAsync<T>(DbSet<T> all, JsonElement body, Dictionary<string, string> paths, Func<Guid?, int, Told, CancellationToken,
        Task<Guid>> save, CancellationToken stop) where T : Term
    {
        if (body.ValueKind != JsonValueKind.Object) throw Refusal.Invalid("Nội dung gửi lên phải là một đối tượng JSON.");
        var told = Told.Of(body, paths);
        var code = told.Required("code", 50);
        var known = await all.AsNoTracking().FirstOrDefaultAsync(t => t.Code == code, stop);
        var id = await save(known?.Id, told.Has("version") ? told.Whole("version", int.MaxValue) : known?.Version ?? 0, told, stop);
        var uid = await all.AsNoTracking().Where(t => t.Id == id).Select(t => t.Uid).FirstAsync(stop);
        return Results.Json(new { httpStatusCode = known is null ? 201 : 200, status = "OK", response = new { uid, key = id } }, statusCode: known is null ? 201 : 200);
    }

    static async Task<IResult> RunAsync(PostedCheck posted, Checks checks, Checker checker, UnitBook units, Caller caller, Words words, CancellationToken stop)
    {
        var ask = await AskAsync(posted.Ou, posted.Ds, posted.Group, posted.IncludeDescendants ?? true, posted.StartDate, posted.EndDate, checker, units, caller, stop);
        var run = await checks.RunAsync(ask, stop);
        var index = await units.NowAsync(stop);
        return Results.Json(new
        {
            @checked = run.Result.Asked,
            skipped = run.Result.Skipped,
            opened = run.Opened,
            standing = run.Standing,
            closed = run.Closed,
            troubles = run.Result.Troubles.Select(t => new { validationRuleId = t.Key, message = words.Of(t.Value) }),
            results = run.Result.Failing.Select(f => new
            {
                validationRuleId = f.Rule.Uid,
                validationRuleCode = f.Rule.Code,
                validationRuleDescription = f.Rule.Title(words.Language),
                organisationUnitId = index.Uid(f.UnitId),
                organisationUnitDisplayName = index.Tree.Find(f.UnitId)?.Name,
                periodId = f.Period.Code,
                periodDisplayName = f.Period.Title(words.Language),
                importance = f.Rule.Importance.ToString().ToUpperInvariant(),
                leftSideValue = f.Left,
                @operator = f.Rule.Comparison.Name(),
                rightSideValue = f.Right,
                instruction = f.Rule.Instruction,
            }),
        });
    }

    static async Task<IResult> ReportAsync(string set, string pe, string ou, Checks checks, GlossaryBook glossaries, UnitBook units, Caller caller, Words words,
        CancellationToken stop)
    {
        var found = (await glossaries.NowAsync(stop)).Sets.Find(set, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        var index = await units.NowAsync(stop);
        if (index.Find(ou, IdScheme.Any) is not { } unit || !(caller.IsHouse
            || caller.Organisations.Contains(unit.Id))) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        if (!Period.TryParse(pe, out var period)) throw Refusal.Invalid("Kỳ “{0}” không hợp lệ.", pe);
        return Results.Json(new { validationRuleViolations = (await checks.OfReportAsync(found, unit.Id, period, stop)).Select(r => One(r, index, words)) });
    }

    static async Task<IResult> ResultsAsync(string? ou, string? ds, string? startDate, string? endDate, string? state, Checks checks, Checker checker, UnitBook units,
        Caller caller, Words words, CancellationToken stop)
    {
        var ask = await AskAsync(ou, ds, null, true, startDate, endDate, checker, units, caller, stop);
        var index = await units.NowAsync(stop);
        return Results.Json(new { validationResults = (await checks.RowsAsync(ask with { State = state ?? "" }, stop)).Select(r => One(r, index, words)) });
    }

    static object One(CheckRow r, UnitIndex index, Words words) => new
    {
        id = r.Violation.Id,
        validationRule = new { id = r.Rule.Uid, code = r.Rule.Code, name = r.Rule.Title(words.Language) },
        organisationUnit = new { id = index.Uid(r.Violation.UnitId), name = r.Unit },
        period = new { id = r.Period.Code },
        leftsideValue = r.Violation.LeftValue,
        @operator = r.Rule.Comparison.Name(),
        rightsideValue = r.Violation.RightValue,
        difference = r.Violation.Difference,
        importance = r.Violation.Importance.ToString().ToUpperInvariant(),
        state = r.Violation.State.ToString().ToUpperInvariant(),
        notes = r.Notes,
        created = r.Violation.OpenedAt,
    };

    static async Task<CheckAsk> AskAsync(string? ou, string? ds, string? group, bool below, string? from, string? to, Checker checker, UnitBook units, Caller caller,
        CancellationToken stop)
    {
        var unit = string.IsNullOrEmpty(ou) ? caller.OrganisationId : (await units.NowAsync(stop)).Find(ou,
            IdScheme.Any)?.Id ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var set = string.IsNullOrEmpty(ds) ? null : (await checker.GroundAsync(stop)).Glossary.Sets.Find(ds,
            IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        return new(set?.Id, group ?? "", unit, below, Day(from, "startDate"), Day(to, "endDate"), "", "");
    }

    static DateOnly Day(string? text, string name) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", text ?? "") { Field = name };

    static async Task<IResult> PredictAsync(string id, string? startDate, string? endDate, DataSetsStore store, Predicting predicting, TimeProvider clock,
        CancellationToken stop)
    {
        var predictor = await store.Predictors.AsNoTracking().FirstOrDefaultAsync(p => p.Uid == id || p.Code == id,
            stop) ?? throw Refusal.Missing("Không tìm thấy dự báo này.");
        var usual = Predicting.Usual(predictor, clock.Today());
        var run = await predicting.RunAsync(predictor, startDate is null ? usual.From : Day(startDate, "startDate"), endDate is null ? usual.To : Day(endDate,
            "endDate"), stop);
        return Results.Json(RunOf(predictor, run));
    }

    /// <summary>A run for programs.</summary>
    public static object RunOf(Predictor predictor, Prediction run) => new
    {
        predictor = predictor.Code,
        from = run.FromDay,
        to = run.ToDay,
        periods = run.Periods,
        units = run.Units,
        written = run.Written,
        unchanged = run.Unchanged,
        removed = run.Removed,
        without = run.Valueless,
        kept = run.Kept,
        trouble = run.Trouble.Length == 0 ? null : run.Trouble,
    };

    static async Task<IResult> OutliersAsync(string ds, string? ou, string startDate, string endDate, string? algorithm, string? threshold, Outliers outliers,
        GlossaryBook glossaries, UnitBook units, Caller caller, CancellationToken stop)
    {
        var set = (await glossaries.NowAsync(stop)).Sets.Find(ds, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        var index = await units.NowAsync(stop);
        var unit = string.IsNullOrEmpty(ou) ? caller.OrganisationId : index.Find(ou, IdScheme.Any)?.Id ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        if (algorithm is not (null or "Z_SCORE" or "MOD_Z_SCORE" or "MODIFIED_Z_SCORE")) throw Refusal.Invalid("Không có cách tìm “{0}”. Dùng được: Z_SCORE, MOD_Z_SCORE.", algorithm);
        var k = decimal.TryParse(threshold, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= 100 ? given : 3;
        var found = await outliers.FindAsync(new(set.Id, unit, true, Day(startDate, "startDate"), Day(endDate, "endDate"),
            algorithm is "MOD_Z_SCORE" or "MODIFIED_Z_SCORE", k), stop);
        return Results.Json(new
        {
            outlierValues = found.Select(o => new
            {
                de = o.Element.Uid,
                deName = o.Element.Name,
                pe = o.Period.Code,
                ou = index.Uid(o.UnitId),
                ouName = o.Unit,
                coc = o.Combo.Uid,
                value = o.Value,
                mean = o.Past.Mean,
                stdDev = o.Past.Deviation,
                median = o.Past.Median,
                absDev = Math.Abs(o.Value - o.Past.Mean),
                zScore = o.Score,
                lowerBound = o.Low,
                upperBound = o.High,
            }),
        });
    }
}

/// <summary>A run of checks that a program asks for: unit by uid or code (its own where it names none), data set or group or all rules, days as yyyy-MM-dd.</summary>
sealed record PostedCheck(string? Ou, string? Ds, string? Group, bool? IncludeDescendants, string? StartDate, string? EndDate);
