using System.Globalization;

namespace LienY.Reading;

/// <summary>Rows of an activity table, with section rows, merged cells and columns in any order.</summary>
static class ActivityTable
{
    public static void Read(TableContext table, Harvest harvest)
    {
        var grid = table.Grid;
        int number = grid.At(Column.Number), name = grid.At(Column.Name);
        var year = table.Document.Document.Period is { From: { } from, To: { } to } && from.Year == to.Year ? from.Year : table.Document.Document.Date?.Year;
        string? section = null, sectionNumber = null;
        var ordinal = 0;
        for (var i = 0; i < grid.Rows.Count; i++)
        {
            var row = grid.Rows[i];
            var mark = number >= 0 ? row[number].TrimEnd('.', ')', ' ') : "";
            var title = row[name].Length > 0 ? row[name] : row.Cells.FirstOrDefault(c => c.Own && c.Text.Length > 0 && Vietnamese.Number(c.Text) is null)?.Text ?? "";
            if (title.Length == 0 && row.Filled == 0) continue;
            if (IsSection(grid, i, number, name, mark))
            {
                var text = title.Length > 0 ? title : mark;
                var inline = Marker.Find(text);
                section = inline is null ? text : text[inline.Length..];
                sectionNumber = mark.Length > 0 && mark.Length < 6 ? mark : inline?.Text;
                continue;
            }
            // A row without number and name carries on the row above, cut by a page end.
            if (mark.Length == 0 && number >= 0 && (row[name].Length == 0 || !row.Cells[name].Own) && harvest.Activities.Count > 0 && harvest.Activities[^1].Table == table.Id && row.Filled > 0 && AllOwn(row))
            {
                harvest.Activities[^1] = Extend(harvest.Activities[^1], Cells(table, row, year));
                continue;
            }
            ordinal++;
            var place = mark.Length > 0 && mark.Length < 12 ? mark : ordinal.ToString(CultureInfo.InvariantCulture);
            var path = string.Join('.', new[] { table.Prefix, sectionNumber, place }.Where(p => !string.IsNullOrEmpty(p)));
            var activity = Cells(table, row, year) with { Id = Harvest.Id("A", harvest.Activities.Count), Path = path, Section = section };
            harvest.Activities.Add(activity);
            AddMoney(table, row, activity, harvest);
        }
    }

    static bool AllOwn(GridRow row) => row.Cells.All(c => c.Own || c.Spread || c.Text.Length == 0);

    static ActivityRow Cells(TableContext table, GridRow row, int? year)
    {
        var grid = table.Grid;
        IReadOnlyList<string> Items(Column role) => [.. Enumerable.Range(0, grid.Columns.Count).Where(c => grid.Columns[c] == role).SelectMany(c => row.Cells[c].Items)];
        string? Text(Column role, string between = " ") => Items(role) is { Count: > 0 } items ? string.Join(between, items) : null;
        var name = string.Join(' ', row.Cells[grid.At(Column.Name)].Items);
        if (Marker.Find(name) is { } marker && (marker.IsBullet || grid.At(Column.Number) < 0)) name = name[marker.Length..];
        var time = Text(Column.Time);
        var schedule = Schedule.Read(time ?? "", year);
        var (lead, cooperating) = Units(Items(Column.Lead), Items(Column.Cooperating));
        return new()
        {
            Id = "",
            Path = "",
            Name = name,
            Time = time,
            Start = schedule.Start,
            End = schedule.End,
            Months = schedule.Months,
            Frequency = schedule.Frequency,
            Lead = lead,
            Cooperating = cooperating,
            Product = Text(Column.Product, "\n"),
            Audience = Text(Column.Audience),
            Place = Text(Column.Place),
            Quantity = Quantities(grid, row),
            Funding = Text(Column.Money),
            Note = Notes(grid, row),
            Document = table.Document.Id,
            Table = table.Id,
            Lines = row.Lines,
        };
    }

    // "Chủ trì: A; phối hợp: B" in one cell is parted.
    static (IReadOnlyList<string> Lead, IReadOnlyList<string> Cooperating) Units(IReadOnlyList<string> lead, IReadOnlyList<string> cooperating)
    {
        var own = new List<string>();
        var others = new List<string>(cooperating);
        foreach (var item in lead)
        {
            var folded = Vietnamese.Fold(item);
            var at = folded.IndexOf("phoi hop", StringComparison.Ordinal);
            if (at < 0 || !folded[at..].Contains(':', StringComparison.Ordinal)) own.Add(item);
            else
            {
                if (at > 0) own.Add(item[..at].TrimEnd(' ', ';', ',', '(', '-'));
                others.Add(item[(item.IndexOf(':', at) + 1)..]);
            }
        }
        return (UnitNames.Split(own), UnitNames.Split(others));
    }

