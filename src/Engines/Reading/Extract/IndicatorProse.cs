using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Targets stated in running text.</summary>
static partial class IndicatorProse
{
    public static void Read(ReadDocument document, Harvest harvest)
    {
        Block? above = null;
        foreach (var block in document.Blocks)
        {
            if (above is not null && (block.Marker is null || block.Marker.Rank <= above.Marker!.Rank)) above = null;
            var stem = above;
            if (block.Rows is null && block.Marker is not null && block.Text.EndsWith(':') && block.Zone is Zone.Goals or Zone.Content) above = block;
            if (block.Rows is not null || block.Text.Length == 0 || !Allowed(block)) continue;
            ToBeSet(document, block, harvest);
            var found = new List<Stated>();
            var masked = Masks.Of(block.Text);
            foreach (var (start, end) in Sentences.Of(block.Text))
                found.AddRange(InSentence(block, start, end, masked, found.Count > 0 ? found[^1] : null));
            SharedDenominators.Spread(block.Text, found);
            var before = harvest.Indicators.Count;
            foreach (var stated in found.Where(f => Acceptance.Accepts(block, f))) harvest.Indicators.Add(Row(document, block, stem is null ? stated : stated with { Name = IndicatorName.Under(stem.Text, stated.Name) }, harvest));
            YearSeries.Mark(harvest.Indicators, before);
        }
    }

    static bool Allowed(Block block) => block.Zone switch
    {
        Zone.Goals or Zone.Content or Zone.Duties or Zone.Purpose or Zone.Reporting or Zone.Other or Zone.Annex => !(block.IsHeading && block.Marker is { IsBullet: false } && !block.Text.Contains('%', StringComparison.Ordinal)),
        _ => false,
    };

    static List<Stated> InSentence(Block block, int start, int end, bool[] masked, Stated? before)
    {
        var text = block.Text;
        var figures = Figures.In(text[..end], masked).Where(f => f.Start >= start).ToList();
        // "70% phụ nữ được tầm soát ít nhất 4 loại bệnh": a count inside the clause of a share is part of its name.
        for (var i = figures.Count - 1; i > 0; i--)
            if (figures[i - 1].Unit is "%" or "‰" && figures[i].Unit is not ("%" or "‰") && Unbroken().IsMatch(text[figures[i - 1].End..figures[i].Start])
                && !HasSubject(text[Math.Max(start, text.LastIndexOfAny([',', ';'], figures[i - 1].Start) + 1)..figures[i - 1].Start])) figures.RemoveAt(i);
        // "tiêm đầy đủ 8 loại vắc xin đạt ≥ 95%": a count before the verb or sign of a share is part of the name too.
        for (var i = figures.Count - 2; i >= 0; i--)
            if (figures[i].Unit is not ("%" or "‰") && figures[i + 1].IsRate && Linked().IsMatch(text[figures[i].NumberEnd..figures[i + 1].Start])
                && MeasureLead().IsMatch(text[start..figures[i].Start]) && (figures[i + 1].Unit is "%" or "‰" || !ComparatorWords.Bounds(Vietnamese.Lower(text[start..figures[i].Start])))
                || figures[i].High is null && OrMore().IsMatch(text[figures[i].NumberEnd..figures[i + 1].Start])) figures.RemoveAt(i);
        var result = new List<Stated>();
        var from = start;
        for (var i = 0; i < figures.Count; i++)
        {
            var figure = figures[i];
            var limit = i + 1 < figures.Count ? figures[i + 1].Start : end;
            var leadFrom = from;
            var stop = i + 1 < figures.Count ? Clauses.TailEnd(text, figure, limit, HasSubject(text[leadFrom..figure.Start])) : limit;
            var lead = text[leadFrom..figure.Start];
            var tail = text[(figure.IsRate ? figure.End : figure.NumberEnd)..Math.Max(stop, figure.IsRate ? figure.End : figure.NumberEnd)];
            if (figure.IsRate && figure.End > stop) tail = "";
            var named = IndicatorName.Of(lead, tail, figure, result.Count > 0 ? result[^1].Name : before?.Name);
            if (ContextOf(block, named.Name) is { } context) named.Name += $" ({context})";
            var topic = TopicOf(text[start..figure.Start], figure, named.Name);
            if (topic is not null) named.Name = $"{topic}: {Vietnamese.Uncapital(named.Name)}";
            if (Spoken.Multiplies(lead)) named = (Spoken.Name(IndicatorName.Of(Spoken.Multiplied(lead), tail.TrimStart().StartsWith("lần ", StringComparison.Ordinal) ? tail.TrimStart()[3..] : tail, figure with { Unit = "%", IsRate = true }, null).Name), "times");
            if (Spoken.Every(text, figure.Start) is not null && IndicatorName.Subject(lead) is var done) named.Name = Vietnamese.Capital(done.Length > 0 ? done : Vietnamese.Squeeze(tail).Trim(' ', ',', '.', ';'));
            var comparator = Compare(text[Math.Max(start, figure.Start - 120)..figure.Start], tail, figure, named.Change);
            var quoteEnd = Math.Max(figure.End, stop);
            while (quoteEnd > figure.End && text[quoteEnd - 1] is ' ' or ',') quoteEnd--;
            var quoteStart = leadFrom;
            while (quoteStart < figure.Start && text[quoteStart] is ' ' or ',') quoteStart++;
            result.Add(new(figure, lead, tail, named.Name, named.Change, comparator, PeriodOf(block, start, end, figure, quoteStart, quoteEnd), quoteStart, quoteEnd, text[start..end]) { HasTopic = topic is not null });
            from = stop;
        }
        ShareTails(text, result);
        YearSeries.Spread(text[start..end], result);
        return result;
    }

