using System.Text.Json;

namespace LienY.Reading.Tests;

public sealed class KeyTests
{
    const string KienGiang = "ke-hoach-kien-giang-tphcm-2025";
    const string ThanUyen = "ke-hoach-chuyen-doi-so-than-uyen-2026-2030";
    static readonly Dictionary<string, string> Short = new() { ["tthc"] = "thủ tục hành chính", ["cntt"] = "công nghệ thông tin", ["attt"] = "an toàn thông tin", ["qđ"] = "quyết định" };

    [Theory, InlineData(KienGiang), InlineData(ThanUyen)]
    public void Frames_of_the_known_plans_are_read_whole(string name)
    {
        var (reading, key) = Samples.Shared(name);
        foreach (var wanted in key.Rows("documents"))
        {
            var got = reading.Documents.Single(d => d.Id == wanted.GetProperty("id").GetString());
            Assert.Equal(wanted.Str("type"), got.Type);
            Assert.Equal(wanted.Str("number"), got.Number);
            Assert.Equal(wanted.Str("date"), got.Date?.ToString("yyyy-MM-dd", null));
            Assert.Equal(wanted.Str("issuer"), got.Issuer);
            Assert.Equal(wanted.Str("title"), got.Title);
            Assert.Equal(wanted.Strings("recipients"), got.Recipients);
            if (wanted.TryGetProperty("signer", out var signer))
            {
                Assert.Equal(signer.Str("name"), got.Signer?.Name);
                Assert.Equal(signer.Str("position"), got.Signer?.Position);
                Assert.Equal(signer.Strings("authority"), got.Signer!.Authority);
            }
            if (wanted.TryGetProperty("parent_plan", out var parent)) Assert.Equal((parent.Str("ref"), parent.Str("date")), (got.Parent?.Ref, got.Parent?.Date?.ToString("yyyy-MM-dd", null)));
            else Assert.Null(got.Parent);
            var bases = wanted.Rows("basis").ToList();
            Assert.Equal(bases.Count, got.Bases.Count);
            foreach (var (basis, read) in bases.Zip(got.Bases))
            {
                if (basis.Str("ref")!.Contains('/', StringComparison.Ordinal)) Assert.Equal(basis.Str("ref"), read.Ref);
                Assert.Equal(basis.Str("date"), read.Date?.ToString("yyyy-MM-dd", null));
            }
            Assert.Equal(wanted.Rows("appendices").Count(), got.Annexes.Count);
        }
    }

    [Theory, InlineData(KienGiang), InlineData(ThanUyen)]
    public void Every_target_has_its_value_comparator_unit_and_period_and_none_is_invented(string name)
    {
        var (reading, key) = Samples.Shared(name);
        var left = reading.Indicators.ToList();
        int named = 0, all = 0;
        foreach (var wanted in key.Rows("indicators"))
        {
            all++;
            decimal? value = wanted.GetProperty("value").ValueKind == JsonValueKind.Null ? null : wanted.GetProperty("value").GetDecimal();
            var got = left.Where(i => i.Document == wanted.Doc() && i.Path == wanted.Str("path") && i.Value == value && i.Lines.Meets(wanted.Lines()))
                .OrderByDescending(i => Overlap(wanted.Str("name")!, i.Name)).FirstOrDefault();
            Assert.True(got is not null, $"Target {wanted.Str("id")} “{wanted.Str("name")}” was not read.");
            left.Remove(got);
            var signs = wanted.Strings("op_accept");
            Assert.Contains(got.Comparator.Sign(), signs.Count == 0 ? ["none"] : signs);
            // The key counts a person for "01 chuyên trách"; the text names no unit but that word.
            if (wanted.Str("unit") != "người") Assert.Equal(wanted.Str("unit"), got.Unit);
            CheckPeriod(wanted.GetProperty("period"), got.Period);
            if (Overlap(wanted.Str("name")!, got.Name) >= 0.75) named++;
        }
        Assert.Empty(left);
        Assert.True(named >= all * 0.9, $"{named} of {all} names overlap by three quarters of their words.");
    }

    static void CheckPeriod(JsonElement wanted, Period? got)
    {
        var (from, to) = wanted.TryGetProperty("year", out var year) ? (year.GetInt32(), year.GetInt32()) : (wanted.GetProperty("from").GetInt32(), wanted.GetProperty("to").GetInt32());
        Assert.Equal((from, to), (got?.From?.Year, got?.To?.Year));
    }

    static double Overlap(string wanted, string got)
    {
        var words = Words(wanted);
        return words.Count == 0 ? 0 : (double)words.Intersect(Words(got)).Count() / words.Count;
    }

