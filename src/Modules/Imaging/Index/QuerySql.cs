using System.Globalization;
using System.Text;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>A question as a statement over the index.</summary>
sealed class QuerySql(ImageQuery query, List<object?> values)
{
    const int MostUids = 500;

    /// <summary>The whole statement; <paramref name="gate"/> is the condition of the release gate.</summary>
    public string Text(string gate)
    {
        var conditions = query.Keys.Select(k => (Column: IndexColumns.Of(k.Tag), k.Value)).Where(k => k.Column is not null && k.Value.Length > 0).ToList();
        var where = new List<string> { gate };
        if (query.FacilityId is { } facility) where.Add("s.holder_id = " + Place((object)facility));
        where.AddRange(conditions.Where(c => c.Column!.Level <= Top(query.Level)).Select(c => Match(c.Column!, c.Value)).OfType<string>());
        // A question about studies that names a series' element: a study that has such a series.
        Below(where, conditions, ImageLevel.Series, "select 1 from imaging_series e where e.study_id = s.id");
        Below(where, conditions, ImageLevel.Instance, query.Level == ImageLevel.Series
            ? "select 1 from imaging_instance i where i.series_id = e.id" : "select 1 from imaging_instance i where i.study_id = s.id");
        var columns = string.Join(", ", IndexColumns.UpTo(query.Level).Select(c => c.Sql));
        var paging = $" limit {Place((long)query.Limit)} offset {Place((long)query.Offset)}";
        var conditionText = string.Join(" and ", where);
        return query.Level switch
        {
            ImageLevel.Patient => "select s.holder_id, s.holder_id, max(s.patient_name), s.patient_id, s.issuer, max(s.birth_date), max(s.sex) from imaging_study s "
                + $"where {conditionText} group by s.holder_id, s.patient_id, s.issuer order by s.patient_id, s.issuer, s.holder_id{paging}",
            ImageLevel.Study => $"select s.id, s.holder_id, {columns} from imaging_study s where {conditionText} order by s.study_date desc, s.id desc{paging}",
            ImageLevel.Series => $"select s.id, s.holder_id, {columns} from imaging_study s join imaging_series e on e.study_id = s.id where {conditionText} "
                + $"order by s.study_date desc, s.id desc, e.number, e.id{paging}",
            _ => $"select s.id, s.holder_id, {columns} from imaging_study s join imaging_series e on e.study_id = s.id join imaging_instance i on i.series_id = e.id "
                + $"where {conditionText} order by s.study_date desc, s.id desc, e.number, e.id, i.number, i.id{paging}",
        };
    }

    static ImageLevel Top(ImageLevel level) => level == ImageLevel.Patient ? ImageLevel.Study : level;

    void Below(List<string> where, List<(IndexColumn? Column, string Value)> conditions, ImageLevel level, string from)
    {
        if (level <= Top(query.Level)) return;
        var matches = conditions.Where(c => c.Column!.Level == level).Select(c => Match(c.Column!, c.Value)).OfType<string>().ToList();
        if (matches.Count > 0) where.Add($"exists ({from} and {string.Join(" and ", matches)})");
    }

    string? Match(IndexColumn column, string value) => column.Kind switch
    {
        ColumnKind.Uid => Uids(column, value),
        ColumnKind.Span => Span(column, value),
        ColumnKind.Name => Name(column, value),
        ColumnKind.Number => Number(column, value),
        ColumnKind.Many => Many(column, value),
        _ => Pattern(column.Sql, value.Trim()),
    };

    string? Uids(IndexColumn column, string value)
    {
        var uids = value.Split(['\\', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostUids).ToList();
        if (uids is ["*"]) return null;
        return uids.Count == 1 ? $"{column.Sql} = {Place(uids[0])}" : uids.Count == 0 ? null : $"{column.Sql} in ({string.Join(", ", uids.Select(Place))})";
    }

    // Texts of digits: "1200" as an end means everything that begins so or stands before it.
    string? Span(IndexColumn column, string value)
    {
        var plain = value.Replace(":", "", StringComparison.Ordinal).Trim();
        if (plain is "*" or "-") return null;
        var dash = plain.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return Pattern(column.Sql, plain);
        var (from, to) = (plain[..dash].Trim(), plain[(dash + 1)..].Trim());
        var parts = new List<string>();
        if (from.Length > 0) parts.Add($"{column.Sql} >= {Place(from)}");
        if (to.Length > 0) parts.Add($"{column.Sql} <= {Place(to + "~")}");
        // What has no date lies in no span.
        if (from.Length == 0) parts.Add($"{column.Sql} <> ''");
        return string.Join(" and ", parts);
    }

    string? Name(IndexColumn column, string value)
    {
        var folded = NameFold.Of(value);
        if (!query.Fuzzy) return Pattern(column.Folded, folded);
        var words = folded.Split([' ', '*', '?'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(" and ", words.Select(w => $"' ' || {column.Folded} like {Place("% " + Escape(w) + "%")} escape '!'"));
    }

    string? Number(IndexColumn column, string value) => value.Trim() is "*" or "" ? null
        : long.TryParse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? $"{column.Sql} = {Place(number)}" : "1 = 0";

    string? Many(IndexColumn column, string value)
    {
        var asked = value.Split(['\\', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(v => v != "*").ToList();
        return asked.Count == 0 ? null
            : "(" + string.Join(" or ", asked.Select(v => $"{column.Sql} like {Place("%|" + Like(v.ToUpperInvariant()) + "|%")} escape '!'")) + ")";
    }

    string? Pattern(string column, string value)
    {
        if (value.Length == 0 || value.All(c => c == '*')) return null;
        var star = value.IndexOfAny(['*', '?']);
        if (star < 0) return $"{column} = {Place(value)}";
        // The fixed beginning bounds the walk over the index; LIKE alone would read it all.
        var bounds = star == 0 ? "" : $"{column} >= {Place(value[..star])} and {column} < {Place(value[..star] + "\U0010FFFF")}";
        if (star == value.Length - 1 && value[star] == '*') return bounds;
        return (bounds.Length > 0 ? bounds + " and " : "") + $"{column} like {Place(Like(value))} escape '!'";
    }

    static string Like(string value) => new StringBuilder(Escape(value)).Replace('*', '%').Replace('?', '_').ToString();

    static string Escape(string value) => value.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    string Place(object value)
    {
        values.Add(value);
        return "@p" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    string Place(string value) => Place((object)value.Replace("\0", "", StringComparison.Ordinal));
}