    // "18 bác sĩ, 22 điều dưỡng đi đào tạo": what follows the last of a list is said of all.
    static void ShareTails(string text, List<Stated> found)
    {
        for (var i = found.Count - 2; i >= 0; i--)
        {
            if (found[i].Figure is not { IsRate: false, Unit: { } unit } || found[i + 1].Figure is not { IsRate: false, Unit: { } next } || !found[i].Name.Equals(unit, StringComparison.OrdinalIgnoreCase)) continue;
            var name = found[i + 1].Name;
            var gap = text[found[i].Figure.NumberEnd..found[i + 1].Figure.Start].Trim();
            if (name.Length <= next.Length + 1 || !SaidOfAll().IsMatch(name[next.Length..]) || !name.StartsWith(next, StringComparison.OrdinalIgnoreCase) || !ListGap().IsMatch(gap[Math.Min(gap.Length, unit.Length)..])) continue;
            found[i] = found[i] with { Name = found[i].Name + name[next.Length..] };
        }
    }

    // "Tỷ lệ mắc" under "Đối với bệnh tay chân miệng" says whose rate it is.
    static string? ContextOf(Block block, string name) =>
        name.Split(' ').Length <= 3 && block.Parent is { Marker.IsBullet: false } parent && About().Match(parent.Text) is { Success: true } m ? m.Groups[1].Value.TrimEnd(':', '.', ' ') : null;

    // "Lớp hồi sức sơ sinh, 02 ngày: 28 người được cấp giấy chứng nhận": what stands before the colon tells these people from those of the next class.
    static string? TopicOf(string lead, Figure figure, string name)
    {
        var cut = ComparatorWords.Cut(lead);
        if (figure.IsRate || !lead[cut..].TrimStart().StartsWith(':') || Topic().Match(lead[..cut].TrimEnd()) is not { Success: true } m) return null;
        var topic = m.Groups[1].Value.Trim();
        return topic.Split(' ').Length < 3 || PeriodText.In(topic).Any() || name.Contains(topic, StringComparison.OrdinalIgnoreCase)
            || topic.Contains(name, StringComparison.OrdinalIgnoreCase) ? null : Vietnamese.Capital(topic);
    }

    static bool HasSubject(string lead) => IndicatorName.Subject(lead).Length > 0;

    static Comparator Compare(string lead, string tail, Figure figure, string? change)
    {
        var trimmed = Vietnamese.Lower(tail).TrimStart();
        if (figure.High is not null) return Comparator.Between;
        if (trimmed.StartsWith("trở lên", StringComparison.Ordinal) || AboveSoon().IsMatch(trimmed)) return Comparator.AtLeast;
        if (trimmed.StartsWith("trở xuống", StringComparison.Ordinal)) return Comparator.AtMost;
        // "từ 60% lên 90%" goes up to at least the second figure.
        if (figure.Baseline is { } before && change is null) return ComparatorWords.Of(figure.Rise) is not Comparator.Equal and var said ? said : figure.Value < before ? Comparator.AtMost : Comparator.AtLeast;
        var comparator = ComparatorWords.Of(lead);
        return comparator == Comparator.Equal && Keeps().IsMatch(Vietnamese.Lower(lead)) ? Comparator.Maintain : comparator;
    }

