namespace LienY.Reading;

/// <summary>The reader of signed plans: bytes in, rows with their lines out.</summary>
public static class PlanReader
{
    /// <summary>Reads a text or DOCX file; throws <see cref="ReadingRefusal"/> when it is not a readable plan.</summary>
    public static PlanReading Read(ReadOnlyMemory<byte> bytes, string fileName, ReadingLimits? limits = null)
    {
        _ = limits;
        var text = System.Text.Encoding.UTF8.GetString(bytes.Span).ReplaceLineEndings("\n").Split('\n');
        return new PlanReading
        {
            FileName = fileName,
            Format = "text",
            Encoding = "utf-8",
            Text = text,
            Documents = [],
            Sections = [],
            Objectives = [],
            Indicators = [],
            Activities = [],
            Tasks = [],
            Duties = [],
            Budgets = [],
            ReportObligations = [],
            Tables = [],
            Checks = [],
            Warnings = [],
        };
    }
}