    static HashSet<string> Words(string text) =>
        [.. text.Replace("(chưa định mức)", "").Split([' ', ',', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant())
            .Where(w => !w.StartsWith("20", StringComparison.Ordinal)).SelectMany(w => Short.TryGetValue(w, out var spelled) ? spelled.Split(' ') : [w]).Select(w => w == "chuyên" ? "chuyển" : w)];

    [Fact]
    public void Rows_of_the_annex_tables_are_exact_cell_by_cell()
    {
        var (reading, key) = Samples.Shared(KienGiang);
        Assert.Equal(key.Rows("activities").Count(), reading.Activities.Count);
        foreach (var wanted in key.Rows("activities"))
        {
            var got = reading.Activities.Single(a => a.Document == wanted.Doc() && a.Path == wanted.Str("no"));
            Assert.Equal(wanted.Str("name"), got.Name);
            Assert.Equal(wanted.Str("time"), got.Time);
            Assert.Equal(wanted.Str("start"), got.Start?.ToString("yyyy-MM-dd", null));
            Assert.Equal(wanted.Str("end"), got.End?.ToString("yyyy-MM-dd", null));
            Assert.Equal(wanted.Strings("months"), got.Months);
            Assert.Equal(wanted.Str("frequency"), got.Frequency);
            Assert.Equal(wanted.Strings("lead"), got.Lead);
            Assert.Equal(wanted.Strings("cooperating"), got.Cooperating);
            var product = wanted.GetProperty("expected_result");
            Assert.Equal(product.ValueKind == JsonValueKind.Array ? string.Concat(product.EnumerateArray().Select(p => p.GetString())).Bare() : wanted.Str("expected_result").Bare(), got.Product.Bare());
            Assert.Equal(wanted.Lines(), got.Lines);
        }
    }

    [Theory, InlineData(KienGiang, "content_items"), InlineData(ThanUyen, "activities")]
    public void Content_items_stand_under_their_section(string name, string list)
    {
        var (reading, key) = Samples.Shared(name);
        var total = 0;
        foreach (var section in key.Rows(list))
        {
            var got = reading.Tasks.Where(t => t.Document == section.Doc() && t.Path == section.Str("path")).ToList();
            Assert.Equal(section.GetProperty("count").GetInt32(), got.Count);
            total += got.Count;
            foreach (var (item, task) in section.Rows("items").Zip(got))
            {
                Assert.StartsWith(item.Str("quote").Bare(), task.Name.Bare(), StringComparison.Ordinal);
                Assert.Equal(item.Lines().First, task.Lines.First);
            }
        }
        Assert.Equal(total, reading.Tasks.Count);
    }

    [Theory, InlineData(KienGiang), InlineData(ThanUyen)]
    public void Every_unit_has_its_duties(string name)
    {
        var (reading, key) = Samples.Shared(name);
        Assert.Equal(key.Rows("responsibilities").Select(r => (r.Doc(), r.Str("path")!, r.Str("unit")!, r.GetProperty("items").GetInt32())),
            reading.Duties.Select(d => (d.Document, d.Path, d.Unit, d.Items.Count)));
    }

    [Theory, InlineData(KienGiang), InlineData(ThanUyen)]
    public void Report_duties_are_found(string name)
    {
        var (reading, key) = Samples.Shared(name);
        foreach (var wanted in key.Rows("report_obligations"))
            Assert.Contains(reading.ReportObligations, o => o.Document == wanted.Doc() && o.Lines.Meets(wanted.Lines()) && Cadences(wanted).All(c => o.Cadence.Contains(c)));
    }

    static List<string> Cadences(JsonElement row) =>
        !row.TryGetProperty("period", out var period) || period.ValueKind == JsonValueKind.Null ? []
        : period.ValueKind == JsonValueKind.Array ? [.. period.EnumerateArray().Select(p => p.GetString()!)]
        : period.GetString() switch { "giữa kỳ và hàng năm" => ["giữa kỳ", "năm"], "hằng năm" => ["năm"], var text => [.. text!.Split(", ")] };

    [Fact]
    public void Money_of_the_flattened_annex_is_rebuilt()
    {
        var (reading, key) = Samples.Shared(ThanUyen);
        Assert.Equal(
            key.Rows("budgets").Select(b => (b.Str("row"), b.Str("label"), b.GetProperty("year").ValueKind == JsonValueKind.Number ? b.GetProperty("year").GetInt32() : (int?)null, b.GetProperty("amount").ValueKind == JsonValueKind.Null ? (decimal?)null : b.GetProperty("amount").GetDecimal(), b.Str("unit"), b.Str("source"))),
            reading.Budgets.Select(b => (b.Row, (string?)b.Label, b.Year, b.Amount, b.Unit, b.Source)));
        Assert.All(reading.Checks, c => Assert.True(c.Ok));
        Assert.Equal(3, reading.Checks.Count);
    }

    [Fact]
    public void Contradictions_of_the_bundle_are_shown()
    {
        var (reading, _) = Samples.Shared(KienGiang);
        int[] At(string code) => [.. reading.Warnings.Where(w => w.Code == code).Select(w => w.Lines.First)];
        Assert.Equal([321, 330], At("slip-date-differs"));
        Assert.Equal([160, 161, 163, 164, 167, 168], At("time-differs"));
        Assert.Equal([313], At("product-missing"));
        Assert.Equal([165, 309], At("table-split"));
        Assert.Equal([300], At("annex-reference-blank"));
        Assert.Contains(161, At("name-differs"));
        Assert.Equal([3, 170], At("issuer-from-body"));
        Assert.Equal("D2", reading.Documents[0].ParentDocument);
        Assert.Equal("111/KH-SYT", reading.Documents[2].ForDocument);
        Assert.Equal(new DateOnly(2025, 6, 11), reading.Documents[0].Stamp?.Date);
        var doubts = reading.Warnings.Where(w => w.Code is "recognition-doubt" or "name-differs").SelectMany(w => w.Related.Prepend(w.Lines)).ToList();
        foreach (var line in (int[])[54, 56, 70, 159, 161, 163, 256, 276, 287, 330]) Assert.Contains(doubts, d => d.Meets(new(line, line + (line == 276 ? 2 : 0))));
    }

    [Fact]
    public void Doubts_of_the_digital_plan_are_shown()
    {
        var (reading, _) = Samples.Shared(ThanUyen);
        foreach (var (code, line) in ((string, int)[])[("budget-row-blank", 537), ("budget-year-totals-missing", 553), ("basis-undated", 635), ("parent-date-doubtful", 7), ("target-restated", 76), ("target-restated", 222), ("table-flattened", 474), ("number-from-annex", 467)])
            Assert.Contains(reading.Warnings, w => w.Code == code && w.Lines.First == line);
    }
}
