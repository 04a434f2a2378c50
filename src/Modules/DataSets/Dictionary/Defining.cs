using System.Text.RegularExpressions;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Changes words of the dictionary by form: elements, data sets, categories, constants, names of units, versions.</summary>
sealed partial class Defining(DataSetsStore store, GlossaryBook glossaries, UnitBook unitBook)
{
    /// <summary>Ways of adding up that formulas know.</summary>
    public static readonly IReadOnlyList<string> Aggregations =
        ["SUM", "AVERAGE", "AVERAGE_SUM_ORG_UNIT", "LAST", "LAST_AVERAGE_ORG_UNIT", "LAST_IN_PERIOD", "FIRST", "COUNT", "MIN", "MAX", "MIN_SUM_ORG_UNIT", "MAX_SUM_ORG_UNIT", "STDDEV", "VARIANCE", "NONE"];

    /// <summary>Creates or changes an element; returns its id.</summary>
    public async Task<Guid> ElementAsync(Guid? id, Form form, CancellationToken stop)
    {
        var element = await OpenAsync(store.Elements, id, form, () => new Element(), stop);
        var type = form.Text("valueType", 40);
        if (!ValueTypes.All.ContainsKey(type)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "valueType" };
        var aggregation = form.Text("aggregation", 40);
        if (!Aggregations.Contains(aggregation)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "aggregation" };
        var combination = form.Id("combination") ?? Combination.DefaultId;
        if (id is not null && (combination != element.CombinationId || type != element.ValueType) && await store.Values.IgnoreQueryFilters().AnyAsync(v => v.ElementId == element.Id && !v.IsDeleted, stop))
            throw new Refusal(RefusalKind.Conflict, "Yếu tố này đã có số liệu nên không đổi được kiểu giá trị và cách phân tổ. Xin tạo yếu tố mới.") { Field = "combination" };
        (element.ValueType, element.Aggregation, element.CombinationId) = (type, aggregation, combination);
        (element.Short, element.Description, element.Unit, element.Heading) = (form.Text("short", 50), form.Text("description", 4000), form.Text("unit", 60), form.Text("heading", 120));
        (element.ZeroCounts, element.ValidFrom, element.ValidTo) = (form.Ticked("zeroCounts"), form.Day("validFrom"), form.Day("validTo"));
        await store.SaveChangesAsync(stop);
        return element.Id;
    }

