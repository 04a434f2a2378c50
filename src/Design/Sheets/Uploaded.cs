using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Http;

namespace LienY.Design;

/// <summary>A table that somebody sent: Excel (first sheet) or separated text.</summary>
public static class Uploaded
{
    /// <summary>Its rows, read as they come; what cannot be read is refused beside the field <paramref name="field"/>.</summary>
    public static IEnumerable<TableRow> Rows(IFormFile file, string field = "file", TableLimits? limits = null)
    {
        using var content = file.OpenReadStream();
        using var rows = Guarded(() => TableReader.Rows(content, limits).GetEnumerator(), field);
        while (Guarded(rows.MoveNext, field)) yield return rows.Current;
    }

    /// <summary>What a broken table is to the rest of the house.</summary>
    public static Refusal Refused(TableFault fault, string? field = null) => new(RefusalKind.Invalid, fault.Text, fault.Args) { Field = field, Code = fault.Code };

    static T Guarded<T>(Func<T> read, string field)
    {
        try
        {
            return read();
        }
        catch (TableFault fault)
        {
            throw Refused(fault, field);
        }
    }
}
