using System.Globalization;
using System.Text;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What became of one row of a file: taken, or refused with the reason.</summary>
sealed record ImportAnswer(int Row, string Text, bool Taken, string Says);

/// <summary>The answers to a file of entries.</summary>
sealed record MoneyImportView(PlanHead Head, IReadOnlyList<ImportAnswer> Answers);

/// <summary>Reads entries from separated text: project; source; year; kind; amount; day; document; day of document; remark. Each row is answered; the good ones are kept.</summary>
static class MoneyImport
{
    const int MostRows = 5000;

    static readonly (string Start, MoneyKind Kind)[] Kinds =
        [("dieu chinh", MoneyKind.Planned), ("ke hoach", MoneyKind.Planned), ("giao", MoneyKind.Allocated), ("giai ngan", MoneyKind.Spent), ("chi", MoneyKind.Spent), ("planned", MoneyKind.Planned), ("allocated", MoneyKind.Allocated), ("spent", MoneyKind.Spent)];

    /// <summary>Takes every row that may stand.</summary>
    public static async Task<IReadOnlyList<ImportAnswer>> TakeAsync(PlansStore store, Plan plan, Act act, Stream content, Words words, CancellationToken stop)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: false));
        var text = (await reader.ReadToEndAsync(stop)).TrimStart('\uFEFF');
        var rows = Rows(text).ToList();
        if (rows.Count > MostRows) throw new Refusal(RefusalKind.Invalid, "Tệp có {0} dòng, nhiều nhất {1} dòng một lần. Xin chia nhỏ.", rows.Count, MostRows) { Field = "file" };
        var lines = (await store.Budgets.Where(b => b.PlanId == plan.Id).ToListAsync(stop)).Where(b => !b.IsTotal).ToList();
        var known = (await store.Money.AsNoTracking().Where(m => m.PlanId == plan.Id).ToListAsync(stop)).Select(m => (m.LineId, m.Kind, m.Amount, m.MadeOn, Fold.Of(m.Document))).ToHashSet();
        var answers = new List<ImportAnswer>();
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = rows[i];
            if (cells.All(c => c.Length == 0) || (i == 0 && !cells.Any(c => c.Any(char.IsDigit)))) continue;
            try
            {
                var (line, form) = Read(cells, lines, act.Today);
                if (!known.Add((line.Id, form.Kind, form.Amount, form.On, Fold.Of(form.Document)))) throw Refusal.Conflict("Khoản này đã có trong sổ.");
                await BudgetWork.EnterAsync(store, plan, act, line, form, null, stop);
                answers.Add(new(i + 1, string.Join("; ", cells), true, words["{0} đồng", (decimal)form.Amount]));
            }
            catch (Refusal refusal)
            {
                answers.Add(new(i + 1, string.Join("; ", cells), false, words.Of(refusal)));
            }
        }
        return answers;
    }

    static (Budget, MoneyForm) Read(IReadOnlyList<string> cells, List<Budget> lines, DateOnly today)
    {
        string Cell(int at) => at < cells.Count ? cells[at] : "";
        var year = Cell(2).Length == 0 ? (int?)null : int.TryParse(Cell(2), NumberStyles.None, CultureInfo.InvariantCulture, out var y) ? y : throw Refusal.Invalid("Năm “{0}” không đúng.", Cell(2));
        var fitting = lines.Where(l => Fold.Of(l.Label) == Fold.Of(Cell(0)) && l.Year == year && (Cell(1).Length == 0 || Fold.Of(l.Source) == Fold.Of(Cell(1)))).ToList();
        var line = fitting is [var only] ? only : throw Refusal.Invalid(fitting.Count == 0 ? Words.Key("Không có dòng kinh phí “{0}”, nguồn “{1}”, năm {2}.") : Words.Key("Có nhiều dòng kinh phí “{0}”; xin ghi rõ nguồn “{1}” và năm {2}."), Cell(0), Cell(1), Cell(2).Length > 0 ? Cell(2) : "–");
        var folded = Fold.Of(Cell(3));
        var kind = Kinds.FirstOrDefault(k => folded.StartsWith(k.Start, StringComparison.Ordinal)) is { Start.Length: > 0 } found ? found.Kind
            : throw Refusal.Invalid("Loại “{0}” không đúng. Xin ghi: điều chỉnh, giao hoặc giải ngân.", Cell(3));
        var amount = Say.TryNumber(Cell(4), out var number) ? MoneyForm.Dong(number) : throw Refusal.Invalid("“{0}” không phải là số. Ví dụ đúng: 1.320 hoặc 24,4.", Cell(4));
        var on = Say.TryDay(Cell(5), out var day) ? day : throw Refusal.Invalid("“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", Cell(5));
        var documentOn = Cell(7).Length == 0 ? (DateOnly?)null : Say.TryDay(Cell(7), out var of) ? of : throw Refusal.Invalid("“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", Cell(7));
        return (line, new MoneyForm(kind, amount, on, Cell(6), documentOn, Cell(8), null).Checked(today));
    }

    // Separated by what the first line has most of; an apostrophe that disarmed a formula is taken off.
    static IEnumerable<IReadOnlyList<string>> Rows(string text) => Separated.Records(new StringReader(text), Separated.SeparatorOf(text.Split('\n', 2)[0]))
        .Select(r => r.Cells.ConvertAll(c => c.Trim().TrimStart('\'')));
}