    static string? Quantities(Grid grid, GridRow row)
    {
        var parts = Enumerable.Range(0, grid.Columns.Count).Where(c => grid.Columns[c] == Column.Quantity && row[c].Length > 0).ToList();
        return parts.Count switch { 0 => null, 1 => row[parts[0]], _ => string.Join("; ", parts.Select(c => grid.Headers[c] + ": " + row[c])) };
    }

    static string? Notes(Grid grid, GridRow row)
    {
        var parts = new List<string>();
        for (var c = 0; c < grid.Columns.Count; c++)
        {
            if (row[c].Length == 0 || row.Cells[c].Spread) continue;
            if (grid.Columns[c] == Column.Note) parts.Add(row[c]);
            // Columns of no known meaning are kept with their title.
            else if (grid.Columns[c] is Column.Other or Column.Source or Column.Target or Column.Unit) parts.Add(grid.Headers[c].Length > 0 ? grid.Headers[c] + ": " + row[c] : row[c]);
        }
        return parts.Count == 0 ? null : string.Join("\n", parts);
    }

    static bool IsSection(Grid grid, int at, int number, int name, string mark)
    {
        var row = grid.Rows[at];
        var others = Enumerable.Range(0, row.Cells.Count).Where(c => c != number && c != name && row.Cells[c].Text.Length > 0 && row.Cells[c].Own).ToList();
        var spread = row.Cells.Count(c => c.Spread) >= Math.Max(1, row.Cells.Count - 2);
        if (spread && row.Filled <= 2) return true;
        if (others.Count > 0) return false;
        var roman = mark.Length > 0 && Marker.Find(mark + ". X") is { Kind: MarkerKind.Roman or MarkerKind.Capital or MarkerKind.Part };
        if (roman) return true;
        if (mark.Length == 0) return row.Filled == 1;
        var next = at + 1 < grid.Rows.Count && number >= 0 ? grid.Rows[at + 1][number] : "";
        return next.StartsWith(mark + ".", StringComparison.Ordinal) && next.Length > mark.Length + 1;
    }

    static ActivityRow Extend(ActivityRow row, ActivityRow more) => row with
    {
        Name = Vietnamese.Squeeze(row.Name + " " + more.Name),
        Time = Joined(row.Time, more.Time, " "),
        Lead = [.. row.Lead, .. more.Lead],
        Cooperating = [.. row.Cooperating, .. more.Cooperating],
        Product = Joined(row.Product, more.Product, "\n"),
        Note = Joined(row.Note, more.Note, "\n"),
        Lines = new(row.Lines.First, more.Lines.Last),
    };

    static string? Joined(string? a, string? b, string between) => a is null ? b : b is null ? a : a + between + b;

    static void AddMoney(TableContext table, GridRow row, ActivityRow activity, Harvest harvest)
    {
        var grid = table.Grid;
        for (var c = 0; c < grid.Columns.Count; c++)
        {
            if (grid.Columns[c] is not (Column.Money or Column.Year or Column.Total) || !HeaderColumns.IsMoney(grid.Headers[c]) || !row.Cells[c].Own) continue;
            if (Vietnamese.Fold(grid.Headers[c]).Contains("don gia", StringComparison.Ordinal) || Vietnamese.Number(row[c]) is not { } amount) continue;
            var unit = Money.UnitIn(grid.Headers[c]) ?? Money.UnitIn(table.Caption);
            var source = grid.At(Column.Source) is var s and >= 0 && row[s].Length > 0 ? row[s] : null;
            harvest.Budgets.Add(new()
            {
                Id = Harvest.Id("B", harvest.Budgets.Count),
                Label = activity.Name,
                Axis = "item",
                Year = HeaderColumns.YearOf(grid.Headers[c]),
                Total = grid.Columns[c] == Column.Total,
                Amount = amount,
                Unit = unit,
                AmountVnd = Money.InDong(amount, unit),
                Source = source,
                Document = activity.Document,
                Row = activity.Path,
                Table = table.Id,
                Lines = row.Lines,
            });
        }
    }
}
