using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using NpgsqlTypes;

namespace LienY.DataSets;

/// <summary>
/// Eighteen months of reported figures for the demonstration's units, with gaps and lateness, and populations in two versions. All of it is invented
/// and says so; the same at every start.
/// </summary>
sealed class DemoFigures(DataSetsStore store, Database database, GlossaryBook glossaries, ValueBook values, Ledger ledger, TimeProvider clock) : IDemonstration
{
    const string By = "Người nhập trình diễn (số giả định)";
    const int Months = 18;
    const int Batch = 4_000;

    static readonly string[] Carers =
    [
        "bvdk-lao-cai", "bv-san-nhi-lao-cai", "bvdk-bac-ha", "bvdk-bao-thang", "bvdk-bao-yen", "bvdk-van-ban", "ttyt-sa-pa", "bvdk-kien-giang", "bv-san-nhi-kien-giang", "ttyt-phu-quoc",
        "ttyt-rach-gia", "ttyt-ha-tien", "ttyt-giong-rieng", "bvdk-lai-chau", "bvdk-than-uyen",
    ];

    static readonly string[] Vaccinators = ["ttyt-sa-pa", "ttyt-bac-ha", "ttyt-bao-thang", "ttyt-van-ban", "ttyt-tp-lao-cai", "ttyt-phu-quoc", "ttyt-rach-gia", "ttyt-ha-tien", "ttyt-giong-rieng", "bvdk-than-uyen"];

    readonly Random chance = new(20261122);

