namespace LienY.Insurance.Tests;

/// <summary>Rules are data, dated; every kind lets good rows pass and finds bad ones.</summary>
public sealed class RuleTests
{
    static readonly EpisodeMaker Maker = Files.Maker(21);

    static Verdict Check(Episode episode, EnvelopeHead? head = null) => new EnvelopeCheck(RuleBook.Standard, Files.Now, null, new AllBut("Z99.9")).Of(episode, head);

    /// <summary>Lists in which every code holds but one, from a day on.</summary>
    sealed class AllBut(string missing, DateOnly? since = null) : IListedCodes
    {
        public bool? Holds(string list, string code, DateOnly day) => day < since ? null : code != missing;
    }

    static Episode Ward() => Enumerable.Range(1, 50).Select(n => Maker.Make(Scene.Inpatient, n)).First(e => e.Summary![FieldNames.MA_THE_BHYT] is not null
        && e.Rows(2).Count > 2);

    static Action<Episode> Put(int table, string field, string? value, int row = 1) => e => e.Rows(table)[row - 1][field] = value;

    /// <summary>Kind of rule, id that must break, what breaks it, the kind of episode.</summary>
    public static TheoryData<string, string, Action<Episode>, Scene> Breaks() => new()
    {
        { "required", "XML1.HO_TEN.required", Put(1, "HO_TEN", " "), Scene.Inpatient },
        { "required", "XML1.NGAY_VAO_NOI_TRU.inpatient", Put(1, "NGAY_VAO_NOI_TRU", null), Scene.Inpatient },
        { "required", "XML7.TUOI_THAI.required", Put(7, "MA_DINH_CHI_THAI", "1"), Scene.Inpatient },
        { "required", "XML11.NGUYENNHAN_DINHCHI.required", Put(11, "MA_DINH_CHI_THAI", "1"), Scene.SickLeave },
        { "length", "XML1.HO_TEN.length", Put(1, "HO_TEN", new string('Ử', 256)), Scene.Inpatient },
        { "type", "XML3.SO_LUONG.type", Put(3, "SO_LUONG", "một"), Scene.Inpatient },
        { "type", "XML1.SO_NGAY_DTRI.type", Put(1, "SO_NGAY_DTRI", "2.5"), Scene.Inpatient },
        { "type", "XML2.SO_LUONG.type", Put(2, "SO_LUONG", "1,000"), Scene.Inpatient },
        { "type", "XML1.NGAY_RA.type", Put(1, "NGAY_RA", "202602300800"), Scene.Inpatient },
        { "type", "XML7.NGAY_CT.type", Put(7, "NGAY_CT", "22/11/2026"), Scene.Inpatient },
        { "type", "XML1.GT_THE_TU.type", Put(1, "GT_THE_TU", "20260101;2026"), Scene.Inpatient },
        { "type", "XML1.NGAY_MIEN_CCT.type", Put(1, "NGAY_MIEN_CCT", "2026010108"), Scene.Inpatient },
        { "list", "XML1.GIOI_TINH.list", Put(1, "GIOI_TINH", "4"), Scene.Inpatient },
        { "list", "XML1.MA_DOITUONG_KCB.list", Put(1, "MA_DOITUONG_KCB", "5"), Scene.Inpatient },
        { "list", "XML15.PHANLOAI_LAO_VITRI.list", Put(15, "PHANLOAI_LAO_VITRI", "3"), Scene.Tuberculosis },
        { "pattern", "XML1.MA_BENH_CHINH.pattern", Put(1, "MA_BENH_CHINH", "10.I"), Scene.Inpatient },
        { "pattern", "XML1.MA_BENH_KT.pattern", Put(1, "MA_BENH_KT", "I10;xx"), Scene.Inpatient },
        { "range", "XML2.DON_GIA.range", Put(2, "DON_GIA", "-0.001"), Scene.Inpatient },
        { "range", "XML7.TUOI_THAI.range", Put(7, "TUOI_THAI", "43"), Scene.Inpatient },
        { "decimals", "XML2.DON_GIA.decimals", Put(2, "DON_GIA", "1.0001"), Scene.Inpatient },
        { "count", "XML1.MA_BENH_KT.count", Put(1, "MA_BENH_KT", string.Join(';', Enumerable.Repeat("I10", 13))), Scene.Inpatient },
        { "oneof", "XML3.MA_DICH_VU.oneof", e => { foreach (var f in new[] { "MA_DICH_VU", "MA_VAT_TU" }) e.Rows(3)[0][f] = null; }, Scene.Inpatient },
        { "other-set", "XML13.MA_NOI_DEN.other-set", Put(13, "MA_NOI_DEN", "99002"), Scene.Referral },
        { "notfuture", "XML1.NGAY_VAO.notfuture", Put(1, "NGAY_VAO", "202612010800"), Scene.Inpatient },
        { "notfuture", "XML3.NGAY_KQ.notfuture", Put(3, "NGAY_KQ", "202712010800"), Scene.Inpatient },
        { "order", "XML1.NGAY_VAO.order.NGAY_RA", Put(1, "NGAY_RA", "202609010800"), Scene.Inpatient },
        { "order", "XML1.GT_THE_TU.order.GT_THE_DEN", e => (e.Summary!["GT_THE_TU"], e.Summary["GT_THE_DEN"]) = ("20250101;20260601", "20251231;20260101"),
            Scene.Inpatient },
        { "order", "XML1.NGAY_SINH.order.NGAY_VAO", Put(1, "NGAY_SINH", "202700000000"), Scene.Inpatient },
        { "days", "XML11.SO_NGAY_NGHI.days", Put(11, "SO_NGAY_NGHI", "6"), Scene.SickLeave },
        { "product", "XML2.THANH_TIEN_BV.product", e => e.Rows(2)[0]["THANH_TIEN_BV"] = Numbers.Write(e.Rows(2)[0].Amount("THANH_TIEN_BV")!.Value + 0.02m),
            Scene.Inpatient },
        { "total", "XML1.T_BHTT.total", Put(1, "T_BHTT", "7"), Scene.Inpatient },
        { "sum", "XML1.T_TONGCHI_BV.sum", e => e.Summary!["T_TONGCHI_BV"] = Numbers.Write(e.Summary.Amount("T_TONGCHI_BV")!.Value - 0.02m), Scene.Inpatient },
        { "sum", "XML1.T_VTYT.sum", Put(1, "T_VTYT", "0"), Scene.Inpatient },
        { "card", "XML1.MA_THE_BHYT.card", Put(1, "MA_THE_BHYT", "DN9990000000001"), Scene.Inpatient },
        { "personal", "XML1.SO_CCCD.personal", e => e.Summary!["GIOI_TINH"] = e.Summary["GIOI_TINH"] == "1" ? "2" : "1", Scene.Inpatient },
        { "personal", "XML1.SO_CCCD.personal", Put(1, "NGAY_SINH", "190101010000"), Scene.Inpatient },
        { "same", "XML5.MA_LK.same", Put(5, "MA_LK", "khac"), Scene.Inpatient },
        { "same", "XML8.KET_QUA_DTRI.same", Put(8, "KET_QUA_DTRI", "6"), Scene.Inpatient },
        { "one-row", "XML1.one-row", e => { var second = e.Add(1); foreach (var f in second.Layout.Fields) second[f.Name] = e.Summary![f.Name]; }, Scene.Inpatient },
        { "table", "XML1.MA_LOAI_RV.table", e => e.Remove(13), Scene.Referral },
        { "table", "XML1.NGAY_TAI_KHAM.table", e => e.Remove(14), Scene.Appointment },
        { "coded", "XML1.MA_BENH_CHINH.coded", Put(1, "MA_BENH_CHINH", "Z999*"), Scene.Inpatient },
        { "coded", "XML1.MA_BENH_KT.coded", Put(1, "MA_BENH_KT", "I10;Z99.9"), Scene.Inpatient },
        { "unique", "XML2.STT.unique", Put(2, "STT", "1", 2), Scene.Inpatient },
        { "head", "XML1.MA_CSKCB.head", Put(1, "MA_CSKCB", "99888"), Scene.Inpatient },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_rule_passes_what_is_good_and_finds_what_is_bad(string kind, string rule, Action<Episode> spoil, Scene scene)
    {
        Assert.Contains(RuleBook.Standard.On(Files.Today).Rules, r => r.Id == rule && r.Kind == kind);
        var episode = scene == Scene.Inpatient ? Ward() : Maker.Make(scene, 3);
        var head = Files.Read(Files.Envelope([])).Head;
        Assert.DoesNotContain(Check(episode, head).Faults, f => f.Rule == rule);
        spoil(episode);
        Assert.Contains(Check(episode, head).Faults, f => f.Rule == rule);
    }

    [Fact]
    public void Every_kind_of_rule_is_tried() =>
        Assert.Empty(RuleBook.Standard.Rules.Select(r => r.Kind).Distinct().Except(Breaks().Select(b => b.Data.Item1)));

    [Fact]
    public void A_code_outside_the_loaded_list_is_judged_as_bad_as_its_rule_says()
    {
        var episode = Ward();
        (episode.Rows(3)[0]["MA_DICH_VU"], episode.Rows(2)[0]["MA_THUOC"], episode.Summary!["MA_DKBD"]) = ("01.0115.0297_GT", "40.99999", "99001");
        Verdict With(IListedCodes? listed, RuleBook? book = null) => new EnvelopeCheck(book ?? RuleBook.Standard, Files.Now, null, listed).Of(episode);
        Assert.Contains(With(new AllBut("01.0115.0297")).Faults, f => f.Rule == "XML3.MA_DICH_VU.coded" && f.Row == 1 && f.Value == "01.0115.0297_GT");
        Assert.Contains(With(new AllBut("40.99999")).Faults, f => f.Rule == "XML2.MA_THUOC.coded");
        Assert.Contains(With(new AllBut("99001")).Faults, f => f.Rule == "XML1.MA_DKBD.coded");
        Assert.NotEqual(Grade.Refused, With(new AllBut("40.99999")).Grade);
        // Without a list, or before its first day, nothing is said.
        Assert.DoesNotContain(With(null).Faults, f => f.Rule.EndsWith(".coded", StringComparison.Ordinal));
        Assert.DoesNotContain(With(new AllBut("40.99999", Files.Today.AddDays(1))).Faults, f => f.Rule.EndsWith(".coded", StringComparison.Ordinal));
        var strict = new RuleBook([.. RuleBook.Standard.Rules.Select(r => r.Kind == "coded" ? r with { Severity = Severity.Refuse } : r)]);
        Assert.Equal(Grade.Refused, With(new AllBut("40.99999"), strict).Grade);
    }

    [Fact]
    public void Ids_are_unique_on_every_day()
    {
        foreach (var day in new[] { new DateOnly(2024, 8, 1), new DateOnly(2025, 1, 1), new DateOnly(2026, 6, 30), new DateOnly(2026, 7, 1), new DateOnly(2026, 8, 1) })
            Assert.Empty(RuleBook.Standard.On(day).Rules.GroupBy(r => r.Id).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Theory]
    [InlineData("2024-12-31", "4750")]
    [InlineData("2025-01-01", "3176")]
    [InlineData("2026-11-22", "3176")]
    public void The_set_is_chosen_by_the_end_of_the_visit(string day, string set)
    {
        var episode = Files.Maker(2, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Make(Scene.Outpatient, 1);
        Assert.Equal(set, Check(episode).RuleSet);
    }

    [Theory]
    [InlineData("2026-07-31", "14", true)]
    [InlineData("2026-08-01", "14", false)]
    [InlineData("2026-08-01", "17", true)]
    [InlineData("2026-07-31", "10", false)]
    public void New_kinds_of_visit_hold_from_their_day(string day, string kind, bool isWrong)
    {
        var episode = Files.Maker(2, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Make(Scene.Outpatient, 1);
        episode.Summary!["MA_LOAI_KCB"] = kind;
        Assert.Equal(isWrong, Check(episode).Faults.Any(f => f is { Rule: "XML1.MA_LOAI_KCB.list", Severity: Severity.Refuse }));
    }

    [Theory]
    [InlineData("2026-06-30", "47.5", true)]
    [InlineData("2026-07-01", "47.5", false)]
    [InlineData("2026-07-01", "47.55", true)]
    public void The_share_has_four_characters_from_july_2026(string day, string share, bool isWrong)
    {
        var episode = Files.Maker(2, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Make(Scene.Outpatient, 1);
        episode.Rows(2)[0]["MUC_HUONG"] = share;
        Assert.Equal(isWrong, Check(episode).Faults.Any(f => f.Rule == "XML2.MUC_HUONG.length"));
    }

    [Fact]
    public void A_lost_leading_zero_is_told_and_meant_as_it_was()
    {
        var episode = Ward();
        episode.Summary!["MA_LOAI_KCB"] = "3";
        episode.Remove(7);
        var verdict = Check(episode);
        Assert.Contains(verdict.Faults, f => f is { Rule: "XML1.MA_LOAI_KCB.list", Severity: Severity.Warn, Expected: "03" });
        Assert.Contains(verdict.Faults, f => f.Rule == "XML1.MA_LOAI_KCB.table");
        Assert.Equal(Grade.AcceptedWithWarnings, verdict.Grade);
    }

    [Fact]
    public void A_visit_sent_without_its_detail_is_told_but_taken()
    {
        var episode = Ward();
        episode.Remove(2);
        episode.Remove(3);
        var verdict = Check(episode);
        Assert.Contains(verdict.Faults, f => f is { Rule: "XML1.T_TONGCHI_BV.sum", Severity: Severity.Warn, Expected: "0" });
        Assert.Equal(Grade.AcceptedWithWarnings, verdict.Grade);
    }

    [Fact]
    public void A_service_may_be_paid_in_part()
    {
        var episode = Ward();
        var row = episode.Rows(3)[0];
        var (whole, total) = (row.Amount("THANH_TIEN_BV")!.Value, episode.Summary!.Amount("T_TONGCHI_BV")!.Value);
        (row["TYLE_TT_DV"], row["THANH_TIEN_BV"]) = ("50", Numbers.Write(whole / 2));
        episode.Summary["T_TONGCHI_BV"] = Numbers.Write(total - whole / 2);
        Assert.DoesNotContain(Check(episode).Faults, f => f.Severity == Severity.Refuse);
    }

    [Fact]
    public void The_last_day_of_a_medicine_may_lie_ahead_the_end_of_an_examination_may_not()
    {
        var episode = Files.Maker(5).Make(Scene.Outpatient, 2);
        episode.Summary!["NGAY_RA"] = "202612202359";
        Assert.Contains(Check(episode).Faults, f => f.Rule == "XML1.NGAY_RA.notfuture");
        episode.Summary["MA_LOAI_KCB"] = "05";
        Assert.DoesNotContain(Check(episode).Faults, f => f.Rule.StartsWith("XML1.NGAY_RA.notfuture", StringComparison.Ordinal));
        episode.Summary["NGAY_RA"] = "202912202359";
        Assert.Contains(Check(episode).Faults, f => f.Rule == "XML1.NGAY_RA.notfuture-long");
    }

    [Fact]
    public void Several_cards_of_one_visit_pass_and_cards_of_the_forces_are_left_out()
    {
        var episode = Ward();
        episode.Summary!["MA_THE_BHYT"] = "DN4999999999999;QN12345;TE1990000000001";
        Assert.DoesNotContain(Check(episode).Faults, f => f.Rule == "XML1.MA_THE_BHYT.card");
    }

    [Fact]
    public void A_rule_of_ones_own_can_be_added()
    {
        var own = new Rule("rieng.1", null, new(2026, 1, 1), null, Severity.Warn, 1, "NHOM_MAU", "required", "", "");
        var book = new RuleBook([.. RuleBook.Standard.Rules, own]);
        var verdict = new EnvelopeCheck(book, Files.Now).Of(Files.Maker().Make(Scene.Outpatient, 1));
        Assert.Equal(("rieng.1", "XML1", "NHOM_MAU"), verdict.Faults.Select(f => (f.Rule, f.Table, f.Field)).Single());
    }
}