    /// <summary>Creates or changes a data set with its elements; returns its id.</summary>
    public async Task<Guid> SetAsync(Guid? id, Form form, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var set = await OpenAsync(store.Sets.Include(s => s.Elements), id, form, () => new DataSet(), stop);
        var type = PeriodType.Find(form.Text("periodType", 40)) ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "periodType" };
        if (set.WorkflowId is not null && set.PeriodType != type.Name)
            throw new Refusal(RefusalKind.Conflict, "Bộ số liệu “{0}” thuộc một quy trình duyệt nên không đổi loại kỳ.", set.Name) { Field = "periodType" };
        (set.PeriodType, set.Description) = (type.Name, form.Text("description", 4000));
        set.CombinationId = form.Id("combination") ?? Combination.DefaultId;
        (set.TimelyDays, set.ExpiryDays, set.OpenFuturePeriods) = (Days(form, "timelyDays", 3650), Days(form, "expiryDays", 36500), Days(form, "openFuturePeriods", 100));
        (set.ValidFrom, set.ValidTo) = (form.Day("validFrom"), form.Day("validTo"));
        var wanted = form.All("element").Select(e => Guid.TryParse(e, out var one) ? glossary.Elements.Find(one) : null).OfType<Element>().DistinctBy(e => e.Id).ToList();
        var left = set.Elements.Where(e => wanted.All(w => w.Id != e.ElementId)).ToList();
        // An element that left the data set would be open to change beneath an approval.
        if (left.Count > 0 && set.WorkflowId is { } workflow && await store.Approvals.IgnoreQueryFilters().AnyAsync(a => a.WorkflowId == workflow && a.IsApproved, stop))
            throw new Refusal(RefusalKind.Conflict, "Bộ số liệu “{0}” đang có kỳ đã duyệt nên không bỏ được yếu tố. Xin thu hồi duyệt trước, hoặc lập bộ số liệu mới.", set.Name) { Field = "element" };
        foreach (var gone in left)
        {
            set.Elements.Remove(gone);
            store.Remove(gone);
        }
        foreach (var element in wanted.Where(w => set.Elements.All(e => e.ElementId != w.Id)))
        {
            var link = new SetElement { SetId = set.Id, ElementId = element.Id, Section = element.Heading, Position = set.Elements.Count == 0 ? 0 : set.Elements.Max(e => e.Position) + 1 };
            set.Elements.Add(link);
            store.Add(link);
        }
        await store.SaveChangesAsync(stop);
        return set.Id;
    }

    /// <summary>Assigns a data set to a unit or, with <c>below</c>, to everything below it that has no unit below; or ends the assignment.</summary>
    public async Task AssignAsync(Guid setId, Form form, CancellationToken stop)
    {
        var tree = (await unitBook.NowAsync(stop)).Tree;
        var unit = tree.Find(form.Id("unit") ?? Guid.Empty) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
        var from = form.Day("from");
        if (form.Day("to") is { } to)
        {
            var row = await store.SetUnits.FirstOrDefaultAsync(u => u.SetId == setId && u.UnitId == unit.Id, stop) ?? throw Refusal.Missing("Đơn vị này không được giao bộ số liệu.");
            row.ValidTo = to;
            await store.SaveChangesAsync(stop);
            return;
        }
        var units = form.Ticked("below") ? tree.Below(unit.Id).Where(u => tree.Find(u)!.IsOpen && tree.Find(u)!.Kind is not ("committee" or "department" or "division" or "ministry") && !tree.Children(u).Any()).ToList() : [unit.Id];
        var there = await store.SetUnits.Where(u => u.SetId == setId).ToDictionaryAsync(u => u.UnitId, stop);
        foreach (var one in units)
        {
            if (there.TryGetValue(one, out var row)) row.ValidTo = null;
            else store.SetUnits.Add(new() { SetId = setId, UnitId = one, ValidFrom = from });
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A category with its choices, one a line ("mã; tên"), and the combination of it alone or with another category.</summary>
    public async Task CategoryAsync(Form form, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var (code, name) = (Code(form, "code"), form.Required("name", 230));
        if (glossary.Categories.Find(code, IdScheme.Code) is not null || glossary.Combinations.Find(code, IdScheme.Code) is not null) throw new Refusal(RefusalKind.Conflict, "Mã “{0}” đã có trong danh mục.", code) { Field = "code" };
        var dimension = form.Ticked("attribute") ? Dimension.Attribute : Dimension.Disaggregation;
        var category = new Category { Dimension = dimension };
        category.Call(code, name);
        var choices = new Dictionary<Guid, Choice>();
        foreach (var line in form.Required("choices", 20_000).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (key, title) = line.Split(';', 2, StringSplitOptions.TrimEntries) is [var k, var t] ? (k, t) : ($"{code}-{choices.Count + 1}", line);
            var choice = glossary.Choices.Find(key, IdScheme.Code) ?? new Choice();
            if (choice.Name.Length == 0)
            {
                choice.Call(key, title);
                store.Choices.Add(choice);
            }
            if (choices.TryAdd(choice.Id, choice)) category.Choices.Add(new() { CategoryId = category.Id, ChoiceId = choice.Id, Position = choices.Count - 1 });
        }
        store.Categories.Add(category);
        var combination = new Combination { Dimension = dimension };
        combination.Categories.Add(new() { CombinationId = combination.Id, CategoryId = category.Id, Position = 0 });
        var categories = new Dictionary<Guid, Category> { [category.Id] = category };
        if (form.Id("with") is { } with && glossary.Categories.Find(with) is { } other)
        {
            combination.Categories.Add(new() { CombinationId = combination.Id, CategoryId = other.Id, Position = 1 });
            categories[other.Id] = other;
            foreach (var choice in other.Choices) choices[choice.ChoiceId] = glossary.Choices[choice.ChoiceId];
            combination.Call($"{code}-{other.Code}", $"{name}, {other.Name}");
        }
        else combination.Call(code, name);
        store.Combinations.Add(combination);
        foreach (var combo in CellsOf.Missing(combination, categories, choices, []))
        {
            if (glossary.Combos.Find(combo.Code, IdScheme.Code) is not null) combo.Call("", combo.Name, combo.NameEn, combo.NameZh);
            store.Combos.Add(combo);
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Creates or changes a constant by its code.</summary>
    public async Task ConstantAsync(Form form, CancellationToken stop)
    {
        var code = Code(form, "constant");
        var constant = await store.Constants.FirstOrDefaultAsync(c => c.Code == code, stop);
        if (constant is null) store.Constants.Add(constant = new());
        constant.Call(code, form.Required("constantName", 230), constant.NameEn, constant.NameZh);
        constant.Value = form.Number("value") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "value" };
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Tells by which uid or code another system knows a unit.</summary>
    public async Task NameUnitAsync(Form form, CancellationToken stop)
    {
        var unit = (await unitBook.NowAsync(stop)).Tree.Find(form.Id("unit") ?? Guid.Empty) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
        var text = form.Required("text", 100);
        var scheme = UidOf.Is(text) ? "uid" : "code";
        var name = await store.OtherNames.FirstOrDefaultAsync(n => n.Kind == "unit" && n.Scheme == scheme && n.Text == text, stop);
        if (name is null) store.OtherNames.Add(new() { TargetId = unit.Id, Scheme = scheme, Text = text });
        else name.TargetId = unit.Id;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A version of an element's figures in force from a day; a new version is made where it is named anew.</summary>
    public async Task VersionAsync(Guid elementId, Form form, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var element = glossary.Elements.Find(elementId) ?? throw Refusal.Missing("Không tìm thấy yếu tố này.");
        var day = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "from" };
        var combo = await new Versions(store, glossary).MakeAsync(form.Required("name", 230), form.Text("code", 50), stop);
        await new Versions(store, glossary).SetAsync(element.Id, combo.Id, day, stop);
        await store.SaveChangesAsync(stop);
    }

    static int Days(Form form, string name, int most) => form.Whole(name) is var days && days >= 0 && days <= most ? days
        : throw new Refusal(RefusalKind.Invalid, "Xin nhập số từ 0 đến {0}.", most) { Field = name };

    static string Code(Form form, string field)
    {
        var code = form.Required(field, 50);
        return CodePattern().IsMatch(code) ? code : throw new Refusal(RefusalKind.Invalid, "Mã chỉ gồm chữ không dấu, số, gạch nối và gạch dưới.") { Field = field };
    }

    /// <summary>A term to be made or changed by a form, with its code and names.</summary>
    public async Task<T> OpenAsync<T>(IQueryable<T> all, Guid? id, Form form, Func<T> make, CancellationToken stop) where T : Term
    {
        var (code, name) = (Code(form, "code"), form.Required("name", 230));
        T term;
        if (id is null)
        {
            term = make();
            store.Add(term);
        }
        else
        {
            term = await all.FirstOrDefaultAsync(t => t.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy mục này.");
            store.Expect(term, form.Whole("version"));
        }
        if (await all.AnyAsync(t => t.Code == code && t.Id != term.Id, stop)) throw new Refusal(RefusalKind.Conflict, "Mã “{0}” đã có trong danh mục.", code) { Field = "code" };
        term.Call(code, name, form.Text("nameEn", 230), form.Text("nameZh", 230));
        return term;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,50}$")]
    private static partial Regex CodePattern();
}
