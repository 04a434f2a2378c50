namespace LienY.Dicom;

/// <summary>How values become grey (PS3.3 §C.11.2): centre, width and the function between them.</summary>
/// <param name="Center">The value in the middle, after the modality's rescale.</param>
/// <param name="Width">The values from black to white; at least 1 (linear), more than 0 (exact and sigmoid).</param>
/// <param name="Function">LINEAR, LINEAR_EXACT or SIGMOID.</param>
public sealed record Window(double Center, double Width, string Function = "LINEAR")
{
    /// <summary>The windows the header names, also in the functional groups of a frame; empty where it names none.</summary>
    public static IReadOnlyList<Window> Of(DataSet header, int frame = 0)
    {
        var from = FrameGroups.Find(header, frame, Tags.FrameVoiLutSequence) ?? header;
        var (centers, widths) = (from.Numbers(Tags.WindowCenter), from.Numbers(Tags.WindowWidth));
        var function = from.Text(Tags.VoiLutFunction) ?? header.Text(Tags.VoiLutFunction) ?? "LINEAR";
        return [.. centers.Zip(widths).Where(p => p.Second > 0).Select(p => new Window(p.First, p.Second, function))];
    }

    /// <summary>The grey of a value, 0 to 1.</summary>
    public double Grey(double value) => Function switch
    {
        "SIGMOID" => 1 / (1 + Math.Exp(-4 * (value - Center) / Width)),
        "LINEAR_EXACT" => Math.Clamp((value - Center) / Width + 0.5, 0, 1),
        _ when Width <= 1 => value <= Center - 0.5 ? 0 : 1,
        _ => Math.Clamp((value - (Center - 0.5)) / (Width - 1) + 0.5, 0, 1),
    };
}

/// <summary>Functional groups of enhanced objects (PS3.3 §C.7.6.16): what holds for a frame, else for all.</summary>
public static class FrameGroups
{
    /// <summary>The item of a functional group for a frame, or null.</summary>
    public static DataSet? Find(DataSet header, int frame, Tag group) =>
        header.Item(Tags.PerFrameFunctionalGroupsSequence, frame)?.Item(group) ?? header.Item(Tags.SharedFunctionalGroupsSequence)?.Item(group);

    /// <summary>The first text of an element: in a group of the frame, else in the header itself.</summary>
    public static string? Text(DataSet header, int frame, Tag group, Tag tag) => Find(header, frame, group)?.Text(tag) ?? header.Text(tag);
}
