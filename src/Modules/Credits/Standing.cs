using System.Data.Common;
using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Credits;

/// <summary>How somebody stands: the window, and hundredths of hours earned in it up to the day.</summary>
sealed record Stand(PractitionerCard Card, CreditWindow Window, long Earned, DateOnly Day)
{
    /// <summary>Hundredths missing.</summary>
    public long Short => Math.Max(0, Window.Rule.Hundredths - Earned);

    /// <summary>Days until the window ends.</summary>
    public int DaysLeft => Window.To.DayNumber - Day.DayNumber;

    /// <summary>As other modules are told.</summary>
    public CreditStanding Told => new(Window.Rule.Name, Window.From, Window.To, Window.Rule.Hundredths / 100m, Earned / 100m, Short / 100m);
}

/// <summary>Recomputes standings from the entries, for one or for all; nothing is kept that could go wrong.</summary>
sealed class Standing(CreditsStore store, Database database, IPractitioners register, TimeProvider clock) : ICredits
{
    const int Few = 200;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, CreditStanding>> StandingAsync(IReadOnlyCollection<Guid> practitioners, DateOnly? on, CancellationToken stop)
    {
        var day = on ?? clock.Today();
        var cards = await register.CardsAsync(practitioners, day, stop);
        return (await OfAsync([.. cards.Values], day, stop)).ToDictionary(s => s.Card.Id, s => s.Told);
    }

    /// <summary>How these people stand on a day; those of whom nothing is asked are left out.</summary>
    public async Task<IReadOnlyList<Stand>> OfAsync(IReadOnlyList<PractitionerCard> cards, DateOnly day, CancellationToken stop)
    {
        var book = await RuleBook.LoadAsync(store, stop);
        var windows = cards.Select(c => (Card: c, Window: book.Window(c, day))).Where(w => w.Window is not null).ToDictionary(w => w.Card.Id, w => w.Window!);
        var sums = await SumsAsync(windows, day, stop);
        return [.. cards.Where(c => windows.ContainsKey(c.Id)).Select(c => new Stand(c, windows[c.Id], sums.GetValueOrDefault(c.Id), day))];
    }

    /// <summary>Hundredths earned in each person's window up to a day.</summary>
    public async Task<Dictionary<Guid, long>> SumsAsync(IReadOnlyDictionary<Guid, CreditWindow> windows, DateOnly day, CancellationToken stop)
    {
        var sums = new Dictionary<Guid, long>(windows.Count);
        if (windows.Count == 0) return sums;
        await using var connection = await database.OpenAsync(stop);
        const string Fields = "select practitioner_id, on_day, hundredths from credits_entry where ";
        var first = windows.Values.Min(w => w.From);
        if (windows.Count > Few)
        {
            await AddAsync(connection.Command(Fields + "on_day >= @p0 and on_day <= @p1", first, day), windows, day, sums, stop);
            return sums;
        }
        var places = string.Join(',', Enumerable.Range(0, windows.Count).Select(i => "@p" + i.ToString(CultureInfo.InvariantCulture)));
        await AddAsync(connection.Command(Fields + $"practitioner_id in ({places})", [.. windows.Keys.Cast<object>()]), windows, day, sums, stop);
        return sums;
    }

    static async Task AddAsync(DbCommand command, IReadOnlyDictionary<Guid, CreditWindow> windows, DateOnly day, Dictionary<Guid, long> sums, CancellationToken stop)
    {
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop))
            {
                var id = row.GetGuid(0);
                if (!windows.TryGetValue(id, out var window)) continue;
                var on = row.Day(1);
                if (on >= window.From && on <= window.To && on <= day) sums[id] = sums.GetValueOrDefault(id) + row.GetInt64(2);
            }
        }
    }
}
