using System.Globalization;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>
/// Rules over the demonstration's figures (some fail, as they would), a threshold of dengue cases from earlier years with two months beyond it. All of it is
/// invented and says so.
/// </summary>
sealed class QualityDemo(
    DataSetsStore store, Database database, GlossaryBook glossaries, ValueBook values, Predicting predicting, CheckBook book, Ledger ledger, TimeProvider clock)
        : IDemonstration
{
    const string By = "Người nhập trình diễn (số giả định)";
    const string Invented = "Số liệu trình diễn, giả định.";
    const int Months = 30;

    static readonly string[] Centres = ["ttyt-sa-pa", "ttyt-bac-ha", "ttyt-bao-thang", "ttyt-van-ban", "ttyt-tp-lao-cai", "ttyt-phu-quoc", "ttyt-rach-gia",
        "ttyt-ha-tien", "ttyt-giong-rieng"];

    readonly Random chance = new(20261123);

    /// <inheritdoc/>
    public int Order => 36;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var set = Define(world);
        var rules = Rules();
        store.Rules.AddRange(rules);
        await store.SaveChangesAsync(stop);
        await CasesAsync(set.Id, world, stop);
        var glossary = await glossaries.NowAsync(stop);
        var predictor = new Predictor
        {
            Description = "Trung bình + 2 độ lệch chuẩn của tháng liền trước và các tháng cùng kỳ (±1 tháng) hai năm trước. " + Invented,
            OutputId = glossary.Elements.Find("sxh-nguong", IdScheme.Code)!.Id,
            Generator = "avg(#{sxh-mac}) + 2 * stddev(#{sxh-mac})",
            Sequential = 1,
            Annual = 2,
        };
        predictor.Call("nguong-sxh", "Ngưỡng cảnh báo sốt xuất huyết", "Dengue alert threshold", "登革热预警阈值");
        store.Predictors.Add(predictor);
        await store.SaveChangesAsync(stop);
        var month = PeriodType.Monthly.Of(world.Today);
        await predicting.RunAsync(predictor, month.Previous.Last.AddMonths(-2), month.Last, stop);
        var units = glossary.Sets.All.SelectMany(s => glossary.UnitsOf[s.Id]).Select(u => u.UnitId).Distinct().ToList();
        await book.RunAsync(rules, units, month.First.AddMonths(-6), world.Today, stop);
    }

    DataSet Define(DemoWorld world)
    {
        var set = new DataSet { PeriodType = "Monthly", TimelyDays = 5, Description = Invented };
        set.Call("gs-truyen-nhiem", "Giám sát bệnh truyền nhiễm tháng", "Monthly surveillance of infectious diseases", "传染病月度监测");
        store.Sets.Add(set);
        foreach (var (code, name, english, chinese) in new[] { ("sxh-mac", "Ca mắc sốt xuất huyết", "Dengue cases", "登革热病例"), ("sxh-tu-vong",
            "Tử vong do sốt xuất huyết", "Dengue deaths", "登革热死亡") })
        {
            var element = Element(code, name, english, chinese, "INTEGER_ZERO_OR_POSITIVE", "SUM");
            set.Elements.Add(new() { SetId = set.Id, ElementId = element.Id, Section = element.Heading, Position = set.Elements.Count });
        }
        Element("sxh-nguong", "Ngưỡng cảnh báo ca mắc sốt xuất huyết", "Alert threshold of dengue cases", "登革热病例预警阈值", "NUMBER", "NONE");
        foreach (var key in Centres) store.SetUnits.Add(new() { SetId = set.Id, UnitId = world.Organisations[key] });
        return set;
    }

    Element Element(string code, string name, string english, string chinese, string type, string aggregation)
    {
        var element = new Element { Heading = "Bệnh truyền nhiễm", Unit = "ca", ValueType = type, Aggregation = aggregation, ZeroCounts = true, Description = Invented };
        element.Call(code, name, english, chinese);
        store.Elements.Add(element);
        return element;
    }

    static List<Rule> Rules() =>
    [
        Rule("tv-1-5", "Tử vong dưới 1 tuổi không vượt tử vong dưới 5 tuổi", "Deaths under 1 do not exceed deaths under 5", "1岁以下死亡不超过5岁以下死亡", "Bà mẹ, trẻ em",
            Importance.High,
            "#{tv-duoi-1}", Comparison.LessThanOrEqualTo, "#{tv-duoi-5}", "Đối chiếu sổ tử vong: trẻ dưới 1 tuổi phải có trong số dưới 5 tuổi."),
        Rule("tv-ss-1", "Tử vong sơ sinh không vượt tử vong dưới 1 tuổi", "Neonatal deaths do not exceed deaths under 1", "新生儿死亡不超过1岁以下死亡", "Bà mẹ, trẻ em",
            Importance.High,
            "#{tv-so-sinh}", Comparison.LessThanOrEqualTo, "#{tv-duoi-1}", "Đối chiếu sổ tử vong: trẻ sơ sinh phải có trong số dưới 1 tuổi."),
        Rule("noi-tru-ngay", "Mỗi lượt nội trú có ít nhất một ngày điều trị", "Each admission has at least one day", "每次住院至少一天", "Khám chữa bệnh", Importance.Medium,
            "#{kcb-ngay-noi-tru}", Comparison.GreaterThanOrEqualTo, "#{kcb-noi-tru}", "Kiểm tra cách tính ngày điều trị (Thông tư về thống kê khám chữa bệnh)."),
        Rule("chuyen-kham", "Lượt chuyển tuyến không quá 3% lượt khám", "Referrals are at most 3% of visits", "转诊不超过门诊人次的3%", "Khám chữa bệnh", Importance.Low,
            "#{kcb-chuyen-tuyen}", Comparison.LessThanOrEqualTo, "0.03 * #{kcb-kham}", "Xem lại sổ chuyển tuyến; nếu đúng, ghi lý do."),
        Rule("sdd-can", "Trẻ suy dinh dưỡng nằm trong số trẻ được cân", "Underweight children are among those weighed", "低体重儿童包含在称重儿童内", "Dinh dưỡng", Importance.Medium,
            "#{dd-suy-dinh-duong}", Comparison.LessThanOrEqualTo, "#{dd-can}", "Kiểm tra lại biểu cân trẻ."),
        Rule("giuong-cap", "Có giường kế hoạch thì phải có giường thực kê", "Planned beds come with actual beds", "有编制床位须有实际床位", "Nguồn lực", Importance.Medium,
            "#{giuong-ke-hoach}", Comparison.CompulsoryPair, "#{giuong-thuc-ke}", "Bổ sung số giường còn thiếu.", "Quarterly"),
        Rule("cb-sxh", "Ca mắc sốt xuất huyết vượt ngưỡng", "Dengue cases beyond the threshold", "登革热病例超过阈值", "Bệnh truyền nhiễm", Importance.High,
            "#{sxh-mac}", Comparison.LessThanOrEqualTo, "#{sxh-nguong}", "Xác minh ổ dịch trong 48 giờ, xử lý véc-tơ, báo cáo Trung tâm kiểm soát bệnh tật.",
                kind: RuleKind.Warning),
    ];

    static Rule Rule(string code, string name, string english, string chinese, string heading, Importance importance, string left, Comparison comparison, string right,
        string instruction,
        string type = "Monthly", RuleKind kind = RuleKind.Check)
    {
        var rule = new Rule
        {
            Heading = heading,
            Importance = importance,
            Kind = kind,
            PeriodType = type,
            LeftFormula = left,
            Comparison = comparison,
            RightFormula = right,
            LeftMissing = comparison.IsPair() ? MissingPolicy.SkipIfAllMissing : MissingPolicy.SkipIfAnyMissing,
            RightMissing = comparison.IsPair() ? MissingPolicy.SkipIfAllMissing : MissingPolicy.SkipIfAnyMissing,
            Instruction = instruction,
            Description = "Quy tắc trình diễn.",
            // A number of cases beyond its threshold is no fault of the report.
            OnForm = kind == RuleKind.Check,
        };
        rule.Call(code, name, english, chinese);
        return rule;
    }

    async Task CasesAsync(Guid setId, DemoWorld world, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var (set, cases, deaths) = (glossary.Sets[setId], glossary.Elements.Find("sxh-mac", IdScheme.Code)!, glossary.Elements.Find("sxh-tu-vong", IdScheme.Code)!);
        var (entries, facts) = (new List<Entry>(), new List<Fact>());
        var last = PeriodType.Monthly.Of(world.Today).Previous;
        foreach (var key in Centres)
        {
            var (unit, level) = (world.Organisations[key], 12 + chance.Next(40));
            foreach (var period in PeriodType.Monthly.EndingIn(world.Today.AddMonths(-Months), last.Last))
            {
                var season = 1 + 0.6 * Math.Sin((period.First.Month - 4) / 12.0 * 2 * Math.PI);
                var outbreak = period == last && (key is "ttyt-phu-quoc" or "ttyt-rach-gia") ? 3.2 : 1;
                var number = (int)Math.Round(level * season * (0.85 + chance.NextDouble() * 0.3) * outbreak);
                foreach (var (element, value) in new[] { (cases, number), (deaths, 0) })
                    entries.Add(new(element, glossary.Default, glossary.Default, unit, period)
                    {
                        Value = value.ToString(CultureInfo.InvariantCulture),
                        Number = value,
                        StoredBy = By
                    });
                var day = period.Last.AddDays(1 + chance.Next(set.TimelyDays));
                var completion = new Completion
                {
                    SetId = set.Id,
                    UnitId = unit,
                    Period = period.Code,
                    StartsOn = period.First,
                    EndsOn = period.Last,
                    CompletedOn = day,
                    OnTime = true,
                    ByName = By,
                    At = clock.GetUtcNow()
                };
                var fact = Completing.FactOf(completion, period, 1);
                completion.FactId = fact.Id;
                facts.Add(fact);
                store.Completions.Add(completion);
            }
        }
        await store.SaveChangesAsync(stop);
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await values.WriteAsync(connection, entries, Strategy.CreateAndUpdate, "demo", dry: false, stop);
        await ledger.AppendAsync(connection, facts, stop);
        await transaction.CommitAsync(stop);
    }
}
