using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Credits;

/// <summary>The window that counts for somebody on a day.</summary>
sealed record CreditWindow(CreditRule Rule, DateOnly From, DateOnly To);

/// <summary>All rules with their days: those that came with the house and those that an administrator entered; of two of the same code and day the later entered holds.</summary>
sealed class RuleBook(IReadOnlyList<CreditRule> rules)
{
    static readonly string[] Eight = ["doctor", "assistant", "nurse", "midwife", "technician", "nutritionist", "paramedic", "psychologist"];

    /// <summary>The rules that came with the house.</summary>
    public static IReadOnlyList<CreditRule> Printed { get; } = Read();

    /// <summary>With what administrators entered.</summary>
    public static async Task<RuleBook> LoadAsync(CreditsStore store, CancellationToken stop) => Of(await store.Rules.AsNoTracking().ToListAsync(stop));

    /// <summary>With these beside the printed ones.</summary>
    public static RuleBook Of(IEnumerable<CreditRule> added) =>
        new([.. Printed.Concat(added).GroupBy(r => (r.Code, r.FromDay)).Select(g => g.MaxBy(r => r.MadeAt)!)]);

    /// <summary>Rules that stand, by kind, code and day.</summary>
    public IReadOnlyList<CreditRule> All { get; } = [.. rules.OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Code, StringComparer.Ordinal).ThenByDescending(r => r.FromDay)];

    /// <summary>What an activity is worth on a day; null: no rule holds.</summary>
    public CreditRule? Worth(string activity, DateOnly day) => rules.Where(r => r.Kind == "worth" && r.Activity == activity && r.HoldsOn(day)).MaxBy(r => (r.FromDay, r.MadeAt));

    /// <summary>The window that counts for somebody on a day; null where the law asks nothing of them.</summary>
    public CreditWindow? Window(PractitionerCard card, DateOnly day)
    {
        var licensed = card.LicenceNumber.Length > 0 && card.LicenceFrom <= day;
        // Pharmacists have a law of their own (Law 105/2016).
        if (licensed && !Eight.Contains(card.Title)) return null;
        if (!licensed && card.Title == "pharmacist") return null;
        var who = licensed ? "licensed" : "other";
        return rules.Where(r => r.Kind == "window" && r.Who == who && r.HoldsOn(day)).MaxBy(r => (r.FromDay, r.MadeAt)) is { } rule ? Place(rule, card.LicenceFrom ?? day, day) : null;
    }

    static CreditWindow Place(CreditRule rule, DateOnly issued, DateOnly day)
    {
        if (rule.Anchor != "licence") return new(rule, new DateOnly(day.Year - rule.Years + 1, 1, 1), new DateOnly(day.Year, 12, 31));
        var cycle = 0;
        while (issued.AddYears((cycle + 1) * rule.Years) <= day) cycle++;
        return new(rule, issued.AddYears(cycle * rule.Years), issued.AddYears((cycle + 1) * rule.Years).AddDays(-1));
    }

    static List<CreditRule> Read()
    {
        using var reader = new StreamReader(typeof(RuleBook).Assembly.GetManifestResourceStream("Rules/rules.tsv")!);
        var (rules, head) = (new List<CreditRule>(), true);
        while (reader.ReadLine() is { } line)
        {
            var c = line.Split('\t');
            if (!head)
                rules.Add(new()
                {
                    Code = c[0],
                    Kind = c[1],
                    Name = c[2],
                    Who = c[3],
                    Activity = c[4],
                    Form = c[5],
                    Hundredths = (long)(decimal.Parse(c[6], CultureInfo.InvariantCulture) * 100),
                    Unit = c[7],
                    Years = c[8].Length > 0 ? int.Parse(c[8], CultureInfo.InvariantCulture) : 0,
                    Anchor = c[9],
                    FromDay = DateOnly.ParseExact(c[10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ToDay = c[11].Length > 0 ? DateOnly.ParseExact(c[11], "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                    Source = c[12],
                    Sureness = c[13],
                    Note = c[14],
                });
            head = false;
        }
        return rules;
    }
}
