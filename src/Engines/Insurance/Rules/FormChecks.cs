using System.Globalization;

namespace LienY.Insurance;

/// <summary>A number is written as one.</summary>
sealed class NumberForm(Rule rule, FieldKind kind) : RowCheck(rule)
{
    public override void Run(CheckRun run, Row row)
    {
        if (row[Index] is not { } text) return;
        if (Numbers.Read(text) is not { } number) run.Tell(Rule.Break(row, "number", text));
        else if (kind == FieldKind.Integer && number != decimal.Truncate(number)) run.Tell(Rule.Break(row, "integer", text));
        else if (text.Contains(',', StringComparison.Ordinal)) run.Tell(Rule.Break(row, "comma", text) with { Severity = Severity.Warn });
    }
}

/// <summary>A moment, day, birth or code is written as one.</summary>
sealed class TimeForm(Rule rule, FieldKind kind) : RowCheck(rule)
{
    public override void Run(CheckRun run, Row row)
    {
        if (row[Index] is not { } text) return;
        switch (kind)
        {
            case FieldKind.Moment when !Moments.IsMoment(text):
                run.Tell(Rule.Break(row, "moment", text));
                break;
            case FieldKind.Day when !Moments.IsDay(text):
            case FieldKind.DayOrMoment when !Moments.IsDay(text) && !Moments.IsMoment(text):
            case FieldKind.Days when !text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(Moments.IsDay):
                run.Tell(Rule.Break(row, "day", text));
                break;
            case FieldKind.Birth when PartialDay.Read(text) is null:
                run.Tell(Rule.Break(row, "birth", text));
                break;
            case FieldKind.Code when text.Any(char.IsWhiteSpace):
                run.Tell(Rule.Break(row, "code", text));
                break;
        }
    }
}

/// <summary>A time does not lie further ahead than some days.</summary>
sealed class NotFuture(Rule rule) : RowCheck(rule)
{
    readonly int ahead = int.Parse(rule.Parameters, CultureInfo.InvariantCulture);

    public override void Run(CheckRun run, Row row)
    {
        var day = row[Index] is { } text ? Moments.Day(text) ?? PartialDay.Read(text)?.First : null;
        if (day > Moments.DayAt(run.Now).AddDays(ahead)) run.Tell(Rule.Break(row, "notfuture", row[Index]));
    }
}

/// <summary>A time does not come after another of the row; times of a list are compared place by place.</summary>
sealed class Order(Rule rule) : RowCheck(rule)
{
    readonly int later = FieldBook.Tables[rule.Table][rule.Parameters].Index;

    public override void Run(CheckRun run, Row row)
    {
        if (row[Index] is not { } first || row[later] is not { } last) return;
        if (!first.Contains(';', StringComparison.Ordinal) && !last.Contains(';', StringComparison.Ordinal))
        {
            Compare(run, row, first, last);
            return;
        }
        var (firsts, lasts) = (first.Split(';', StringSplitOptions.TrimEntries), last.Split(';', StringSplitOptions.TrimEntries));
        for (var i = 0; i < Math.Min(firsts.Length, lasts.Length); i++) Compare(run, row, firsts[i], lasts[i]);
    }

    void Compare(CheckRun run, Row row, string first, string last)
    {
        if (!Earliest(first, out var begin) || !Moments.Parts(last, out var end)) return;
        // Where one side is a bare day, days are compared.
        var late = first.Length == 12 && last.Length == 12 ? begin > end : begin.Date > end.Date;
        if (late) run.Tell(Rule.Break(row, "order", first, $"{Rule.Parameters} ({last})"));
    }

    static bool Earliest(string text, out DateTime at)
    {
        if (Moments.Parts(text, out at)) return true;
        if (PartialDay.Read(text) is not { } partial) return false;
        at = partial.First.ToDateTime(default);
        return true;
    }
}

/// <summary>A number of days is that of two dates, both counted.</summary>
sealed class Days(Rule rule) : RowCheck(rule)
{
    readonly int from = FieldBook.Tables[rule.Table][rule.Parameters.Split("..")[0]].Index, to = FieldBook.Tables[rule.Table][rule.Parameters.Split("..")[1]].Index;

    public override void Run(CheckRun run, Row row)
    {
        if (Numbers.Read(row[Index]) is not { } told || Moments.Day(row[from]) is not { } first || Moments.Day(row[to]) is not { } last || last < first) return;
        var days = last.DayNumber - first.DayNumber + 1;
        if (told != days) run.Tell(Rule.Break(row, "days", row[Index], days.ToString(CultureInfo.InvariantCulture)));
    }
}

/// <summary>Insurance cards have their form.</summary>
sealed class Card(Rule rule) : RowCheck(rule)
{
    public override void Run(CheckRun run, Row row)
    {
        if (row[Index] is not { } text) return;
        foreach (var part in text.AsSpan().Split(';'))
        {
            var one = text.AsSpan(part).Trim();
            if (one.Length == 0 || InsuranceNumber.IsForces(one) || InsuranceNumber.IsCard(one)) continue;
            run.Tell(Rule.Break(row, "card", one.ToString()));
        }
    }
}

/// <summary>A personal number agrees with sex and year of birth: a hint only, papers may say otherwise; there is no check digit.</summary>
sealed class Personal(Rule rule) : RowCheck(rule)
{
    readonly int sex = FieldBook.Tables[rule.Table][FieldNames.GIOI_TINH].Index, birth = FieldBook.Tables[rule.Table][FieldNames.NGAY_SINH].Index;

    public override void Run(CheckRun run, Row row)
    {
        if (PersonalNumber.Read(row[Index]) is not { } number || PartialDay.Read(row[birth]) is not { } born) return;
        var told = row[sex] switch { "1" => true, "2" => false, _ => (bool?)null };
        if ((told is not null && number.IsMale != told) || number.Century != born.Year / 100) run.Tell(Rule.Break(row, "personal-sex", row[Index]));
        else if (number.YearOfBirth != born.Year) run.Tell(Rule.Break(row, "personal-year", row[Index]));
    }
}
