using System.Text;

namespace LienY.Sheets;

/// <summary>Reads an uploaded table, whatever it is: an Excel workbook (its first sheet) or separated text (UTF-8 or UTF-16; comma, semicolon or tab).</summary>
public static class TableReader
{
    /// <summary>Rows that hold something, read as they come; the stream must seek. Throws <see cref="TableFault"/>.</summary>
    public static IEnumerable<TableRow> Rows(Stream content, TableLimits? limits = null)
    {
        limits ??= new();
        if (content.Length > limits.FileBytes) throw new TableFault("too-large", "Tệp lớn quá {0} MB. Xin chia thành nhiều tệp nhỏ hơn.", limits.FileBytes >> 20);
        Span<byte> head = stackalloc byte[8];
        content.Position = 0;
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (read == 0) throw new TableFault("empty", "Tệp không có nội dung.");
        if (head.StartsWith("PK\x03\x04"u8)) return BookRows(content, limits);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new TableFault("old-excel", "Tệp là Excel đời cũ (.xls) hoặc có mật khẩu. Xin mở bằng Excel rồi lưu lại dạng .xlsx không mật khẩu.");
        if (head[..read].Contains((byte)0) && !(head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])))
            throw new TableFault("not-a-table", "Tệp không phải là bảng Excel (.xlsx) hay văn bản CSV.");
        return TextRows(content, limits);
    }

    static IEnumerable<TableRow> BookRows(Stream content, TableLimits limits)
    {
        using var book = WorkbookReader.Open(content, limits);
        foreach (var row in book.Rows()) yield return row;
    }

    static IEnumerable<TableRow> TextRows(Stream content, TableLimits limits)
    {
        char separator;
        using (var peek = Reader(content)) separator = Separated.SeparatorOf(peek.ReadLine() ?? "");
        content.Position = 0;
        using var reader = Reader(content);
        var rows = 0;
        foreach (var (line, cells) in Separated.Records(reader, separator))
        {
            if (++rows > limits.Rows || cells.Count > limits.Columns) throw new TableFault("too-large", "Bảng có quá nhiều dòng hoặc cột.");
            if (cells.Any(c => c.Length > limits.CellCharacters)) throw new TableFault("too-large", "Bảng có ô dài quá {0} ký tự.", limits.CellCharacters);
            if (cells.Exists(c => !string.IsNullOrWhiteSpace(c))) yield return new(line, cells.ConvertAll(c => new Cell(c)));
        }
    }

    static StreamReader Reader(Stream content) =>
        new(content, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, 65536, leaveOpen: true);
}
