using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>
/// Takes a DHIS2 metadata file: choices, categories, combinations with their cells, elements, data sets, constants, groups of units, indicators.
/// Units are only matched with ours by code or name, never made. What is there already (by uid, else by code) is changed.
/// </summary>
sealed class MetadataImport(DataSetsStore store, UnitBook unitBook, IOrganisations organisations, IEnumerable<IIndicatorImport> indicators, Caller caller)
{
    readonly Dictionary<string, Term> known = new(StringComparer.Ordinal);
    readonly List<(string Kind, Term Term)> all = [];
    UnitIndex units = null!;

    /// <summary>Takes a file; keeps nothing where <paramref name="validate"/> is set, or where <paramref name="atomic"/> is set and something is wrong.</summary>
    public async Task<MetaReport> RunAsync(JsonElement json, bool validate, bool atomic, CancellationToken stop)
    {
        if (!caller.May(DataSetsRights.Define)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", DataSetsRights.Define.Title);
        units = await unitBook.NowAsync(stop);
        await LoadAsync(stop);
        var file = new MetaObject(json, 0);
        var report = new MetaReport();
        MetaType Type(string klass)
        {
            var type = new MetaType(klass);
            report.Types.Add(type);
            return type;
        }
        foreach (var (klass, take) in new (string, Action<MetaObject, MetaType>)[]
        {
            ("categoryOptions", (o, t) => Named<Choice>(o, t, "choice")), ("categories", TakeCategory), ("categoryCombos", TakeCombination), ("dataElements", TakeElement),
            ("dataSets", TakeSet), ("constants", TakeConstant),
        })
            if (file.Json.TryGetProperty(klass, out _))
            {
                var type = Type(klass);
                foreach (var one in file.Many(klass)) take(one, type);
                if (klass == "categoryCombos") Cells(file.Many("categoryOptionCombos").ToList());
            }
        if (file.Json.TryGetProperty("organisationUnits", out _)) await MatchAsync(file.Many("organisationUnits"), Type("organisationUnits"), stop);
        if (file.Json.TryGetProperty("organisationUnitGroups", out _)) foreach (var one in file.Many("organisationUnitGroups")) TakeGroup(one, report.Types.Find(t => t.Klass == "organisationUnitGroups") ?? Type("organisationUnitGroups"));
        if (!validate && !(atomic && report.HasErrors))
        {
            store.Trace("datasets.metadata", "metadata", "import");
            await store.SaveChangesAsync(stop);
        }
        if (file.Json.TryGetProperty("indicators", out _)) await IndicatorsAsync(file, Type("indicators"), validate || (atomic && report.HasErrors), stop);
        return report;
    }

    async Task LoadAsync(CancellationToken stop)
    {
        Know("choice", await store.Choices.ToListAsync(stop));
        Know("category", await store.Categories.Include(c => c.Choices).ToListAsync(stop));
        Know("combination", await store.Combinations.Include(c => c.Categories).ToListAsync(stop));
        Know("combo", await store.Combos.ToListAsync(stop));
        Know("element", await store.Elements.ToListAsync(stop));
        Know("set", await store.Sets.Include(s => s.Elements).ToListAsync(stop));
        Know("constant", await store.Constants.ToListAsync(stop));
        Know("group", await store.Groups.Include(g => g.Units).ToListAsync(stop));
        await store.SetUnits.LoadAsync(stop);
        await store.OtherNames.LoadAsync(stop);
    }

    void Know<T>(string kind, IEnumerable<T> terms) where T : Term
    {
        foreach (var term in terms) Put(kind, term);
    }

    void Put(string kind, Term term)
    {
        known[$"{kind}/{term.Uid}"] = term;
        known.TryAdd($"{kind}/{term.Code}", term);
        all.Add((kind, term));
    }

    T? Find<T>(string kind, MetaObject one) where T : Term
    {
        var found = one.Uid.Length > 0 && known.TryGetValue($"{kind}/{one.Uid}", out var byUid) ? byUid
            : one.Code.Length > 0 && known.TryGetValue($"{kind}/{one.Code}", out var byCode) ? byCode : null;
        // Every DHIS2 has its own "default"; all of them are ours.
        if (found is null && kind is "choice" or "category" or "combination" or "combo" && one.Text("name").Equals("default", StringComparison.OrdinalIgnoreCase))
        {
            found = known[$"{kind}/default"];
            if (UidOf.Is(one.Uid)) known[$"{kind}/{one.Uid}"] = found;
        }
        return found as T;
    }

    /// <summary>Finds or makes a term and names it; null where the object cannot be taken.</summary>
    T? Named<T>(MetaObject one, MetaType type, string kind) where T : Term, new()
    {
        var (name, english, chinese) = one.Names();
        if (one.Uid.Length > 0 && !UidOf.Is(one.Uid))
        {
            type.Refuse(one, "E4014", Words.Key("“{0}” không phải là UID hợp lệ (11 chữ và số)."), one.Uid);
            return null;
        }
        if (name.Length is 0 or > 230)
        {
            type.Refuse(one, "E4000", Words.Key("Thiếu tên, hoặc tên dài quá 230 ký tự."));
            return null;
        }
        if (Find<T>(kind, one) is { } there)
        {
            if (there.Code == "default") return there;
            there.Call(one.Code.Length > 0 ? one.Code : there.Code, name, english, chinese);
            type.Updated++;
            return there;
        }
        if (one.Code.Length > 0 && known.ContainsKey($"{kind}/{one.Code}"))
        {
            type.Refuse(one, "E5003", Words.Key("Mã “{0}” đã có trong danh mục."), one.Code);
            return null;
        }
        var made = new T { Uid = one.Uid.Length > 0 ? one.Uid : UidOf.New() };
        made.Call(one.Code, name, english, chinese);
        store.Add(made);
        Put(kind, made);
        type.Created++;
        return made;
    }

    void TakeCategory(MetaObject one, MetaType type)
    {
        if (Named<Category>(one, type, "category") is not { } category || category.Code == "default") return;
        category.Dimension = one.Text("dataDimensionType") == "ATTRIBUTE" ? Dimension.Attribute : Dimension.Disaggregation;
        var position = category.Choices.Count;
        foreach (var option in one.Many("categoryOptions"))
            if (Find<Choice>("choice", option) is { } choice && category.Choices.All(c => c.ChoiceId != choice.Id))
            {
                var link = new CategoryChoice { CategoryId = category.Id, ChoiceId = choice.Id, Position = position++ };
                category.Choices.Add(link);
                store.Add(link);
            }
    }

    void TakeCombination(MetaObject one, MetaType type)
    {
        if (Named<Combination>(one, type, "combination") is not { } combination || combination.Code == "default") return;
        combination.Dimension = one.Text("dataDimensionType") == "ATTRIBUTE" ? Dimension.Attribute : Dimension.Disaggregation;
        foreach (var part in one.Many("categories"))
            if (Find<Category>("category", part) is { } category && combination.Categories.All(c => c.CategoryId != category.Id))
            {
                var link = new CombinationCategory { CombinationId = combination.Id, CategoryId = category.Id, Position = combination.Categories.Count };
                combination.Categories.Add(link);
                store.Add(link);
            }
    }

    /// <summary>Makes the cells of every combination, with the uids that the file gives them.</summary>
    void Cells(List<MetaObject> given)
    {
        foreach (var one in given.Where(g => g.Text("name").Equals("default", StringComparison.OrdinalIgnoreCase) && UidOf.Is(g.Uid))) AlsoDefault(one.Uid);
        var combinations = all.Where(a => a.Kind == "combination").Select(a => (Combination)a.Term).ToList();
        var categories = all.Where(a => a.Kind == "category").ToDictionary(a => a.Term.Id, a => (Category)a.Term);
        var choices = all.Where(a => a.Kind == "choice").ToDictionary(a => a.Term.Id, a => (Choice)a.Term);
        var combos = all.Where(a => a.Kind == "combo").Select(a => (Combo)a.Term).ToLookup(c => c.CombinationId);
        var told = given.Select(g => (One: g, Combination: Find<Combination>("combination", g.Inner("categoryCombo"))?.Id,
            Choices: g.Many("categoryOptions").Select(o => Find<Choice>("choice", o)?.Id ?? Guid.Empty).ToHashSet())).ToLookup(g => g.Combination);
        foreach (var combination in combinations)
            foreach (var combo in CellsOf.Missing(combination, categories, choices, combos[combination.Id]))
            {
                var named = told[combination.Id].FirstOrDefault(t => t.Choices.SetEquals(combo.ChoiceIds)).One;
                var cell = combo;
                if (UidOf.Is(named.Uid) && !known.ContainsKey($"combo/{named.Uid}"))
                    cell = new() { Uid = named.Uid, CombinationId = combo.CombinationId, Choices = combo.Choices, Position = combo.Position };
                cell.Call(named.Code.Length > 0 && !known.ContainsKey($"combo/{named.Code}") ? named.Code : known.ContainsKey($"combo/{combo.Code}") ? "" : combo.Code, combo.Name, combo.NameEn, combo.NameZh);
                store.Add(cell);
                Put("combo", cell);
            }
    }

    void AlsoDefault(string uid)
    {
        if (known.ContainsKey($"combo/{uid}") || store.OtherNames.Local.Any(n => n.Kind == "combo" && n.Text == uid)) return;
        store.Add(new OtherName { Kind = "combo", TargetId = Combo.DefaultId, Scheme = "uid", Text = uid });
    }

    void TakeElement(MetaObject one, MetaType type)
    {
        if (one.Text("domainType") == "TRACKER")
        {
            type.Refuse(one, "E4000", Words.Key("Yếu tố thuộc phần theo dõi cá nhân (TRACKER) không phải số liệu tổng hợp."));
            return;
        }
        var valueType = one.Text("valueType") is { Length: > 0 } v ? v : "NUMBER";
        if (!ValueTypes.All.ContainsKey(valueType))
        {
            type.Refuse(one, "E4000", Words.Key("Không hỗ trợ kiểu giá trị “{0}”."), valueType);
            return;
        }
        if (Named<Element>(one, type, "element") is not { } element) return;
        element.Short = one.Text("shortName");
        element.Description = one.Text("description");
        element.ValueType = valueType;
        element.Aggregation = one.Text("aggregationType") is { Length: > 0 } a ? a : "SUM";
        element.ZeroCounts = one.True("zeroIsSignificant");
        var combination = one.Inner("categoryCombo");
        if (combination.Key.Length > 0 && Find<Combination>("combination", combination) is { } found) element.CombinationId = found.Id;
        else if (combination.Key.Length > 0) type.Refuse(one, "E5002", Words.Key("Không tìm thấy “{0}” mà mục này dùng."), combination.Key);
    }

    void TakeSet(MetaObject one, MetaType type)
    {
        if (PeriodType.Find(one.Text("periodType")) is not { } period)
        {
            type.Refuse(one, "E4000", Words.Key("Loại kỳ “{0}” không hợp lệ."), one.Text("periodType"));
            return;
        }
        if (Named<DataSet>(one, type, "set") is not { } set) return;
        if (set.WorkflowId is not null && set.PeriodType != period.Name)
        {
            type.Refuse(one, "E4000", Words.Key("Bộ số liệu “{0}” thuộc một quy trình duyệt nên không đổi loại kỳ."), set.Name);
            return;
        }
        set.PeriodType = period.Name;
        set.Description = one.Text("description");
        set.TimelyDays = Math.Clamp(one.Whole("timelyDays", 15), 0, 3650);
        set.ExpiryDays = Math.Clamp(one.Whole("expiryDays", 0), 0, 36500);
        set.OpenFuturePeriods = Math.Clamp(one.Whole("openFuturePeriods", 0), 0, 100);
        if (Find<Combination>("combination", one.Inner("categoryCombo")) is { } combination) set.CombinationId = combination.Id;
        foreach (var part in one.Many("dataSetElements").Select(e => e.Inner("dataElement")).Concat(one.Many("dataElements")))
        {
            if (Find<Element>("element", part) is not { } element) type.Refuse(one, "E5002", Words.Key("Không tìm thấy “{0}” mà mục này dùng."), part.Key);
            else if (set.Elements.All(e => e.ElementId != element.Id))
            {
                var link = new SetElement { SetId = set.Id, ElementId = element.Id, Position = set.Elements.Count };
                set.Elements.Add(link);
                store.Add(link);
            }
        }
        foreach (var part in one.Many("organisationUnits"))
        {
            if (Unit(part) is not { } unit) type.Refuse(one, "E5002", Words.Key("Không tìm thấy đơn vị “{0}”."), part.Key);
            else if (store.SetUnits.Local.All(u => u.SetId != set.Id || u.UnitId != unit)) store.Add(new SetUnit { SetId = set.Id, UnitId = unit });
        }
    }

    void TakeConstant(MetaObject one, MetaType type)
    {
        if (!decimal.TryParse(one.Text("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) type.Refuse(one, "E4000", Words.Key("“{0}” không phải là số."), one.Text("value"));
        else if (Named<Constant>(one, type, "constant") is { } constant) constant.Value = value;
    }

    void TakeGroup(MetaObject one, MetaType type)
    {
        if (Named<UnitGroup>(one, type, "group") is not { } group) return;
        foreach (var part in one.Many("organisationUnits"))
        {
            if (Unit(part) is not { } unit) type.Refuse(one, "E5002", Words.Key("Không tìm thấy đơn vị “{0}”."), part.Key);
            else if (group.Units.All(u => u.UnitId != unit))
            {
                var link = new GroupUnit { GroupId = group.Id, UnitId = unit };
                group.Units.Add(link);
                store.Add(link);
            }
        }
    }

    Guid? Unit(MetaObject one) =>
        (one.Uid.Length > 0 ? store.OtherNames.Local.FirstOrDefault(n => n.Kind == "unit" && n.Scheme == "uid" && n.Text == one.Uid)?.TargetId : null)
        ?? units.Find(one.Uid, IdScheme.Any)?.Id ?? units.Find(one.Code, IdScheme.Code)?.Id ?? units.Find(one.Text("name"), IdScheme.Name)?.Id;

    async Task MatchAsync(IEnumerable<MetaObject> given, MetaType type, CancellationToken stop)
    {
        foreach (var one in given)
        {
            if (units.Find(one.Uid, IdScheme.Uid) is not null)
            {
                type.Updated++;
                continue;
            }
            if (Unit(one) is not { } unit)
            {
                var near = (await organisations.MatchAsync(one.Text("name"), null, null, stop)).FirstOrDefault();
                if (near is null) type.Refuse(one, "E5002", Words.Key("Không có đơn vị nào khớp với “{0}”; hệ thống không tự tạo đơn vị."), one.Text("name"));
                else type.Refuse(one, "E5002", Words.Key("Chưa khớp được “{0}”; gần nhất là “{1}”. Xin nối ở trang Danh mục, mục Đơn vị."), one.Text("name"), near.Organisation.Name);
                continue;
            }
            if (UidOf.Is(one.Uid)) Also(unit, "uid", one.Uid);
            if (one.Code.Length > 0 && units.Find(one.Code, IdScheme.Code) is null) Also(unit, "code", one.Code);
            type.Created++;
        }
    }

    void Also(Guid unit, string scheme, string text)
    {
        if (store.OtherNames.Local.FirstOrDefault(n => n.Kind == "unit" && n.Scheme == scheme && n.Text == text) is { } there) there.TargetId = unit;
        else store.Add(new OtherName { TargetId = unit, Scheme = scheme, Text = text });
    }

    async Task IndicatorsAsync(MetaObject file, MetaType type, bool validate, CancellationToken stop)
    {
        var types = file.Many("indicatorTypes").ToDictionary(t => t.Key, t => t);
        var given = file.Many("indicators").ToList();
        if (indicators.FirstOrDefault() is not { } taker)
        {
            foreach (var one in given) type.Refuse(one, "E4000", Words.Key("Hệ thống này chưa nhận chỉ số từ tệp."));
            return;
        }
        var told = given.Select(one =>
        {
            var (name, english, _) = one.Names();
            var kind = one.Inner("indicatorType");
            if (types.TryGetValue(kind.Key, out var named)) kind = named;
            var factor = decimal.TryParse(kind.Text("factor"), NumberStyles.Float, CultureInfo.InvariantCulture, out var f) ? f : 1;
            return new ImportedIndicator(one.Uid, one.Code, name, english, one.Text("description"), one.Text("numerator"), one.Text("numeratorDescription"), one.Text("denominator"),
                one.Text("denominatorDescription"), factor, kind.Text("name"), one.True("annualized"), one.Text("decimals").Length > 0 ? one.Whole("decimals", 0) : null);
        }).ToList();
        if (validate) return;
        var lines = await taker.ImportAsync(told, stop);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Trouble is { } trouble) type.Refuse(given[i], "E4000", trouble.Text, trouble.Args);
            else if (lines[i].Outcome == "created") type.Created++;
            else type.Updated++;
        }
    }
}
