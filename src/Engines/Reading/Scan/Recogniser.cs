using System.Globalization;
using System.Text;

namespace LienY.Reading;

/// <summary>A part of a page to recognise, and where it lies on it in dots.</summary>
sealed record Part(Gray Picture, int Left, int Top);

/// <summary>Words out of pictures by tesseract with its Vietnamese model: many parts in one process, each word with its box and confidence.</summary>
sealed class Recogniser(Poppler room, int resolution)
{
    /// <summary>A block of several lines; one line.</summary>
    public const string Block = "6", OneLine = "7";

    /// <summary>Words of each part, in dots of the page; <paramref name="key"/> keeps the files of pages read side by side apart.</summary>
    public List<List<ScannedWord>> Read(IReadOnlyList<Part> parts, string layout, string key)
    {
        var words = parts.Select(_ => new List<ScannedWord>()).ToList();
        if (parts.Count == 0) return words;
        for (var i = 0; i < parts.Count; i++) room.Write(Name(key, i), parts[i].Picture.Pgm());
        room.Write(key + ".txt", Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, parts.Count).Select(i => Name(key, i))) + "\n"));
        var said = room.Run("tesseract", out var errors, key + ".txt", "-", "-l", "vie", "--psm", layout, "--dpi", resolution.ToString(CultureInfo.InvariantCulture),
            "-c", "tessedit_do_invert=0", "tsv") ?? throw Missing(errors);
        foreach (var row in Encoding.UTF8.GetString(said).Split('\n'))
        {
            var cells = row.TrimEnd('\r').Split('\t');
            if (cells.Length != 12 || cells[0] != "5") continue;
            int Number(int at) => int.TryParse(cells[at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : 0;
            var part = Number(1) - 1;
            if (part < 0 || part >= parts.Count || !double.TryParse(cells[10], NumberStyles.Float, CultureInfo.InvariantCulture, out var sure)) continue;
            var text = Signs(cells[11].Trim().Normalize(NormalizationForm.FormC));
            if (text.Length == 0 || IsDirt(text, sure)) continue;
            var (x, y, width, height) = (Number(6), Number(7), Number(8), Number(9));
            var counted = RomanStrokes.Of(text, words[part].Count > 0 ? words[part][^1].Text : "", parts[part].Picture, x, y, x + width, y + height);
            var (left, top) = (x + parts[part].Left, y + parts[part].Top);
            words[part].Add(new(left, top, left + width, top + height, counted, (int)Math.Clamp(sure, 0, 100), counted == text ? null : text));
        }
        for (var i = 0; i < parts.Count; i++) room.Remove(Name(key, i));
        return words;
    }

    /// <summary>By how many degrees clockwise a page must be turned to stand upright; 0 where nobody can tell.</summary>
    public int Turn(Gray page, string key)
    {
        room.Write(key + ".pgm", page.Pgm());
        var said = room.Run("tesseract", out _, key + ".pgm", "-", "-l", "osd", "--psm", "0", "--dpi", (resolution / 2).ToString(CultureInfo.InvariantCulture));
        room.Remove(key + ".pgm");
        if (said is null) return 0;
        var lines = Encoding.UTF8.GetString(said).Split('\n');
        double Value(string name) => lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            && double.TryParse(line[(name.Length + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : 0;
        return Value("Orientation confidence") >= 1 ? (int)Value("Rotate") % 360 : 0;
    }

    // The model has two slashes, and often says both for the one that is printed ("II/⁄2026").
    static string Signs(string text) => text.IndexOfAny(['\u2044', '\u2215']) < 0 ? text
        : text.Replace('\u2044', '/').Replace('\u2215', '/').Replace("//", "/", StringComparison.Ordinal);

    static string Name(string key, int part) => $"{key}-{part}.pgm";

    // Grain, the rest of a ruling line, a fold: no letters.
    static bool IsDirt(string text, double sure) =>
        text.All(c => c is '|' or '_' or '~' or '¬' or '`' or '\'' or '‘' or '’' or '«' or '»' or '=' or '\\' or '¡' or '—' or '“' or '”')
        || (sure < 40 && text.All(c => !char.IsLetterOrDigit(c) && c is not ('-' or '+' or '%')));

    static ReadingRefusal Missing(string errors) => errors.Contains("traineddata", StringComparison.OrdinalIgnoreCase)
        ? new("scan-program", "Máy chủ chưa có bộ chữ Việt của chương trình nhận dạng (tesseract-ocr-vie).", "Hãy nhờ quản trị viên cài tesseract-ocr-vie, hoặc nhập bản DOCX gốc.")
        : new("scan-failed", "Chương trình nhận dạng chữ (tesseract) không đọc được trang này.", "Hãy quét lại văn bản ở 300 dpi, hoặc nhập bản DOCX gốc.");
}