    /// <inheritdoc/>
    public int Order => 35;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var sets = await DefineAsync(world, stop);
        var glossary = await glossaries.NowAsync(stop);
        var levels = Levels();
        var entries = new List<Entry>();
        var completions = new List<Completion>();
        foreach (var set in sets.Select(s => glossary.Sets[s.Id]))
            foreach (var unit in glossary.UnitsOf[set.Id])
                Report(set, unit.UnitId, world.Today, glossary, levels, entries, completions);
        Populations(world, glossary, entries);
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var chunk in entries.Chunk(Batch)) await values.WriteAsync(connection, chunk, Strategy.CreateAndUpdate, "demo", dry: false, stop);
        var facts = completions.ConvertAll(c => Completing.FactOf(c, Period.Parse(c.Period), 1));
        for (var i = 0; i < facts.Count; i++) completions[i].FactId = facts[i].Id;
        await ledger.AppendAsync(connection, facts, stop);
        await Bulk.InsertAsync(connection, "datasets_completion",
            [
                new("id", NpgsqlDbType.Uuid), new("set_id", NpgsqlDbType.Uuid), new("unit_id", NpgsqlDbType.Uuid), new("attribute_id", NpgsqlDbType.Uuid), new("period", NpgsqlDbType.Text),
                new("starts_on", NpgsqlDbType.Date), new("ends_on", NpgsqlDbType.Date), new("edition", NpgsqlDbType.Integer), new("is_complete", NpgsqlDbType.Boolean),
                new("completed_on", NpgsqlDbType.Date), new("on_time", NpgsqlDbType.Boolean), new("by_name", NpgsqlDbType.Text), new("at", NpgsqlDbType.TimestampTz), new("fact_id", NpgsqlDbType.Uuid),
            ],
            completions.ConvertAll(c => new object?[] { c.Id, c.SetId, c.UnitId, c.AttributeId, c.Period, c.StartsOn, c.EndsOn, 1, true, c.CompletedOn, c.OnTime, By, clock.GetUtcNow(), c.FactId }), stop);
        await transaction.CommitAsync(stop);
    }

    void Report(DataSet set, Guid unitId, DateOnly today, Glossary glossary, Dictionary<string, int> levels, List<Entry> entries, List<Completion> completions)
    {
        var size = 0.35 + chance.NextDouble() * 1.5;
        var type = PeriodType.Find(set.PeriodType)!;
        var due = 0;
        foreach (var period in type.EndingIn(today.AddMonths(-Months), today))
        {
            var last = period.Next.Last > today;
            // Somebody was on leave, a line was down: a report is missing; the newest is still on its way with some.
            if (chance.Next(14) == 0 || (last && chance.Next(3) == 0)) continue;
            var season = 1 + 0.15 * Math.Sin(period.First.Month / 12.0 * 2 * Math.PI) + due++ * 0.006;
            foreach (var element in set.Elements.Select(e => glossary.Elements[e.ElementId]))
            {
                if (chance.Next(60) == 0) continue;
                foreach (var combo in glossary.CombosOf[element.CombinationId])
                {
                    var mean = levels[element.Code] * size * (element.Aggregation == "LAST" ? 1 + due * 0.004 : season) / Math.Max(1, glossary.CombosOf[element.CombinationId].Count());
                    var number = (int)Math.Max(0, Math.Round(mean * (element.Aggregation == "LAST" ? 1 : 0.88 + chance.NextDouble() * 0.24) + (mean < 4 ? chance.NextDouble() * 1.2 - 0.9 : 0)));
                    entries.Add(new(element, combo, glossary.Default, unitId, period) { Value = number.ToString(System.Globalization.CultureInfo.InvariantCulture), Number = number, StoredBy = By });
                }
            }
            var day = period.Last.AddDays(chance.Next(6) == 0 ? set.TimelyDays + 1 + chance.Next(12) : 1 + chance.Next(set.TimelyDays));
            if (day > today || chance.Next(25) == 0) continue;
            completions.Add(new()
            {
                SetId = set.Id,
                UnitId = unitId,
                Period = period.Code,
                StartsOn = period.First,
                EndsOn = period.Last,
                CompletedOn = day,
                OnTime = ReportRules.IsOnTime(set, period, day),
            });
        }
    }

    void Populations(DemoWorld world, Glossary glossary, List<Entry> entries)
    {
        var element = glossary.Elements.Find("dan-so", IdScheme.Code)!;
        foreach (var (key, people) in new[] { ("syt-lao-cai", 1_740_000), ("syt-an-giang", 3_620_000), ("syt-lai-chau", 494_000) })
            foreach (var (version, years) in new[] { ("tdt-2019", 3), ("uoc-2026", 1) })
                for (var year = world.Today.Year - years; year <= world.Today.Year; year++)
                    foreach (var (group, share) in new[] { ("duoi-1", 0.016), ("1-4", 0.066), ("5-59", 0.79), ("60-tro-len", 0.128) })
                    {
                        var number = Math.Round((decimal)(people * share * (1 + (year - world.Today.Year) * 0.009) * (version == "uoc-2026" ? 1.012 : 1)));
                        entries.Add(new(element, glossary.CombosOf[element.CombinationId].First(c => c.Code == group), glossary.Combos.Find(version, IdScheme.Code)!, world.Organisations[key],
                            PeriodType.Yearly.Of(new DateOnly(year, 6, 30)))
                        { Value = number.ToString(System.Globalization.CultureInfo.InvariantCulture), Number = number, StoredBy = By });
                    }
    }

    async Task<IReadOnlyList<DataSet>> DefineAsync(DemoWorld world, CancellationToken stop)
    {
        var sex = Split("gioi-tinh", "Giới tính", "Sex", "性别", ("nam", "Nam", "Male", "男"), ("nu", "Nữ", "Female", "女"));
        var age = Split("nhom-tuoi", "Nhóm tuổi", "Age group", "年龄组", ("duoi-1", "Dưới 1 tuổi", "Under 1", "1岁以下"), ("1-4", "1–4 tuổi", "1–4", "1–4岁"), ("5-59", "5–59 tuổi", "5–59", "5–59岁"),
            ("60-tro-len", "Từ 60 tuổi", "60 and over", "60岁及以上"));
        var sets = new[]
        {
            Set("bc-kcb", "Báo cáo khám chữa bệnh tháng", "Monthly report of care", "诊疗月报", "Monthly", 10),
            Set("bc-tiem-chung", "Báo cáo tiêm chủng, dinh dưỡng tháng", "Monthly report of vaccination and nutrition", "接种与营养月报", "Monthly", 5),
            Set("bc-nguon-luc", "Báo cáo nguồn lực quý", "Quarterly report of resources", "资源季报", "Quarterly", 15),
        };
        foreach (var cells in Rows())
        {
            var element = new Element
            {
                Heading = cells[0],
                Unit = cells[5],
                ValueType = cells[6],
                Aggregation = cells[7],
                CombinationId = cells[8] == "sex" ? sex : Combination.DefaultId,
                ZeroCounts = true,
                Description = "Số liệu trình diễn, giả định.",
            };
            element.Call(cells[1], cells[2], cells[3], cells[4]);
            store.Elements.Add(element);
            var set = sets["ktn".IndexOf(cells[9], StringComparison.Ordinal)];
            set.Elements.Add(new() { SetId = set.Id, ElementId = element.Id, Section = cells[0], Position = set.Elements.Count });
        }
        var people = new Element { Heading = "Dân số", Unit = "người", ValueType = "INTEGER_ZERO_OR_POSITIVE", Aggregation = "LAST", CombinationId = age, ZeroCounts = true, Description = "Số giả định, hai phiên bản." };
        people.Call("dan-so", "Dân số trung bình", "Population", "人口");
        store.Elements.Add(people);
        foreach (var (keys, set) in new[] { (Carers, sets[0]), (Vaccinators, sets[1]), (Carers, sets[2]) })
            foreach (var key in keys) store.SetUnits.Add(new() { SetId = set.Id, UnitId = world.Organisations[key] });
        await store.SaveChangesAsync(stop);
        var versions = new Versions(store, await glossaries.NowAsync(stop));
        await versions.SetAsync(people.Id, (await versions.MakeAsync("Tổng điều tra 2019", "tdt-2019", stop)).Id, new DateOnly(2019, 4, 1), stop);
        await versions.SetAsync(people.Id, (await versions.MakeAsync("Ước 2026", "uoc-2026", stop)).Id, new DateOnly(2026, 1, 1), stop);
        await store.SaveChangesAsync(stop);
        return sets;
    }

    Guid Split(string code, string name, string english, string chinese, params (string Code, string Name, string English, string Chinese)[] given)
    {
        var category = new Category();
        category.Call(code, name, english, chinese);
        var choices = new Dictionary<Guid, Choice>();
        foreach (var one in given)
        {
            var choice = new Choice();
            choice.Call(one.Code, one.Name, one.English, one.Chinese);
            choices.Add(choice.Id, choice);
            category.Choices.Add(new() { CategoryId = category.Id, ChoiceId = choice.Id, Position = category.Choices.Count });
        }
        var combination = new Combination();
        combination.Call(code, name, english, chinese);
        combination.Categories.Add(new() { CombinationId = combination.Id, CategoryId = category.Id });
        store.AddRange(choices.Values);
        store.AddRange(category, combination);
        store.AddRange(CellsOf.Missing(combination, new Dictionary<Guid, Category> { [category.Id] = category }, choices, []));
        return combination.Id;
    }

    DataSet Set(string code, string name, string english, string chinese, string type, int days)
    {
        var set = new DataSet { PeriodType = type, TimelyDays = days, Description = "Số liệu trình diễn, giả định." };
        set.Call(code, name, english, chinese);
        store.Sets.Add(set);
        return set;
    }

    static Dictionary<string, int> Levels() => Rows().ToDictionary(r => r[1], r => int.Parse(r[10], System.Globalization.CultureInfo.InvariantCulture));

    static IEnumerable<string[]> Rows()
    {
        using var reader = new StreamReader(typeof(DemoFigures).Assembly.GetManifestResourceStream("Demo/elements.tsv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t'))];
    }
}