    // The period beside the figure, else the one the sentence opens with, else that of the phase or the plan.
    static Period? PeriodOf(Block block, int start, int end, Figure figure, int quoteStart, int quoteEnd)
    {
        var text = block.Text;
        var periods = PeriodText.In(text[..end]).Where(p => p.Start >= start && !SoVoi().IsMatch(Vietnamese.Lower(text[Math.Max(0, p.Start - 60)..p.Start]))).ToList();
        var near = periods.Where(p => p.Start >= (figure.Baseline is null ? figure.Start : figure.NumberEnd) && p.Start < quoteEnd).Select(p => p.Period).FirstOrDefault()
            ?? periods.Where(p => p.Start >= quoteStart && p.Start < figure.Start).Select(p => p.Period).LastOrDefault();
        if (near is not null) return near;
        return periods.Where(p => figure.Baseline is null && p.Start < figure.Start && p.Start - start < 20).Select(p => p.Period).FirstOrDefault() ?? block.Phase;
    }

    static IndicatorRow Row(ReadDocument document, Block block, Stated stated, Harvest harvest)
    {
        var unit = Units.Complete(stated.Unit ?? stated.Figure.Unit, stated.Lead);
        var every = stated.Figure.IsRate || stated.Change is not null ? null : Units.Every(stated.Lead, stated.Figure.Unit);
        return Row(document, block, stated, every is null ? stated.Name : Units.Named(stated, every), stated.Change == "times" ? "lần" : unit, harvest);
    }

    static IndicatorRow Row(ReadDocument document, Block block, Stated stated, string name, string? unit, Harvest harvest) => new()
    {
        Id = Harvest.Id("I", harvest.Indicators.Count),
        Name = name,
        Comparator = stated.Comparator,
        Value = stated.Figure.Value,
        High = stated.Figure.High,
        Unit = unit,
        Period = stated.Period ?? document.Document.Period,
        Scope = IndicatorName.Each(stated.Lead) ?? ScopeIn(stated.Sentence),
        Document = document.Id,
        Path = block.Path,
        Lines = block.Span(stated.QuoteStart, stated.QuoteEnd),
        Quote = block.Text[stated.QuoteStart..stated.QuoteEnd].Trim(),
        Baseline = stated.Figure.Baseline,
        Fraction = stated.Figure.Fraction,
        Change = stated.Change,
        Against = stated.Change is null ? null : Spoken.Against(stated.Sentence),
        Window = Spoken.Window(stated.Sentence, unit),
    };

    static string? ScopeIn(string sentence) =>
        ScopeMark().Match(sentence) is { Success: true } m ? m.Value.Trim() : null;

    // "Xây dựng chỉ tiêu cụ thể về số …, số …": targets still to be set, one for every "số".
    static void ToBeSet(ReadDocument document, Block block, Harvest harvest)
    {
        var m = SetLater().Match(block.Text);
        if (!m.Success) return;
        var list = m.Groups[1];
        var parts = NumberOf().Split(list.Value).Where(p => p.Trim().Length > 2).ToList();
        var share = ScopeTail().Match(parts[^1]);
        var offset = list.Index;
        foreach (var part in parts)
        {
            var at = block.Text.IndexOf(part, offset, StringComparison.Ordinal);
            offset = Math.Max(at, offset) + part.Length;
            var noun = part.Trim().TrimEnd('.', ';', ',', ' ');
            var name = "Số " + noun + (share.Success && !noun.EndsWith(share.Value.Trim(), StringComparison.Ordinal) ? " " + share.Value.Trim() : "");
            harvest.Indicators.Add(new()
            {
                Id = Harvest.Id("I", harvest.Indicators.Count),
                Name = name,
                Comparator = Comparator.None,
                Unit = Figures.Head(noun),
                Period = block.Phase ?? document.Document.Period,
                Scope = share.Success ? share.Value.Trim() : null,
                Document = document.Id,
                Path = block.Path,
                Lines = block.Span(m.Index, offset),
                Quote = block.Text[m.Index..offset].Trim(),
            });
        }
    }

    [GeneratedRegex(@"^[^;:]{6,}\scó\s+(?:ít nhất|tối thiểu)\s*$|^\s*\p{L}[^,;:]{6,}$(?<!\sv(?:à|ới)\s.{0,20})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unbroken();

    [GeneratedRegex(@"^(?!.*\svà\s)\s*[^,;:.\d]{0,60}?(?:(?<!\p{L})đạt|≥|≤|<|>|:|(?<!\p{L})(?:dưới|trên|còn|xuống|lên|không quá|không dưới|tối thiểu|ít nhất|là))\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Linked();

    // "số vụ từ 30 người mắc trở lên giảm ít nhất 1 vụ": the first figure only says which ones.
    [GeneratedRegex(@"^[^,;:.\d]{0,40}(?:trở lên|trở xuống)\s[^,;:.]{0,40}?(?:đạt|giảm|tăng|không quá|dưới|≥|≤|<|>)[^,;:.\d]{0,14}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrMore();

    [GeneratedRegex(@"(?:^|[,;:]\s)(?:[^,;:]{0,30}\s)?(?:tỷ lệ|tỉ lệ|tỷ suất|tỉ suất|tỷ số|tỉ số|số)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex MeasureLead();

    [GeneratedRegex(@"^\s(?:đi|tham gia|được|về|sang|tại|ở|đến|làm|học|có|cho)\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SaidOfAll();

    [GeneratedRegex(@"^\s*(?:,|và|,\s*và)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListGap();

    [GeneratedRegex(@"^\s*(\p{L}[^,:;.()]{8,90}?|(?:Lớp|Khóa|Gói|Kỹ thuật|Mô hình|Đề tài)\s[^,:;.()]{3,90}?)(?:\s*\([^()]{2,80}\))?(?<timed>,\s*\d{1,3}\s+(?:ngày|tuần|tháng|buổi|tiết|giờ|năm))?$(?(timed)|(?<=^\s*(?:Lớp|Khóa|Gói|Kỹ thuật|Mô hình|Đề tài)\s.*))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Topic();

    [GeneratedRegex(@"^(?:Đối với|Về)\s+(?:công tác\s+)?(.{3,70})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex About();

    [GeneratedRegex(@"^[^,;.\d]{0,40}?trở lên", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AboveSoon();

    [GeneratedRegex(@"(?<!\p{L})(duy trì|giữ vững|giữ ổn định|tiếp tục duy trì)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Keeps();

    [GeneratedRegex(@"so với[^,;.:]{0,40}$|so\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SoVoi();

    [GeneratedRegex(@"(?:trên địa bàn|trong phạm vi|tại) (?:toàn )?(?:tỉnh|huyện|thành phố|thị xã|xã)(?: \p{Lu}\p{L}*)*|(?:trong )?toàn (?:tỉnh|huyện|ngành|quốc|thành phố|viện)|tại (?:từng|mỗi|các) [^,.;\d]{2,30}|tại (?:đơn vị|[Bb]ệnh viện)(?: \p{Lu}\p{L}*)*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ScopeMark();

    [GeneratedRegex(@"(?:[Xx]ây dựng|[Xx]ác định|[Gg]iao|[Đđ]ặt ra|[Đđ]ề ra)\s+(?:các\s+)?chỉ tiêu(?:\s+cụ thể)?(?:\s+(?:về|cho))?\s+(?:số\s)([^.;]{3,300})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SetLater();

    [GeneratedRegex(@"\s*(?:,|\bvà)\s*(?:số)\s+(?=\p{Ll})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberOf();

    [GeneratedRegex(@"\s(?:tại|ở|của|trong)\s+(?:từng|mỗi|các)\s[^,]{2,60}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ScopeTail();
}

/// <summary>A figure with its words, before it is known to be a target.</summary>
sealed record Stated(Figure Figure, string Lead, string Tail, string Name, string? Change, Comparator Comparator, Period? Period, int QuoteStart, int QuoteEnd, string Sentence)
{
    /// <summary>Unit completed from a denominator shared with a later figure.</summary>
    public string? Unit { get; set; }

    /// <summary>It stands behind "Lớp …, 02 ngày:", which it is said of.</summary>
    public bool HasTopic { get; init; }
}
